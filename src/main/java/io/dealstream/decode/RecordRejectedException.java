package io.dealstream.decode;

/// Leaves the decoding of a record that cannot become an event. Without a stack trace: poison may come by the
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
