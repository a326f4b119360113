// The inspector: one stream as it stands on the wire.
import { bytes, count, exactClock, span } from "../format.js";
import { atMostEvery, byFrame } from "../frames.js";
import { icons } from "../icons.js";
import { html, nothing, render } from "../lit.js";
import { session } from "../session.js";
import { VirtualList } from "../virtual-list.js";
import { curl, ENDPOINTS, target } from "./endpoints.js";
import { Probe } from "./probe.js";

const ROW = 31;
const KEPT = 5000;
const CREDENTIALS = {
  ticket: "My key (ticket)",
  header: "My key (header)",
  other: "Another key",
  given: "A ticket",
};
const STATES = {
  connecting: ["connecting", "Connecting …"],
  open: ["live", "Open"],
  waiting: ["reconnecting", "Reconnecting …"],
  closed: ["idle", "Closed"],
};

export class InspectorView {
  #place;
  #shell;
  #probe = null;
  #entries = [];
  #list;
  #chosen = null;
  #hideHeartbeats = false;
  #copied = false;
  #number = 0;
  #choice = { stream: "org", id: "", filter: "", since: "", lastEventId: "", again: true, credential: "ticket", secret: "" };
  #drawList = byFrame(() => this.#listFrame());
  #drawRest = atMostEvery(200, () => this.#restFrame());
  #dirty = true;
  #atEnd = true;
  #tick;
  #gone = false;

  constructor(place, shell) {
    this.#place = place;
    this.#shell = shell;
    place.className = "inspector";
    this.#choice = { ...this.#choice, ...fromAddress() };
    this.#restFrame();
    const scroller = place.querySelector("#frames");
    this.#list = new VirtualList(scroller, {
      label: "Frames",
      height: () => ROW,
      row: (entry, index, tabIndex) => this.#row(entry, tabIndex),
      schedule: () => this.#drawList(),
    });
    scroller.addEventListener("scroll", () => {
      this.#atEnd = scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - ROW * 2;
    });
    this.#tick = setInterval(() => this.#drawRest(), 1000);
    shell.connection("idle", "Closed");
  }

  close() {
    this.#gone = true;
    clearInterval(this.#tick);
    this.#probe?.close();
  }

  #open() {
    this.#probe?.close();
    const { credential, secret } = this.#choice;
    const shown =
      credential === "given"
        ? { kind: "given", ticket: secret }
        : { kind: credential === "ticket" ? "ticket" : "header", key: credential === "other" ? secret : session.key };
    this.#clear();
    // A ticket holds once: there is no coming back with it.
    const choice = { ...this.#choice, again: this.#choice.again && credential !== "given" };
    this.#probe = new Probe(choice, shown, (entry) => this.#happened(entry));
  }

  #happened(entry) {
    if (this.#gone) {
      return;
    }
    if (entry) {
      const before = this.#entries.at(-1);
      this.#entries.push({ ...entry, id: `n${++this.#number}`, number: this.#number, eventId: entry.id, gap: before ? entry.at - before.at : null });
      if (this.#entries.length > KEPT * 1.2) {
        this.#entries = this.#entries.slice(-KEPT);
      }
      this.#dirty = true;
      this.#drawList();
    }
    // The first call comes from within the constructor.
    queueMicrotask(() => this.#probe && this.#shell.connection(...STATES[this.#probe.state]));
    this.#drawRest();
  }

  #clear() {
    this.#entries = [];
    this.#chosen = null;
    this.#number = 0;
    this.#dirty = true;
    this.#atEnd = true;
    this.#drawList();
    this.#drawRest();
  }

  #listFrame() {
    if (this.#gone) {
      return;
    }
    if (this.#dirty) {
      this.#dirty = false;
      this.#list.items = this.#hideHeartbeats ? this.#entries.filter((entry) => entry.kind !== "heartbeat") : this.#entries;
    }
    this.#list.draw();
    const scroller = this.#place.querySelector("#frames");
    if (this.#atEnd && scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1) {
      scroller.scrollTop = scroller.scrollHeight;
      this.#list.draw();
    }
  }

  #restFrame() {
    if (!this.#gone) {
      render(this.#template(), this.#place);
    }
  }

  #row(entry, tabIndex) {
    const kind = entry.kind;
    const frame = kind === "event" || kind === "heartbeat" || kind === "control";
    return html`
      <button
        type="button"
        class="frame row-action"
        tabindex=${tabIndex}
        data-kind=${kind}
        aria-pressed=${this.#chosen?.id === entry.id}
        @click=${() => this.#choose(entry)}
      >
        <span class="frame-time">${exactClock(entry.at)}</span>
        <span class="frame-gap">${entry.gap === null ? "" : span(entry.gap)}</span>
        <span class="frame-kind">${nameOf(entry)}</span>
        <span class="frame-data">${frame ? (entry.data ?? entry.comment ?? entry.raw) : entry.text}</span>
        <span class="frame-id">${entry.eventId ?? ""}</span>
      </button>
    `;
  }

  #choose(entry) {
    this.#chosen = this.#chosen?.id === entry.id ? null : entry;
    this.#drawList();
    this.#drawRest();
  }

  #template() {
    return html`
      <h1 class="unseen">Inspector</h1>
      ${this.#form()}
      <section class="wire card" aria-label="On the wire">
        ${this.#figures()}
        <div class="wire-bar">
          <code class="request" title="What is asked for">GET ${target(this.#choice)}</code>
          <label class="check">
            <input type="checkbox" .checked=${this.#hideHeartbeats} @change=${(event) => this.#hide(event.target.checked)} />
            Hide heartbeats
          </label>
          <button class="button quiet" type="button" @click=${() => this.#clear()}>Clear</button>
        </div>
        <div class="frame frame-head" aria-hidden="true">
          <span>Time</span><span>Since last</span><span>Frame</span><span>Data</span><span>Id</span>
        </div>
        <div class="frames-place">
          <div id="frames" class="deals" tabindex="-1"></div>
          ${
            this.#entries.length === 0
              ? html`<div class="empty">
                  ${icons.inspector}
                  <h2>Nothing on the wire</h2>
                  <p>Choose a stream and open it: every frame appears here, heartbeats and bare ids included.</p>
                </div>`
              : nothing
          }
        </div>
        ${this.#chosen ? this.#frameDetail(this.#chosen) : nothing}
      </section>
    `;
  }

  #form() {
    const choice = this.#choice;
    const endpoint = ENDPOINTS[choice.stream];
    const busy = this.#probe !== null && this.#probe.state !== "closed";
    const needsSecret = choice.credential === "other" || choice.credential === "given";
    return html`
      <form class="request-form card" @submit=${(event) => this.#submit(event)} autocomplete="off">
        <label class="field">
          Stream
          <select class="select" @change=${this.#into("stream")}>
            ${Object.entries(ENDPOINTS).map(
              ([name, { label }]) => html`<option value=${name} ?selected=${name === choice.stream}>${label}</option>`,
            )}
          </select>
        </label>
        ${endpoint.id ? this.#text("id", endpoint.id, endpoint.example, true) : nothing}
        ${endpoint.filter ? this.#text("filter", endpoint.filter[1], "all, or some, with commas") : nothing}
        ${
          endpoint.live
            ? nothing
            : html`${this.#text("since", "Since", "now, or 2026-05-04T10:00Z")} ${this.#text("lastEventId", "After id", "none")}`
        }
        <label class="field">
          Credential
          <select class="select" @change=${this.#into("credential")}>
            ${Object.entries(CREDENTIALS).map(
              ([name, label]) => html`<option value=${name} ?selected=${name === choice.credential}>${label}</option>`,
            )}
          </select>
        </label>
        ${
          needsSecret
            ? html`<label class="field">
                ${choice.credential === "given" ? "Ticket" : "Key"}
                <input class="input mono" type="password" autocomplete="off" required .value=${choice.secret} @input=${this.#into("secret")} />
              </label>`
            : nothing
        }
        <label class="check">
          <input type="checkbox" .checked=${choice.again} ?disabled=${choice.credential === "given"} @change=${(event) => this.#set({ again: event.target.checked })} />
          Reconnect where it broke off
        </label>
        <div class="form-buttons">
          ${
            busy
              ? html`<button class="button" type="button" @click=${() => this.#probe.close()}>${icons.stop} Close</button>`
              : html`<button class="button primary">${icons.play} Open</button>`
          }
          <button class="button" type="button" @click=${() => this.#copy()}>
            ${this.#copied ? icons.done : icons.copy} ${this.#copied ? "Copied" : "Copy as curl"}
          </button>
        </div>
        <p class="note" role="status">${this.#copied ? "The key is the variable DEALSTREAM_KEY of your shell." : ""}</p>
      </form>
    `;
  }

  #text(name, label, example, required = false) {
    return html`<label class="field">
      ${label}
      <input class="input" .value=${this.#choice[name]} placeholder=${example} ?required=${required} spellcheck="false" @input=${this.#into(name)} />
    </label>`;
  }

  #figures() {
    const probe = this.#probe;
    const open = probe?.state === "open" ? span(performance.now() - probe.openedAt) : "–";
    const beat = probe?.lastHeartbeatAt ? `${span(performance.now() - probe.lastHeartbeatAt)} ago` : "none yet";
    const counts = probe?.counts ?? { frames: 0, events: 0, heartbeats: 0, bytes: 0, reconnects: 0 };
    const figures = [
      ["Open for", open],
      ["Head after", probe?.headMillis == null ? "–" : span(probe.headMillis)],
      ["First byte after", probe?.firstMillis == null ? "–" : span(probe.firstMillis)],
      ["Events", count(counts.events)],
      ["Heartbeats", count(counts.heartbeats), probe ? beat : ""],
      ["Bytes", bytes(counts.bytes)],
      ["Reconnects", count(counts.reconnects)],
    ];
    return html`<dl class="figures">
      ${figures.map(
        ([label, value, more]) =>
          html`<div><dt>${label}</dt><dd class="number">${value}${more ? html`<small>${more}</small>` : nothing}</dd></div>`,
      )}
    </dl>`;
  }

  #frameDetail(entry) {
    return html`
      <div class="frame-detail" role="region" aria-label="The chosen frame">
        <div class="frame-detail-head">
          <h2>${nameOf(entry)} <span class="note">frame ${entry.number} at ${exactClock(entry.at)}${entry.bytes ? `, ${bytes(entry.bytes)}` : ""}</span></h2>
          <button class="button quiet icon" type="button" aria-label="Close the frame" @click=${() => this.#choose(entry)}>${icons.close}</button>
        </div>
        <div class="frame-texts">
          <figure><figcaption>As it came</figcaption><pre tabindex="0">${entry.raw ?? entry.text}</pre></figure>
          ${pretty(entry.data) ? html`<figure><figcaption>Its data</figcaption><pre tabindex="0">${pretty(entry.data)}</pre></figure>` : nothing}
        </div>
      </div>
    `;
  }

  #into(name) {
    return (event) => this.#set({ [name]: event.target.value });
  }

  #set(change) {
    this.#choice = { ...this.#choice, ...change };
    this.#drawRest();
  }

  #hide(on) {
    this.#hideHeartbeats = on;
    this.#dirty = true;
    this.#drawList();
    this.#drawRest();
  }

  #submit(event) {
    event.preventDefault();
    this.#open();
  }

  async #copy() {
    await navigator.clipboard.writeText(curl(this.#choice, this.#choice.lastEventId, location.origin)).catch(() => {});
    this.#copied = true;
    this.#drawRest();
    setTimeout(() => {
      this.#copied = false;
      this.#drawRest();
    }, 4000);
  }
}

function nameOf(entry) {
  switch (entry.kind) {
    case "event":
      return entry.event ?? "message";
    case "heartbeat":
      return entry.event ?? "heartbeat";
    case "control":
      return entry.retry !== undefined ? "retry" : "id only";
    case "open":
      return "connection";
    case "refused":
      return "refused";
    case "wait":
      return "reconnect";
    default:
      return "end";
  }
}

function pretty(data) {
  try {
    return data ? JSON.stringify(JSON.parse(data), null, 2) : null;
  } catch {
    return null;
  }
}

/** What a link to the inspector asks for: never a credential. */
function fromAddress() {
  const query = new URLSearchParams(location.hash.split("?")[1] ?? "");
  const stream = query.get("stream");
  return stream && Object.hasOwn(ENDPOINTS, stream) ? { stream, id: query.get("id") ?? "" } : {};
}
