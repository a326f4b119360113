package io.dealstream.progress;

import io.dealstream.event.StateWriter;
import org.jspecify.annotations.Nullable;

/// A part of a deal or batch: a document.
sealed interface Part permits DocumentProgress, BatchDocument {

    /// The part's id, as in the events.
    String id();

    /// Whether more events of it are expected.
    boolean isPending();

    /// Roughly how much memory its texts take, in characters.
    int weight();

    /// The total length of some texts, in characters.
    static int lengthOf(@Nullable String... texts) {
        int length = 0;
        for (String text : texts) {
            length += text == null ? 0 : text.length();
        }
        return length;
    }

    /// Writes the part.
    void write(StateWriter out);
}
