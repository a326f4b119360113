# Dealstream behind Varnish (7.0 or newer); goes to /etc/varnish/default.vcl. ../proxies.md says why.
#
# TLS ends before Varnish, which has none, at a proxy that sets X-Forwarded-Proto.
vcl 4.1;

import directors;

# twice before the first clients that were sent away come back, a second after readiness has gone down
probe ready {
    .url = "/q/health/ready";
    .interval = 500ms;
    .timeout = 2s;
    .window = 2;
    .threshold = 2;
    .initial = 1;
}

backend one {
    .host = "dealstream-1.internal";
    .port = "8080";
    .probe = ready;
    .connect_timeout = 2s;
    # of silence: several heartbeats, and more than a poll may wait
    .first_byte_timeout = 90s;
    .between_bytes_timeout = 90s;
}

backend two {
    .host = "dealstream-2.internal";
    .port = "8080";
    .probe = ready;
    .connect_timeout = 2s;
    .first_byte_timeout = 90s;
    .between_bytes_timeout = 90s;
}

sub vcl_init {
    new replicas = directors.round_robin();
    replicas.add_backend(one);
    replicas.add_backend(two);
}

sub vcl_recv {
    # health and metrics stay inside
    if (req.url ~ "^/q/") {
        return (synth(404));
    }
    set req.backend_hint = replicas.backend();
    # for a whole answer, and so for the longest that a stream may be open (dealstream.streams.max-age)
    set sess.send_timeout = 25h;
    # nothing here gains by a shared cache, and requests for one address must not wait for each other
    return (pass);
}

sub vcl_backend_response {
    set beresp.do_gzip = false;
    set beresp.do_stream = true;
    # another replica is asked where one goes down or cannot be reached; never for a POST
    if (beresp.status == 503 && bereq.method == "GET" && bereq.retries == 0) {
        return (retry);
    }
}

sub vcl_backend_error {
    if (bereq.method == "GET" && bereq.retries == 0) {
        return (retry);
    }
}
