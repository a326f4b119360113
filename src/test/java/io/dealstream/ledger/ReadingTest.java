package io.dealstream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private final List<LedgerRecord> told = new ArrayList<>();
    private final Reading reading = new Reading(told::add, 3);

    @Test
    void tellsAPartByWhatItCameTo() {
        read(open("v", 0), closed("v", 0), open("v", 1), closed("v", 1));
        reading.end();

        assertThat(told).containsExactly(closed("v", 0), closed("v", 1));
    }

    @Test
    void tellsAPartThatWasNeverClosedAsItIs() {
        read(open("v", 0), closed("v", 0), open("v", 1), open("w", 0));
        reading.end();

        assertThat(told).containsExactly(closed("v", 0), open("v", 1), open("w", 0));
    }

    @Test
    void tellsAPartOnceHoweverOftenItStandsThere() {
        read(open("v", 0), closed("v", 0), closed("v", 0), open("v", 0));
        reading.end();

        assertThat(told).containsExactly(closed("v", 0));
    }

    @Test
    void keepsSoManyOpenRecordsAndTellsTheOldestBeyond() {
        for (int i = 0; i < 10; i++) {
            read(open("v", i));
        }

        assertThat(told).extracting(LedgerRecord::part).containsExactly(0, 1, 2, 3, 4, 5, 6);
        reading.end();
        assertThat(told).hasSize(10);
    }

    @Test
    void countsWhatIsNoRecord() {
        reading.read("nonsense".getBytes(StandardCharsets.UTF_8));
        reading.read(null);

        assertThat(reading.unreadable()).isEqualTo(2);
    }

    private void read(LedgerRecord... records) {
        for (LedgerRecord record : records) {
            reading.read(LedgerJson.write(record));
        }
    }

    private static LedgerRecord open(String visit, int part) {
        return new LedgerRecord(Shows.deal(), visit, part, null, null, List.of(), 0, 1, 2, true);
    }

    private static LedgerRecord closed(String visit, int part) {
        return new LedgerRecord(Shows.deal(), visit, part, null, null, List.of(), 4, 1, 2, false);
    }
}
