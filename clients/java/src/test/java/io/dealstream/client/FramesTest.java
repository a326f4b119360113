package io.dealstream.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    private static final String STREAM = "\ufeffretry: 700\n\n: hello\n\nid: 1\nevent: a\ndata: ü\u2028{\ndata:}\n\n"
            + "id: 2\u0000\nretry: soon\ndata\nother: x\n\ndata: never whole\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000})
    void readsTheSameHoweverItIsCutAndHoweverLinesEnd(int size) {
        for (String end : List.of("\n", "\r", "\r\n")) {
            assertEquals(
                    List.of("retry 700", "comment hello", "id 1 event a data ü\u2028{\n}", "data "),
                    read(STREAM.replace("\n", end), size));
        }
    }

    @Test
    void givesAFrameWithItsSecondCarriageReturn() {
        Frames frames = new Frames();

        frames.feed(bytes("data: 1\r\r"));
        assertEquals("1", frames.poll().data);
        frames.feed(bytes("\ndata: 2\n\n"));
        assertEquals("2", frames.poll().data);
    }

    @Test
    void givesUpAFrameWithoutEnd() {
        Frames frames = new Frames();
        byte[] much = new byte[1 << 20];
        java.util.Arrays.fill(much, (byte) 'x');

        assertThrows(Refusal.class, () -> {
            for (int i = 0; i <= Frames.LONGEST / much.length; i++) {
                frames.feed(much);
            }
        });
    }

    private static List<String> read(String text, int size) {
        Frames frames = new Frames();
        List<String> read = new ArrayList<>();
        byte[] all = bytes(text);
        for (int from = 0; from < all.length; from += size) {
            frames.feed(java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + size)));
            for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
                read.add(show(frame));
            }
        }
        return read;
    }

    private static String show(Frame frame) {
        List<String> parts = new ArrayList<>();
        if (frame.id != null) {
            parts.add("id " + frame.id);
        }
        if (frame.event != null) {
            parts.add("event " + frame.event);
        }
        if (frame.data != null) {
            parts.add("data " + frame.data);
        }
        if (frame.retry != null) {
            parts.add("retry " + frame.retry);
        }
        if (frame.comment != null) {
            parts.add("comment " + frame.comment);
        }
        return String.join(" ", parts);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
