import { Log } from './log.js'

/** What a tab has heard of a stream that it shares, and where that brought it. It goes with the tab from role to role. */
export class Notebook {
  #sink
  #log
  #position
  #known = []
  #fromTheStart

  /**
   * @param {object} sink the page
   * @param {string | null} position
   * @param {number} seq the number of the last saying before the first one here
   * @param {boolean} fromTheStart whether nothing that is kept came before the first one here
   */
  constructor(sink, position, seq, fromTheStart) {
    this.#sink = sink
    this.#position = position
    this.#log = new Log(position, seq)
    this.#fromTheStart = fromTheStart
  }

  /** The id to go on from; null where there is none. */
  get position() {
    return this.#position
  }

  /** Everything since the beginning of what is kept; null where some of it is not here. */
  get past() {
    return this.#fromTheStart && this.#log.whole ? this.#log.all() : null
  }

  get log() {
    return this.#log
  }

  get seq() {
    return this.#log.seq
  }

  /** Takes down something new, with the next number. */
  add(name, value, id) {
    this.#position = id
    return this.#log.add(name, value, id)
  }

  /** Takes down that the stream can be resumed further on, though nothing was said. */
  move(id) {
    this.#position = id
    this.#log.name(id)
  }

  /** Takes down what another tab has numbered, and hands it on. */
  take({ name, value, id }) {
    this.add(name, value, id)
    this.hand(name, value, id)
  }

  /** Tells the page, unless it was told before the leader died. */
  hand(name, value, id) {
    if (name !== 'event') {
      this.#known = []
    } else if (this.#known.length > 0) {
      const at = this.#known.indexOf(content(value))
      if (at >= 0) {
        this.#known.splice(at, 1)
        return
      }
    }
    this.#sink[name](value, id)
  }

  /**
   * Goes back to a number from which a new leader goes on.
   *
   * @param {boolean} again whether it will hear the same things as the last one: these are not told to the page twice
   */
  goBack(seq, position, again) {
    const beyond = this.#log.cutAfter(seq)
    if (again) {
      this.#known.push(...beyond.filter(({ name }) => name === 'event').map(({ value }) => content(value)))
    }
    this.move(position)
  }
}

/** What makes two events the same to a page. */
function content({ type, data }) {
  return JSON.stringify([type, data])
}
