/** After a hint that a tab turned away, its lock may be on its way still, ms. */
const SETTLE = 250
/** How often to look whether anybody is left: a tab that was killed gives no hint, ms. */
const LOOK_AGAIN = 30_000

/**
 * Knows whether any of the tabs that share a stream is looked at: each of these holds a lock together with the others.
 * The leader gets that lock for itself when nobody else has it; then the stream is paused until a tab wakes up.
 */
export class Awake {
  #name
  #platform
  #changed
  #letGo = () => {}
  #guard = null
  #timer
  #leading = false
  #closed = false

  /** @param {(paused: boolean) => void} changed told to the leader */
  constructor(name, platform, changed) {
    this.#name = name
    this.#platform = platform
    this.#changed = changed
  }

  /** This tab is looked at. */
  open() {
    this.#letGo()
    const abort = new AbortController()
    let release = () => {}
    this.#letGo = () => {
      abort.abort()
      release()
    }
    this.#request({ mode: 'shared', signal: abort.signal }, () => new Promise((resolve) => (release = resolve)))
  }

  /** Nobody looks at this tab any more. */
  shut() {
    this.#letGo()
    this.#letGo = () => {}
    this.look()
  }

  lead() {
    this.#leading = true
    this.look()
  }

  /** A tab turned away: was it the last? */
  look() {
    if (this.#leading && !this.#guard && !this.#closed) {
      this.#platform.clearTimeout(this.#timer)
      this.#timer = this.#platform.setTimeout(() => this.#tryGuard(), SETTLE)
    }
  }

  /** A tab is looked at again. */
  woken() {
    if (this.#guard) {
      this.#guard()
      this.#guard = null
      this.#changed(false)
      this.#timer = this.#platform.setTimeout(() => this.look(), LOOK_AGAIN)
    }
  }

  close() {
    this.#closed = true
    this.#platform.clearTimeout(this.#timer)
    this.#letGo()
    this.#guard?.()
  }

  #tryGuard() {
    this.#request({ mode: 'exclusive', ifAvailable: true }, (lock) => {
      if (this.#closed || this.#guard) {
        return undefined
      }
      if (!lock) {
        this.#timer = this.#platform.setTimeout(() => this.look(), LOOK_AGAIN)
        return undefined
      }
      this.#changed(true)
      return new Promise((resolve) => (this.#guard = resolve))
    })
  }

  #request(options, hold) {
    this.#platform.locks.request(this.#name, options, hold).catch(() => {})
  }
}
