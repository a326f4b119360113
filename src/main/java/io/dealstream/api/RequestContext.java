package io.dealstream.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Where a request is answered that had to wait: what is logged of the answer is logged as part of its request.
public final class RequestContext {

    private RequestContext() {}

    /// Runs tasks in the context of the request that is being served on this thread, where they may wait.
    public static Executor blocking() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.executeBlocking(Executors.callable(task), false);
    }

    /// Runs tasks in the context of the request that is being served on this thread.
    public static Executor current() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(nothing -> task.run());
    }
}
