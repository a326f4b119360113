package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rights, requests and events that are drawn at random, against a model that is as plain as the page (rights.md).
class RightsTest {

    private static final int ROUNDS = 20_000;
    private static final List<String> DEALS = List.of("1", "2", "3");
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> TYPES = List.of(
            "processing.progress", "deal_updated", "batch.completed", "case.analysis.completed", "file_created");
    private static final List<Subject> SUBJECTS = List.of(
            new Subject("deal", "1"),
            new Subject("deal", "2"),
            new Subject("deal", "4"),
            new Subject("batch", "a"),
            new Subject("batch", "d"),
            new Subject("case", "a"),
            new Subject("case", "d"),
            new Subject("loan", "a"),
            Subject.whole("organisation"),
            Subject.whole("account"),
            Subject.whole("workspace"));

    private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
    private final KeyTable keys = new KeyTable(List.of());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allowWhatThePageAllows(long seed) {
        Random random = new Random(seed);
        int allowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Rights rights = rights(random);
            Subject subject = one(random, SUBJECTS);
            Event event = event(random);

            assertThat(rights.mayRead(subject)).as("%s of %s", subject, rights).isEqualTo(modelReads(rights, subject));
            assertThat(rights.shows(event)).as("%s by %s", event, rights).isEqualTo(modelShows(rights, event));
            allowed += rights.mayRead(subject) && rights.shows(event) ? 1 : 0;
        }
        assertThat(allowed).isBetween(ROUNDS / 10, ROUNDS * 2 / 3);
    }

    /// Whoever derives rights from rights from rights never comes to read what the first could not.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverGrow(long seed) {
        Random random = new Random(seed);
        int narrowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Rights wide = rights(random);
            Rights asked = rights(random);
            Rights narrow;
            try {
                narrow = wide.narrow(asked);
                narrowed++;
            } catch (Rights.WiderException e) {
                assertThat(asks(asked, e.member()))
                        .as("%s of %s", e.member(), asked)
                        .isTrue();
                continue;
            }
            assertThat(narrow.isWithin(wide)).isTrue();
            assertNoWider(narrow, wide);
            assertNoWider(narrow, asked);
        }
        assertThat(narrowed).isGreaterThan(ROUNDS / 50);
    }

    /// Tickets of keys and tokens, redeemed after the key has changed.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverGrowByATicket(long seed) {
        Random random = new Random(seed);
        Tickets tickets = new Tickets(
                new TicketSigner("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                TicketClaims.alone(new UsedTickets(ROUNDS, clock)),
                new KeyCheck(keys, NAMES::contains, clock),
                NAMES::contains,
                Duration.ofSeconds(30),
                clock,
                random);
        int taken = 0;
        for (int round = 0; round < ROUNDS / 10; round++) {
            Rights issuers = rights(random);
            Rights asked = rights(random);
            boolean byKey = random.nextBoolean();
            Caller issuer = byKey ? key(issuers) : user(issuers);
            if (!(tickets.issue(Map.of(Realm.ORGANISATION, issuer), asked, null)
                    instanceof TicketAnswer.Issued issued)) {
                assertThat(asked.isWithin(issuers)).isFalse();
                continue;
            }
            Rights now = byKey && random.nextInt(3) == 0 ? rights(random) : issuers;
            if (byKey) {
                key(now);
            }
            Optional<Rights> got = redeem(tickets, issued.ticket());
            if (got.isPresent()) {
                taken++;
                assertNoWider(got.get(), issuers);
                assertNoWider(got.get(), asked);
                assertNoWider(got.get(), now);
                assertThat(redeem(tickets, issued.ticket())).isEmpty();
            } else {
                assertThat(now).isNotSameAs(issuers);
            }
        }
        assertThat(taken).isGreaterThan(ROUNDS / 1_000);
    }

    private static void assertNoWider(Rights narrow, Rights wide) {
        for (Subject subject : SUBJECTS) {
            assertThat(!narrow.mayRead(subject) || modelReads(wide, subject))
                    .as("%s of %s and of %s", subject, narrow, wide)
                    .isTrue();
        }
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Event event = event(random);
            assertThat(!narrow.shows(event) || modelShows(wide, event)).isTrue();
        }
        assertThat(wide.view() == null || wide.view().equals(narrow.view())).isTrue();
        assertThat(wide.user() == null || wide.user().equals(narrow.user())).isTrue();
    }

    private static boolean modelReads(Rights rights, Subject subject) {
        boolean lists = rights.deals() != null || rights.batches() != null || rights.cases() != null;
        Set<String> list = switch (subject.kind()) {
            case "deal" -> rights.deals();
            case "batch" -> rights.batches();
            case "case" -> rights.cases();
            default -> lists ? Set.of() : null;
        };
        return list == null || list.contains(subject.id());
    }

    private static boolean modelShows(Rights rights, Event event) {
        if (rights.types() != null && !rights.types().contains(event.type().name())) {
            return false;
        }
        boolean ofADeal = event.subjects().stream().map(Subject::kind).toList().contains("deal");
        return !ofADeal
                || rights.document() == null
                || event.document() == null
                || event.document().equals(rights.document());
    }

    private static boolean asks(Rights asked, String member) {
        return switch (member) {
            case "deals" -> asked.deals() != null;
            case "batches" -> asked.batches() != null;
            case "cases" -> asked.cases() != null;
            case "document_id" -> asked.document() != null;
            case "types" -> asked.types() != null;
            case "view" -> asked.view() != null;
            case "user" -> asked.user() != null;
            default -> false;
        };
    }

    private static Rights rights(Random random) {
        return new Rights(
                some(random, DEALS),
                some(random, NAMES),
                some(random, NAMES),
                maybe(random, DEALS),
                some(random, TYPES),
                maybe(random, NAMES),
                maybe(random, NAMES));
    }

    private static @Nullable Set<String> some(Random random, List<String> all) {
        if (random.nextInt(3) > 0) {
            return null;
        }
        Set<String> some = new HashSet<>();
        all.stream().filter(one -> random.nextInt(3) > 0).forEach(some::add);
        return some;
    }

    private static @Nullable String maybe(Random random, List<String> all) {
        return random.nextInt(3) > 0 ? null : one(random, all);
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static Event event(Random random) {
        List<Subject> subjects = new ArrayList<>(List.of(one(random, SUBJECTS), Subject.whole("organisation")));
        return new Event(
                new Tenant("acme"),
                new EventType(one(random, TYPES), "any"),
                subjects,
                maybe(random, DEALS),
                new byte[0],
                "id",
                0,
                0,
                new Position(new Partition("topic", 0, 0), 0, 0),
                null);
    }

    private Caller key(Rights rights) {
        KeyRecord key = Keys.active("secret", Scope.DEALS_READ).narrowed(rights);
        keys.change(key.hash(), key);
        return key.caller();
    }

    private static Caller user(Rights rights) {
        return new Caller(
                new Tenant("acme"),
                "alice",
                Set.of(Scope.DEALS_READ),
                null,
                Instant.parse("2026-01-01T01:00:00Z"),
                rights,
                new Origin.User("https://issuer.example", "alice"));
    }

    private static Optional<Rights> redeem(Tickets tickets, String ticket) {
        return tickets.redeem(ticket, Realm.ORGANISATION).join() instanceof Admission.Granted(Caller caller)
                ? Optional.of(caller.rights())
                : Optional.empty();
    }
}
