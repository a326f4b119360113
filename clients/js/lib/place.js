/** Where a stream stands: the id to go on from. Ids are handed back to the service as they came and never compared. */
export class Place {
  #id
  #before = null
  #moved

  /** @param {(id: string) => void} moved told when it moves without an event */
  constructor(id, moved) {
    this.#id = id
    this.#moved = moved
  }

  /** Where to go on; null where nothing is known yet. */
  get id() {
    return this.#id
  }

  /** A place with at least one event behind it, if one is known: whoever begins there has something to hear. */
  get busyId() {
    return this.#before ?? this.#id
  }

  /** An event took the stream here; null where events have no ids. */
  advance(id) {
    this.#before = this.#id
    this.#id = id ?? this.#id
  }

  /** Nothing happened up to here; null where nothing was said of it. */
  move(id) {
    if (id !== null && id !== this.#id) {
      this.#id = id
      this.#moved(id)
    }
  }

  /** A place to begin at. */
  begin(id) {
    this.#id = id
    this.#before = null
  }
}
