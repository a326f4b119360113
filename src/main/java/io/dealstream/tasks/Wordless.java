package io.dealstream.tasks;

import org.jspecify.annotations.Nullable;

/// A failure in a form that may be logged: its type and stack trace, with its causes, but without messages.
/// Parsers' messages quote what they could not read, and that may contain a credential.
public final class Wordless extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final int CAUSES = 10;

    /// @param failure the failure to log
    public Wordless(Throwable failure) {
        this(failure, CAUSES);
    }

    private Wordless(Throwable failure, int causes) {
        super(failure.getClass().getName(), cause(failure, causes), false, true);
        setStackTrace(failure.getStackTrace());
    }

    private static @Nullable Wordless cause(Throwable failure, int causes) {
        Throwable cause = failure.getCause();
        return cause == null || causes == 0 ? null : new Wordless(cause, causes - 1);
    }
}
