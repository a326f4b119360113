package io.dealstream.access;

/// What a caller sends to prove who it is. No `toString` prints the secret.
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

    /// A text that may be either: after `Bearer`, or in `?token=`.
    record KeyOrToken(String value) implements Credential {

        @Override
        public String toString() {
            return "KeyOrToken[redacted]";
        }
    }

    /// A ticket that [Tickets] issued.
    record Ticket(String ticket) implements Credential {
        @Override
        public String toString() {
            return "Ticket[redacted]";
        }
    }
}
