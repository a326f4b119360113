package io.dealstream.progress;

import io.dealstream.event.StateWriter;
import org.jspecify.annotations.Nullable;

/// One of the parts that make up a deal or a batch: a document.
sealed interface Part permits DocumentProgress, BatchDocument {

    /// Its id, as in the events.
    String id();

    /// Whether something is still awaited of it.
    boolean isPending();

    /// What its texts take in memory, roughly, in characters.
    int weight();

    /// The length of some texts together, in characters.
    static int lengthOf(@Nullable String... texts) {
        int length = 0;
        for (String text : texts) {
            length += text == null ? 0 : text.length();
        }
        return length;
    }

    /// Puts it away.
    void write(StateWriter out);
}
