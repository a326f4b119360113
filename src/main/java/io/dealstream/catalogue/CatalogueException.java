package io.dealstream.catalogue;

/// A catalogue's file has a rule that cannot be checked, or cannot be read. The message is for people: the
/// file, the line, the reason.
public final class CatalogueException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    CatalogueException(String message) {
        super(message);
    }
}
