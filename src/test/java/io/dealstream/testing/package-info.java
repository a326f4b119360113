/// What tests are made of: real Kafka brokers, clients that take every byte at its word, and a network that misbehaves.
/// Knows nothing of the service: it sees it from outside, through Kafka and HTTP.
@NullMarked
package io.dealstream.testing;

import org.jspecify.annotations.NullMarked;
