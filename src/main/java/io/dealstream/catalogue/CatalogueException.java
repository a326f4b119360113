package io.dealstream.catalogue;

/// A catalogue's files say something that could not be held to. The message is for people: the file, the line, the
/// reason.
public final class CatalogueException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    CatalogueException(String message) {
        super(message);
    }
}
