package io.dealstream.site;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets browsers cache the files but ask each time whether they have changed. The names of the files have no
/// version, so the framework's cache time of a day would keep an old client in use after an update.
@Singleton
final class FileCaching {

    /// Runs before the framework's own handler of files.
    private static final int PRIORITY = 50;

    private static final Pattern FILE = Pattern.compile("/(client|console)/[A-Za-z0-9_/-]+(\\.[a-z0-9-]+)+");

    private final Map<String, FileTag> tags = new ConcurrentHashMap<>();

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext context) {
        FileTag tag = isRead(context) ? tag(context.normalizedPath()) : null;
        if (tag == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        context.addHeadersEndHandler(end ->
                response.putHeader(HttpHeaders.ETAG, tag.value()).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache"));
        if (tag.isIn(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            context.next();
        }
    }

    private static boolean isRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    /// The tag of a file; null where there is none. Unknown names are not remembered, because clients can make
    /// up any number of them.
    private @Nullable FileTag tag(String path) {
        String file = path.equals("/") ? "/index.html" : path;
        FileTag known = tags.get(file);
        if (known == null && (file.equals("/index.html") || FILE.matcher(file).matches())) {
            known = FileTag.ofResource("META-INF/resources" + file).orElse(null);
            if (known != null) {
                tags.put(file, known);
            }
        }
        return known;
    }
}
