package io.dealstream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.EventFilter;
import io.dealstream.event.EventType;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import io.dealstream.hub.Messages;
import io.dealstream.ledger.Expansion.Claim;
import io.dealstream.ledger.LedgerRecord.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpansionTest {

    private static final long LATER = Messages.TIME + 10_000_000;
    private static final Tenant ACME = new Tenant("acme");

    @Test
    void claimsWhatLiesBetweenFirstAndLast() {
        Expansion expansion = new Expansion(record(Shows.deal(), 10, 20L), LATER);

        assertThat(IntStream.range(0, 30).filter(i -> expansion.claim(event(i)) == Claim.YES))
                .containsExactlyElementsOf(IntStream.rangeClosed(10, 20).boxed().toList());
        assertThat(IntStream.range(0, 30).filter(i -> expansion.claim(event(i)) == Claim.MAYBE))
                .isEmpty();
    }

    @Test
    void claimsAllAfterTheFirstUpToTheEndOfAnOpenMinute() {
        Expansion expansion = new Expansion(record(Shows.deal(), 10, null), LATER);
        long end = 60_000 + Expansion.CLOCKS_APART.toMillis();

        assertThat(expansion.claim(event(9))).isEqualTo(Claim.NO);
        assertThat(expansion.claim(event(10))).isEqualTo(Claim.MAYBE);
        assertThat(expansion.claim(event(11))).isEqualTo(Claim.MAYBE);
        assertThat(expansion.claim(event(end))).isEqualTo(Claim.MAYBE);
        assertThat(expansion.claim(event(end + 1))).isEqualTo(Claim.NO);
    }

    @Test
    void claimsWhatIsDatedInTheFutureInAnOpenMinute() {
        Expansion expansion = new Expansion(record(Shows.deal(), 10, null), Messages.TIME + 1_000_000);

        assertThat(expansion.claim(event(2_000_000))).isEqualTo(Claim.MAYBE);
    }

    @Test
    void leavesOutWhatFilterRightsAndViewHide() {
        EventFilter types = EventFilter.of(Set.of("processing.failed"), null);
        EventFilter document = EventFilter.of(null, "16");
        EventFilter both = EventFilter.of(Set.of("processing.progress"), "15");

        assertThat(claim(showing(types, null, null))).isEqualTo(Claim.NO);
        assertThat(claim(showing(document, null, null))).isEqualTo(Claim.NO);
        assertThat(claim(showing(both, "15", List.of("processing.*")))).isEqualTo(Claim.YES);
        assertThat(claim(showing(EventFilter.ALL, "16", null))).isEqualTo(Claim.NO);
        assertThat(claim(showing(EventFilter.ALL, null, List.of("deal.*")))).isEqualTo(Claim.NO);
        assertThat(claim(showing(new EventFilter(null, null, Set.of("ai")), null, null)))
                .isEqualTo(Claim.NO);
    }

    @Test
    void takesStreamsOfSetsAndOfOrganisationsForTheirDeals() {
        StreamKey set = new StreamKey(ACME, SubjectSet.of("deal", List.of("42", "43")));
        StreamKey other = new StreamKey(ACME, SubjectSet.of("deal", List.of("43", "44")));
        StreamKey whole = new StreamKey(ACME, Subject.whole("organisation"));
        StreamKey foreign = new StreamKey(new Tenant("bolt"), Subject.whole("organisation"));

        assertThat(claim(Shows.of(Showing.Way.STREAM, set, EventFilter.ALL))).isEqualTo(Claim.YES);
        assertThat(claim(Shows.of(Showing.Way.STREAM, whole, EventFilter.ALL))).isEqualTo(Claim.YES);
        assertThat(claim(Shows.of(Showing.Way.STREAM, other, EventFilter.ALL))).isEqualTo(Claim.NO);
        assertThat(claim(Shows.of(Showing.Way.STREAM, foreign, EventFilter.ALL)))
                .isEqualTo(Claim.NO);
    }

    @Test
    void takesAnIncarnationOfATopicForItselfOnly() {
        LedgerRecord told = record(Shows.deal(), 10, 10L);
        Event event = event(10);
        Position position = new Position(new Partition("processing-events", 0, 8), 10, LATER);
        Event anew = new Event(
                event.tenant(),
                event.type(),
                event.subjects(),
                event.document(),
                event.value(),
                event.id(),
                event.time(),
                LATER,
                position,
                null);

        assertThat(new Expansion(told, LATER).claim(event)).isEqualTo(Claim.YES);
        assertThat(new Expansion(told, LATER).claim(anew)).isEqualTo(Claim.NO);
    }

    @Test
    void rathersSaysTooMuchWhereIdsCannotBeRead() {
        Place strange = new Place("nonsense", event(10).position());
        LedgerRecord told = new LedgerRecord(
                Shows.deal(), "v", 0, strange, "nonsense", List.of(), 3, Messages.TIME, Messages.TIME + 100, false);

        assertThat(new Expansion(told, LATER).claim(event(12))).isEqualTo(Claim.MAYBE);
    }

    /// Ids of very many partitions hold the last bits of offsets only: what they leave open is claimed.
    @Test
    void claimsAllThatWasShownOfHundredsOfPartitions() {
        StreamKey whole = new StreamKey(ACME, Subject.whole("organisation"));
        CursorTrack track = new CursorTrack(_ -> Messages.TIME - 10_000_000);
        Random random = new Random(5);
        List<Event> events = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        long[] offsets = random.longs(300, 0, 1L << 33).toArray();
        for (int i = 0; i < 6_000; i++) {
            int some = random.nextInt(300);
            offsets[some] += 1 + random.nextInt(4);
            Position position =
                    new Position(new Partition("processing-events", some, 7), offsets[some], Messages.TIME + i * 100L);
            track.seen(position);
            Cursor cursor = track.cursor(position.watermark() - 210_000);
            events.add(event(position));
            ids.add(cursor.encode(whole));
        }
        int from = 3_000;
        int to = 3_600;
        LedgerRecord told = new LedgerRecord(
                Shows.of(Showing.Way.STREAM, whole, EventFilter.ALL),
                "v",
                0,
                new Place(ids.get(from), events.get(from).position()),
                ids.get(to),
                List.of(),
                to - from + 1,
                0,
                0,
                false);
        Expansion expansion = new Expansion(told, LATER);

        assertThat(Cursor.parse(ids.get(to), whole).orElseThrow().hasHints()).isTrue();
        assertThat(events.subList(from, to + 1))
                .allSatisfy(event -> assertThat(expansion.claim(event)).isNotEqualTo(Claim.NO));
        long beyond = events.stream()
                        .filter(event -> expansion.claim(event) != Claim.NO)
                        .count()
                - (to - from + 1);
        assertThat(beyond).isLessThan(1_200);
    }

    private static Claim claim(Showing showing) {
        StreamKey stream = showing.stream();
        Place first = new Place(Messages.at(stream, 10).id(), event(10).position());
        String last = Messages.at(stream, 20).id();
        return new Expansion(new LedgerRecord(showing, "v", 0, first, last, List.of(), 11, 0, 0, false), LATER)
                .claim(event(12));
    }

    private static LedgerRecord record(Showing showing, long first, @Nullable Long last) {
        return new LedgerRecord(
                showing,
                "v",
                0,
                new Place(Messages.at(Shows.DEAL, first).id(), event(first).position()),
                last == null ? null : Messages.at(Shows.DEAL, last).id(),
                List.of(),
                1,
                Messages.TIME,
                Messages.TIME + 60_000,
                last == null);
    }

    private static Showing showing(EventFilter filter, @Nullable String document, @Nullable List<String> types) {
        return new Showing(
                Showing.Way.POLL,
                Shows.deal().origin(),
                null,
                "deals",
                Shows.DEAL,
                filter,
                document,
                types == null ? null : "borrower",
                types);
    }

    private static Event event(long offset) {
        return Messages.event(Shows.DEAL, offset);
    }

    private static Event event(Position position) {
        return new Event(
                ACME,
                new EventType("processing.progress", "processing"),
                List.of(Shows.DEAL.subject(), Subject.whole("organisation")),
                null,
                new byte[0],
                "e",
                position.watermark(),
                position.watermark(),
                position,
                null);
    }
}
