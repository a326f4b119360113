/// Makes an event of a record, or says why it is none, and tells a producer's retry from a new event; the same wherever
/// a record is read. Knows events, the catalogue and Kafka's records.
@NullMarked
package io.dealstream.decode;

import org.jspecify.annotations.NullMarked;
