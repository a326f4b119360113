import { Log } from './log.js'

/**
 * A tab that the leader cannot bring to where it wants to be. It reads for itself until its place is one that the leader
 * went through: ids that are equal name the same place.
 */
export class Loner {
  #session
  #position
  #epoch = 0
  #heard = new Log()
  #met

  /**
   * @param {(sink: object) => import('./session.js').Session} open makes the session
   * @param {{sink: object, end: Function, met: (place: {epoch: number, seq: number, start: string, position: string, sayings: object[]})
   *   => void}} owner `met`: these sayings bring this tab to where the leader is
   */
  constructor(position, open, { sink, end, met }) {
    this.#position = position
    this.#met = met
    this.#session = open({
      ...sink,
      event: (event, id) => {
        this.#position = id
        sink.event(event, id)
        this.#meet()
      },
      snapshot: (snapshot) => {
        this.#position = snapshot.last_event_id
        sink.snapshot(snapshot)
      },
      moved: (id) => (this.#position = id),
      end,
    })
  }

  get epoch() {
    return this.#epoch
  }

  get session() {
    return this.#session
  }

  get position() {
    return this.#position
  }

  hear(message) {
    switch (message.kind) {
      case 'say':
        this.#listen(message)
        break
      case 'welcome':
        // to where this tab was when it asked; if it has moved on since, it asks again
        if (this.#position !== null && message.wish.id === this.#position) {
          this.#join(message)
        }
        break
      default:
    }
  }

  #listen({ epoch, saying }) {
    if (epoch !== this.#epoch || saying.seq !== this.#heard.seq + 1) {
      this.#epoch = epoch
      this.#heard = new Log(null, saying.seq - 1)
    }
    this.#heard.add(saying.name, saying.value, saying.id)
    this.#meet()
  }

  #meet() {
    const sayings = this.#position === null ? null : this.#heard.afterId(this.#position)
    if (sayings !== null) {
      const position = sayings.at(-1)?.id ?? this.#position
      this.#join({ epoch: this.#epoch, seq: this.#heard.seq, position, sayings })
    }
  }

  #join({ epoch, seq, position, sayings }) {
    this.#session.close()
    this.#met({ epoch, seq, start: this.#position, position, sayings })
  }
}
