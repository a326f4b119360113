package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.api.Refusal.Kind;
import io.dealstream.views.View;
import io.dealstream.views.Views;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Makes the [Sight] of a caller.
@Singleton
public final class Sights {

    private final Views views;

    Sights(Views views) {
        this.views = views;
    }

    /// The sight of a caller.
    ///
    /// @throws Refusal when the caller's view is not known here, though such a caller is not admitted in the
    ///     first place
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
