/// Reads Kafka again for events that the journal no longer has. Many readers that ask at once share one pass
/// over the records. Knows events, the hub's interface for a past, how records are decoded, and Kafka's
/// clients.
@NullMarked
package io.dealstream.history;

import org.jspecify.annotations.NullMarked;
