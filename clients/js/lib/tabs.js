import { Awake } from './awake.js'
import { Log } from './log.js'
import { Refusal } from './refusal.js'
import { Session } from './session.js'

/** How long a new leader waits to hear from tabs that know more than it does, ms. */
const ROLL_CALL = 250
/** How often a tab asks for the leader that has not answered, ms. */
const ASK_AGAIN = 1_000

/**
 * A session that all tabs of an origin share which follow the same stream under the same name. The tab that holds a Web
 * Lock leads: it has the connection, numbers what it hears and tells the others over a BroadcastChannel. When it goes,
 * the lock passes on, and the next leader opens the stream where it stands itself.
 *
 * Each tab hears each event once:
 * - a tab that comes in later begins at the leader's place, or where the leader's log can bring it; if that is not
 *   possible, it reads for itself until its own position is one that the leader went through;
 * - a new leader first takes over what other tabs have heard beyond it; a tab that is still ahead after that skips what
 *   it knows when it is said again.
 */
export class SharedSession {
  #endpoint
  #credentials
  #options
  #platform
  #sink
  #name
  #tab
  #channel
  #lock = new AbortController()
  #release = () => {}
  #role = 'joining'
  #epoch = 0
  #log
  #position
  #state = 'connecting'
  #session = null
  #waiting = new Map()
  #known = []
  #heard = null
  #asking
  #awake
  #hidden = false
  #closed = false

  constructor(name, endpoint, credentials, options, platform, sink) {
    this.#endpoint = endpoint
    this.#credentials = credentials
    this.#options = options
    this.#platform = platform
    this.#sink = sink
    this.#name = name
    this.#position = options.lastEventId ?? null
    this.#tab = `${platform.now().toString(36)}-${platform.random().toString(36).slice(2)}`
    this.#log = new Log(this.#position)
  }

  get position() {
    return this.#position
  }

  start() {
    if (this.#closed) {
      return
    }
    this.#channel = new this.#platform.BroadcastChannel(this.#name)
    this.#channel.onmessage = ({ data }) => this.#hear(data)
    this.#awake = new Awake(`${this.#name} awake`, this.#platform, (paused) =>
      paused ? this.#session.pause() : this.#session.resume(),
    )
    if (!this.#hidden) {
      this.#awake.open()
    }
    this.#queue()
    this.#ask()
  }

  close() {
    this.#closed = true
    this.#leave()
    this.#awake?.close()
    this.#platform.clearTimeout(this.#asking)
    this.#session?.close()
    this.#channel?.close()
  }

  /** Nobody looks at this tab; the connection is let go of when nobody looks at any. */
  pause() {
    this.#hidden = true
    if (this.#role === 'alone') {
      this.#session.pause()
    }
    this.#awake?.shut()
    this.#tell({ kind: 'asleep' })
  }

  resume() {
    if (!this.#hidden) {
      return
    }
    this.#hidden = false
    this.#awake?.open()
    this.#awake?.woken()
    this.#tell({ kind: 'awake' })
    if (this.#role === 'alone') {
      this.#session.resume()
    }
  }

  hurry() {
    if (this.#session) {
      this.#session.hurry()
    } else {
      this.#tell({ kind: 'hurry' })
    }
  }

  /** Stands in line for the lock, and holds it as long as this tab lives. */
  #queue() {
    this.#lock = new AbortController()
    const { signal } = this.#lock
    this.#platform.locks
      .request(this.#name, { signal }, () => {
        const held = new Promise((resolve) => (this.#release = resolve))
        if (!signal.aborted) {
          this.#lead()
        } else {
          this.#release()
        }
        return held
      })
      .catch(() => {})
  }

  #leave() {
    this.#lock.abort()
    this.#release()
  }

  /* ---- following ---- */

  #ask() {
    this.#platform.clearTimeout(this.#asking)
    if (this.#role === 'joining' && !this.#closed) {
      this.#tell({ kind: 'hello', wish: this.#wish() })
      this.#asking = this.#platform.setTimeout(() => this.#ask(), ASK_AGAIN)
    }
  }

  /** Where this tab wants to begin. */
  #wish() {
    const { lastEventId, since, snapshot } = this.#options
    if (lastEventId !== undefined && lastEventId !== null) {
      return { id: lastEventId }
    }
    if (since !== undefined) {
      return { elsewhere: true }
    }
    if (snapshot && this.#endpoint.snapshot !== null) {
      return { snapshot: true }
    }
    return this.#endpoint.startsWithPast ? { past: true } : {}
  }

  #hear(message) {
    if (this.#closed || (message.to !== undefined && message.to !== this.#tab)) {
      return
    }
    switch (message.kind) {
      case 'hello':
        this.#answer(message)
        break
      case 'welcome':
        this.#join(message)
        break
      case 'stranger':
        if (this.#role === 'joining') {
          this.#readAlone()
        }
        break
      case 'say':
        this.#listen(message)
        break
      case 'at':
        this.#move(message)
        break
      case 'aside':
        this.#overhear(message)
        break
      case 'claim':
        this.#report(message)
        break
      case 'ahead':
        this.#heard?.(message.sayings)
        break
      case 'lead':
        this.#follow(message)
        break
      case 'behind':
        this.#repeat(message)
        break
      case 'lost':
        this.#readAlone()
        break
      case 'awake':
        this.#awake.woken()
        break
      case 'asleep':
        this.#awake.look()
        break
      case 'hurry':
        if (this.#role === 'leading') {
          this.#session.hurry()
        }
        break
      default:
    }
  }

  #join({ epoch, seq, position, state, sayings }) {
    if (this.#role !== 'joining') {
      return
    }
    this.#role = 'following'
    this.#platform.clearTimeout(this.#asking)
    this.#epoch = epoch
    this.#log = new Log(this.#position, seq - sayings.length)
    sayings.forEach((saying) => this.#take(saying))
    this.#position = position
    this.#enter(state)
  }

  #listen({ epoch, saying }) {
    if (this.#role === 'alone') {
      this.#compare(epoch, saying)
    } else if (this.#role === 'following' && epoch === this.#epoch) {
      if (saying.seq === this.#log.seq + 1) {
        this.#take(saying)
      } else if (saying.seq > this.#log.seq) {
        this.#tell({ kind: 'behind', epoch, seq: this.#log.seq })
      }
    }
  }

  #move({ epoch, seq, id }) {
    if (this.#role === 'following' && epoch === this.#epoch && seq === this.#log.seq) {
      this.#position = id
    }
  }

  #overhear({ epoch, name, value }) {
    if (this.#role !== 'following' || epoch !== this.#epoch) {
      return
    }
    switch (name) {
      case 'state':
        this.#enter(value)
        break
      case 'error':
        this.#sink.error(new Refusal(value.message, value), value.retryIn)
        break
      case 'end':
        this.#finish(value)
        break
      default:
    }
  }

  /** Hands on what was said, unless this tab heard it from the leader before. */
  #take({ name, value, id }) {
    this.#log.add(name, value, id)
    this.#position = id
    if (name === 'event' && this.#known.length > 0) {
      const text = content(value)
      const at = this.#known.indexOf(text)
      if (at >= 0) {
        this.#known.splice(at, 1)
        return
      }
    } else if (name !== 'event') {
      this.#known = []
    }
    this.#sink[name](value, id)
  }

  #report({ from, seq }) {
    const sayings = this.#role === 'following' ? this.#log.after(seq) : null
    if (sayings?.length > 0) {
      this.#tell({ kind: 'ahead', to: from, sayings })
    }
  }

  #follow({ epoch, seq, position, heir }) {
    this.#ask()
    if (this.#role !== 'following' || epoch <= this.#epoch) {
      return
    }
    this.#epoch = epoch
    if (!heir) {
      this.#readAlone()
      return
    }
    if (this.#log.seq < seq) {
      this.#tell({ kind: 'behind', epoch, seq: this.#log.seq })
      return
    }
    const beyond = this.#log.cutAfter(seq)
    this.#known.push(...beyond.filter(({ name }) => name === 'event').map(({ value }) => content(value)))
    this.#position = position
  }

  /* ---- leading ---- */

  async #lead() {
    if (this.#role === 'following') {
      await this.#callRoll()
    }
    if (this.#closed) {
      return
    }
    const heir = this.#role === 'following'
    this.#role = 'leading'
    this.#platform.clearTimeout(this.#asking)
    this.#epoch = Math.max(this.#epoch + 1, this.#platform.now())
    const options = heir
      ? { ...this.#options, lastEventId: this.#position, since: undefined, snapshot: false, interrupted: true }
      : this.#options
    this.#session = this.#open(options)
    this.#tell({ kind: 'lead', epoch: this.#epoch, seq: this.#log.seq, position: this.#position, heir })
    this.#awake.lead()
    this.#session.start()
  }

  /** Takes over what others heard from the last leader and this tab did not. */
  #callRoll() {
    return new Promise((resolve) => {
      this.#heard = (sayings) => sayings.filter(({ seq }) => seq === this.#log.seq + 1).forEach((next) => this.#catchUp(next, sayings))
      this.#platform.setTimeout(() => {
        this.#heard = null
        resolve()
      }, ROLL_CALL)
      this.#tell({ kind: 'claim', seq: this.#log.seq })
    })
  }

  #catchUp(next, sayings) {
    sayings.slice(sayings.indexOf(next)).forEach((saying) => this.#take(saying))
  }

  #open(options) {
    const say = (name) => (value, id) => this.#say(name, value, id)
    return new Session(this.#endpoint, this.#credentials, options, this.#platform, {
      event: say('event'),
      snapshot: (snapshot) => this.#say('snapshot', snapshot, snapshot.last_event_id),
      reset: (reset) => this.#say('reset', reset, this.#session.position),
      moved: (id) => {
        this.#position = id
        this.#tell({ kind: 'at', epoch: this.#epoch, seq: this.#log.seq, id })
        this.#welcomeWaiting()
      },
      state: (state) => {
        this.#tell({ kind: 'aside', epoch: this.#epoch, name: 'state', value: state })
        this.#enter(state)
        this.#welcomeWaiting()
      },
      error: (refusal, retryIn) => {
        if (!refusal.final) {
          const { message, status, code, retryAfter, final } = refusal
          const value = { message, status, code, retryAfter, final, retryIn }
          this.#tell({ kind: 'aside', epoch: this.#epoch, name: 'error', value })
        }
        this.#sink.error(refusal, retryIn)
      },
      end: (reason) => {
        // a refusal is this tab's own: the next leader asks with its own credentials
        if (reason !== 'refused') {
          this.#tell({ kind: 'aside', epoch: this.#epoch, name: 'end', value: reason })
        }
        this.#finish(reason)
      },
    })
  }

  #say(name, value, id) {
    const saying = this.#log.add(name, value, id)
    this.#position = id
    this.#tell({ kind: 'say', epoch: this.#epoch, saying })
    if (name === 'event' && this.#known.length > 0) {
      const at = this.#known.indexOf(content(value))
      if (at >= 0) {
        this.#known.splice(at, 1)
        return
      }
    }
    this.#sink[name](value, id)
  }

  /** Lets a tab in, once there is a place where it can begin. */
  #answer(hello) {
    if (this.#role === 'leading') {
      this.#waiting.set(hello.from, hello.wish)
      this.#welcomeWaiting()
    }
  }

  #welcomeWaiting() {
    const position = this.#session?.position ?? null
    if (position === null && this.#session?.resumable !== false) {
      return
    }
    for (const [to, wish] of this.#waiting) {
      const sayings = this.#tailFor(wish, position)
      if (sayings === null) {
        this.#tell({ kind: 'stranger', to })
      } else {
        this.#tell({
          kind: 'welcome',
          to,
          epoch: this.#epoch,
          seq: this.#log.seq,
          position: this.#position,
          state: this.#state,
          sayings,
        })
      }
    }
    this.#waiting.clear()
  }

  #tailFor(wish, position) {
    if (wish.elsewhere) {
      return null
    }
    if (wish.snapshot) {
      return this.#log.fromSnapshot()
    }
    if (wish.past) {
      return this.#log.whole && this.#options.lastEventId === undefined ? this.#log.all() : null
    }
    if (wish.id !== undefined) {
      return wish.id === position ? [] : this.#log.afterId(wish.id)
    }
    return []
  }

  #repeat({ from, epoch, seq }) {
    if (this.#role !== 'leading' || epoch !== this.#epoch) {
      return
    }
    const sayings = this.#log.after(seq)
    if (sayings === null) {
      this.#tell({ kind: 'lost', to: from })
    } else {
      sayings.forEach((saying) => this.#tell({ kind: 'say', to: from, epoch, saying }))
    }
  }

  /* ---- alone ---- */

  /** The leader cannot bring this tab to where it wants to be: it reads for itself, for now. */
  #readAlone() {
    const options =
      this.#role === 'joining' ? this.#options : { ...this.#options, lastEventId: this.#position, snapshot: false }
    this.#role = 'alone'
    this.#platform.clearTimeout(this.#asking)
    this.#leave()
    this.#log = new Log()
    this.#session = new Session(this.#endpoint, this.#credentials, options, this.#platform, {
      ...this.#sink,
      event: (event, id) => {
        this.#position = id
        this.#sink.event(event, id)
        this.#meet()
      },
      moved: (id) => {
        this.#position = id
      },
      state: (state) => this.#enter(state),
      end: (reason) => this.#finish(reason),
    })
    this.#session.start()
  }

  /** Remembers where the leader is; ids that are equal mean the same place. */
  #compare(epoch, saying) {
    if (this.#epoch !== epoch || saying.seq !== this.#log.seq + 1) {
      this.#epoch = epoch
      this.#log = new Log(null, saying.seq - 1)
    }
    this.#log.add(saying.name, saying.value, saying.id)
    this.#meet()
  }

  #meet() {
    const rest = this.#position === null ? null : this.#log.afterId(this.#position)
    if (this.#role !== 'alone' || rest === null || this.#log.all().length === 0) {
      return
    }
    this.#role = 'following'
    this.#session.close()
    this.#session = null
    this.#log.cutAfter(this.#log.seq - rest.length)
    rest.forEach((saying) => this.#take(saying))
    this.#enter('open')
    this.#queue()
  }

  /* ---- */

  #enter(state) {
    this.#state = state
    this.#sink.state(state)
  }

  #finish(reason) {
    this.close()
    this.#sink.end(reason)
  }

  #tell(message) {
    if (!this.#closed) {
      this.#channel?.postMessage({ ...message, from: this.#tab })
    }
  }
}

/** What makes two events the same to a page; their ids may be spelt differently. */
function content({ type, data }) {
  return JSON.stringify([type, data])
}
