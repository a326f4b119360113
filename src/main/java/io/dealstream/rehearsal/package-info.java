/// What a change of the catalogue would do to the records that are there: the command behind `bin/check-catalogue`.
/// Knows
/// the catalogue, Kafka and the decoder; nobody knows it.
@NullMarked
package io.dealstream.rehearsal;

import org.jspecify.annotations.NullMarked;
