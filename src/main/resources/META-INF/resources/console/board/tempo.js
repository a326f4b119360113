import { html } from "../lit.js";

const SECONDS = 60;

/** Events a second over the last minute. */
export class Tempo {
  #rates = [];
  #last = null;
  #events = 0;

  /** @param {number} events how many there have been in all */
  count(events) {
    const now = performance.now();
    if (this.#last === null || events < this.#events) {
      this.#last = now;
      this.#events = events;
      return;
    }
    const passed = now - this.#last;
    if (passed >= 1000) {
      this.#rates.push(((events - this.#events) * 1000) / passed);
      this.#rates = this.#rates.slice(-SECONDS);
      this.#last = now;
      this.#events = events;
    }
  }

  /** Of the last few seconds. */
  get now() {
    const recent = this.#rates.slice(-3);
    return recent.length === 0 ? 0 : recent.reduce((sum, value) => sum + value, 0) / recent.length;
  }

  line() {
    const most = Math.max(1, ...this.#rates);
    const from = SECONDS - this.#rates.length;
    const points = this.#rates.map((value, i) => `${((from + i) * 100) / (SECONDS - 1)},${27 - (value / most) * 24}`);
    return html`<svg class="tempo" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <polyline points=${points.join(" ")} vector-effect="non-scaling-stroke" />
    </svg>`;
  }
}
