// Opens one stream, again and again as an EventSource would, and tells all that happens on the way.
import { grantFor } from "../session.js";
import { keyHeader, target } from "./endpoints.js";
import { frames } from "./wire.js";

const RETRY = 3000;
const RETRY_AT_MOST = 30_000;
const HEADERS = ["content-type", "cache-control", "x-accel-buffering", "x-request-id", "retry-after"];

export class Probe {
  /** `connecting`, `open`, `waiting` or `closed`. */
  state = "closed";
  lastEventId;
  startedAt = 0;
  openedAt = null;
  headMillis = null;
  firstMillis = null;
  counts = { frames: 0, events: 0, heartbeats: 0, bytes: 0, reconnects: 0 };
  lastHeartbeatAt = null;
  /** What the credential has of the members of a ticket's `rights`; null: not known. */
  rights = null;
  #choice;
  #credential;
  #tell;
  #stop = new AbortController();
  #retry = RETRY;
  #failures = 0;

  /**
   * @param {object} choice what to open, see `target`; `again`: whether to reconnect; `lastEventId`: from where on
   * @param {{kind: "header" | "ticket", key: string} | {kind: "given", ticket: string}} credential
   * @param {(entry: object | null) => void} tell something happened; null: only figures have changed
   */
  constructor(choice, credential, tell) {
    this.#choice = choice;
    this.#credential = credential;
    this.#tell = tell;
    this.lastEventId = choice.lastEventId || null;
    this.#run();
  }

  close() {
    if (!this.#stop.signal.aborted) {
      this.#stop.abort();
      this.#now("closed", { kind: "end", text: "Closed here" });
    }
  }

  async #run() {
    for (;;) {
      const wait = await this.#once();
      if (this.#stop.signal.aborted) {
        return;
      }
      if (wait === null || !this.#choice.again) {
        this.#now("closed", null);
        return;
      }
      this.#now("waiting", { kind: "wait", text: `Again in ${(wait / 1000).toFixed(1)} s`, id: this.lastEventId });
      await pause(wait, this.#stop.signal);
      if (this.#stop.signal.aborted) {
        return;
      }
      this.counts.reconnects++;
    }
  }

  /** One connection. Returns how long to wait before the next, or null where none is to come. */
  async #once() {
    this.#now("connecting", null);
    this.startedAt = performance.now();
    this.headMillis = this.firstMillis = null;
    try {
      const answer = await this.#request();
      this.headMillis = performance.now() - this.startedAt;
      const headers = HEADERS.filter((name) => answer.headers.has(name)).map((name) => `${name}: ${answer.headers.get(name)}`);
      const raw = [`HTTP ${answer.status} ${answer.statusText}`.trim(), ...headers].join("\n");
      if (answer.status !== 200) {
        const body = await answer.text();
        this.#now("closed", { kind: "refused", text: refusal(answer.status), raw: body ? `${raw}\n\n${body}` : raw, data: body });
        return [429, 502, 503, 504].includes(answer.status) ? this.#backoff(answer.headers.get("retry-after")) : null;
      }
      this.openedAt = performance.now();
      this.#now("open", { kind: "open", text: `Open after ${Math.round(this.headMillis)} ms`, raw });
      for await (const frame of frames(answer.body)) {
        this.#failures = 0;
        this.#take(frame);
      }
      this.#now("closed", { kind: "end", text: "The service ended the stream" });
      return this.#retry;
    } catch (failure) {
      if (this.#stop.signal.aborted) {
        return null;
      }
      this.#now("closed", { kind: "end", text: failure.status ? failure.message : "The connection was lost" });
      return failure.status === 401 || failure.status === 403 ? null : this.#backoff(null);
    }
  }

  async #request() {
    const url = new URL(target(this.#choice), location.origin);
    const headers = { Accept: "text/event-stream" };
    if (this.lastEventId) {
      headers["Last-Event-ID"] = this.lastEventId;
    }
    const { kind, key, ticket } = this.#credential;
    if (kind === "header") {
      const header = keyHeader(this.#choice.stream, key);
      headers[header[0]] = header[1];
      this.#learnRights(grantFor(key, header));
    } else if (kind === "ticket") {
      const grant = grantFor(key);
      this.#learnRights(grant);
      url.searchParams.set("ticket", (await grant).ticket);
    } else {
      url.searchParams.set("ticket", ticket);
    }
    return fetch(url, { headers, signal: this.#stop.signal, cache: "no-store", credentials: "omit" });
  }

  /** A key tells what it may read by the ticket that it gets, which need not be used. */
  #learnRights(grant) {
    grant.then(
      ({ rights }) => {
        this.rights = rights;
        this.#tell(null);
      },
      () => {
        // why it gets none is said where the stream is opened
        this.rights = null;
      },
    );
  }

  #take(frame) {
    this.firstMillis ??= performance.now() - this.startedAt;
    this.counts.frames++;
    this.counts.bytes += frame.bytes;
    if (frame.id !== undefined) {
      this.lastEventId = frame.id;
    }
    if (/^\d+$/.test(frame.retry ?? "")) {
      this.#retry = Number(frame.retry);
    }
    const beat = frame.comment !== undefined || frame.event === "heartbeat";
    if (beat) {
      this.counts.heartbeats++;
      this.lastHeartbeatAt = performance.now();
    } else if (frame.data !== undefined) {
      this.counts.events++;
    }
    this.#tell({ ...frame, at: Date.now(), kind: beat ? "heartbeat" : frame.data !== undefined ? "event" : "control" });
  }

  #backoff(retryAfter) {
    const asked = Number(retryAfter) * 1000 || 0;
    const own = Math.min(RETRY_AT_MOST, 1000 * 2 ** this.#failures++) * (0.5 + Math.random() / 2);
    return Math.max(asked, own);
  }

  #now(state, entry) {
    this.state = state;
    this.#tell(entry && { at: Date.now(), ...entry });
  }
}

function refusal(status) {
  return status === 204 ? "204: there is nothing more to come" : `Refused with ${status}`;
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
