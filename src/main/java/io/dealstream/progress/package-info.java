/// The states of deals, batches and cases, folded from their events: what is still awaited, how it ended, what
/// a snapshot shows. The folds have no side effects. Knows only the package `event`.
@NullMarked
package io.dealstream.progress;

import org.jspecify.annotations.NullMarked;
