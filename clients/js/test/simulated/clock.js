/** Time that passes only when nothing is left to do. */
export class Clock {
  #now = 1_000_000
  #timers = []
  #number = 0

  now() {
    return this.#now
  }

  setTimeout(call, millis = 0) {
    const timer = { at: this.#now + millis, number: this.#number++, call }
    this.#timers.push(timer)
    return timer
  }

  clearTimeout(timer) {
    this.#timers = this.#timers.filter((other) => other !== timer)
  }

  /** Lets time pass, and all happen that is due. */
  async pass(millis) {
    const end = this.#now + millis
    await settle()
    for (;;) {
      const next = this.#timers
        .filter(({ at }) => at <= end)
        .sort((one, other) => one.at - other.at || one.number - other.number)[0]
      if (!next) {
        break
      }
      this.clearTimeout(next)
      this.#now = next.at
      next.call()
      await settle()
    }
    this.#now = end
  }
}

/** Until all promises that can be kept are kept. */
function settle() {
  return new Promise((resolve) => setImmediate(resolve))
}
