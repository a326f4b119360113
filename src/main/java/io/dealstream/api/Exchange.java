package io.dealstream.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One HTTP request as the dialects see it. Belongs to the request's threads, one at a time.
public final class Exchange {

    static final String REQUEST_ID = "X-Request-ID";

    private final RoutingContext context;

    /// @param context the request in Vert.x
    public Exchange(RoutingContext context) {
        this.context = context;
    }

    /// A request header; empty where it is missing or blank.
    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name)).filter(value -> !value.isBlank());
    }

    /// The values of a header that may be repeated, without blank ones.
    List<String> headers(String name) {
        return context.request().headers().getAll(name).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /// A query parameter; empty where it is missing or blank.
    public Optional<String> query(String name) {
        return all(name).stream().findFirst();
    }

    /// The values of a query parameter that may be repeated, without blank ones.
    List<String> all(String name) {
        return context.queryParam(name).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /// The values of a query parameter that may be repeated, comma-separated, or both. A name with `[]` at its
    /// end is accepted, too, since many libraries append that.
    public List<String> queries(String name) {
        return Stream.of(name, name + "[]")
                .flatMap(spelling -> context.queryParam(spelling).stream())
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /// The path without the query, which may hold credentials.
    public String path() {
        return Objects.requireNonNullElse(context.request().path(), "/");
    }

    /// The id of the request in logs and in the answer's `X-Request-ID`.
    public String requestId() {
        return Objects.requireNonNullElse(context.response().headers().get(REQUEST_ID), "");
    }

    /// Whether the request comes from a browser's EventSource. EventSource stops for ever at any status but
    /// 200, so its refusals are sent as a stream. It cannot set headers, so a client with a credential in a
    /// header is a script, which reads the status. The `Authorization: Basic` that a browser adds by itself is
    /// not counted.
    public boolean isEventSource() {
        return header("Accept")
                        .filter(accept -> accept.contains("text/event-stream"))
                        .isPresent()
                && header("Sec-Fetch-Mode").isPresent()
                && !Credentials.inHeaders(this);
    }

    /// Whether the method is `HEAD`.
    public boolean isHead() {
        return context.request().method().equals(HttpMethod.HEAD);
    }

    /// Adds a header to the answer, be it a stream, a refusal or anything else.
    public void answerHeader(String name, String value) {
        context.response().putHeader(name, value);
    }

    RoutingContext context() {
        return context;
    }
}
