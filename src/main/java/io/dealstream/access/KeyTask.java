package io.dealstream.access;

import io.dealstream.access.CommandLine.UsageException;
import io.dealstream.event.Tenant;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What [MakeKey] is asked to do.
sealed interface KeyTask {

    /// The options that say it; exactly one of the first four is given.
    List<String> TASKS = List.of("--tenant", "--revoke", "--delete", "--list");

    Set<String> DETAILS = Set.of("--name", "--scopes", "--max-streams", "--expires-at", "--rights");

    /// Make a new key.
    record Make(
            Tenant tenant,
            String name,
            Set<Scope> scopes,
            @Nullable Integer maxStreams,
            @Nullable Instant expiresAt,
            Rights rights)
            implements KeyTask {

        KeyRecord record(KeyHash hash) {
            return new KeyRecord(hash, tenant, name, scopes, maxStreams, expiresAt, rights, KeyRecord.Status.ACTIVE);
        }
    }

    /// Revoke a key.
    ///
    /// @param key a hash, or `-`: the hash or the secret comes on standard input
    record Revoke(String key) implements KeyTask {}

    /// Delete a key.
    ///
    /// @param key as in [Revoke]
    record Delete(String key) implements KeyTask {}

    /// List all keys.
    record ListAll() implements KeyTask {}

    static KeyTask read(CommandLine line) throws UsageException {
        List<String> given = TASKS.stream().filter(line::has).toList();
        if (given.size() != 1) {
            throw new UsageException("exactly one of " + String.join(", ", TASKS) + " is needed");
        }
        if (!line.has("--tenant") && DETAILS.stream().anyMatch(line::has)) {
            throw new UsageException(given.getFirst() + " goes with none of the options for a new key");
        }
        if (line.has("--list")) {
            return new ListAll();
        }
        if (line.value("--revoke").isPresent()) {
            return new Revoke(line.value("--revoke").get());
        }
        if (line.value("--delete").isPresent()) {
            return new Delete(line.value("--delete").get());
        }
        return make(line);
    }

    private static Make make(CommandLine line) throws UsageException {
        Optional<String> tenant = line.value("--tenant").filter(Tenant::isValid);
        Optional<String> scopes = line.value("--scopes");
        if (tenant.isEmpty()) {
            throw new UsageException("--tenant takes 1 to 128 visible ASCII characters");
        }
        if (scopes.isEmpty()) {
            throw new UsageException("--scopes is needed, such as deals:read,org:read");
        }
        Set<Scope> read = EnumSet.noneOf(Scope.class);
        for (String name : scopes.get().split(",", -1)) {
            read.add(Scope.of(name.strip()).orElseThrow(() -> new UsageException("--scopes takes " + Scope.names())));
        }
        return new Make(
                new Tenant(tenant.get()),
                line.value("--name").orElse(""),
                read,
                maxStreams(line),
                expiresAt(line),
                rights(line));
    }

    private static Rights rights(CommandLine line) throws UsageException {
        Optional<String> text = line.value("--rights");
        try {
            return text.isEmpty() ? Rights.ALL : RightsJson.parse(text.get());
        } catch (RightsJson.MalformedException e) {
            throw new UsageException("--rights takes an object such as {\"deals\":[42],\"view\":\"borrower\"}: "
                    + e.member() + " " + e.problem());
        }
    }

    private static @Nullable Integer maxStreams(CommandLine line) throws UsageException {
        Optional<String> text = line.value("--max-streams");
        if (text.isEmpty()) {
            return null;
        }
        if (!text.get().matches("[0-9]{1,9}")) {
            throw new UsageException("--max-streams takes a number");
        }
        return Integer.valueOf(text.get());
    }

    private static @Nullable Instant expiresAt(CommandLine line) throws UsageException {
        Optional<String> text = line.value("--expires-at");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.get()).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException("--expires-at takes a time such as 2030-01-01T00:00:00Z");
        }
    }
}
