/// The commands in `bin`, which are no part of the service. Each does its work on Kafka, says what it did or found, and
/// ends.
@NullMarked
package io.dealstream.commands;

import org.jspecify.annotations.NullMarked;
