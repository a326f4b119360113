package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.access.Admission.Denied;
import io.dealstream.access.Admission.Granted;
import io.dealstream.access.Admission.Reason;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/// The package as the application wires it, with a real broker.
@QuarkusTest
@TestProfile(ShortTimes.class)
class AccessTest {

    private static final String SECRET = "sk_live_access-test";
    private static final KeyRecord KEY = Keys.active(SECRET, Scope.DEALS_READ);

    @InjectKafka
    EmbeddedKafka kafka;

    @Inject
    Gatekeeper gatekeeper;

    @Inject
    KeyTable keys;

    @Inject
    Leases leases;

    @Inject
    StreamQuota quota;

    @Test
    void leavesABadAuthorizationHeaderToTheEndpoint() {
        RestAssured.given()
                .header("Authorization", "Bearer nonsense")
                .get("/q/health/live")
                .then()
                .statusCode(200);
    }

    @Test
    void followsAKeyFromItsTopicToTheEndOfItsStreams() {
        try (Records records = new Records(kafka.bootstrapServers())) {
            // Given
            await().until(keys::isReady);
            records.write(record(KEY));
            await().atMost(Duration.ofSeconds(1)).until(() -> admit(SECRET) instanceof Granted);
            Caller caller = ((Granted) admit(SECRET)).caller();
            List<LeaseEnd> ends = new CopyOnWriteArrayList<>();
            leases.open(caller, Scope.DEALS_READ, ends::add);
            assertThat(quota.tryAcquire(caller, "deals", OptionalInt.empty())).isInstanceOf(StreamQuota.Slot.class);

            // When
            records.write(record(KEY.revoked()));

            // Then
            await().atMost(Duration.ofSeconds(1)).until(() -> ends.equals(List.of(LeaseEnd.REVOKED)));
            assertThat(admit(SECRET)).isEqualTo(new Denied(Reason.KEY_REVOKED));
        }
    }

    @Test
    void writesNoCredentialToTheLogWhateverItsLevel() {
        // Given everything that is logged by us and by what we verify tokens with
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getLoggerName() + record.getMessage() + List.of(parameters(record)) + trace(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        List<Logger> loggers = List.of(
                Logger.getLogger("io.dealstream"), Logger.getLogger("io.smallrye.jwt"), Logger.getLogger("org.jose4j"));
        loggers.forEach(logger -> {
            logger.setLevel(Level.ALL);
            logger.addHandler(handler);
        });
        Tokens issuer = new Tokens();
        String forged = issuer.sign(Tokens.claims().claim("org_id", "acme"));

        try (Records records = new Records(kafka.bootstrapServers())) {
            // When
            records.write(record(Keys.active(SECRET + 2, Scope.DEALS_READ)));
            records.write(
                    new ProducerRecord<>(Topics.KEYS, bytes(SECRET + 3), bytes("{\"secret\":\"" + SECRET + 3 + "\"}")));
            await().until(() -> admit(SECRET + 2) instanceof Granted);
            admit(SECRET + 4);
            gatekeeper.check(new Credential.Token(forged), Realm.ORGANISATION);
            gatekeeper.check(new Credential.Token(SECRET + ".5.6"), Realm.ORGANISATION);
            TicketAnswer.Issued issued = (TicketAnswer.Issued)
                    gatekeeper.issueTicket(new Credential.KeyOrToken(SECRET + 2), Rights.ALL, null);
            gatekeeper
                    .admit(new Credential.Ticket(issued.ticket()), Realm.ORGANISATION)
                    .join();
            gatekeeper
                    .admit(new Credential.Ticket(issued.ticket()), Realm.ORGANISATION)
                    .join();
            await().until(() -> logged.stream().anyMatch(line -> line.contains("KeyLog")));

            // Then
            assertThat(logged).noneMatch(line -> line.contains(SECRET));
            assertThat(logged).noneMatch(line -> line.contains(issued.ticket()));
            assertThat(logged).noneMatch(line -> line.contains(forged) || line.contains(forged.split("\\.", -1)[1]));
        } finally {
            loggers.forEach(logger -> {
                logger.removeHandler(handler);
                logger.setLevel(null);
            });
        }
    }

    private Admission admit(String secret) {
        return gatekeeper.check(new Credential.ApiKey(secret), Realm.ORGANISATION);
    }

    private static ProducerRecord<byte[], byte[]> record(KeyRecord key) {
        return new ProducerRecord<>(Topics.KEYS, bytes(key.hash().hex()), KeyJson.write(key));
    }

    private static Object[] parameters(LogRecord record) {
        return record.getParameters() == null ? new Object[0] : record.getParameters();
    }

    private static String trace(LogRecord record) {
        StringBuilder text = new StringBuilder();
        for (Throwable thrown = record.getThrown(); thrown != null; thrown = thrown.getCause()) {
            text.append(thrown);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
