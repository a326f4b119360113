/// Reads Kafka again for what the journal no longer has. Many readers that ask at once share one pass over the
/// records. Knows events, the hub's demand for a past, how records are decoded, and Kafka's clients.
@NullMarked
package io.dealstream.history;

import org.jspecify.annotations.NullMarked;
