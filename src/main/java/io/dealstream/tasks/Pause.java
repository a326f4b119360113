package io.dealstream.tasks;

/// A pause by the wall clock, for work that is done again and again. The clock may be set back, by hours: then
/// the pause is over at once, rather than as much longer. Not thread-safe.
public final class Pause {

    private long until = Long.MIN_VALUE;
    private long millis;

    /// Begins the pause, or begins it anew.
    ///
    /// @param now epoch ms
    /// @param length of the pause in ms, at least 0
    public void begin(long now, long length) {
        until = now + length;
        millis = length;
    }

    /// Makes the pause end after `length` ms if it would last longer.
    ///
    /// @param now epoch ms
    public void shorten(long now, long length) {
        if (!isOver(now) && until - now > length) {
            begin(now, length);
        }
    }

    /// Whether the pause is over. It is before it first began.
    ///
    /// @param now epoch ms
    public boolean isOver(long now) {
        return now >= until || until - now > millis;
    }
}
