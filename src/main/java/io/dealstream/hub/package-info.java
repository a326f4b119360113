/// From one sequence of events to many readers: who is interested, what they have missed, how they are told, and
/// when a stream is over. Knows events and Mutiny, but no Kafka client, no HTTP and no JSON.
@NullMarked
package io.dealstream.hub;

import org.jspecify.annotations.NullMarked;
