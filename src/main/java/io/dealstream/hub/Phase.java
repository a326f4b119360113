package io.dealstream.hub;

/// Where a reader stands between its past and the present. It changes on the reader's lane only.
///
/// ```
///                state not known             not in memory
///   Waiting <--------------------- Behind ---------------------> Recalling
///      |                           ^ ^ | ^                           |
///      +--- known, or given up ----+ | | +------ told, or lost ------+
///                                    | |
///              something was missed  | |  nothing is left
///                                    | v
///                                    Live
/// ```
///
/// It begins behind. From each phase it is over when it is ended, cancelled or fails.
/// A reader whose stream is complete is still behind or live while it is told the rest, and over after that.
sealed interface Phase {

    /// It takes what it has missed out of memory, as its subscriber asks for it.
    record Behind() implements Phase {}

    /// It goes on when the stream's state is known.
    record Waiting() implements Phase {}

    /// What memory does not have is read again from Kafka.
    ///
    /// @param reading takes that in
    record Recalling(PastReader reading) implements Phase {}

    /// It gets what happens, with its group. Each event asks for this, so the group itself says so: what belongs to all
    /// readers of a group is looked at anyway.
    sealed interface Live extends Phase permits Audience.Group {}

    /// It has left the stream.
    record Over() implements Phase {}

    /// Nothing belongs to these.
    Phase BEHIND = new Behind();

    Phase WAITING = new Waiting();

    Phase OVER = new Over();
}
