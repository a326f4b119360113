/** How long to wait before the next try: twice as long each time, and never the same for two clients. */
export class Backoff {
  #base
  #max
  #random
  #failures = 0

  /** @param {{base?: number, max?: number}} limits ms */
  constructor({ base = 1000, max = 60_000 } = {}, random = Math.random) {
    this.#base = base
    this.#max = max
    this.#random = random
  }

  /**
   * The wait before the next try, ms: between a half and the whole of a time that doubles.
   *
   * @param {number} [atLeast] what the service asked for; up to a quarter of it is added
   */
  next(atLeast = 0) {
    const whole = Math.min(this.#max, this.#base * 2 ** this.#failures)
    this.#failures = Math.min(this.#failures + 1, 30)
    const own = whole * (0.5 + 0.5 * this.#random())
    return Math.round(Math.max(own, atLeast * (1 + 0.25 * this.#random())))
  }

  /** It worked: the next failure counts as the first. */
  reset() {
    this.#failures = 0
  }
}
