package io.dealstream.local;

import java.util.List;

/// Makes up one story after another: a deal, a batch, a case. A new kind of sample is a class like this and a
/// line in [Cast].
interface Storyteller {

    /// The next story: its events in order, at least one.
    List<Sample> next();
}
