package io.dealstream.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Subject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressFactoryTest {

    private final ProgressFactory factory = new ProgressFactory(Duration.ofSeconds(30), 10);

    @Test
    void knowsTheKindsThatComeToAnEnd() {
        assertThat(factory.apply(new Subject("deal", "42"))).isInstanceOf(DealProgress.class);
        assertThat(factory.apply(new Subject("batch", "b"))).isInstanceOf(BatchProgress.class);
        assertThat(factory.apply(new Subject("case", "c"))).isInstanceOf(CaseProgress.class);
        assertThat(factory.apply(Subject.whole("organisation"))).isNull();
        assertThat(factory.apply(Subject.whole("account"))).isNull();
    }
}
