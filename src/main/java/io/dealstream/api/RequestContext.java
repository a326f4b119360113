package io.dealstream.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Runs later parts of a request in its context, so that their log lines belong to the request.
public final class RequestContext {

    private RequestContext() {}

    /// An executor for tasks in the context of the present request, on threads that may block.
    public static Executor blocking() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.executeBlocking(Executors.callable(task), false);
    }

    /// An executor for tasks in the context of the present request, on its event loop or thread.
    public static Executor current() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(nothing -> task.run());
    }
}
