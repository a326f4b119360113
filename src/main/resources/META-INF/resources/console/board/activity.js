// What happened, in a few words for each event.
import { clock, plural, score, words } from "../format.js";
import { html, repeat } from "../lit.js";

/** The tone of an event and what it says. */
export function describe({ type, data }) {
  const document = data.document_id ?? data.statement_id;
  switch (type) {
    case "processing.started":
      return ["start", `Document ${document} started`];
    case "processing.progress":
      return ["move", `Document ${document}: ${lower(data.stage)}, ${data.progress}\u00a0%`];
    case "processing.completed":
      return ["good", `Document ${document} completed`];
    case "processing.failed":
      return ["bad", `Document ${document} failed: ${data.error}`];
    case "processing.stalled":
      return ["warn", `Document ${document} stands still since ${clock(Date.parse(data.since))}`];
    case "extraction_complete":
      return ["move", `Document ${document}: ${lower(data.document_type)}, ${plural(data.page_count, "page")}`];
    case "parse_complete":
      return ["move", `Document ${document}: ${plural(data.transaction_count, "transaction")} in ${plural(data.months_covered, "month")}`];
    case "metrics_complete":
      return ["move", `Document ${document}: metrics computed, ${data.nsf_count} NSF`];
    case "screening_complete":
      return [data.total_flags > 0 ? "warn" : "move", `Document ${document}: ${plural(data.total_flags, "flag")}`];
    case "scoring_complete":
      return ["good", `Document ${document} scored ${score(data.health_score)}, grade ${data.health_grade}`];
    case "deal_updated":
      return ["good", `Deal is ${lower(data.status)}`];
    case "deal.created":
      return ["start", `Created by ${data.created_by}`];
    case "deal.status_changed":
      return ["move", `${words(data.old_status)} → ${lower(data.new_status)}`];
    case "deal.decision":
      return [data.decision === "approved" ? "good" : "bad", `${words(data.decision)} by ${data.decided_by}`];
    case "batch.document_processed":
      return ["move", `Document ${document} ${data.status}, ${data.progress}`];
    case "batch.document_failed":
      return ["bad", `Document ${document} failed: ${data.error}`];
    case "batch.completed":
      return [data.failed > 0 ? "warn" : "good", `Batch completed: ${data.succeeded} of ${data.total}`];
    default:
      return ["move", words(type)];
  }
}

/** Within a sentence. */
function lower(name) {
  const text = words(name);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Entries, newest first. */
export function activityList(entries, label, open) {
  return html`
    <ol class="activity" aria-label=${label}>
      ${repeat(
        entries,
        (entry) => entry.number,
        (entry) => {
          const [tone, text] = describe(entry);
          const about = entry.deal === null ? entry.data.batch_id : (entry.name ?? `Deal ${entry.deal}`);
          return html`
            <li data-tone=${tone}>
              <span class="activity-dot" aria-hidden="true"></span>
              <div>
                ${
                  open && entry.deal !== null
                    ? html`<button class="link" type="button" @click=${() => open(entry.deal)}>${about}</button>`
                    : open
                      ? html`<span class="activity-about">${about}</span>`
                      : null
                }
                <p>${text}</p>
              </div>
              <time class="number">${clock(entry.at)}</time>
            </li>
          `;
        },
      )}
    </ol>
  `;
}
