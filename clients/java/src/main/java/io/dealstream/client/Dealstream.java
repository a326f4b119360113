package io.dealstream.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Follows Dealstream's event streams.
///
/// ```java
/// Dealstream ds = Dealstream.at("https://events.example").key(System.getenv("DEALSTREAM_KEY")).build();
/// for (Event event : ds.deal(42)) { ... }
/// ```
public final class Dealstream {

    private final URI base;
    private final Credentials credentials;
    private final HttpClient http;
    private final Settings settings;

    private Dealstream(Builder builder) {
        this.base = builder.base;
        this.credentials = builder.credentials;
        this.http = builder.http == null ? HttpClient.newHttpClient() : builder.http;
        this.settings = new Settings(
                builder.backoff,
                builder.longestBackoff,
                builder.heartbeat,
                builder.failures,
                builder.retryStream,
                builder.onError);
    }

    /// Where the service is: `https://events.example`.
    ///
    /// @throws IllegalArgumentException where it is no such address
    public static Builder at(String url) {
        URI base = URI.create(url.endsWith("/") ? url : url + "/");
        boolean known = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!known || base.getHost() == null || base.getRawQuery() != null) {
            throw new IllegalArgumentException("the service's address begins with http:// or https://");
        }
        return new Builder(base);
    }

    /// One deal, until it is settled.
    public Stream deal(long id) {
        return new Stream(this, Endpoint.deal(id));
    }

    /// Up to 200 deals on one stream, until all are settled; from services that offer it.
    public Stream deals(Collection<Long> ids) {
        return new Stream(this, Endpoint.deals(ids));
    }

    /// As [#deals(Collection)].
    public Stream deals(long... ids) {
        List<Long> all = Arrays.stream(ids).boxed().toList();
        return deals(all);
    }

    /// All deals and batches. Has no end.
    public Stream organisation() {
        return new Stream(this, Endpoint.organisation());
    }

    /// One batch, until it is complete.
    public Stream batch(String id) {
        return new Stream(this, Endpoint.batch(id));
    }

    /// Up to 200 batches on one stream, until all are complete; from services that offer it.
    public Stream batches(Collection<String> ids) {
        return new Stream(this, Endpoint.batches(ids));
    }

    /// Everything of the signed-in user. Has no end.
    public Stream account() {
        return new Stream(this, Endpoint.account());
    }

    /// One case, from the oldest event that is kept until its analysis is complete.
    public Stream caseProgress(String id) {
        return new Stream(this, Endpoint.caseProgress(id));
    }

    /// Everything in the workspace, live only: no ids, nothing to resume. Has no end.
    public Stream files() {
        return new Stream(this, Endpoint.files());
    }

    Session session(Endpoint endpoint, Session.Beginning beginning) {
        Transport transport = new Transport(http);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        return new Session(
                endpoint, settings, transport, new Requests(transport, base, credentials), beginning, random);
    }

    /// What a client is made of.
    public static final class Builder {

        private static final System.Logger LOG = System.getLogger("dealstream");

        private final URI base;
        private Credentials credentials;
        private HttpClient http;
        private Duration backoff = Duration.ofSeconds(1);
        private Duration longestBackoff = Duration.ofSeconds(60);
        private Duration heartbeat;
        private int failures = 3;
        private Duration retryStream = Duration.ofSeconds(30);
        private BiConsumer<Refusal, Duration> onError = Builder::log;

        private Builder(URI base) {
            this.base = base;
        }

        private static void log(Refusal refusal, Duration wait) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} ({1}); next try in {2} ms",
                    refusal.getMessage(),
                    refusal.code(),
                    wait.toMillis());
        }

        /// An API key or a JWT. It is sent in a header; the case stream, which takes JWTs in the URL only, gets a
        /// ticket for it.
        public Builder key(String key) {
            return key(() -> key);
        }

        /// The same, asked for before each request.
        public Builder key(Supplier<String> key) {
            credentials = Credentials.ofKey(key);
            return this;
        }

        /// In place of a key: gives a fresh ticket (`POST /v1/stream-tickets`) for each request, since one holds
        /// once. A [Refusal] that it throws says by its status whether it is worth another try.
        public Builder ticket(Supplier<String> ticket) {
            return ticket(rights -> ticket.get());
        }

        /// The same, told what the request reads, in the shape of a ticket's `rights`: `deals` (`List<Long>`),
        /// `batches`, `cases` and `types` (`List<String>`), `document_id` (`Long`), where the stream has them;
        /// empty for all of an organisation, an account or a workspace. A snapshot has no `types` and no
        /// `document_id`.
        public Builder ticket(Function<Map<String, Object>, String> ticket) {
            credentials = Credentials.ofTickets(ticket);
            return this;
        }

        /// In place of one of its own: for a proxy, for certificates. It must not follow redirects, which would
        /// show the key to another host.
        public Builder http(HttpClient client) {
            if (client.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException("a client that follows redirects would show the key to other hosts");
            }
            http = client;
            return this;
        }

        /// The waits after failures double from the first to the second. Default: 1 s to 60 s.
        public Builder backoff(Duration first, Duration longest) {
            backoff = first;
            longestBackoff = longest;
            return this;
        }

        /// How far apart the service's heartbeats are, if it is not set up as usual.
        public Builder heartbeat(Duration heartbeat) {
            this.heartbeat = heartbeat;
            return this;
        }

        /// How many streams in a row may fail before polls take over. Default: 3.
        public Builder failures(int failures) {
            this.failures = failures;
            return this;
        }

        /// How long to poll before a stream is tried again; each further try takes twice as long, up to ten times.
        /// Default: 30 s.
        public Builder retryStream(Duration time) {
            retryStream = time;
            return this;
        }

        /// Told of each failure that a stream gets over, and of the wait before the next try. Default: a warning
        /// to the system logger `dealstream`.
        public Builder onError(BiConsumer<Refusal, Duration> listener) {
            onError = listener;
            return this;
        }

        public Dealstream build() {
            return new Dealstream(this);
        }
    }
}
