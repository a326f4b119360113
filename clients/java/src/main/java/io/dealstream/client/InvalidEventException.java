package io.dealstream.client;

/// The service would make a dead letter of it. Says which field and which rule, and nothing of what is in it.
public final class InvalidEventException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    InvalidEventException(String message) {
        super(message);
    }
}
