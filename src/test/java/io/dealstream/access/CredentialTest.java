package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialTest {

    private static final String SECRET = "sk_live_do-not-tell";

    @Test
    void neverPrintsWhatItHolds() {
        List<Object> holders = List.of(
                new Credential.ApiKey(SECRET),
                new Credential.Token(SECRET),
                new Credential.KeyOrToken(SECRET),
                new Credential.Ticket(SECRET),
                new TicketAnswer.Issued(SECRET, Duration.ofSeconds(30), Rights.ALL));

        assertThat(holders).allSatisfy(holder -> assertThat(holder.toString()).doesNotContain(SECRET));
    }
}
