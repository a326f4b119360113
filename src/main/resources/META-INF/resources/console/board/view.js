// The board: an organisation's deals and batches as they move.
import { count, rate } from "../format.js";
import { atMostEvery, byFrame } from "../frames.js";
import { icons } from "../icons.js";
import { html, nothing, render } from "../lit.js";
import { session } from "../session.js";
import { VirtualList } from "../virtual-list.js";
import { activityList } from "./activity.js";
import { batchList } from "./batches.js";
import { dealDetail } from "./detail.js";
import { Feed, RANGES } from "./feed.js";
import { Phase } from "./model.js";
import { dealRow, heightOf } from "./row.js";
import { Tempo } from "./tempo.js";

const NARROW = matchMedia("(max-width: 760px)");
const ACTIVITY_SHOWN = 40;
const BATCHES_SHOWN = 12;
const SORTS = {
  newest: ["Newest first", (a, b) => b.serial - a.serial],
  recent: ["Latest activity", (a, b) => b.changedAt - a.changedAt],
  progress: ["Least progress", (a, b) => a.percent - b.percent],
  score: ["Lowest score", (a, b) => (a.score ?? Infinity) - (b.score ?? Infinity)],
};
const PHASES = {
  all: ["All", () => true],
  moving: ["In progress", (deal) => deal.phase === Phase.MOVING || deal.phase === Phase.NEW],
  failed: ["With failures", (deal) => deal.failed > 0],
  settled: ["Settled", (deal) => deal.phase === Phase.SETTLED || deal.phase === Phase.FAILED],
};
const RANGE_NAMES = { "15m": "Last 15 minutes", "1h": "Last hour", "6h": "Last 6 hours", "24h": "Last 24 hours" };
const STORE = "dealstream.board.settings";

export class BoardView {
  #place;
  #shell;
  #feed;
  #list;
  #settings = { phase: "all", grade: "", sort: "newest", range: "1h", pane: "deals", ...read() };
  #search = "";
  #open = null;
  #shape = -1;
  #phases = { all: 0, moving: 0, failed: 0, settled: 0 };
  #refused = null;
  #tempo = new Tempo();
  #paused = null;
  #drawList = byFrame(() => this.#listFrame());
  #drawRest = atMostEvery(250, () => this.#restFrame());
  #arrange = atMostEvery(400, () => this.#arrangeFrame());
  #tick;
  #narrowChanged = () => this.#changed(true);
  #gone = false;

  constructor(place, shell) {
    this.#place = place;
    this.#shell = shell;
    place.className = "board";
    this.#restFrame();
    this.#list = new VirtualList(place.querySelector("#deals"), {
      label: "Deals",
      height: (deal) => heightOf(deal, NARROW.matches),
      row: (deal, index, tabIndex) => dealRow(deal, this.#now, tabIndex, (id) => this.#show(id)),
      schedule: () => this.#drawList(),
    });
    NARROW.addEventListener("change", this.#narrowChanged);
    this.#tick = setInterval(() => this.#changed(false), 1000);
    this.#follow();
  }

  close() {
    this.#gone = true;
    clearInterval(this.#tick);
    NARROW.removeEventListener("change", this.#narrowChanged);
    this.#feed.close();
  }

  #now = Date.now();

  #follow() {
    this.#refused = null;
    this.#shape = -1;
    this.#feed = new Feed(
      this.#settings.range,
      () => this.#changed(false),
      (state, text, refused = null) => {
        this.#shell.connection(state, text);
        this.#refused = refused;
        this.#drawRest();
      },
    );
  }

  #changed(all) {
    this.#drawList();
    this.#drawRest();
    this.#arrange();
    if (all) {
      this.#shape = -1;
    }
  }

  #set(settings) {
    this.#settings = { ...this.#settings, ...settings };
    sessionStorage.setItem(STORE, JSON.stringify(this.#settings));
    if (settings.range) {
      this.#feed.close();
      this.#follow();
    }
    this.#arrangeFrame();
    this.#drawRest();
  }

  /** Which deals are shown, in which order. */
  #arrangeFrame() {
    if (this.#gone) {
      return;
    }
    const { phase, grade, sort } = this.#settings;
    const wanted = this.#search.trim().toLowerCase();
    const counts = { all: 0, moving: 0, failed: 0, settled: 0 };
    const shown = [];
    for (const deal of this.#feed.board.deals.values()) {
      if (grade && deal.grade !== grade) {
        continue;
      }
      if (wanted && !deal.id.includes(wanted) && !deal.name?.toLowerCase().includes(wanted)) {
        continue;
      }
      for (const name of Object.keys(counts)) {
        counts[name] += PHASES[name][1](deal) ? 1 : 0;
      }
      if (PHASES[phase][1](deal)) {
        shown.push(deal);
      }
    }
    shown.sort(SORTS[sort][1]);
    this.#phases = counts;
    this.#list.items = shown;
    this.#shape = this.#feed.board.shape;
    this.#drawList();
  }

  #listFrame() {
    if (this.#gone) {
      return;
    }
    this.#now = Date.now();
    if (this.#shape !== this.#feed.board.shape) {
      this.#shape = this.#feed.board.shape;
      this.#list.layOut();
    }
    this.#list.draw();
  }

  #restFrame() {
    if (!this.#gone) {
      this.#tempo.count(this.#feed?.live ?? 0);
      this.#place.dataset.events = this.#feed?.board.events ?? 0;
      render(this.#template(), this.#place);
    }
  }

  #template() {
    const board = this.#feed?.board;
    const { pane } = this.#settings;
    return html`
      <h1 class="unseen">Board</h1>
      ${this.#tiles(board)} ${this.#filters()}
      <div class="panes" data-pane=${pane}>
        <div class="pane-switch" role="group" aria-label="Show">
          ${["deals", "batches", "activity"].map(
            (name) => html`<button type="button" aria-pressed=${pane === name} @click=${() => this.#set({ pane: name })}>
              ${name.charAt(0).toUpperCase() + name.slice(1)}
            </button>`,
          )}
        </div>
        <section class="pane pane-deals card" aria-label="Deals">
          <div id="deals" class="deals" tabindex="-1"></div>
          ${this.#emptiness(board)}
        </section>
        <div class="side">
          <section class="pane pane-batches card" aria-labelledby="batches-title">
            <h2 id="batches-title">Batches <span class="badge number">${count(board?.batches.size ?? 0)}</span></h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="batches-title">
              ${board?.batches.size ? batchList([...board.batches.values()].reverse().slice(0, BATCHES_SHOWN)) : html`<p class="note quiet-note">No batch in this time.</p>`}
            </div>
          </section>
          <section
            class="pane pane-activity card"
            aria-labelledby="activity-title"
            @pointerenter=${() => this.#pause(true)}
            @pointerleave=${() => this.#pause(false)}
            @focusin=${() => this.#pause(true)}
            @focusout=${() => this.#pause(false)}
          >
            <h2 id="activity-title">Activity ${this.#paused ? html`<span class="badge">paused</span>` : nothing}</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="activity-title">
              ${activityList(this.#paused ?? latest(board?.feed ?? []), "Activity", (id) => this.#show(id))}
            </div>
          </section>
        </div>
      </div>
      <dialog class="detail" id="detail" aria-labelledby="detail-title" @close=${() => this.#hidden()} @click=${onBackdrop}>
        ${this.#detail(board)}
      </dialog>
    `;
  }

  #tiles(board) {
    let documents = 0;
    let failed = 0;
    let moving = 0;
    for (const deal of board?.deals.values() ?? []) {
      documents += deal.pending;
      failed += deal.failed;
      moving += deal.pending > 0 ? 1 : 0;
    }
    let running = 0;
    for (const batch of board?.batches.values() ?? []) {
      running += batch.completed ? 0 : 1;
    }
    return html`
      <dl class="tiles">
        <div class="tile"><dt>Deals in progress</dt><dd class="number">${count(moving)}<small> of ${count(board?.deals.size ?? 0)}</small></dd></div>
        <div class="tile"><dt>Documents in work</dt><dd class="number">${count(documents)}</dd></div>
        <div class="tile" data-tone=${failed > 0 ? "bad" : nothing}><dt>Documents failed</dt><dd class="number">${count(failed)}</dd></div>
        <div class="tile"><dt>Batches running</dt><dd class="number">${count(running)}<small> of ${count(board?.batches.size ?? 0)}</small></dd></div>
        <div class="tile wide"><dt>Events a second</dt><dd class="number">${rate(this.#tempo.now)}</dd>${this.#tempo.line()}</div>
      </dl>
    `;
  }

  #filters() {
    const { phase, grade, sort, range } = this.#settings;
    return html`
      <div class="filters" role="search" aria-label="Filter deals">
        <label class="search">
          <span class="unseen">Find a deal by name or number</span>
          ${icons.search}
          <input class="input" type="search" placeholder="Name or number" .value=${this.#search} @input=${(event) => this.#find(event.target.value)} />
        </label>
        <div class="chips" role="group" aria-label="State">
          ${Object.entries(PHASES).map(
            ([name, [label]]) => html`
              <button type="button" class="chip" aria-pressed=${phase === name} @click=${() => this.#set({ phase: name })}>
                ${label} <span class="number">${count(this.#phases[name])}</span>
              </button>
            `,
          )}
        </div>
        <div class="selects">
          ${select("Grade", grade, [["", "Any grade"], ...["A", "B", "C", "D", "F"].map((g) => [g, `Grade ${g}`])], (value) => this.#set({ grade: value }))}
          ${select("Order", sort, Object.entries(SORTS).map(([name, [label]]) => [name, label]), (value) => this.#set({ sort: value }))}
          ${select("Begin with", range, Object.keys(RANGES).map((name) => [name, RANGE_NAMES[name]]), (value) => this.#set({ range: value }))}
        </div>
      </div>
    `;
  }

  #emptiness(board) {
    if (this.#refused) {
      const { status, message } = this.#refused;
      const [icon, title, label, act] =
        status === 403
          ? [icons.lock, "This key may not see the organisation"]
          : status === 401
            ? [icons.lock, "This key is no longer valid", "Sign in again", () => session.close()]
            : [icons.cloudOff, "The stream cannot be had", "Try again", () => this.#follow()];
      return html`
        <div class="empty" role="alert">
          ${icon}
          <h2>${title}</h2>
          <p>${message}</p>
          ${label ? html`<button class="button" type="button" @click=${act}>${label}</button>` : nothing}
        </div>
      `;
    }
    if (!board || board.deals.size === 0) {
      return html`
        <div class="empty">
          ${icons.inbox}
          <h2>Nothing has happened yet</h2>
          <p>Deals appear here with the first event that the pipeline writes about them.</p>
        </div>
      `;
    }
    return this.#list?.length === 0
      ? html`<div class="empty">${icons.search}<h2>No deal fits</h2><p>Other filters may show some.</p></div>`
      : nothing;
  }

  #detail(board) {
    const deal = board?.deals.get(this.#open);
    return deal
      ? dealDetail(deal, board.feed.filter((entry) => entry.deal === deal.id).reverse().slice(0, ACTIVITY_SHOWN), () =>
          this.#place.querySelector("#detail").close(),
        )
      : nothing;
  }

  #find(text) {
    this.#search = text;
    this.#arrangeFrame();
    this.#drawRest();
  }

  #show(id) {
    this.#open = id;
    this.#restFrame();
    const dialog = this.#place.querySelector("#detail");
    if (!dialog.open) {
      dialog.showModal();
    }
  }

  #hidden() {
    this.#open = null;
    this.#drawRest();
  }

  #pause(on) {
    this.#paused = on ? (this.#paused ?? latest(this.#feed.board.feed)) : null;
    this.#drawRest();
  }
}

function latest(feed) {
  return feed.slice(-ACTIVITY_SHOWN).reverse();
}

function select(label, value, options, choose) {
  return html`
    <label>
      <span class="unseen">${label}</span>
      <select class="select" @change=${(event) => choose(event.target.value)}>
        ${options.map(([name, text]) => html`<option value=${name} ?selected=${name === value}>${text}</option>`)}
      </select>
    </label>
  `;
}

function onBackdrop(event) {
  if (event.target === event.currentTarget) {
    event.currentTarget.close();
  }
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
}
