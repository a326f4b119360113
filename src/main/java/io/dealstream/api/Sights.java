package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.api.Refusal.Kind;
import io.dealstream.views.View;
import io.dealstream.views.Views;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Finds out what callers may see.
@Singleton
public final class Sights {

    private final Views views;

    Sights(Views views) {
        this.views = views;
    }

    /// What a caller may see.
    ///
    /// @throws Refusal when that is up to a view that is not known here; nobody is admitted with such a one
    public Sight of(Caller caller) {
        String name = caller.rights().view();
        @Nullable
        View view = name == null
                ? null
                : views.find(name)
                        .orElseThrow(() -> Refusal.of(Kind.TOKEN_INVALID, "The credential's view is not known here"));
        return Sight.of(caller.rights(), view);
    }
}
