// Batches: how many documents are through, how many failed and why.
import { count } from "../format.js";
import { html, nothing, repeat } from "../lit.js";

const FAILURES_SHOWN = 3;

export function batchList(batches) {
  return html`
    <ul class="batches" aria-label="Batches">
      ${repeat(
        batches,
        (batch) => batch.id,
        (batch) => {
          const done = batch.succeeded + batch.failed;
          const total = batch.total ?? done;
          return html`
            <li class="batch" data-state=${batch.completed ? (batch.failed > 0 ? "partly" : "done") : "moving"}>
              <div class="batch-head">
                <span class="mono batch-id" title=${batch.id}>${batch.id}</span>
                <span class="number batch-count">${count(done)}<span class="of"> / ${batch.total === null ? "?" : count(total)}</span></span>
              </div>
              <div
                class="split"
                role="progressbar"
                aria-label=${`Batch ${batch.id}`}
                aria-valuemin="0"
                aria-valuemax=${total}
                aria-valuenow=${done}
              >
                <span class="split-good" .style=${`width:${total ? (100 * batch.succeeded) / total : 0}%`}></span
                ><span class="split-bad" .style=${`width:${total ? (100 * batch.failed) / total : 0}%`}></span>
              </div>
              <p class="batch-foot">
                <span>${batch.completed ? "Completed" : "Running"}</span>
                ${batch.failed > 0 ? html`<span class="bad">${count(batch.failed)} failed</span>` : nothing}
              </p>
              ${
                batch.failures.length > 0
                  ? html`<ul class="batch-failures">
                      ${batch.failures
                        .slice(-FAILURES_SHOWN)
                        .map((failure) => html`<li><span class="failure-document number">${failure.document}</span> ${failure.error}</li>`)}
                    </ul>`
                  : nothing
              }
            </li>
          `;
        },
      )}
    </ul>
  `;
}
