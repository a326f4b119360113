package io.dealstream.api.deals;

import io.dealstream.api.Sight;
import io.dealstream.progress.Lens;
import org.jspecify.annotations.Nullable;

/// Gives states the [Sight] of a caller as their [Lens].
record SightLens(Sight sight) implements Lens {

    @Override
    public boolean shows(String type, @Nullable String document) {
        return sight.shows(type) && sight.showsDocument(document);
    }

    @Override
    public boolean showsField(String type, String field) {
        return sight.showsField(type, field);
    }
}
