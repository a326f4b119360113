package io.dealstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import org.junit.jupiter.api.Test;

class RejectLedgerTest {

    private final RejectLedger ledger = new RejectLedger(new Partition("deal-events", 0, 1), 100, 100);

    @Test
    void stepsOverWhatIsKnownToBeEvents() {
        ledger.reject(120);
        ledger.reject(130);
        ledger.takenTo(200);

        assertThat(ledger.firstSuspect(100)).isEqualTo(120);
        assertThat(ledger.firstSuspect(120)).isEqualTo(120);
        assertThat(ledger.firstSuspect(121)).isEqualTo(130);
        assertThat(ledger.firstSuspect(131)).isEqualTo(200);
    }

    @Test
    void suspectsWhatTheIntakeNeverReadOrHasNotReadYet() {
        ledger.takenTo(200);

        assertThat(ledger.firstSuspect(7)).isEqualTo(7);
        assertThat(ledger.firstSuspect(250)).isEqualTo(250);
        assertThat(ledger.reaches(200)).isTrue();
        assertThat(ledger.reaches(201)).isFalse();
    }

    @Test
    void aRejectOfABatchThatIsBeingReadCountsOnceTheBatchIsRead() {
        ledger.takenTo(150);
        ledger.reject(160);
        assertThat(ledger.firstSuspect(100)).isEqualTo(150);

        ledger.takenTo(170);

        assertThat(ledger.firstSuspect(100)).isEqualTo(160);
    }

    @Test
    void forgetsTheOldestOfAFloodAndThenSuspectsAllBefore() {
        for (long offset = 100; offset < 20_100; offset++) {
            ledger.reject(offset);
        }
        ledger.takenTo(30_000);

        assertThat(ledger.firstSuspect(10_050)).isEqualTo(10_050);
        assertThat(ledger.firstSuspect(10_150)).isEqualTo(10_150);
        assertThat(ledger.firstSuspect(20_100)).isEqualTo(30_000);
        assertThat(ledger.origin()).isEqualTo(100);
    }

    @Test
    void suspectsEverythingBeforeThePlaceWhereTheIntakeBegan() {
        RejectLedger ledger = new RejectLedger(new Partition("deal-events", 0, 1), 10, 100);
        ledger.takenTo(200);

        assertThat(ledger.origin()).isEqualTo(10);
        assertThat(ledger.reaches(11)).isTrue();
        assertThat(ledger.firstSuspect(10)).isEqualTo(10);
        assertThat(ledger.firstSuspect(99)).isEqualTo(99);
        assertThat(ledger.firstSuspect(100)).isEqualTo(200);
    }
}
