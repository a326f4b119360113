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
  #giveUp = () => {}

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
    this.#giveUp()
  }

  /** Lets go of a stream that is being tried; there will be others. */
  giveUp() {
    this.#giveUp()
  }

  #rest() {
    const pause = this.#pause * (0.75 + 0.5 * this.#platform.random())
    this.#pause = Math.min(this.#pause * 2, this.#first * LONGEST)
    return new Promise((resolve) => (this.#timer = this.#platform.setTimeout(resolve, pause)))
  }

  async #try() {
    let opening
    let timer
    const works = new Promise((resolve, reject) => {
      this.#giveUp = () => resolve(false)
      timer = this.#platform.setTimeout(this.#giveUp, this.#patience)
      opening = this.#open({
        opened: () => {},
        alive: () => resolve(true),
        frame: (frame) => resolve(frame.type !== 'error'),
        ended: () => resolve(false),
      })
      opening.catch(reject)
    })
    try {
      return await works
    } finally {
      this.#platform.clearTimeout(timer)
      // also one that opens only after it was given up
      opening.then((close) => close(), () => {})
    }
  }
}
