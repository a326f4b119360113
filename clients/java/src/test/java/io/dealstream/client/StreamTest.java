package io.dealstream.client;

import static io.dealstream.client.ScriptedService.completed;
import static io.dealstream.client.ScriptedService.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a program hears and what is asked for it. What happens when things go wrong is judged by `clients/conformance`.
@Timeout(30)
class StreamTest {

    private static final String TOKEN = "head.body.signature";

    @Test
    void aLoopGoesToTheEnd() throws Exception {
        try (ScriptedService service = new ScriptedService(
                exchange -> exchange.stream(frame("a", "{\"n\":1}") + frame("b", "{\"n\":2}") + completed()))) {
            List<Object> numbers = new ArrayList<>();

            for (Event event : service.client().key("sk").build().deal(42).after("0")) {
                numbers.add(event.data().get("n"));
            }

            assertEquals(List.of(1L, 2L), numbers);
            assertEquals(List.of("GET /v1/events/deals/42"), service.requests());
        }
    }

    @Test
    void manyDealsAreAskedForAsOneSet() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> exchange.answer(204, ""))) {
            service.client()
                    .build()
                    .deals(43, 42, 43)
                    .only("deal_updated")
                    .after("0")
                    .forEach(event -> {});
            service.client().build().batches(List.of("b 2", "a")).after("0").forEach(event -> {});

            assertEquals(
                    List.of(
                            "GET /v1/events/deals?ids=42%2C43&types=deal_updated",
                            "GET /v1/events/batches?ids=a%2Cb%202"),
                    service.requests());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> service.client().build().deals());
        }
    }

    @Test
    void aPlaceIsStoredWhenItsEventHasBeenDealtWith(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("place.json");
        try (ScriptedService service = new ScriptedService(exchange -> {
            if ("b".equals(exchange.header("Last-Event-ID"))) {
                exchange.stream(frame("c", "{\"n\":3}") + completed());
            } else {
                exchange.stream(frame("a", "{\"n\":1}") + frame("b", "{\"n\":2}"));
                exchange.hold();
            }
        })) {
            Stream stream = service.client().build().deal(42).after("0").saving(file);
            try (EventStream open = stream.open()) {
                open.next();
                assertFalse(Files.exists(file));
                open.next();
                assertTrue(Files.readString(file).contains("\"last_event_id\":\"a\""));
                open.dealtWith();
                assertTrue(Files.readString(file).contains("\"last_event_id\":\"b\""));
            }

            try (EventStream again = stream.open()) {
                assertEquals(3L, again.next().data().get("n"));
                assertFalse(again.hasNext());
            }
            assertTrue(Files.readString(file).contains("\"last_event_id\":\"c\""));
            assertThrows(
                    IllegalStateException.class,
                    () -> service.client().build().deal(43).saving(file).open().hasNext());
        }
    }

    @Test
    void whoWaitsGetsTheEndWhenItIsClosed() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> {
            exchange.stream(frame("a", "{}"));
            exchange.hold();
        })) {
            EventStream stream = service.client().build().deal(42).after("0").open();
            stream.next();
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(stream::hasNext);

            stream.close();

            assertFalse(waiting.get(10, TimeUnit.SECONDS));
            assertEquals("a", stream.lastEventId());
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> {
            exchange.stream(frame("a", "{}"));
            exchange.hold();
        })) {
            EventStream stream = service.client().build().deal(42).after("0").open();
            stream.next();
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                try {
                    stream.hasNext();
                    thrown.complete(null);
                } catch (CancellationException e) {
                    thrown.complete(Thread.currentThread().isInterrupted() ? e : null);
                }
            });
            reader.start();

            reader.interrupt();

            assertInstanceOf(CancellationException.class, thrown.get(10, TimeUnit.SECONDS));
        }
    }

    /// Notes what it is told, and asks when the test says so.
    private static final class Noting implements Flow.Subscriber<Event> {
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(Event event) {
            told.add(event.id());
        }

        @Override
        public void onError(Throwable cause) {
            told.add(cause);
        }

        @Override
        public void onComplete() {
            told.add("complete");
        }

        Object next() throws InterruptedException {
            return told.poll(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSubscriberGetsWhatItAsksForAndNoMore() throws Exception {
        try (ScriptedService service = new ScriptedService(
                exchange -> exchange.stream(frame("a", "{}") + frame("b", "{}") + frame("c", "{}") + completed()))) {
            Noting subscriber = new Noting();
            service.client().build().deal(42).after("0").subscribe(subscriber);
            Flow.Subscription subscription = subscriber.subscription.get(10, TimeUnit.SECONDS);
            assertTrue(service.requests().isEmpty());

            subscription.request(1);
            assertEquals("a", subscriber.next());
            assertEquals(null, subscriber.told.poll(200, TimeUnit.MILLISECONDS));

            subscription.request(Long.MAX_VALUE);
            assertEquals(
                    List.of("b", "c", "complete"), List.of(subscriber.next(), subscriber.next(), subscriber.next()));
        }
    }

    @Test
    void aSubscriberThatCancelsLetsTheConnectionGo() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedService service = new ScriptedService(exchange -> {
            exchange.stream(frame("a", "{}"));
            if (exchange.hold()) {
                gone.countDown();
            }
        })) {
            Noting subscriber = new Noting();
            service.client().build().deal(42).after("0").subscribe(subscriber);
            subscriber.subscription.get(10, TimeUnit.SECONDS).request(2);
            assertEquals("a", subscriber.next());

            subscriber.subscription.get().cancel();

            assertTrue(gone.await(10, TimeUnit.SECONDS));
            assertEquals(null, subscriber.told.poll(200, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aSubscriberIsToldOfItsMistakesAndOfRefusals() throws Exception {
        try (ScriptedService service =
                new ScriptedService(exchange -> exchange.answer(403, "{\"detail\":\"No\",\"code\":\"FORBIDDEN\"}"))) {
            Noting mistaken = new Noting();
            Noting refused = new Noting();
            service.client().build().deal(42).subscribe(mistaken);
            service.client().build().deal(42).subscribe(refused);
            mistaken.subscription.get(10, TimeUnit.SECONDS).request(0);
            refused.subscription.get(10, TimeUnit.SECONDS).request(1);

            assertInstanceOf(IllegalArgumentException.class, mistaken.next());
            Refusal refusal = assertInstanceOf(Refusal.class, refused.next());
            assertEquals("403 FORBIDDEN No", refusal.status() + " " + refusal.code() + " " + refusal.getMessage());
        }
    }

    @Test
    void aTokenIsExchangedForATicketWhereItWouldHaveToStandInTheUrl() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> {
            if (exchange.address().equals("/v1/stream-tickets")) {
                exchange.answer(
                        ("Bearer " + TOKEN).equals(exchange.header("Authorization")) ? 200 : 401,
                        "{\"ticket\":\"t-1\"}");
            } else {
                exchange.answer(204, "");
            }
        })) {
            service.client().key(TOKEN).build().caseProgress("c/1").after("0").forEach(event -> {});
            service.client().key(TOKEN).build().deal(42).after("0").forEach(event -> {});

            assertEquals(
                    List.of(
                            "POST /v1/stream-tickets",
                            "GET /cases/c%2F1/progress/stream?ticket=t-1",
                            "GET /v1/events/deals/42"),
                    service.requests());
        }
    }

    @Test
    void aTicketIsAskedForAnewForEachRequest() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> {
            if (exchange.address().endsWith("1")) {
                exchange.answer(503, "");
            } else {
                exchange.answer(204, "");
            }
        })) {
            int[] made = {0};
            service.client()
                    .ticket(() -> "t-" + ++made[0])
                    .build()
                    .deal(42)
                    .after("0")
                    .forEach(event -> {});
            Stream refused = service.client()
                    .ticket(() -> {
                        throw new Refusal("Signed out", 403, "ticket");
                    })
                    .build()
                    .deal(42);

            assertEquals(2, made[0]);
            assertEquals(
                    403,
                    assertThrows(Refusal.class, () -> refused.open().hasNext()).status());
        }
    }

    @Test
    void aTicketIsAskedForForWhatTheRequestReads() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> {
            if (exchange.address().contains("/snapshot")) {
                exchange.answer(200, "{\"last_event_id\":\"a\"}");
            } else {
                exchange.answer(204, "");
            }
        })) {
            List<Map<String, Object>> told = new ArrayList<>();
            Dealstream client = service.client()
                    .ticket(rights -> {
                        told.add(rights);
                        return "t";
                    })
                    .build();
            client.deal(42)
                    .ofDocument(7)
                    .only("deal_updated", "deal.decision")
                    .fromSnapshot()
                    .forEach(event -> {});
            client.deals(43, 42, 43).after("a").forEach(event -> {});
            client.batch("b-1").after("a").forEach(event -> {});
            client.batches(List.of("b-2", "b-1")).after("a").forEach(event -> {});
            client.caseProgress("c/1").after("a").forEach(event -> {});
            client.organisation().after("a").forEach(event -> {});

            assertEquals(
                    List.of(
                            Map.of("deals", List.of(42L)),
                            Map.of(
                                    "deals",
                                    List.of(42L),
                                    "document_id",
                                    7L,
                                    "types",
                                    List.of("deal_updated", "deal.decision")),
                            Map.of("deals", List.of(42L, 43L)),
                            Map.of("batches", List.of("b-1")),
                            Map.of("batches", List.of("b-1", "b-2")),
                            Map.of("cases", List.of("c/1")),
                            Map.of()),
                    told);
        }
    }

    @Test
    void readsTheDialectsOfCasesAndFiles() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> {
            if (exchange.address().startsWith("/cases")) {
                exchange.stream("event: heartbeat\ndata: {\"timestamp\":1}\n\n"
                        + "event: x\ndata: {\"id\":\"a\",\"type\":\"file.analysis.progress\",\"timestamp\":1000,\"n\":1}\n\n"
                        + "event: stream_closed\ndata: {\"reason\":\"completed\"}\n\n");
            } else {
                exchange.stream("event: update\ndata: {\"opcode\":\"file_created\",\"data\":{\"path\":\"/a\"}}\n\n");
                exchange.hold();
            }
        })) {
            EventStream cases =
                    service.client().build().caseProgress("c").after("0").open();
            Event event = cases.next();
            assertEquals("file.analysis.progress", event.type());
            assertEquals("1970-01-01T00:00:01Z", event.time());
            assertFalse(cases.hasNext());
            assertEquals("a", cases.lastEventId());

            try (EventStream files = service.client().build().files().open()) {
                assertEquals(new Event(null, "file_created", Map.of("path", "/a"), null), files.next());
            }
        }
    }

    @Test
    void triesAgainWhatIsNoEventOfItsDialect() throws Exception {
        List<Integer> waits = new ArrayList<>();
        try (ScriptedService service = new ScriptedService(exchange -> {
            if (exchange.header("Last-Event-ID").equals("0")) {
                exchange.stream(frame("a", "{}") + "id: b\nevent: deal_updated\ndata: [1]\n\n");
            } else {
                exchange.answer(204, "");
            }
        })) {
            List<String> ids = new ArrayList<>();
            Stream stream = service.client()
                    .onError((refusal, wait) -> waits.add(refusal.status()))
                    .build()
                    .deal(42)
                    .after("0");

            stream.forEach(event -> ids.add(event.id()));

            assertEquals(List.of("a"), ids);
            assertEquals(List.of(0), waits);
        }
    }

    @Test
    void asksOnceForASnapshotOrAPage() throws Exception {
        try (ScriptedService service = new ScriptedService(exchange -> {
            if (exchange.address().contains("/43/")) {
                exchange.answer(404, "");
            } else if (exchange.address().contains("snapshot")) {
                exchange.answer(200, "{\"deal_id\":42,\"last_event_id\":\"x\"}");
            } else {
                exchange.answer(
                        200,
                        "{\"events\":[{\"id\":\"a\",\"type\":\"t\",\"data\":{},\"time\":\"2030-01-01T00:00:00Z\"}],"
                                + "\"last_event_id\":\"a\",\"has_more\":false}");
            }
        })) {
            Dealstream ds = service.client().build();

            assertEquals(42L, ds.deal(42).snapshot().orElseThrow().get("deal_id"));
            assertEquals(Optional.empty(), ds.deal(43).snapshot());
            Page page = ds.deal(42).poll("0", Duration.ofSeconds(1));
            assertEquals("2030-01-01T00:00:00Z", page.events().get(0).time());
            assertEquals(
                    "GET /v1/events/deals/42/poll?limit=100&wait=1&last_event_id=0",
                    service.requests().get(2));
        }
    }

    @Test
    void takesNothingThatCouldShowAKey() {
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();

        assertThrows(
                IllegalArgumentException.class, () -> Dealstream.at("http://h").http(follows));
        assertThrows(IllegalArgumentException.class, () -> Dealstream.at("ftp://h"));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Dealstream.at("http://127.0.0.1:1")
                        .key("sk\r\nX: y")
                        .build()
                        .deal(42)
                        .open()
                        .hasNext());
        assertFalse(refusal.getMessage().contains("sk"));
    }
}
