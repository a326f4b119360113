package io.dealstream.access;

/// The result of checking a credential.
public sealed interface Admission {

    /// The credential is valid. [Caller#may] tells what the caller may read.
    record Granted(Caller caller) implements Admission {}

    /// The credential is not valid.
    record Denied(Reason reason) implements Admission {}

    /// Why a credential is not valid.
    enum Reason {
        /// There is no such API key: it was never made, or was deleted.
        KEY_UNKNOWN,
        KEY_REVOKED,
        KEY_EXPIRED,
        /// The key's rights cannot be read, or they name a view that is not known here.
        KEY_VOID,
        /// The text is not a JWT, or the JWT is not signed by a trusted key, has another issuer or audience, is
        /// not valid yet, or the like; or its rights cannot be read, or name a view that is not known here.
        TOKEN_INVALID,
        TOKEN_EXPIRED,
        /// The JWT or ticket is valid but names no tenant for the realm.
        NO_TENANT,
        /// The text is not a ticket of ours, or the ticket says more than its origin may read now, or names a
        /// view that is not known here.
        TICKET_INVALID,
        TICKET_EXPIRED,
        /// A good ticket that has been used before.
        TICKET_USED,
        /// The credential cannot be checked now: the keys have not been read yet, the issuer's key set cannot
        /// be reached, or too many tickets are in use. A later try may succeed, so this is never a 401.
        UNAVAILABLE
    }
}
