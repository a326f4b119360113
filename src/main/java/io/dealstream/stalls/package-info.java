/// Work that stands still: finds documents of which nothing has been heard for long and tells of them, once however
/// many replicas run. Knows what the intake has taken in and what the hub makes of it, and writes to Kafka.
@NullMarked
package io.dealstream.stalls;

import org.jspecify.annotations.NullMarked;
