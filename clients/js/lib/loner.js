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
  #tell
  #leads
  #met

  /**
   * @param {(sink: object) => import('./session.js').Session} open makes the session
   * @param {(message: object) => void} tell the other tabs
   * @param {{sink: object, end: Function, met: (place: {epoch: number, seq: number, start: string, position: string, sayings: object[],
   *   state: string}) => void, leads: (state: string) => void}} owner `met`: these sayings bring this tab to where the
   *   leader is; `leads`: what the leader is at
   */
  constructor(position, open, tell, { sink, end, met, leads }) {
    this.#position = position
    this.#tell = tell
    this.#leads = leads
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

  /** Asks the leader to bring this tab from where it is to where the leader is. */
  ask() {
    this.#tell({ kind: 'hello', wish: { id: this.#position } })
  }

  hear(message) {
    switch (message.kind) {
      case 'say':
        this.#listen(message)
        break
      case 'lead':
        this.#heard = new Log()
        this.ask()
        break
      case 'aside':
        if (message.name === 'state') {
          this.#leads(message.value)
        }
        break
      case 'stranger':
        this.#leads(message.state)
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
      this.#join({ epoch: this.#epoch, seq: this.#heard.seq, position, sayings, state: 'open' })
    }
  }

  #join(place) {
    this.#session.close()
    this.#met({ ...place, start: this.#position })
  }
}
