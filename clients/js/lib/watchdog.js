/**
 * Looks after a stream that says nothing. Two heartbeats of silence are too long; a stream that has said nothing at all
 * yet is looked after sooner, because a proxy may be keeping it to itself.
 */
export class Watchdog {
  #silence
  #platform
  #look
  #timer
  #looks = 0
  #proven = false

  /**
   * @param {number} heartbeat ms
   * @param {() => void} look called after silence; whoever looks calls `again` or `stop`
   */
  constructor(heartbeat, platform, look) {
    this.#silence = 2 * heartbeat
    this.#platform = platform
    this.#look = look
    this.again()
  }

  heard() {
    this.#proven = true
    this.again()
  }

  again() {
    this.stop()
    const wait = this.#proven ? this.#silence : Math.min(this.#silence, (this.#silence / 6) * 2 ** this.#looks++)
    this.#timer = this.#platform.setTimeout(this.#look, wait)
  }

  stop() {
    this.#platform.clearTimeout(this.#timer)
  }
}
