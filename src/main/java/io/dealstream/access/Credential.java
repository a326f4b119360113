package io.dealstream.access;

/// What a caller shows to say who they are. None of these ever prints what it holds.
public sealed interface Credential {

    /// The secret of an API key.
    record ApiKey(String secret) implements Credential {
        @Override
        public String toString() {
            return "ApiKey[redacted]";
        }
    }

    /// A JWT in its compact form.
    record Token(String jwt) implements Credential {
        @Override
        public String toString() {
            return "Token[redacted]";
        }
    }

    /// Where either may stand: after `Bearer`, or in `?token=`.
    record KeyOrToken(String value) implements Credential {

        @Override
        public String toString() {
            return "KeyOrToken[redacted]";
        }
    }

    /// A ticket that [Tickets] gave out.
    record Ticket(String ticket) implements Credential {
        @Override
        public String toString() {
            return "Ticket[redacted]";
        }
    }
}
