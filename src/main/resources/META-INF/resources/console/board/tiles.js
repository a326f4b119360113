// The figures above the list.
import { count, rate } from "../format.js";
import { html, nothing } from "../lit.js";

export function boardTiles(board, tempo) {
  let documents = 0;
  let failed = 0;
  let stalled = 0;
  let moving = 0;
  for (const deal of board?.deals.values() ?? []) {
    documents += deal.pending;
    failed += deal.failed;
    stalled += deal.stalled;
    moving += deal.pending > 0 ? 1 : 0;
  }
  let running = 0;
  for (const batch of board?.batches.values() ?? []) {
    running += batch.completed ? 0 : 1;
  }
  return html`
    <dl class="tiles">
      ${tile("Deals in progress", html`${count(moving)}<small> of ${count(board?.deals.size ?? 0)}</small>`)}
      ${tile(
        "Documents in work",
        stalled > 0 ? html`${count(documents)}<small> ${count(stalled)} stand still</small>` : count(documents),
        stalled > 0 ? "warn" : nothing,
      )}
      ${tile("Documents failed", count(failed), failed > 0 ? "bad" : nothing)}
      ${tile("Batches running", html`${count(running)}<small> of ${count(board?.batches.size ?? 0)}</small>`)}
      <div class="tile wide"><dt>Events a second</dt><dd class="number">${rate(tempo.now)}</dd>${tempo.line()}</div>
    </dl>
  `;
}

function tile(label, value, tone = nothing) {
  return html`<div class="tile" data-tone=${tone}><dt>${label}</dt><dd class="number">${value}</dd></div>`;
}
