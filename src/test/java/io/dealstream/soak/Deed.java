package io.dealstream.soak;

/// What a visitor may do.
enum Deed {
    /// Opens a stream, reads for a while and closes it.
    READ,
    /// Opens a stream, reads for a while and resets the connection.
    CUT,
    /// Opens a stream of a whole organisation and takes nothing of it, until it is cut off or tired.
    STALL,
    /// Opens a stream and takes a few bytes at a time.
    DAWDLE,
    /// Brings an id that has the right checksum and wild content.
    FORGE,
    /// Brings an id that is none.
    BABBLE,
    /// Asks for a deal that there is not.
    GUESS,
    /// Waits for the answer to a poll.
    POLL,
    /// Goes away while a poll waits.
    LEAVE_POLL,
    /// Polls a case, of which one caller may do so many in an hour.
    POLL_CASE,
    /// Asks for a state.
    SNAPSHOT,
    /// Gets a ticket and uses it twice.
    TICKET,
    /// Has no credential that holds.
    INTRUDE,
    /// Connects, says half of a request, and goes.
    MUMBLE
}
