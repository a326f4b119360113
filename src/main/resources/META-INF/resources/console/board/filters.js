// What the reader chooses: text, state, grade, order, and how far back the board begins.
import { count } from "../format.js";
import { icons } from "../icons.js";
import { html } from "../lit.js";
import { GRADES, ORDERS, STATES } from "./choice.js";
import { RANGES } from "./feed.js";

/**
 * @param {object} settings the board's
 * @param {string} search
 * @param {Record<string, number>} counts for each state
 * @param {{set: (settings: object) => void, find: (text: string) => void}} on
 */
export function boardFilters(settings, search, counts, on) {
  const { phase, grade, sort, range } = settings;
  return html`
    <div class="filters" role="search" aria-label="Filter deals">
      <label class="search">
        <span class="unseen">Find a deal by name or number</span>
        ${icons.search}
        <input
          class="input"
          type="search"
          placeholder="Name or number"
          .value=${search}
          @input=${(event) => on.find(event.target.value)}
        />
      </label>
      <div class="chips" role="group" aria-label="State">
        ${Object.entries(STATES).map(
          ([name, [label]]) => html`
            <button type="button" class="chip" aria-pressed=${phase === name} @click=${() => on.set({ phase: name })}>
              ${label} <span class="number">${count(counts[name])}</span>
            </button>
          `,
        )}
      </div>
      <div class="selects">
        ${select("Grade", grade, [["", "Any grade"], ...GRADES.map((one) => [one, `Grade ${one}`])], (value) => on.set({ grade: value }))}
        ${select("Order", sort, labels(ORDERS), (value) => on.set({ sort: value }))}
        ${select("Begin with", range, labels(RANGES), (value) => on.set({ range: value }))}
      </div>
    </div>
  `;
}

function labels(choices) {
  return Object.entries(choices).map(([name, [label]]) => [name, label]);
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
