// What the events of an organisation add up to. Knows nothing of the page, so that it can be tested without one.
//
// The rules are those of the service's own snapshots: a document is pending from its first event until it is scored,
// completed or failed; only the beginning of a new run makes it pending again.

const STEPS = {
  "processing.started": { begins: true },
  "processing.progress": {},
  "processing.completed": { ends: "completed", stage: "completed", floor: 100 },
  "processing.failed": { ends: "failed", stage: "failed" },
  "processing.stalled": { stalls: true },
  extraction_complete: { begins: true, stage: "extracting_text", floor: 20 },
  parse_complete: { stage: "parsing_with_llm", floor: 40 },
  metrics_complete: { stage: "computing_metrics", floor: 60 },
  screening_complete: { stage: "screening", floor: 80 },
  scoring_complete: { ends: "completed", stage: "completed", floor: 100 },
};
const FACTS = [
  "document_type",
  "page_count",
  "transaction_count",
  "months_covered",
  "avg_daily_balance",
  "avg_monthly_deposits",
  "nsf_count",
  "total_flags",
];
const FEED_SIZE = 400;
const DEALS_AT_MOST = 5000;
const BATCHES_AT_MOST = 500;

/** A deal's phase, for filters and colours. */
export const Phase = Object.freeze({ NEW: "new", MOVING: "moving", FAILED: "failed", SETTLED: "settled" });

export class Board {
  deals = new Map();
  batches = new Map();
  /** Newest last. */
  feed = [];
  /** How many events were applied in all. */
  events = 0;
  /** Grows when a deal comes, goes or gets another document: when the list must be laid out anew. */
  shape = 0;
  #serial = 0;

  /**
   * Takes one event in.
   *
   * @param {string} type the event's type
   * @param {object} data its data
   * @param {number} time epoch ms
   */
  apply(type, data, time) {
    this.events++;
    const at = Date.parse(data.timestamp) || time;
    if (data.batch_id !== undefined) {
      this.#batch(type, data, at);
    } else if (data.deal_id !== undefined) {
      this.#deal(type, data, at);
    }
  }

  /** Fills in what a deal's snapshot knows and its events since have not told. */
  fillIn(snapshot) {
    const deal = this.deals.get(String(snapshot.deal_id));
    if (!deal) {
      return;
    }
    deal.status ??= snapshot.status;
    deal.score ??= snapshot.health_score;
    deal.grade ??= snapshot.health_grade;
    for (const told of snapshot.documents) {
      const document = deal.documents.get(String(told.document_id));
      if (!document) {
        this.shape++;
        deal.documents.set(String(told.document_id), {
          ...blank(String(told.document_id), Date.parse(told.updated_at)),
          stage: told.stage,
          percent: told.progress ?? 0,
          state: told.status,
          score: told.health_score,
          error: told.error,
          stalledSince: Date.parse(told.stalled_since) || null,
        });
      } else {
        document.score ??= told.health_score;
        document.percent = Math.max(document.percent, document.state === told.status ? (told.progress ?? 0) : 0);
      }
    }
    settle(deal);
    deal.version++;
  }

  /** All that is known, as data. */
  toJSON() {
    return {
      serial: this.#serial,
      events: this.events,
      deals: [...this.deals.values()].map((deal) => ({ ...deal, documents: [...deal.documents.values()] })),
      batches: [...this.batches.values()],
      feed: this.feed.slice(-120),
    };
  }

  static from(data) {
    const board = new Board();
    board.#serial = data.serial;
    board.events = data.events;
    for (const deal of data.deals) {
      const documents = new Map(deal.documents.map((document) => [document.id, document]));
      board.deals.set(deal.id, { ...deal, documents });
    }
    for (const batch of data.batches) {
      board.batches.set(batch.id, batch);
    }
    board.feed = data.feed;
    board.shape = 1;
    return board;
  }

  #deal(type, data, at) {
    const id = String(data.deal_id);
    let deal = this.deals.get(id);
    if (!deal) {
      deal = {
        id,
        serial: ++this.#serial,
        name: null,
        status: null,
        decision: null,
        score: null,
        grade: null,
        documents: new Map(),
        phase: Phase.NEW,
        updated: false,
        seenAt: at,
        changedAt: at,
        version: 0,
        // Seen from its beginning: there is nothing to ask a snapshot for.
        whole: type === "deal.created",
      };
      this.deals.set(id, deal);
      this.shape++;
      this.#makeRoom();
    }
    const step = STEPS[type];
    if (step) {
      this.#document(deal, type, step, data, at);
    } else {
      change(deal, type, data);
    }
    deal.changedAt = at;
    deal.version++;
    settle(deal);
    this.#tell(type, data, at, deal);
  }

  #document(deal, type, step, data, at) {
    const id = String(data.document_id ?? data.statement_id);
    let document = deal.documents.get(id);
    if (!document) {
      document = blank(id, at);
      deal.documents.set(id, document);
      this.shape++;
    }
    if (step.stalls) {
      this.#stall(document, data);
      return;
    }
    if (step.begins && document.state !== "pending") {
      Object.assign(document, blank(id, at));
      deal.decision = null;
    }
    for (const fact of FACTS) {
      if (data[fact] !== undefined) {
        document.facts[fact] = data[fact];
      }
    }
    if (data.health_score !== undefined && step.ends) {
      document.score = deal.score = data.health_score;
      document.grade = deal.grade = data.health_grade ?? document.grade;
    }
    if (document.state !== "pending") {
      return;
    }
    document.stage = data.stage ?? step.stage ?? document.stage;
    document.percent = Math.max(step.begins ? 0 : document.percent, data.progress ?? 0, step.floor ?? 0);
    document.changedAt = at;
    document.stalledSince = null;
    if (step.ends) {
      document.state = step.ends;
      document.error = step.ends === "failed" ? String(data.error) : null;
      deal.updated = false;
    }
  }

  /** Tells nothing else of a document, unless nothing else is known of it. */
  #stall(document, data) {
    if (document.state === "pending") {
      document.stage ??= data.stage;
      document.percent = Math.max(document.percent, data.progress);
      document.stalledSince = Date.parse(data.since) || null;
    }
  }

  #batch(type, data, at) {
    const id = String(data.batch_id);
    let batch = this.batches.get(id);
    if (!batch) {
      batch = { id, succeeded: 0, failed: 0, total: null, completed: false, failures: [], seenAt: at, changedAt: at };
      this.batches.set(id, batch);
      if (this.batches.size > BATCHES_AT_MOST) {
        this.batches.delete(this.batches.keys().next().value);
      }
    }
    batch.changedAt = at;
    switch (type) {
      case "batch.document_processed":
        batch.succeeded++;
        batch.total = Number(String(data.progress).split("/")[1]) || batch.total;
        break;
      case "batch.document_failed":
        batch.failed++;
        batch.failures.push({ document: String(data.document_id), error: String(data.error) });
        break;
      case "batch.completed":
        Object.assign(batch, { total: data.total, succeeded: data.succeeded, failed: data.failed, completed: true });
        break;
    }
    this.#tell(type, data, at, null);
  }

  #tell(type, data, at, deal) {
    this.feed.push({ number: this.events, type, at, deal: deal?.id ?? null, name: deal?.name ?? null, data });
    if (this.feed.length > FEED_SIZE * 2) {
      this.feed = this.feed.slice(-FEED_SIZE);
    }
  }

  /** Forgets the oldest settled deals, or the oldest of all, when there are too many. */
  #makeRoom() {
    if (this.deals.size <= DEALS_AT_MOST) {
      return;
    }
    for (const deal of this.deals.values()) {
      if (deal.phase === Phase.SETTLED || deal.phase === Phase.FAILED) {
        this.deals.delete(deal.id);
        return;
      }
    }
    this.deals.delete(this.deals.keys().next().value);
  }
}

function blank(id, at) {
  return { id, stage: null, percent: 0, state: "pending", score: null, grade: null, error: null, stalledSince: null, facts: {}, changedAt: at };
}

function change(deal, type, data) {
  switch (type) {
    case "deal.created":
      deal.name = data.business_name;
      break;
    case "deal.status_changed":
      deal.status = data.new_status;
      break;
    case "deal.decision":
      deal.decision = data.decision;
      break;
    case "deal_updated":
      deal.status = data.status ?? deal.status;
      deal.score = data.health_score ?? deal.score;
      deal.grade = data.health_grade ?? deal.grade;
      deal.updated = true;
      break;
  }
}

function settle(deal) {
  let pending = 0;
  let failed = 0;
  let stalled = 0;
  let percent = 0;
  for (const document of deal.documents.values()) {
    percent += document.state === "pending" ? document.percent : 100;
    pending += document.state === "pending" ? 1 : 0;
    failed += document.state === "failed" ? 1 : 0;
    stalled += document.stalledSince ? 1 : 0;
  }
  const size = deal.documents.size;
  deal.pending = pending;
  deal.failed = failed;
  deal.stalled = stalled;
  deal.percent = size === 0 ? 0 : percent / size;
  deal.phase = pending > 0 ? Phase.MOVING : size === 0 ? Phase.NEW : failed > 0 ? Phase.FAILED : Phase.SETTLED;
}
