// The board: an organisation's deals and batches as they move.
import { count } from "../format.js";
import { atMostEvery, byFrame } from "../frames.js";
import { html, nothing, render } from "../lit.js";
import { session } from "../session.js";
import { VirtualList } from "../virtual-list.js";
import { activityList } from "./activity.js";
import { batchList } from "./batches.js";
import { choose } from "./choice.js";
import { dealDetail } from "./detail.js";
import { emptiness } from "./emptiness.js";
import { Feed } from "./feed.js";
import { boardFilters } from "./filters.js";
import { dealRow, heightOf } from "./row.js";
import { Tempo } from "./tempo.js";
import { boardTiles } from "./tiles.js";

const NARROW = matchMedia("(max-width: 760px)");
const ACTIVITY_SHOWN = 40;
const BATCHES_SHOWN = 12;
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
  #counts = { all: 0, moving: 0, stalled: 0, failed: 0, settled: 0 };
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
    const { shown, counts } = choose(this.#feed.board.deals.values(), this.#settings, this.#search);
    this.#counts = counts;
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
      ${boardTiles(board, this.#tempo)}
      ${boardFilters(this.#settings, this.#search, this.#counts, {
        set: (settings) => this.#set(settings),
        find: (text) => this.#find(text),
      })}
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
          ${emptiness(board, this.#list?.length, this.#refused, {
            again: () => (this.#feed.close(), this.#follow()),
            signIn: () => session.close(),
          })}
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
