package io.dealstream.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// Takes the bytes of an event stream as they come, and gives each frame once it is whole. Lines end in CR, LF or
/// both.
final class Frames {

    /// Of a line, bytes, and with it of what is kept of a stream that does not go on.
    static final int LONGEST = 64 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<Frame> whole = new ArrayDeque<>();
    private boolean begun;
    private boolean halfway;
    private Frame frame;
    private long size;

    /// @throws Refusal where a frame is larger than any event can be
    void feed(byte[] data) {
        int from = 0;
        for (int i = 0; i < data.length; i++) {
            byte next = data[i];
            if (next == '\n' || next == '\r') {
                if (next == '\n' && halfway) {
                    // a CR has ended its line at once; this belongs to it
                    from = i + 1;
                    halfway = false;
                    continue;
                }
                add(data, from, i);
                end();
                from = i + 1;
            }
            halfway = next == '\r';
        }
        add(data, from, data.length);
    }

    /// The next frame that is whole; null where there is none yet.
    Frame poll() {
        return whole.poll();
    }

    private void add(byte[] data, int from, int to) {
        size += to - from;
        if (size > LONGEST) {
            throw new Refusal("Something came that is larger than any event", 0, "stream", null);
        }
        line.write(data, from, to - from);
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!begun) {
            begun = true;
            text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        }
        if (!text.isEmpty()) {
            frame = frame == null ? new Frame() : frame;
            frame.take(text);
        } else if (frame != null) {
            whole.add(frame.whole());
            frame = null;
            size = 0;
        }
    }
}
