package io.dealstream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.event.EventFilter;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import io.dealstream.ledger.LedgerRecord.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerJsonTest {

    private static final Position PLACE = new Position(new Partition("processing-events", 2, 9), 17, 0);

    static Stream<LedgerRecord> records() {
        Origin key = new Origin.Key(KeyHash.of("secret"));
        Origin user = new Origin.User("https://issuer.example", "ana");
        StreamKey set = new StreamKey(new Tenant("acme"), SubjectSet.of("deal", List.of("42", "43")));
        StreamKey whole = new StreamKey(new Tenant("acme"), Subject.whole("organisation"));
        Showing narrow = new Showing(
                Showing.Way.POLL,
                user,
                "u-1",
                "deal-sets",
                set,
                new EventFilter(Set.of("deal_updated"), "15", Set.of()),
                "16",
                "borrower",
                List.of("processing.*"));
        return Stream.of(
                new LedgerRecord(narrow, "v", 3, new Place("a", PLACE), "b", List.of(PLACE), 7, 1_000, 2_000, false),
                new LedgerRecord(
                        new Showing(
                                Showing.Way.STREAM,
                                key,
                                null,
                                "organisation",
                                whole,
                                EventFilter.ALL,
                                null,
                                null,
                                null),
                        "v",
                        0,
                        new Place("a", PLACE),
                        null,
                        List.of(),
                        1,
                        1_000,
                        61_000,
                        true),
                new LedgerRecord(
                        new Showing(
                                Showing.Way.SNAPSHOT,
                                new Origin.Anonymous(),
                                null,
                                "deals",
                                Shows.DEAL,
                                EventFilter.ALL,
                                null,
                                null,
                                null),
                        "v",
                        0,
                        null,
                        "b",
                        List.of(),
                        0,
                        1_000,
                        1_000,
                        false));
    }

    @ParameterizedTest
    @MethodSource("records")
    void comesBackAsItWas(LedgerRecord record) {
        assertThat(LedgerJson.read(LedgerJson.write(record))).contains(record);
    }

    @Test
    void holdsNoSecretAndNothingThatIsNotKnown() {
        String json = new String(LedgerJson.write(records().toList().get(1)), StandardCharsets.UTF_8);

        assertThat(json)
                .contains("\"open_end\":true", "\"key\":\"" + KeyHash.of("secret") + '"')
                .doesNotContain("null", "last_id", "user", "view", "secret\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"visit\":\"v\"}",
                "{\"visit\":{\"a\":1}}",
                "\"text\"",
                "{\"part\":1e999}",
                "{",
            })
    void takesNothingElseForARecord(String value) {
        assertThat(LedgerJson.read(value.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void takesNoneOfAThousandDamagedRecordsForWorseThanNone() {
        byte[] whole = LedgerJson.write(records().toList().getFirst());
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j <= i % 5; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            // whatever it is, it does not throw
            LedgerJson.read(damaged)
                    .ifPresent(record -> assertThat(record.visit()).isNotNull());
        }
    }

    @Test
    void passesOverTombstonesAndWhatIsTooLargeOrTooDeep() {
        String deep = "[".repeat(500_000);

        assertThat(LedgerJson.read(null)).isEmpty();
        assertThat(LedgerJson.read(new byte[LedgerJson.MOST_BYTES + 1])).isEmpty();
        assertThat(LedgerJson.read(deep.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
