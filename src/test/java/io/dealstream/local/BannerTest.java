package io.dealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BannerTest {

    @Test
    void saysHowToSeeEventsAtOnce() {
        String text = new Banner("http://127.0.0.1:8080", "k", "127.0.0.1:9392", true, true).text();

        assertThat(text)
                .contains("  curl -N -H 'X-API-Key: k' http://127.0.0.1:8080/v1/events/org\n")
                .contains("  curl -N 'http://127.0.0.1:8080/v1/events/deals/42?token=k'\n")
                .contains("  Console   http://127.0.0.1:8080/ ")
                .contains("127.0.0.1:9392, a broker of its own")
                .contains("dealstream.local.pipeline.enabled=false");
    }

    @Test
    void saysWhenTheBrokerWasGiven() {
        String text = new Banner("http://127.0.0.1:8080", "k", "kafka:9092", false, false).text();

        assertThat(text).contains("kafka:9092, as configured").contains("dealstream.local.pipeline.enabled=true");
    }
}
