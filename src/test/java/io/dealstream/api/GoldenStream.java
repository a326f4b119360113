package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The recorded bytes of one dialect: in `golden/<dialect>/values.golden` what workers write, a type, a tab and a value
/// on each line, and in `golden/<dialect>/stream.sse` what clients read, with `<id>` where the event's id stands.
public final class GoldenStream {

    /// One event and its frame.
    public record Row(String type, String value, String frame) {

        @Override
        public String toString() {
            return type;
        }
    }

    private GoldenStream() {}

    public static List<Row> rows(String dialect) {
        List<String> values = read(dialect + "/values.golden").lines().toList();
        String[] frames = read(dialect + "/stream.sse").split("(?<=\n\n)", -1);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String[] columns = values.get(i).split("\t", 2);
            rows.add(new Row(columns[0], columns[1], frames[i]));
        }
        assertThat(frames).as("frames, and nothing behind the last").hasSize(rows.size() + 1);
        return rows;
    }

    /// That a dialect writes what was recorded.
    public static void verify(Row row, Dialect dialect) {
        Delivery.Message message = Messages.of(row.type(), row.value());

        assertThat(dialect.event(message).toBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(row.frame().replace("<id>", message.id()));
    }

    /// The types of some topic in the catalogue.
    public static Set<String> typesOf(String topic) {
        return Catalogue.load().entries().stream()
                .filter(entry -> entry.topic().equals(topic))
                .map(entry -> entry.type().name())
                .collect(Collectors.toSet());
    }

    private static String read(String file) {
        String path = "golden/" + file;
        try (InputStream in = GoldenStream.class.getClassLoader().getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
