package io.dealstream.decode;

/// Ends the decoding of a record that is no event. It has no stack trace, because bad records may come by the
/// million.
final class RecordRejectedException extends Exception {

    private final transient Decoded.Rejected rejected;

    RecordRejectedException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.rejected = new Decoded.Rejected(reason, detail);
    }

    Decoded.Rejected rejected() {
        return rejected;
    }
}
