// The inspector: one stream as it stands on the wire.
import { atMostEvery, byFrame } from "../frames.js";
import { icons } from "../icons.js";
import { html, nothing, render } from "../lit.js";
import { session } from "../session.js";
import { VirtualList } from "../virtual-list.js";
import { curl, ENDPOINTS, target } from "./endpoints.js";
import { figures } from "./figures.js";
import { requestForm } from "./form.js";
import { frameDetail, frameRow } from "./frame.js";
import { Probe } from "./probe.js";
import { rightsOf } from "./rights.js";

const ROW = 31;
const KEPT = 5000;
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
      row: (entry, index, tabIndex) => frameRow(entry, tabIndex, this.#chosen?.id === entry.id, (one) => this.#choose(one)),
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

  #choose(entry) {
    this.#chosen = this.#chosen?.id === entry.id ? null : entry;
    this.#drawList();
    this.#drawRest();
  }

  #template() {
    return html`
      <h1 class="unseen">Inspector</h1>
      ${requestForm(this.#choice, this.#isBusy, this.#copied, {
        set: (change) => this.#set(change),
        open: () => this.#open(),
        close: () => this.#probe.close(),
        copy: () => this.#copy(),
      })}
      <section class="wire card" aria-label="On the wire">
        ${figures(this.#probe)} ${rightsOf(this.#probe)}
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
        ${this.#chosen ? frameDetail(this.#chosen, () => this.#choose(this.#chosen)) : nothing}
      </section>
    `;
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

  get #isBusy() {
    return this.#probe !== null && this.#probe.state !== "closed";
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

/** What a link to the inspector asks for: never a credential. */
function fromAddress() {
  const query = new URLSearchParams(location.hash.split("?")[1] ?? "");
  const stream = query.get("stream");
  return stream && Object.hasOwn(ENDPOINTS, stream) ? { stream, id: query.get("id") ?? "" } : {};
}
