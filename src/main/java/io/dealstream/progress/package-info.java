/// What the events of a deal, a batch or a case add up to: what is still awaited, how it ended, what a snapshot
/// shows. Pure folds; knows the vocabulary of events and nothing else.
@NullMarked
package io.dealstream.progress;

import org.jspecify.annotations.NullMarked;
