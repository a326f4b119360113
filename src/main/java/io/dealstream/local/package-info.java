/// What a newcomer gets from `quarkus:dev`: a Kafka broker of its own and a sample pipeline that writes to it.
/// Knows Kafka's clients and the embedded broker, nothing of the service; is not there in the packaged application.
@NullMarked
package io.dealstream.local;

import org.jspecify.annotations.NullMarked;
