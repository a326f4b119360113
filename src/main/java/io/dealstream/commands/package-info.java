/// Commands of `bin` that are no part of the service. Each reads Kafka, says what it found, and ends.
@NullMarked
package io.dealstream.commands;

import org.jspecify.annotations.NullMarked;
