package io.dealstream.access;

/// The answer to a credential.
public sealed interface Admission {

    /// The credential holds. What the caller may read is a question to [Caller#may].
    record Granted(Caller caller) implements Admission {}

    /// The credential does not hold.
    record Denied(Reason reason) implements Admission {}

    /// Why a credential does not hold.
    enum Reason {
        /// No such API key: never made, or deleted.
        KEY_UNKNOWN,
        KEY_REVOKED,
        KEY_EXPIRED,
        /// What rights the key has cannot be read, or they name a view that is not known here.
        KEY_VOID,
        /// Not a JWT, not signed by a trusted key, from another issuer, for another audience, not valid yet, ...; or
        /// one whose rights cannot be read, or name a view that is not known here.
        TOKEN_INVALID,
        TOKEN_EXPIRED,
        /// A good JWT or ticket that names no tenant for the realm asked for.
        NO_TENANT,
        /// Not a ticket of ours, or one that says more than its origin has left, or of a view that is not known here.
        TICKET_INVALID,
        TICKET_EXPIRED,
        /// A good ticket that has been used before.
        TICKET_USED,
        /// It cannot be told right now: the keys have not been read yet, the issuer's key set is out of reach, or too
        /// many tickets are in use. Worth another try in a moment, so never a 401.
        UNAVAILABLE
    }
}
