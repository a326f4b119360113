// Operations: how a replica of the service does, in small live charts.
import { bytes, count, rate, span, words } from "../format.js";
import { byFrame } from "../frames.js";
import { icons } from "../icons.js";
import { html, nothing, render } from "../lit.js";
import { session } from "../session.js";
import { barList, lineChart } from "./chart.js";
import { Readings } from "./readings.js";
import { Streams } from "./streams.js";

const EVERY = 2000;
const SERIES_AT_MOST = 6;
/** The axis of what comes in whole numbers. */
const WHOLE = { least: 2 };
const seconds = (value) => span(value * 1000);

export class OperationsView {
  #place;
  #shell;
  #readings = new Readings();
  #refused = null;
  #hover = null;
  #timer = 0;
  #closed = new AbortController();
  #streams = new Streams(() => this.#draw(), this.#closed.signal);
  #draw = byFrame(() => this.#closed.signal.aborted || render(this.#template(), this.#place));
  #onVisible = () => document.hidden || this.#read();

  constructor(place, shell) {
    this.#place = place;
    this.#shell = shell;
    place.className = "operations";
    shell.connection("connecting", "Reading …");
    document.addEventListener("visibilitychange", this.#onVisible);
    this.#draw();
    this.#read();
  }

  close() {
    this.#closed.abort();
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#onVisible);
  }

  async #read() {
    clearTimeout(this.#timer);
    try {
      const answer = await session.json("/v1/operations", { signal: this.#closed.signal });
      this.#readings.add(answer);
      this.#streams.read(answer.replicas);
      this.#refused = null;
      this.#shell.connection("live", "Live");
    } catch (failure) {
      if (this.#closed.signal.aborted) {
        return;
      }
      this.#refused = failure;
      this.#shell.connection(final(failure) ? "failed" : "reconnecting", final(failure) ? "Refused" : "Trying again …");
    }
    this.#draw();
    if (!document.hidden && !this.#closed.signal.aborted && !final(this.#refused)) {
      this.#timer = setTimeout(() => this.#read(), EVERY);
    }
  }

  #template() {
    if (final(this.#refused)) {
      return html`
        <h1 class="unseen">Operations</h1>
        <div class="empty" role="alert">
          ${icons.lock}
          <h2>This key may not see the metrics</h2>
          <p>${this.#refused.message}. Sign in with a key that has the scope metrics:read.</p>
        </div>
      `;
    }
    const r = this.#readings;
    const times = r.times;
    const chart = (title, note, series, write, scale = {}) =>
      lineChart({ title, note, times, series: series.slice(0, SERIES_AT_MOST), write, ...scale }, this.#hover, (index) => this.#point(index));
    const by = (name, tag, read) =>
      r.tagsOf(name, tag).map((value) => ({ name: words(value), values: read(name, { [tag]: value }) }));
    return html`
      <h1 class="unseen">Operations</h1>
      ${this.#refused ? html`<p class="alert" role="alert">${icons.warning} ${this.#refused.message} Trying again.</p>` : nothing}
      ${this.#tiles()}
      <div class="panels">
        ${chart("Open streams", "by endpoint", by("dealstream.streams.open", "endpoint", r.gauge.bind(r)), count, WHOLE)}
        ${chart("Deliveries a second", "by stream, once for each reader", by("dealstream.deliveries", "stream", r.rate.bind(r)), rate)}
        ${chart(
          "Delivery latency",
          "from Kafka's timestamp to the socket, 10 s",
          [
            { name: "p50", values: r.percentile("dealstream.delivery.latency", 0.5) },
            { name: "p95", values: r.percentile("dealstream.delivery.latency", 0.95) },
            { name: "p99", values: r.percentile("dealstream.delivery.latency", 0.99) },
          ],
          seconds,
        )}
        ${chart(
          "Records a second",
          "out of Kafka",
          [
            { name: "Taken", values: r.rate("dealstream.records.taken") },
            { name: "Repeats dropped", values: r.rate("dealstream.records.repeated") },
            { name: "Rejected", values: r.rate("dealstream.records.rejected") },
          ],
          rate,
        )}
        ${chart(
          "Kafka lag",
          "records not taken in yet",
          [
            { name: "All partitions", values: r.gauge("dealstream.kafka.lag") },
            { name: "Furthest behind", values: r.gauge("dealstream.kafka.lag.max") },
          ],
          count,
          WHOLE,
        )}
        ${chart(
          "Memory",
          "of this replica",
          [
            { name: "Heap", values: r.gauge("jvm.memory.used", { area: "heap" }) },
            { name: "Journals", values: r.gauge("dealstream.journal.size") },
          ],
          bytes,
          { unit: 1_048_576 },
        )}
        ${this.#bars("Ended streams", "dealstream.streams.ended", "No stream has ended.", ENDS)}
        ${this.#bars("Refused requests", "dealstream.requests.refused", "No request was refused.", {})}
        ${this.#bars("Dead letters", "dealstream.dead.letters.written", "No record had to be put aside.", {}, "bad")}
      </div>
      ${this.#streams.template()}
    `;
  }

  #tiles() {
    const r = this.#readings;
    const latency = r.percentile("dealstream.delivery.latency", 0.99).at(-1);
    const dead = r.value("dealstream.dead.letters.written") ?? 0;
    const lag = r.value("dealstream.kafka.lag");
    const cpu = r.value("process.cpu.usage");
    const deliveries = r.rate("dealstream.deliveries").at(-1);
    return html`
      <dl class="tiles">
        ${tile("Open streams", known(r.value("dealstream.streams.open"), count))}
        ${tile("Deliveries a second", known(deliveries, rate))}
        ${tile("Latency, p99", known(latency, seconds))}
        ${tile("Kafka lag", known(lag, count), lag > 1000 ? "bad" : null)}
        ${tile("Dead letters", count(dead), dead > 0 ? "bad" : null)}
        ${tile("Processor", known(cpu, (part) => `${Math.round(part * 100)} %`))}
        ${tile("Replica", r.replica ? r.replica.slice(0, 8) : "–", null, "mono")}
      </dl>
    `;
  }

  #bars(title, meter, empty, tones, tone = null) {
    const rows = this.#readings
      .totals(meter, "reason")
      .filter((row) => row.whole > 0)
      .map((row) => ({ ...row, label: words(row.name), tone: tones[row.name] ?? tone }));
    return barList({ title, note: "by reason, since the start", rows, write: count, empty });
  }

  #point(index) {
    this.#hover = index;
    this.#draw();
  }
}

const ENDS = { completed: "good", client_gone: "plain", slow_consumer: "bad", revoked: "warn", expired: "warn" };

function tile(label, value, tone = null, kind = "number") {
  return html`<div class="tile" data-tone=${tone ?? nothing}><dt>${label}</dt><dd class=${kind}>${value}</dd></div>`;
}

function known(value, write) {
  return value === null || value === undefined ? "–" : write(value);
}

/** Whether asking again is of no use. */
function final(failure) {
  return failure !== null && (failure.status === 401 || failure.status === 403);
}
