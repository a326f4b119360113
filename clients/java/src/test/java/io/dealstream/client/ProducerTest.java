package io.dealstream.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerTest {

    private final Producer producer = new Producer("acme", "/workers/parser");

    @Test
    void makesTheRecordOfAnEvent() {
        ProducedRecord record = producer.record(
                new Events.ProcessingProgress(42, 101, "parsing_with_llm", 40),
                new Producer.Details(Map.of("pages", 7), "e-1", Instant.parse("2030-01-01T00:00:00Z")));

        assertEquals("processing-events", record.topic());
        assertEquals("42", text(record.key()));
        assertEquals(
                "{\"deal_id\":42,\"statement_id\":101,\"stage\":\"parsing_with_llm\",\"progress\":40,\"pages\":7}",
                text(record.value()));
        assertEquals(
                List.of(
                        "ce_specversion=1.0",
                        "ce_type=processing.progress",
                        "ce_source=/workers/parser",
                        "ce_id=e-1",
                        "ce_time=2030-01-01T00:00:00Z",
                        "ce_tenant=acme",
                        "content-type=application/json"),
                record.headers((name, value) -> name + "=" + text(value)));
    }

    @Test
    void givesEachEventAnIdOfItsOwnAndKeepsDigits() {
        TypedEvent scored = new Events.ProcessingCompleted(42, 101, new BigDecimal("72.50"));

        ProducedRecord first = producer.record(scored);
        ProducedRecord second = producer.record(scored);

        assertTrue(text(first.value()).endsWith("\"health_score\":72.50}"));
        assertTrue(
                !text(first.headers().get("ce_id")).equals(text(second.headers().get("ce_id"))));
    }

    @Test
    void keepsWhatConcernsATenantInOrderWhereNoFieldNamesASubject() {
        ProducedRecord record = producer.record(new Events.AiResponseComplete("c-1"));

        assertEquals("acme", text(record.key()));
    }

    @Test
    void callsTopicsWhatTheyAreCalled() {
        Producer renamed = new Producer("acme", "/w", Map.of("deal-events", "prod.deals"), 64);

        assertEquals(
                "prod.deals",
                renamed.record(new Events.DealCreated(1, "A", "b")).topic());
        refused(renamed, new Events.DealCreated(1, "A".repeat(64), "b"), "bytes, at most 64 expected");
    }

    @Test
    void refusesWhatWouldBecomeADeadLetterWithoutShowingIt() {
        refused(producer, new Events.ProcessingProgress(42, 101, "secret", 101), "progress: integer from 0 to 100");
        refused(producer, new Events.BatchCompleted("a b", 1, 1, 0), "batch_id: string of 1 to 128 characters");
        refused(producer, new Events.ProcessingProgress(42, 101, null, 1), "stage: string expected");
        refused(
                producer,
                new Events.ProviderTokenExpiring("secret", "p"),
                "expires_in_seconds or expires_at is missing");
        refused(producer, of("deal.created", Map.of("deal_id", 1)), "business_name is missing");
        refused(producer, of("secret", Map.of()), "no type of the catalogue");
        refused(producer, new Events.DealCreated(1, "\ud800", "b"), "half a character");
    }

    @Test
    void takesNoFieldTwice() {
        Producer.Details extra = new Producer.Details(Map.of("created_by", "me"), null, null);

        assertThrows(InvalidEventException.class, () -> producer.record(new Events.DealCreated(1, "A", "b"), extra));
    }

    @Test
    void takesNoTenantOrSourceThatTheServiceWouldNot() {
        for (String tenant : List.of("", "a b", "ü", "x".repeat(129))) {
            assertThrows(IllegalArgumentException.class, () -> new Producer(tenant, "/w"));
        }
        assertThrows(IllegalArgumentException.class, () -> new Producer("acme", ""));
    }

    @Test
    void readsAnEventByItsType() {
        Event event = new Event(
                "1",
                "processing.progress",
                Json.readObject("{\"deal_id\":42,\"statement_id\":7,\"stage\":\"s\",\"progress\":5}"),
                null);

        assertEquals(new Events.ProcessingProgress(42, 7, "s", 5), event.typed());
        assertNull(new Event("1", "deal.archived", Map.of(), null).typed());
        assertNull(new Event("1", "processing.progress", Map.of("deal_id", "42"), null).typed());
    }

    @Test
    void readsWhatItWouldWrite() {
        TypedEvent expiring = new Events.ProviderTokenExpiring("c", "p", null, "2030-01-01");

        assertEquals(expiring, Events.read(expiring.type(), expiring.fields()));
        assertArrayEquals(
                new Object[] {"connection_id", "provider_slug", "expires_at"},
                expiring.fields().keySet().toArray());
    }

    private static void refused(Producer producer, TypedEvent event, String why) {
        InvalidEventException refusal = assertThrows(InvalidEventException.class, () -> producer.record(event));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
        assertTrue(!refusal.getMessage().contains("secret") || event.type().equals("secret"), refusal.getMessage());
    }

    private static TypedEvent of(String type, Map<String, Object> fields) {
        return new TypedEvent() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public Map<String, Object> fields() {
                return fields;
            }
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
