package io.dealstream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealstream.hub.Delivery;
import io.dealstream.hub.Messages;
import io.dealstream.ledger.LedgerBuffer.Entry;
import io.dealstream.tasks.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// One stream's minutes, with a Kafka that writes when it is told to.
class AccountTest {

    private static final Instant START = Instant.ofEpochMilli(Messages.TIME);

    private final AtomicInteger released = new AtomicInteger();
    private final LedgerBuffer buffer = new LedgerBuffer(1 << 20, new Shows.Silent(), InstantSource.system());
    private Duration passed = Duration.ZERO;
    private final InstantSource clock = () -> START.plus(passed);
    private final Ledger ledger = new Ledger(buffer, true, clock, Faults.uncounted());
    private final Account account = new Account(
            Shows.deal(), ledger, "v", Runnable::run, released::incrementAndGet, clock, () -> passed.toNanos());

    @Test
    void letsNothingPassBeforeItIsOnRecordThatItMay() {
        boolean first = account.admits(event(1));
        List<LedgerRecord> opened = write();
        boolean second = account.admits(event(2));

        assertThat(first).isFalse();
        assertThat(released).hasValue(1);
        assertThat(second).isTrue();
        assertThat(opened).singleElement().satisfies(record -> {
            assertThat(record.openEnd()).isTrue();
            assertThat(record.first().id()).isEqualTo(event(1).id());
            assertThat(record.first().position().offset()).isEqualTo(1);
            assertThat(record.lastId()).isNull();
            assertThat(record.from()).isEqualTo(START.toEpochMilli());
            assertThat(record.to()).isEqualTo(START.plusSeconds(60).toEpochMilli());
        });
    }

    @Test
    void saysAtTheEndWhatWasShown() {
        account.admits(event(1));
        account.admits(event(2));
        passed = Duration.ofSeconds(3);
        account.admits(event(5));
        account.end();

        LedgerRecord closing = write().getLast();

        assertThat(closing.openEnd()).isFalse();
        assertThat(closing.part()).isZero();
        assertThat(closing.first().id()).isEqualTo(event(1).id());
        assertThat(closing.lastId()).isEqualTo(event(5).id());
        assertThat(closing.events()).isEqualTo(3);
        assertThat(closing.to()).isEqualTo(START.plusSeconds(3).toEpochMilli());
    }

    @Test
    void beginsTheNextMinuteBeforeTheLastIsOverSoThatNobodyWaits() {
        account.admits(event(0));
        write();
        List<Boolean> passes = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            passed = Duration.ofSeconds(i);
            passes.add(account.admits(event(i)));
            write();
        }
        account.end();

        assertThat(passes).doesNotContain(false);
    }

    @Test
    void coversEachEventByARecordThatIsWrittenWhateverTheMomentOfACrash() {
        List<LedgerRecord> written = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            passed = passed.plusMillis(i % 7 == 0 ? 70_000 : 900);
            boolean passes = account.admits(event(i));
            if (!passes) {
                written.addAll(write());
            }
            // here the event is handed over, and here the replica may die with all that is not written
            assertThat(isCovered(written, i)).as("event %d", i).isTrue();
            if (i % 3 == 0) {
                written.addAll(write());
            }
            account.look();
        }
    }

    private boolean isCovered(List<LedgerRecord> written, int offset) {
        List<LedgerRecord> told = new ArrayList<>();
        Reading reading = new Reading(told::add);
        written.forEach(record -> reading.read(LedgerJson.write(record)));
        reading.end();
        return told.stream()
                .anyMatch(record -> new Expansion(record, Long.MAX_VALUE).claim(Messages.event(Shows.DEAL, offset))
                        != Expansion.Claim.NO);
    }

    @Test
    void opensNothingWhileNothingHappens() {
        account.admits(event(1));
        write();
        passed = Duration.ofSeconds(61);
        account.look();
        List<LedgerRecord> closed = write();
        passed = Duration.ofMinutes(30);
        account.look();
        account.end();

        assertThat(closed)
                .singleElement()
                .satisfies(record -> assertThat(record.openEnd()).isFalse());
        assertThat(write()).isEmpty();
    }

    @Test
    void waitsAgainAfterAQuietMinute() {
        account.admits(event(1));
        write();
        passed = Duration.ofSeconds(61);

        assertThat(account.admits(event(2))).isFalse();
    }

    @Test
    void recordsAStreamThatHadNoEvents() {
        passed = Duration.ofSeconds(5);
        account.end();

        assertThat(write()).singleElement().satisfies(record -> {
            assertThat(record.events()).isZero();
            assertThat(record.openEnd()).isFalse();
            assertThat(record.from()).isEqualTo(START.toEpochMilli());
            assertThat(record.to()).isEqualTo(START.plusSeconds(5).toEpochMilli());
        });
    }

    @Test
    void keepsWhatCameBeforeAResetApart() {
        account.admits(event(1));
        account.cut();
        account.admits(event(9));
        account.end();

        assertThat(write().stream().filter(record -> !record.openEnd()))
                .extracting(record -> record.first().position().offset(), LedgerRecord::part)
                .containsExactly(tuple(1L, 0), tuple(9L, 1));
    }

    @Test
    void aRecordFromBeforeAResetLetsNothingPassAfterIt() {
        account.admits(event(1));
        Entry opening = buffer.next(Duration.ZERO);
        account.cut();
        account.admits(event(9));
        buffer.written(opening);

        assertThat(released).hasValue(0);
        assertThat(account.admits(event(10))).isFalse();
    }

    @Test
    void namesLastWordsOneByOne() {
        account.admits(Messages.word(Shows.DEAL, 3, 50));
        account.admits(event(51));
        account.end();

        LedgerRecord closing = write().getLast();

        assertThat(closing.words())
                .singleElement()
                .satisfies(word -> assertThat(word.offset()).isEqualTo(3));
        assertThat(closing.first().position().offset()).isEqualTo(51);
        assertThat(closing.events()).isEqualTo(2);
    }

    @Test
    void nobodyWaitsWhileKafkaIsAway() {
        assertThat(account.admits(event(1))).isFalse();
        ledger.waitedInVain();

        assertThat(account.admits(event(2))).isTrue();
    }

    private static Delivery.Message event(long offset) {
        return Messages.at(Shows.DEAL, offset);
    }

    /// Has Kafka acknowledge all that waits.
    private List<LedgerRecord> write() {
        List<LedgerRecord> records = new ArrayList<>();
        for (Entry entry = buffer.next(Duration.ZERO); entry != null; entry = buffer.next(Duration.ZERO)) {
            records.add(entry.content());
            buffer.written(entry);
        }
        return records;
    }
}
