// One deal: who it is, how far its documents are, what came out.
import { ago, clock, score, words } from "../format.js";
import { icons } from "../icons.js";
import { html, nothing } from "../lit.js";

const DOCUMENTS_SHOWN = 6;
const LINE = 26;
const PADDING = 22;
/** Room for a score with the decision below it. */
const LEAST = 76;
const NARROW_HEAD = 50;

/** How high a deal's row is, in CSS pixels: known without drawing it. */
export function heightOf(deal, narrow) {
  const size = deal.documents.size;
  const lines = Math.max(1, Math.min(size, DOCUMENTS_SHOWN)) + (size > DOCUMENTS_SHOWN ? 1 : 0);
  return narrow ? NARROW_HEAD + lines * LINE + PADDING : Math.max(LEAST, lines * LINE + PADDING);
}

export function dealRow(deal, now, tabIndex, open) {
  const documents = [...deal.documents.values()];
  return html`
    <article class="deal" data-phase=${deal.phase}>
      <div class="deal-id">
        <button class="row-action" type="button" tabindex=${tabIndex} @click=${() => open(deal.id)} aria-haspopup="dialog">
          ${deal.name ?? `Deal ${deal.id}`}
        </button>
        <p class="deal-meta">
          <span class="number">#${deal.id}</span>
          ${deal.status ? html`<span class="status" data-status=${deal.status}>${words(deal.status)}</span>` : nothing}
          <span class="number">${ago(deal.changedAt, now)}</span>
        </p>
      </div>
      <div class="deal-documents">
        ${documents.length === 0 ? html`<p class="document-none">No document yet</p>` : nothing}
        ${documents.slice(0, DOCUMENTS_SHOWN).map(documentLine)}
        ${
          documents.length > DOCUMENTS_SHOWN
            ? html`<p class="document-none">and ${documents.length - DOCUMENTS_SHOWN} more</p>`
            : nothing
        }
      </div>
      <div class="deal-result">
        ${
          deal.pending > 0
            ? html`<span class="score pending number">${Math.round(deal.percent)}<small>%</small></span>`
            : deal.score !== null && deal.score !== undefined
              ? html`<span class="score number">${score(deal.score)}</span>${gradeOf(deal.grade)}`
              : nothing
        }
        ${deal.decision ? html`<span class="decision" data-decision=${deal.decision}>${words(deal.decision)}</span>` : nothing}
      </div>
    </article>
  `;
}

export function documentLine(document) {
  const text = words(document.stage ?? "waiting");
  return html`
    <div class="document" data-state=${stateOf(document)}>
      <span class="document-id number">${document.id}</span>
      ${
        document.state === "failed"
          ? html`<span class="document-error" title=${document.error ?? "Failed"}>${icons.warning}<span>${document.error ?? "Failed"}</span></span>`
          : html`<progress max="100" .value=${Math.round(document.percent)} aria-label=${`Document ${document.id}, ${text}`}></progress>
              ${
                document.stalledSince
                  ? html`<span class="document-stage document-still" title=${`${stillness(document)}: ${text}`}
                      >${icons.pause}<span>Stands still<span class="unseen"> since ${clock(document.stalledSince)}, at ${text}</span></span></span
                    >`
                  : html`<span class="document-stage">${text}</span>`
              }`
      }
      <span class="document-end number">
        ${
          document.state === "failed"
            ? nothing
            : document.score !== null && document.score !== undefined && document.state === "completed"
              ? html`${score(document.score)}${gradeOf(document.grade, true)}`
              : document.state === "completed"
                ? icons.done
                : `${Math.round(document.percent)} %`
        }
      </span>
    </div>
  `;
}

/** What its colours go by. */
export const stateOf = (document) => (document.stalledSince ? "stalled" : document.state);

/** Of a document that stands still. */
export const stillness = (document) => `Stands still since ${clock(document.stalledSince)}`;

/** A grade on its colour. */
export function gradeOf(grade, small = false) {
  return grade
    ? html`<span class=${small ? "grade small" : "grade"} data-grade=${String(grade).charAt(0)}
        ><span class="unseen">Grade </span>${grade}</span
      >`
    : nothing;
}
