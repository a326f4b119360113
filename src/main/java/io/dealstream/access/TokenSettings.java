package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/// Which claims of a JWT say what. How tokens are verified is set by `mp.jwt.verify.*` and `smallrye.jwt.*`.
@ConfigMapping(prefix = "dealstream.tokens")
public interface TokenSettings {

    /// The claim that names the tenant of deals, batches, cases and files.
    @WithDefault("org_id")
    String organisationClaim();

    /// The claim that names the tenant of account events.
    @WithDefault("sub")
    String userClaim();

    /// The claims that list scopes, as a text with spaces between or as an array; scopes in `groups` count as well.
    @WithDefault("scope,scp")
    List<String> scopeClaim();

    /// The claim that says how much less may be read than the scopes say, as an object (rights.md).
    @WithDefault("rights")
    String rightsClaim();
}
