package io.dealstream.edge;

import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Tells the service's own pages from those of other origins. Browsers send the origin on requests to the same
/// origin, too: with POST, module scripts and fonts. Behind a proxy that ends TLS, the framework would take
/// `https://host` for another origin than `http://host`.
///
/// The service's own pages need no permission, so the framework's CORS filter does not see their requests. It
/// sees those of listed origins; all others are refused. A client may fake the headers that decide this. That
/// does no harm: a page cannot fake them, and another client need not send an origin at all.
@Singleton
final class Origins {

    /// Runs before the framework's filter (300), and after the handlers of headers for every answer.
    private static final int PRIORITY = 310;

    private static final int FORBIDDEN = 403;
    private static final String ORIGIN = "Origin";
    private static final Pattern FORWARDED_HOST = Pattern.compile("(?i)\\bhost=\"?([^\";,\\s]{1,300})");

    private final Optional<List<String>> listed;
    private final List<Pattern> listedByPattern;

    Origins(@ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> listed) {
        this.listed = listed;
        this.listedByPattern = CORSFilter.parseAllowedOriginsRegex(listed);
    }

    void register(@Observes Filters filters) {
        filters.register(this::sort, PRIORITY);
    }

    private void sort(RoutingContext context) {
        MultiMap answer = context.response().headers();
        // also without an origin: a cache may be asked again with one
        context.addHeadersEndHandler(head -> {
            if (!answer.contains(HttpHeaders.VARY, ORIGIN, true)) {
                answer.add(HttpHeaders.VARY, ORIGIN);
            }
        });
        HttpServerRequest request = context.request();
        String origin = request.getHeader(ORIGIN);
        if (origin == null || isListed(origin)) {
            context.next();
        } else if (isOurs(origin, request)) {
            request.headers().remove(ORIGIN);
            context.next();
        } else {
            context.fail(FORBIDDEN);
        }
    }

    private boolean isListed(String origin) {
        return listed.stream().flatMap(List::stream).anyMatch(each -> each.equals("*") || each.equals(origin))
                || CORSFilter.isOriginAllowedByRegex(listedByPattern, origin);
    }

    private static boolean isOurs(String origin, HttpServerRequest request) {
        MultiMap headers = request.headers();
        // no page can set this header, and no proxy changes it
        if ("same-origin".equals(headers.get("Sec-Fetch-Site"))) {
            return true;
        }
        HostAndPort asked = request.authority();
        Stream<String> host = asked == null ? Stream.empty() : Stream.of(asked.toString());
        Stream<String> forwarded = headers.getAll("X-Forwarded-Host").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip);
        Stream<String> standard = headers.getAll("Forwarded").stream()
                .flatMap(value -> FORWARDED_HOST.matcher(value).results())
                .map(found -> found.group(1));
        return Authority.ofOrigin(origin)
                .filter(page -> Stream.of(host, forwarded, standard)
                        .flatMap(names -> names)
                        .flatMap(name -> Authority.of(name).stream())
                        .anyMatch(page::isServedAs))
                .isPresent();
    }
}
