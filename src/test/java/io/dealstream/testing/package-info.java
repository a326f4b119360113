/// Tools for tests: real Kafka brokers, clients that check every byte, and a network that misbehaves. Knows the
/// service only from outside, through Kafka and HTTP.
@NullMarked
package io.dealstream.testing;

import org.jspecify.annotations.NullMarked;
