/// Decodes a record to an event, or says why it is none, and recognises a producer's retry. The result is the
/// same wherever a record is read. Knows events, the catalogue and Kafka's records.
@NullMarked
package io.dealstream.decode;

import org.jspecify.annotations.NullMarked;
