package io.dealstream.access;

import java.time.Duration;

/// The answer to a request for a ticket.
public sealed interface TicketAnswer {

    /// A ticket was issued. Its `toString` does not print the ticket.
    ///
    /// @param ticket `[A-Za-z0-9_.-]+`, so it needs no escaping in a URL
    /// @param expiresIn how long the ticket may be used
    /// @param rights the ticket's rights: those that were asked for, within those of the credential
    record Issued(String ticket, Duration expiresIn, Rights rights) implements TicketAnswer {
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }

    /// The credential is valid, but the request asks for something that it cannot get.
    ///
    /// @param member the member of the request that is wrong
    /// @param problem what is wrong with the member, without its value
    record Unfit(String member, String problem) implements TicketAnswer {}

    /// The credential is not valid.
    record Denied(Admission.Reason reason) implements TicketAnswer {}
}
