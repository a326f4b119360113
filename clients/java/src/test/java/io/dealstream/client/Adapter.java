package io.dealstream.client;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/// What `clients/conformance` talks to: `java Adapter blocking` or `java Adapter publisher`. The
/// service's own tests give the request as a second argument.
final class Adapter {

    private Adapter() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = arguments.length > 1 ? arguments[1] : in.readLine();
        Map<String, Object> request = Json.object(Json.readObject(line).get("follow"));
        Stream stream = stream(request);
        try {
            if (arguments[0].equals("publisher")) {
                subscribe(stream);
            } else {
                stream.forEach(Adapter::tell);
            }
            say("end", "completed");
        } catch (Refusal refusal) {
            tell(refusal, Duration.ZERO);
            say("end", "refused");
        }
    }

    private static Stream stream(Map<String, Object> request) {
        Map<String, Object> backoff = Json.object(request.get("backoff"));
        Stream stream = Dealstream.at((String) request.get("base"))
                .key((String) request.get("key"))
                .backoff(millis(backoff.get("base")), millis(backoff.get("max")))
                .heartbeat(millis(request.get("heartbeat")))
                .retryStream(millis(request.get("retryStream")))
                .onError(Adapter::tell)
                .build()
                .deal((Long) request.get("deal"));
        if (request.get("after") != null) {
            stream = stream.after((String) request.get("after"));
        }
        if (Boolean.TRUE.equals(request.get("snapshot"))) {
            stream = stream.fromSnapshot();
        }
        return request.get("save") == null ? stream : stream.saving(Path.of((String) request.get("save")));
    }

    private static Duration millis(Object value) {
        return Duration.ofMillis((Long) value);
    }

    /// Asks for one event after the other, as a subscriber that has other things to do.
    private static void subscribe(Stream stream) throws InterruptedException {
        OneByOne subscriber = new OneByOne();
        stream.subscribe(subscriber);
        subscriber.done.await();
        if (subscriber.failure instanceof RuntimeException failure) {
            throw failure;
        }
    }

    private static final class OneByOne implements Flow.Subscriber<Event> {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Flow.Subscription subscription;
        private volatile Throwable failure;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Event event) {
            tell(event);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
            done.countDown();
        }

        @Override
        public void onComplete() {
            done.countDown();
        }
    }

    private static void tell(Event event) {
        if (event.isSnapshot()) {
            say("snapshot", event.data());
        } else if (event.reset().isPresent()) {
            say("reset", event.reset().get());
        } else {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("id", event.id());
            told.put("type", event.type());
            told.put("data", event.data());
            say("event", told);
        }
    }

    private static void tell(Refusal refusal, Duration wait) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("status", refusal.status());
        told.put("code", refusal.code());
        told.put("message", refusal.getMessage());
        told.put("retry_in", wait.toMillis());
        say("error", told);
    }

    private static synchronized void say(String what, Object value) {
        byte[] line = (Json.write(Map.of(what, value)) + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.writeBytes(line);
        System.out.flush();
    }
}
