import { openSource } from './sources.js'

/** How many times longer the last pause between two trials is than the first. */
const LONGEST = 10

/**
 * Finds out, while a session polls, whether streams get through again: one that begins before the last event has
 * something to say at once. Nothing that it says is used, so polling goes on meanwhile.
 */
export class Trials {
  #open
  #patience
  #platform
  #first
  #pause
  #timer
  #running = false

  /**
   * @param {(listener: import('./sources.js').Listener) => Promise<() => void>} open a stream where there is something
   *   to hear
   * @param {number} patience how long it may take to say it, ms
   * @param {number} pause before the first trial, ms
   */
  constructor(open, patience, pause, platform) {
    this.#open = open
    this.#patience = patience
    this.#first = pause
    this.#platform = platform
  }

  /** Tries until a stream gets through. */
  async run() {
    this.#running = true
    this.#pause = this.#first
    do {
      await this.#rest()
    } while (this.#running && !(await this.#try().catch(() => false)))
    return this.#running
  }

  stop() {
    this.#running = false
    this.#platform.clearTimeout(this.#timer)
  }

  #rest() {
    const pause = this.#pause * (0.75 + 0.5 * this.#platform.random())
    this.#pause = Math.min(this.#pause * 2, this.#first * LONGEST)
    return new Promise((resolve) => (this.#timer = this.#platform.setTimeout(resolve, pause)))
  }

  async #try() {
    let close = () => {}
    let timer
    const works = new Promise((resolve, reject) => {
      timer = this.#platform.setTimeout(() => resolve(false), this.#patience)
      this.#open({
        opened: () => {},
        alive: () => resolve(true),
        frame: (frame) => resolve(frame.type !== 'error'),
        ended: () => resolve(false),
      }).then((opened) => (close = opened), reject)
    })
    try {
      return await works
    } finally {
      this.#platform.clearTimeout(timer)
      close()
    }
  }
}
