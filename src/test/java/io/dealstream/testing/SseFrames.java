package io.dealstream.testing;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Divides an event stream into frames as its bytes arrive. Not thread-safe.
final class SseFrames {

    private final List<SseFrame> complete = new ArrayList<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int previous = '\n';

    /// @throws AssertionError for a frame that is not in the contract's form
    void add(byte[] bytes, int length, Instant received) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            begun.write(b);
            if (b == '\n' && previous == '\n') {
                complete.add(SseFrame.parse(begun.toByteArray(), received));
                begun.reset();
            }
            previous = b;
        }
    }

    List<SseFrame> complete() {
        return complete;
    }

    /// Whether a frame has begun that is not complete.
    boolean isInside() {
        return begun.size() > 0;
    }
}
