package io.dealstream.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What [Producer] makes of the events in a file, a line of JSON each: for the service's own tests, which
/// hold it against the service's checks. Prints the record as a line of JSON; `null` for what was refused.
final class MakeRecords {

    private MakeRecords() {}

    public static void main(String[] arguments) throws IOException {
        Producer producer = new Producer("acme", "/test");
        StringBuilder out = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            Map<String, Object> event = Json.readObject(line);
            out.append(Json.write(record(producer, (String) event.get("type"), Json.object(event.get("data")))))
                    .append('\n');
        }
        System.out.writeBytes(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> record(Producer producer, String type, Map<String, Object> data) {
        ProducedRecord record;
        try {
            record = producer.record(new AsGiven(type, data));
        } catch (InvalidEventException e) {
            return null;
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        record.headers().forEach((name, value) -> headers.put(name, text(value)));
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("topic", record.topic());
        made.put("key", text(record.key()));
        made.put("value", text(record.value()));
        made.put("headers", headers);
        return made;
    }

    /// Fields that are not of the types that the records in [Events] would hold them to.
    private record AsGiven(String type, Map<String, Object> fields) implements TypedEvent {}

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
