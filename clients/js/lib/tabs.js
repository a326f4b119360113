import { Awake } from './awake.js'
import { Follower } from './follower.js'
import { Leader } from './leader.js'
import { Loner } from './loner.js'
import { Notebook } from './notebook.js'
import { Session } from './session.js'

/** How long a new leader waits to hear from tabs that know more than it does, ms. */
const ROLL_CALL = 250
/** How often a tab asks for a leader that has not answered, ms. */
const ASK_AGAIN = 1_000
/** For how many heartbeats a leader may leave questions unanswered. */
const PATIENCE = 2
/** What only a leader says, or who is about to be one. */
const LEADERS_WORDS = new Set(['welcome', 'stranger', 'say', 'at', 'aside', 'claim', 'lead', 'pong'])

/**
 * A session that all tabs of an origin share which follow the same stream under the same name. The tab that holds a Web
 * Lock leads: it has the connection, numbers what it hears and tells the others over a BroadcastChannel. When it goes,
 * the lock passes on, and the next leader opens the stream at the place where it is itself.
 *
 * So that each tab hears each event once,
 * - a tab that comes in later begins where the leader is, or where the leader's log can begin; else it reads alone;
 * - a new leader first takes over what other tabs have heard beyond it;
 * - a tab that is ahead of it after that does not tell its page again what it has told already.
 */
export class SharedSession {
  #name
  #endpoint
  #credentials
  #options
  #platform
  #sink
  #self
  #channel
  #notebook
  #role = null
  #awake
  #hidden = false
  #asking
  #newest = 0
  #leaveQueue = () => {}
  #rounds
  #silentRounds = 0
  #closed = false

  constructor(name, endpoint, credentials, options, platform, sink) {
    this.#name = name
    this.#endpoint = endpoint
    this.#credentials = credentials
    this.#options = options
    this.#platform = platform
    this.#sink = sink
    this.#self = `${platform.now().toString(36)}-${platform.random().toString(36).slice(2)}`
    const { past } = this.#wish()
    this.#notebook = new Notebook(sink, options.lastEventId ?? null, 0, Boolean(past))
  }

  get position() {
    return this.#role?.session?.position ?? this.#notebook.position
  }

  start() {
    if (this.#closed) {
      return
    }
    this.#channel = new this.#platform.BroadcastChannel(this.#name)
    this.#channel.onmessage = ({ data }) => this.#hear(data)
    this.#awake = new Awake(
      `${this.#name} awake`,
      this.#platform,
      (message) => this.#tell(message),
      (paused) => this.#rest(paused),
    )
    if (!this.#hidden) {
      this.#awake.open()
    }
    this.#queue()
    this.#ask()
    this.#watchLeader()
  }

  close() {
    this.#closed = true
    this.#platform.clearTimeout(this.#rounds)
    this.#leaveQueue()
    this.#awake?.close()
    this.#platform.clearTimeout(this.#asking)
    this.#role?.session?.close()
    this.#channel?.close()
  }

  /** Nobody looks at this tab. The connection is let go of when nobody looks at any. */
  pause() {
    this.#hidden = true
    this.#awake?.shut()
    if (this.#role instanceof Loner) {
      this.#rest(true)
      this.#role.ask()
    }
  }

  resume() {
    if (this.#hidden) {
      this.#hidden = false
      this.#awake?.open()
      if (this.#role instanceof Loner) {
        this.#rest(false)
      }
    }
  }

  hurry() {
    this.#role?.session?.hurry()
    this.#tell({ kind: 'hurry' })
  }

  /**
   * Stands in line for the lock, and holds it as long as this tab follows.
   *
   * @param {boolean} [steal] takes it from a tab that has it and does not answer
   */
  #queue(steal = false) {
    const abort = new AbortController()
    const lock = { held: false }
    let release = () => {}
    this.#leaveQueue = () => {
      lock.held = false
      abort.abort()
      release()
    }
    this.#platform.locks
      .request(this.#name, steal ? { steal } : { signal: abort.signal }, () => {
        if (abort.signal.aborted) {
          return undefined
        }
        lock.held = true
        this.#lead(lock)
        return new Promise((resolve) => (release = resolve))
      })
      .catch(() => {
        // taken away: this tab was busy with something for so long that another believed it dead
        if (lock.held) {
          lock.held = false
          this.#stepDown()
        }
      })
  }

  /** A tab may hang and keep its lock: then whoever misses it takes over. */
  #watchLeader() {
    this.#rounds = this.#platform.setTimeout(() => {
      if (this.#role instanceof Loner) {
        if (++this.#silentRounds > PATIENCE) {
          this.#rest(this.#hidden)
        }
        this.#role.ask()
      } else if (!(this.#role instanceof Leader)) {
        if (++this.#silentRounds > PATIENCE) {
          this.#silentRounds = 0
          this.#leaveQueue()
          this.#queue(true)
        } else {
          this.#tell({ kind: 'ping' })
        }
      }
      this.#watchLeader()
    }, this.#endpoint.silence)
  }

  #hear(message) {
    if (this.#closed || (message.to !== undefined && message.to !== this.#self)) {
      return
    }
    if (LEADERS_WORDS.has(message.kind)) {
      this.#silentRounds = 0
    }
    if (message.epoch < this.#newest) {
      // it was long on its way, and the leader has changed since
      return
    }
    if (message.kind === 'lead') {
      this.#newest = message.epoch
    }
    switch (message.kind) {
      case 'awake':
        this.#awake.woken()
        break
      case 'asleep':
        this.#awake.look()
        break
      default:
        this.#pass(message)
    }
  }

  #pass(message) {
    if (this.#role === null) {
      this.#join(message)
    } else {
      this.#role.hear(message)
    }
  }

  /* ---- coming in ---- */

  #ask() {
    this.#platform.clearTimeout(this.#asking)
    if (this.#role === null && !this.#closed) {
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

  #join(message) {
    switch (message.kind) {
      case 'welcome':
        this.#follow(message)
        break
      case 'stranger':
        this.#readAlone(this.#options)
        break
      case 'lead':
        this.#ask()
        break
      default:
    }
  }

  /* ---- roles ---- */

  /** What is said in `sayings` brings this tab to the leader's number and position. */
  #follow({ epoch, seq, start = this.#notebook.position, position, sayings, state, wish = {} }) {
    this.#platform.clearTimeout(this.#asking)
    this.#notebook = new Notebook(this.#sink, sayings.length === 0 ? position : start, seq - sayings.length, Boolean(wish.past))
    this.#role = new Follower(epoch, this.#notebook, (message) => this.#tell(message), {
      ...this.#sink,
      end: (reason) => this.#end(reason),
      lost: () => this.#readAlone(this.#fromHere()),
    })
    sayings.forEach((saying) => this.#notebook.take(saying))
    this.#notebook.move(position)
    this.#sink.state(state)
  }

  async #lead(lock) {
    const last = this.#role
    const heir = last instanceof Follower
    if (heir) {
      await last.callRoll(new Promise((resolve) => this.#platform.setTimeout(resolve, ROLL_CALL)))
    }
    if (this.#closed || this.#role !== last) {
      return
    }
    if (!lock.held) {
      this.#queue()
      return
    }
    this.#platform.clearTimeout(this.#asking)
    const options = heir ? this.#fromHere() : this.#options
    const heirOf = heir ? last.epoch : null
    const epoch = Math.max((last?.epoch ?? 0) + 1, this.#platform.now())
    const open = (sink) => this.#open(options, sink)
    this.#role = new Leader(epoch, this.#notebook, (message) => this.#tell(message), open, heirOf, {
      ...this.#sink,
      end: (reason) => this.#end(reason),
    })
    this.#awake.lead()
    this.#role.session.start()
  }

  #readAlone(options) {
    this.#platform.clearTimeout(this.#asking)
    this.#leaveQueue()
    const open = (sink) => this.#open(options, sink)
    this.#role = new Loner(options.lastEventId ?? null, open, (message) => this.#tell(message), {
      sink: this.#sink,
      end: (reason) => this.#end(reason),
      met: (place) => {
        this.#follow(place)
        this.#queue()
      },
      leads: (state) => this.#rest(this.#hidden && state === 'paused'),
    })
    this.#rest(this.#hidden)
    this.#role.session.start()
    this.#role.ask()
  }

  #stepDown() {
    if (!this.#closed && this.#role instanceof Leader) {
      this.#awake.follow()
      this.#role.session.close()
      this.#readAlone(this.#fromHere())
    }
  }

  /**
   * The leader rests when nobody looks at any tab. Who reads alone and is hidden rests unless the leader says that it does
   * not.
   */
  #rest(paused) {
    const { session } = this.#role
    paused ? session.pause() : session.resume()
  }

  #fromHere() {
    const lastEventId = this.#notebook.position
    return { ...this.#options, lastEventId, since: undefined, snapshot: false, interrupted: true }
  }

  #open(options, sink) {
    return new Session(this.#endpoint, this.#credentials, options, this.#platform, sink)
  }

  #end(reason) {
    this.close()
    this.#sink.end(reason)
  }

  #tell(message) {
    if (!this.#closed) {
      this.#channel?.postMessage({ ...message, from: this.#self })
    }
  }
}
