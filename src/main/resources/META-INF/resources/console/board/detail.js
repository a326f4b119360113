// One deal in full, beside the list.
import { count, score, words } from "../format.js";
import { icons } from "../icons.js";
import { html, nothing } from "../lit.js";
import { activityList } from "./activity.js";
import { gradeOf, stateOf, stillness } from "./row.js";

const MONEY = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const FACTS = [
  ["document_type", "Kind", words],
  ["page_count", "Pages", count],
  ["transaction_count", "Transactions", count],
  ["months_covered", "Months", count],
  ["avg_daily_balance", "Average daily balance", (value) => MONEY.format(value)],
  ["avg_monthly_deposits", "Average monthly deposits", (value) => MONEY.format(value)],
  ["nsf_count", "NSF", count],
  ["total_flags", "Flags", count],
];

export function dealDetail(deal, entries, close) {
  return html`
    <header class="detail-head">
      <div>
        <h2 id="detail-title">${deal.name ?? `Deal ${deal.id}`}</h2>
        <p class="deal-meta">
          <span class="number">#${deal.id}</span>
          ${deal.status ? html`<span class="status" data-status=${deal.status}>${words(deal.status)}</span>` : nothing}
          ${deal.decision ? html`<span class="decision" data-decision=${deal.decision}>${words(deal.decision)}</span>` : nothing}
        </p>
      </div>
      <div class="detail-score">
        ${deal.score === null || deal.score === undefined ? nothing : html`<span class="score number">${score(deal.score)}</span>`}
        ${gradeOf(deal.grade)}
      </div>
      <button class="button quiet icon" type="button" @click=${close} aria-label="Close">${icons.close}</button>
    </header>
    <div class="detail-body" tabindex="0" role="group" aria-labelledby="detail-title">
      <section aria-label="Documents">
        <h3>Documents</h3>
        ${[...deal.documents.values()].map(documentCard)}
        ${deal.documents.size === 0 ? html`<p class="note">No document has been heard of yet.</p>` : nothing}
      </section>
      <section aria-label="Activity">
        <h3>Activity</h3>
        ${entries.length > 0 ? activityList(entries, `Activity of deal ${deal.id}`, null) : html`<p class="note">Nothing lately.</p>`}
      </section>
      <a class="button" href=${`#/inspector?stream=deal&id=${deal.id}`}>${icons.inspector} Open its stream in the inspector</a>
    </div>
  `;
}

function documentCard(document) {
  const text = words(document.stage ?? "waiting");
  const facts = FACTS.filter(([name]) => document.facts[name] !== undefined);
  return html`
    <article class="document-card" data-state=${stateOf(document)}>
      <div class="document-card-head">
        <span class="document-id number">${document.id}</span>
        <span>${document.state === "failed" ? "Failed" : text}</span>
        <span class="document-end number">
          ${
            document.score !== null && document.score !== undefined
              ? html`${score(document.score)}${gradeOf(document.grade, true)}`
              : document.state === "pending"
                ? `${Math.round(document.percent)} %`
                : nothing
          }
        </span>
      </div>
      ${
        document.state === "failed"
          ? html`<p class="document-error">${icons.warning}<span>${document.error}</span></p>`
          : html`<progress max="100" .value=${Math.round(document.percent)} aria-label=${`Document ${document.id}, ${text}`}></progress>`
      }
      ${document.stalledSince ? html`<p class="document-still">${icons.pause}<span>${stillness(document)}</span></p>` : nothing}
      ${
        facts.length > 0
          ? html`<dl class="facts">
              ${facts.map(([name, label, write]) => html`<div><dt>${label}</dt><dd class="number">${write(document.facts[name])}</dd></div>`)}
            </dl>`
          : nothing
      }
    </article>
  `;
}
