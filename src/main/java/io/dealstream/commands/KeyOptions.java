package io.dealstream.commands;

import io.dealstream.access.NewKey;
import io.dealstream.access.Rights;
import io.dealstream.access.RightsJson;
import io.dealstream.access.Scope;
import io.dealstream.event.Tenant;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What a new API key is like.
final class KeyOptions {

    private static final List<String> NAMES =
            List.of("--name", "--scopes", "--max-streams", "--expires-at", "--rights");

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE[,SCOPE]",
            completionCandidates = ScopeNames.class,
            description = {"Any of", "${COMPLETION-CANDIDATES}."})
    private @Nullable String scopes;

    @Option(names = "--name", paramLabel = "NAME", description = "What its owner calls the key.")
    private String name = "";

    @Option(names = "--max-streams", paramLabel = "N", description = "Streams that may be open at once with the key.")
    private @Nullable String maxStreams;

    @Option(
            names = "--expires-at",
            paramLabel = "TIME",
            description = "Such as 2030-01-01T00:00:00Z; without it a key holds for ever.")
    private @Nullable String expiresAt;

    @Option(
            names = "--rights",
            paramLabel = "JSON",
            description = "How much less it may read: any of deals, batches, cases (lists of ids), document_id, types"
                    + " (of events), view, user; such as '{\"deals\":[42,43],\"view\":\"borrower\"}'.")
    private @Nullable String rights;

    /// For picocli.
    static final class ScopeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Scope.values()).map(Scope::text).iterator();
        }
    }

    /// Whether any of them is given.
    static boolean isAnyGivenTo(CommandLine command) {
        return NAMES.stream().anyMatch(command.getParseResult()::hasMatchedOption);
    }

    /// @throws ParameterException when one of them makes no sense
    NewKey read(String tenant, CommandLine command) {
        if (!Tenant.isValid(tenant)) {
            throw new ParameterException(command, "--tenant takes 1 to 128 visible ASCII characters");
        }
        return new NewKey(
                new Tenant(tenant), name, scopes(command), maxStreams(command), expiresAt(command), rights(command));
    }

    private Set<Scope> scopes(CommandLine command) {
        if (scopes == null) {
            throw new ParameterException(command, "--scopes is needed, such as deals:read,org:read");
        }
        Set<Scope> read = EnumSet.noneOf(Scope.class);
        for (String one : scopes.split(",", -1)) {
            read.add(Scope.of(one.strip())
                    .orElseThrow(() ->
                            new ParameterException(command, "--scopes takes " + String.join(", ", new ScopeNames()))));
        }
        return read;
    }

    private @Nullable Integer maxStreams(CommandLine command) {
        if (maxStreams != null && !maxStreams.matches("[0-9]{1,9}")) {
            throw new ParameterException(command, "--max-streams takes a number");
        }
        return maxStreams == null ? null : Integer.valueOf(maxStreams);
    }

    private @Nullable Instant expiresAt(CommandLine command) {
        try {
            return expiresAt == null ? null : OffsetDateTime.parse(expiresAt).toInstant();
        } catch (DateTimeException e) {
            throw new ParameterException(command, "--expires-at takes a time such as 2030-01-01T00:00:00Z");
        }
    }

    private Rights rights(CommandLine command) {
        try {
            return rights == null ? Rights.ALL : RightsJson.parse(rights);
        } catch (RightsJson.MalformedException e) {
            throw new ParameterException(
                    command,
                    "--rights takes an object such as {\"deals\":[42],\"view\":\"borrower\"}: " + e.member() + " "
                            + e.problem());
        }
    }
}
