package io.dealstream.access;

import java.time.Duration;

/// The answer to someone who asks for a ticket.
public sealed interface TicketAnswer {

    /// A ticket on its way to the caller. Does not print what it holds.
    ///
    /// @param ticket `[A-Za-z0-9_.-]`, so it may stand in a URL as it is
    /// @param expiresIn how long it may be used
    /// @param rights how much less may be read with it than the scopes say: what was asked for, within what the
    ///     credential has
    record Issued(String ticket, Duration expiresIn, Rights rights) implements TicketAnswer {
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }

    /// The credential holds, and what is asked for cannot be had.
    ///
    /// @param member the member of the request that is wrong
    /// @param problem what is wrong with it, without what it is
    record Unfit(String member, String problem) implements TicketAnswer {}

    /// The credential does not hold.
    record Denied(Admission.Reason reason) implements TicketAnswer {}
}
