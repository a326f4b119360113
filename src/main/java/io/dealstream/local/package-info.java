/// The local run of `quarkus:dev`: a Kafka broker of its own and a sample pipeline that writes to it. Knows
/// Kafka's clients and the embedded broker, and no other package. It is not part of the packaged application.
@NullMarked
package io.dealstream.local;

import org.jspecify.annotations.NullMarked;
