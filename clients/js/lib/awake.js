/** After a hint that a tab turned away or is looked at, its lock may be on its way still, ms. */
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
  #tell
  #changed
  #letGo = () => {}
  #guard = null
  #timer
  #leading = false

  /**
   * @param {(message: object) => void} tell the other tabs
   * @param {(paused: boolean) => void} changed told to the leader
   */
  constructor(name, platform, tell, changed) {
    this.#name = name
    this.#platform = platform
    this.#tell = tell
    this.#changed = changed
  }

  /** This tab is looked at. It says so until it has its lock: who has that for itself lets go of it then. */
  open() {
    this.#letGo()
    const abort = new AbortController()
    let timer
    let release = () => {}
    this.#letGo = () => {
      this.#platform.clearTimeout(timer)
      abort.abort()
      release()
    }
    const knock = () => {
      timer = this.#platform.setTimeout(knock, SETTLE)
      this.#tell({ kind: 'awake' })
      this.woken()
    }
    this.#request({ mode: 'shared', signal: abort.signal }, () => {
      this.#platform.clearTimeout(timer)
      return abort.signal.aborted ? undefined : new Promise((resolve) => (release = resolve))
    })
    knock()
  }

  /** Nobody looks at this tab any more. */
  shut() {
    this.#letGo()
    this.#letGo = () => {}
    this.#tell({ kind: 'asleep' })
    this.look()
  }

  /** This tab leads from now on. */
  lead() {
    this.#leading = true
    this.look()
  }

  /** Another tab leads from now on. */
  follow() {
    this.#leading = false
    this.#platform.clearTimeout(this.#timer)
    this.#unguard()
  }

  /** A tab turned away: was it the last? */
  look() {
    if (this.#leading && !this.#guard) {
      this.#platform.clearTimeout(this.#timer)
      this.#timer = this.#platform.setTimeout(() => this.#tryGuard(), SETTLE)
    }
  }

  /** A tab is looked at again. */
  woken() {
    if (this.#guard) {
      this.#unguard()
      this.#changed(false)
      this.#timer = this.#platform.setTimeout(() => this.look(), LOOK_AGAIN)
    }
  }

  close() {
    this.follow()
    this.#letGo()
  }

  #unguard() {
    this.#guard?.()
    this.#guard = null
  }

  #tryGuard() {
    this.#request({ mode: 'exclusive', ifAvailable: true }, (lock) => {
      if (!this.#leading || this.#guard) {
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
