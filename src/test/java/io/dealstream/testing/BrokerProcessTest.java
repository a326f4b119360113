package io.dealstream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {

    @TempDir
    Path folder;

    @Test
    void comesBackOnItsPortWithItsDataAfterACrash() {
        try (BrokerProcess broker = BrokerProcess.started(folder);
                Records records = new Records(broker.bootstrapServers())) {
            records.write(numbered(1));
            broker.kill();
            broker.start();
            records.write(numbered(2));

            assertThat(Consumed.atLeast(2, broker.bootstrapServers(), Topics.DEALS, Duration.ofSeconds(20)))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactly("1", "2");

            try (Records impatient = new Records(broker.bootstrapServers(), 1_000)) {
                impatient.write(numbered(3));
                broker.pause();
                assertThatThrownBy(() -> impatient.write(numbered(4))).hasMessageContaining("acknowledge");
            }
            broker.resume();
            records.write(numbered(5));
        }
    }

    private static ProducerRecord<byte[], byte[]> numbered(int number) {
        return Records.event(Topics.DEALS, "acme", "deal.created", "1", Integer.toString(number));
    }
}
