// Brings a board up to date and keeps it there: first the past, from the poll twin or from what this tab had kept, then
// the organisation's stream, from exactly where the past ends.
import { Dealstream } from "/client/dealstream.js";
import { Refused, session } from "../session.js";
import { Board } from "./model.js";
import * as store from "./store.js";

const PAGE = 1000;
const PAGES_AT_MOST = 100;
const SNAPSHOTS_AT_ONCE = 4;
/** `closed` says nothing that the refusal before it does not say. */
const STATES = {
  connecting: ["connecting", "Connecting …"],
  open: ["live", "Live"],
  waiting: ["reconnecting", "Reconnecting …"],
  polling: ["polling", "Live, by polling"],
  paused: ["idle", "Paused"],
};

/** How far back a board begins: name → label, minutes. */
export const RANGES = {
  "15m": ["Last 15 minutes", 15],
  "1h": ["Last hour", 60],
  "6h": ["Last 6 hours", 360],
  "24h": ["Last 24 hours", 1440],
};

export class Feed {
  board = new Board();
  /** How many events came since the past was read. */
  live = 0;
  #onChange;
  #onState;
  #range;
  #lastEventId = null;
  #stream = null;
  #closed = new AbortController();
  #asking = 0;
  #wanted = new Set();
  #mayAsk = true;
  #save = () => this.#keep();

  /**
   * @param {string} range one of RANGES
   * @param {() => void} onChange the board has changed
   * @param {(state: string, text: string, refused?: Refused) => void} onState how the connection does
   */
  constructor(range, onChange, onState) {
    this.#range = range;
    this.#onChange = onChange;
    this.#onState = onState;
    this.#begin();
    addEventListener("pagehide", this.#save);
  }

  close() {
    this.#keep();
    this.#closed.abort();
    removeEventListener("pagehide", this.#save);
    this.#stream?.close();
  }

  async #begin() {
    const saved = store.load();
    try {
      if (saved && saved.range === this.#range) {
        this.board = saved.board;
        this.#lastEventId = saved.lastEventId;
        this.#onChange();
      } else {
        await this.#past();
      }
      if (!this.#closed.signal.aborted) {
        this.#follow();
      }
    } catch (failure) {
      if (!this.#closed.signal.aborted) {
        this.#failed(failure);
      }
    }
  }

  async #past() {
    this.#onState("connecting", "Reading the past …");
    const since = new Date(Date.now() - RANGES[this.#range][1] * 60_000).toISOString();
    let query = `since=${encodeURIComponent(since)}`;
    for (let page = 0; page < PAGES_AT_MOST; page++) {
      const answer = await session.json(`/v1/events/org/poll?${query}&limit=${PAGE}`, { signal: this.#closed.signal });
      for (const event of answer.events) {
        this.#take(event.type, event.data, Date.parse(event.time));
      }
      this.#lastEventId = answer.last_event_id ?? this.#lastEventId;
      this.#onChange();
      if (!answer.has_more) {
        return;
      }
      query = `last_event_id=${encodeURIComponent(this.#lastEventId)}`;
    }
  }

  #follow() {
    this.#onState("connecting", "Connecting …");
    // over fetch: EventSource would keep types to itself that the service was given beside its own
    const client = new Dealstream({ key: session.key, transport: "fetch" });
    this.#stream = client.organisation(this.#lastEventId ? { lastEventId: this.#lastEventId } : {});
    this.#stream.on("event", ({ id, type, data, time }) => {
      this.#lastEventId = id;
      this.live++;
      this.#take(type, data, time ? Date.parse(time) : Date.now());
      this.#onChange();
    });
    this.#stream.on("state", (state) => {
      if (state in STATES) {
        this.#onState(...STATES[state]);
      }
    });
    this.#stream.on("reset", () => this.#startOver());
    this.#stream.on("error", (refusal) => {
      if (refusal.final) {
        this.#failed(refusal);
      }
    });
  }

  /** What happened in between cannot be told: the board begins anew, with the past that there is. */
  async #startOver() {
    this.#stream.close();
    store.forget();
    this.board = new Board();
    this.#lastEventId = null;
    await this.#begin();
  }

  #take(type, data, time) {
    this.board.apply(type, data, time);
    const id = data.deal_id === undefined ? null : String(data.deal_id);
    const deal = id && this.board.deals.get(id);
    if (deal && !deal.whole && !deal.asked) {
      deal.asked = true;
      this.#ask(id);
    }
  }

  /** Asks for the snapshot of a deal whose beginning was not seen; a few at once. */
  #ask(id) {
    this.#wanted.add(id);
    this.#askNext();
  }

  #askNext() {
    const [next] = this.#wanted;
    if (next !== undefined && this.#mayAsk && this.#asking < SNAPSHOTS_AT_ONCE && !this.#closed.signal.aborted) {
      this.#wanted.delete(next);
      this.#snapshot(next);
    }
  }

  async #snapshot(id) {
    this.#asking++;
    try {
      this.board.fillIn(await session.json(`/v1/events/deals/${id}/snapshot`, { signal: this.#closed.signal }));
      this.#onChange();
    } catch (failure) {
      // Without the scope deals:read the board shows what the stream tells.
      this.#mayAsk &&= failure.status !== 403;
    } finally {
      this.#asking--;
      this.#askNext();
    }
  }

  #failed(failure) {
    const refused = new Refused(failure.status ?? 0, failure.message, failure.code);
    this.#onState("failed", refused.status === 0 ? "Offline" : "Refused", refused);
  }

  #keep() {
    if (session.isOpen && this.#lastEventId) {
      store.save(this.board, this.#lastEventId, this.#range);
    }
  }
}
