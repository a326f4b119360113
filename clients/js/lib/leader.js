/** The tab that has the connection, and tells the others what it hears. */
export class Leader {
  #epoch
  #notebook
  #tell
  #owner
  #session
  #state = 'connecting'
  #hellos = new Map()

  /**
   * @param {(sink: object) => import('./session.js').Session} open makes the session
   * @param {number | null} heirOf the epoch of the leader whose numbers it goes on with; null where there was none
   */
  constructor(epoch, notebook, tell, open, heirOf, owner) {
    this.#epoch = epoch
    this.#notebook = notebook
    this.#tell = tell
    this.#owner = owner
    const say = (name) => (value, id) => this.#say(name, value, id)
    this.#session = open({
      event: say('event'),
      snapshot: (snapshot) => this.#say('snapshot', snapshot, snapshot.last_event_id),
      reset: (reset) => this.#say('reset', reset, this.#session.position),
      moved: (id) => this.#move(id),
      state: (state) => this.#enter(state),
      error: (refusal, retryIn) => this.#fail(refusal, retryIn),
      end: (reason) => this.#end(reason),
    })
    const { seq, position } = notebook
    this.#tell({ kind: 'lead', epoch, seq, position, heirOf, again: this.#session.resumable })
  }

  get epoch() {
    return this.#epoch
  }

  get session() {
    return this.#session
  }

  hear(message) {
    switch (message.kind) {
      case 'hello':
        this.#hellos.set(message.from, message.wish)
        this.#welcome()
        break
      case 'behind':
        if (message.epoch === this.#epoch) {
          this.#repeat(message)
        }
        break
      case 'ping':
        this.#tell({ kind: 'pong', to: message.from })
        break
      case 'hurry':
        this.#session.hurry()
        break
      default:
    }
  }

  #say(name, value, id) {
    this.#tell({ kind: 'say', epoch: this.#epoch, saying: this.#notebook.add(name, value, id) })
    this.#notebook.hand(name, value, id)
  }

  #aside(name, value) {
    this.#tell({ kind: 'aside', epoch: this.#epoch, name, value })
  }

  #move(id) {
    this.#notebook.move(id)
    this.#tell({ kind: 'at', epoch: this.#epoch, seq: this.#notebook.seq, id })
    this.#welcome()
  }

  #enter(state) {
    this.#state = state
    this.#aside('state', state)
    this.#owner.state(state)
    this.#welcome()
  }

  #fail(refusal, retryIn) {
    if (!refusal.final) {
      const { message, status, code, retryAfter, final } = refusal
      this.#aside('error', { message, status, code, retryAfter, final, retryIn })
    }
    this.#owner.error(refusal, retryIn)
  }

  #end(reason) {
    // a refusal is this tab's own: the next leader asks with its own credentials
    if (reason !== 'refused') {
      this.#aside('end', reason)
    }
    this.#owner.end(reason)
  }

  /** Lets tabs in once there is a place where they can begin. */
  #welcome() {
    if (this.#session.position === null && this.#session.resumable) {
      return
    }
    const { seq, position } = this.#notebook
    for (const [to, wish] of this.#hellos) {
      const sayings = this.#tailFor(wish)
      this.#tell(
        sayings === null
          ? { kind: 'stranger', to, state: this.#state }
          : { kind: 'welcome', to, epoch: this.#epoch, seq, position, state: this.#state, sayings, wish },
      )
    }
    this.#hellos.clear()
  }

  /** What brings a tab from where it wants to begin to where the leader is; null where that is not known here. */
  #tailFor({ elsewhere, snapshot, past, id }) {
    const { log, position } = this.#notebook
    if (elsewhere) {
      return null
    }
    if (snapshot) {
      return log.fromSnapshot()
    }
    if (past) {
      return this.#notebook.past
    }
    return id === undefined || id === position ? [] : log.afterId(id)
  }

  #repeat({ from, seq }) {
    const sayings = this.#notebook.log.after(seq)
    if (sayings === null) {
      this.#tell({ kind: 'lost', to: from })
    } else {
      sayings.forEach((saying) => this.#tell({ kind: 'say', to: from, epoch: this.#epoch, saying }))
    }
  }
}
