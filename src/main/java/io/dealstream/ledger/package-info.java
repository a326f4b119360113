/// The ledger of what was shown: who was handed which events, polls and snapshots, as records on a topic from which it
/// can be told afterwards, event by event. Knows who callers are, what readers are handed, and Kafka.
@NullMarked
package io.dealstream.ledger;

import org.jspecify.annotations.NullMarked;
