import { Refusal } from './refusal.js'

/** A tab that hears of the stream from the tab that leads. */
export class Follower {
  #epoch
  #notebook
  #tell
  #owner
  #rollCall = null

  /**
   * @param {number} epoch of the leader: each has one of its own, later leaders higher ones
   * @param {{state: Function, error: Function, end: Function, lost: () => void}} owner `lost`: nobody can say what this
   *   tab has missed
   */
  constructor(epoch, notebook, tell, owner) {
    this.#epoch = epoch
    this.#notebook = notebook
    this.#tell = tell
    this.#owner = owner
  }

  get epoch() {
    return this.#epoch
  }

  hear(message) {
    switch (message.kind) {
      case 'say':
        this.#listen(message)
        break
      case 'at':
        if (this.#isNow(message) && message.seq === this.#notebook.seq) {
          this.#notebook.move(message.id)
        }
        break
      case 'aside':
        if (this.#isNow(message)) {
          this.#overhear(message)
        }
        break
      case 'claim':
        if (this.#isNow(message)) {
          this.#report(message)
        }
        break
      case 'ahead':
        if (this.#isNow(message)) {
          this.#rollCall?.(message.sayings)
        }
        break
      case 'lead':
        this.#follow(message)
        break
      case 'lost':
        this.#owner.lost()
        break
      default:
    }
  }

  /** Before it leads, this tab takes over what others have heard beyond it from the last leader. */
  async callRoll(pause) {
    this.#rollCall = (sayings) =>
      sayings.filter(({ seq }) => seq > this.#notebook.seq).forEach((saying) => this.#notebook.take(saying))
    this.#tell({ kind: 'claim', epoch: this.#epoch, seq: this.#notebook.seq })
    await pause
    this.#rollCall = null
  }

  #isNow({ epoch }) {
    return epoch === this.#epoch
  }

  #listen(message) {
    const { saying } = message
    if (!this.#isNow(message) || saying.seq <= this.#notebook.seq) {
      return
    }
    if (saying.seq === this.#notebook.seq + 1) {
      this.#notebook.take(saying)
    } else {
      this.#askFor()
    }
  }

  #overhear({ name, value }) {
    switch (name) {
      case 'state':
        this.#owner.state(value)
        break
      case 'error':
        this.#owner.error(new Refusal(value.message, value), value.retryIn)
        break
      case 'end':
        this.#owner.end(value)
        break
      default:
    }
  }

  #report({ from, seq }) {
    const sayings = this.#notebook.log.after(seq)
    if (sayings?.length > 0) {
      this.#tell({ kind: 'ahead', to: from, epoch: this.#epoch, sayings })
    }
  }

  #follow({ epoch, seq, position, heirOf, again }) {
    if (epoch <= this.#epoch) {
      return
    }
    const stranger = heirOf !== this.#epoch
    this.#epoch = epoch
    const behind = this.#notebook.seq < seq
    if (stranger || (!behind && this.#notebook.log.after(seq) === null)) {
      // it counts otherwise, or begins before this tab did and will say what was never for this one
      this.#owner.lost()
    } else if (behind) {
      this.#askFor()
    } else {
      this.#notebook.goBack(seq, position, again)
    }
  }

  #askFor() {
    this.#tell({ kind: 'behind', epoch: this.#epoch, seq: this.#notebook.seq })
  }
}
