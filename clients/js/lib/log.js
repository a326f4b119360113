/**
 * What was said last, numbered: enough of the past to bring a tab up to date that knows where it was.
 *
 * @typedef {{seq: number, name: 'event' | 'snapshot' | 'reset', value: object, id: string | null}} Saying `id` is where
 *   the stream stands after it
 */
export class Log {
  #limit
  #sayings = []
  #seq
  #places = new Map()
  #whole = true

  /** @param {string | null} start where the stream stood before the first saying */
  constructor(start = null, seq = 0, limit = 2_000) {
    this.#seq = seq
    this.#limit = limit
    this.name(start)
  }

  /** The number of the last saying. */
  get seq() {
    return this.#seq
  }

  /** Whether nothing was dropped. */
  get whole() {
    return this.#whole
  }

  add(name, value, id) {
    const saying = { seq: ++this.#seq, name, value, id }
    this.#sayings.push(saying)
    this.name(id)
    if (this.#sayings.length > this.#limit) {
      this.#sayings.shift()
      this.#whole = false
    }
    return saying
  }

  /** Another id for where the stream stands after the last saying: ids of a quiet stream move on. */
  name(id) {
    if (id !== null) {
      this.#places.delete(id)
      this.#places.set(id, this.#seq)
      if (this.#places.size > 2 * this.#limit) {
        this.#places.delete(this.#places.keys().next().value)
      }
    }
  }

  /** The sayings after a number; null where they are no longer here. */
  after(seq) {
    const first = this.#seq - this.#sayings.length
    return seq < first || seq > this.#seq ? null : this.#sayings.slice(seq - first)
  }

  /** All that is still here. */
  all() {
    return [...this.#sayings]
  }

  /** The sayings after an id; null where the id is not one of ours, or not in this spelling. */
  afterId(id) {
    return this.#places.has(id) ? this.after(this.#places.get(id)) : null
  }

  /** The last snapshot and what came after it; null where none is here. */
  fromSnapshot() {
    const at = this.#sayings.findLastIndex((saying) => saying.name === 'snapshot')
    return at < 0 ? null : this.#sayings.slice(at)
  }

  /** Forgets what was said after a number, and gives it back. */
  cutAfter(seq) {
    const cut = this.after(seq) ?? []
    this.#sayings.length -= cut.length
    this.#seq = seq
    this.#places.forEach((at, id) => at > seq && this.#places.delete(id))
    return cut
  }
}
