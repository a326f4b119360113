package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/// The names of a JWT's claims. `mp.jwt.verify.*` and `smallrye.jwt.*` set how tokens are verified.
@ConfigMapping(prefix = "dealstream.tokens")
public interface TokenSettings {

    /// The claim that names the tenant of deals, batches, cases and files.
    @WithDefault("org_id")
    String organisationClaim();

    /// The claim that names the tenant of account events.
    @WithDefault("sub")
    String userClaim();

    /// The claims that list scopes, as a text with spaces between them or as an array. Scopes in `groups`
    /// count, too.
    @WithDefault("scope,scp")
    List<String> scopeClaim();

    /// The claim with the rights that take away from the scopes, as an object (rights.md).
    @WithDefault("rights")
    String rightsClaim();
}
