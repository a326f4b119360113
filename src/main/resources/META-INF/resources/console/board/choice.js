// Which deals the board shows, and in which order.
import { Phase } from "./model.js";

export const GRADES = ["A", "B", "C", "D", "F"];

/** name → label, comparison. */
export const ORDERS = {
  newest: ["Newest first", (a, b) => b.serial - a.serial],
  recent: ["Latest activity", (a, b) => b.changedAt - a.changedAt],
  progress: ["Least progress", (a, b) => a.percent - b.percent],
  score: ["Lowest score", (a, b) => (a.score ?? Infinity) - (b.score ?? Infinity)],
};

/** name → label, whether a deal is meant. */
export const STATES = {
  all: ["All", () => true],
  moving: ["In progress", (deal) => deal.phase === Phase.MOVING || deal.phase === Phase.NEW],
  stalled: ["Standing still", (deal) => deal.stalled > 0],
  failed: ["With failures", (deal) => deal.failed > 0],
  settled: ["Settled", (deal) => deal.phase === Phase.SETTLED || deal.phase === Phase.FAILED],
};

/**
 * The deals that fit, in order, and how many of those that fit otherwise are in each state.
 *
 * @param {Iterable<object>} deals
 * @param {{phase: string, grade: string, sort: string}} settings names of a state, a grade (or none), an order
 * @param {string} search part of a name or number
 */
export function choose(deals, { phase, grade, sort }, search) {
  const wanted = search.trim().toLowerCase();
  const counts = Object.fromEntries(Object.keys(STATES).map((name) => [name, 0]));
  const shown = [];
  for (const deal of deals) {
    if ((grade && deal.grade !== grade) || !fits(deal, wanted)) {
      continue;
    }
    for (const name of Object.keys(counts)) {
      counts[name] += STATES[name][1](deal) ? 1 : 0;
    }
    if (STATES[phase][1](deal)) {
      shown.push(deal);
    }
  }
  return { shown: shown.sort(ORDERS[sort][1]), counts };
}

function fits(deal, wanted) {
  return wanted === "" || deal.id.includes(wanted) || Boolean(deal.name?.toLowerCase().includes(wanted));
}
