import { html, render, repeat } from "./lit.js";

const OVERSCAN = 240;

/**
 * A scrolling list that holds only the rows in view, however many items there are. Heights are known beforehand, so
 * nothing is ever measured but the scroller itself. Arrow keys, Page Up and Down, Home and End move from row to row.
 */
export class VirtualList {
  #scroller;
  #height;
  #row;
  #label;
  #items = [];
  #tops = [0];
  #focus = 0;
  #schedule;
  #hold = false;
  #anchor = null;

  /**
   * @param {HTMLElement} scroller what scrolls
   * @param {string} label what the list is called
   * @param {(item) => number} height of an item, in CSS pixels
   * @param {(item, index) => unknown} row the template of an item's content
   * @param {() => void} schedule asks for `draw` in the next animation frame
   */
  constructor(scroller, { label, height, row, schedule }) {
    this.#scroller = scroller;
    this.#label = label;
    this.#height = height;
    this.#row = row;
    this.#schedule = schedule;
    scroller.addEventListener("scroll", () => schedule(), { passive: true });
    scroller.addEventListener("keydown", (event) => this.#onKey(event));
    scroller.addEventListener("focusin", (event) => {
      const index = Number(event.target.closest("[data-index]")?.dataset.index);
      if (Number.isInteger(index) && index !== this.#focus) {
        this.#focus = index;
        schedule();
      }
    });
    new ResizeObserver(() => schedule()).observe(scroller);
  }

  /** Other items, or the same with other heights. */
  set items(items) {
    const focused = this.#items[this.#focus]?.id;
    const first = this.#at(this.#scroller.scrollTop);
    const anchor = this.#items[first]?.id;
    const offset = this.#scroller.scrollTop - this.#tops[first];
    this.#items = items;
    this.#focus = Math.max(0, this.#find(focused, Math.min(this.#focus, items.length - 1)));
    this.layOut();
    if (this.#scroller.scrollTop > 0) {
      // What the reader looks at stays where it is when rows come or go above it.
      this.#anchor = this.#tops[this.#find(anchor, first)] + offset;
    }
  }

  #find(id, otherwise) {
    const index = id === undefined ? -1 : this.#items.findIndex((item) => item.id === id);
    return index < 0 ? Math.min(otherwise, Math.max(0, this.#items.length - 1)) : index;
  }

  get length() {
    return this.#items.length;
  }

  /** Computes all places anew. */
  layOut() {
    const tops = new Array(this.#items.length + 1);
    tops[0] = 0;
    for (let i = 0; i < this.#items.length; i++) {
      tops[i + 1] = tops[i] + this.#height(this.#items[i]);
    }
    this.#tops = tops;
  }

  /** Draws what is in view. */
  draw() {
    const anchor = this.#anchor;
    this.#anchor = null;
    const scrollTop = anchor ?? this.#scroller.scrollTop;
    const { clientHeight } = this.#scroller;
    const from = this.#at(scrollTop - OVERSCAN);
    const to = Math.min(this.#items.length, this.#at(scrollTop + clientHeight + OVERSCAN) + 1);
    const shown = [];
    for (let index = from; index < to; index++) {
      shown.push(index);
    }
    // The row that has the keyboard stays, else the focus would be lost when it scrolls out of sight.
    if (this.#items.length > 0 && (this.#focus < from || this.#focus >= to)) {
      shown.push(this.#focus);
    }
    render(
      html`<ul class="rows" role="list" aria-label=${this.#label} .style=${`height:${this.#tops.at(-1)}px`}>
        ${repeat(shown, (index) => this.#items[index].id, (index) => this.#item(index))}
      </ul>`,
      this.#scroller,
    );
    if (anchor !== null) {
      this.#scroller.scrollTop = anchor;
    }
    if (this.#hold) {
      this.#hold = false;
      this.#scroller.querySelector(`[data-index="${this.#focus}"] .row-action`)?.focus({ preventScroll: true });
    }
  }

  #item(index) {
    return html`<li
      class="row"
      data-index=${index}
      aria-setsize=${this.#items.length}
      aria-posinset=${index + 1}
      .style=${`transform:translateY(${this.#tops[index]}px);height:${this.#tops[index + 1] - this.#tops[index]}px`}
    >
      ${this.#row(this.#items[index], index, index === this.#focus ? 0 : -1)}
    </li>`;
  }

  /** The item at a height: the last whose top is not below it. */
  #at(y) {
    let low = 0;
    let high = Math.max(0, this.#items.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  #onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("[data-index]")) {
      return;
    }
    const last = this.#items.length - 1;
    const page = this.#at(this.#tops[this.#focus] + this.#scroller.clientHeight) - this.#focus || 1;
    const target = {
      ArrowDown: this.#focus + 1,
      ArrowUp: this.#focus - 1,
      PageDown: this.#focus + page,
      PageUp: this.#focus - page,
      Home: 0,
      End: last,
    }[event.key];
    if (target === undefined || last < 0) {
      return;
    }
    event.preventDefault();
    this.#focus = Math.max(0, Math.min(last, target));
    this.#reveal(this.#focus);
    this.#hold = true;
    this.#schedule();
  }

  #reveal(index) {
    const { scrollTop, clientHeight } = this.#scroller;
    const top = this.#tops[index];
    const bottom = this.#tops[index + 1];
    if (top < scrollTop) {
      this.#scroller.scrollTop = top;
    } else if (bottom > scrollTop + clientHeight) {
      this.#scroller.scrollTop = bottom - clientHeight;
    }
  }
}
