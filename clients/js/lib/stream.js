import { Session } from './session.js'

const DEFAULTS = { failures: 3, retryStream: 30_000, pauseHidden: false, snapshot: false }

/** A stream as the page sees it. */
export class Stream {
  #listeners = new Map()
  #session
  #platform
  #state = 'connecting'
  #lastEventId
  #watch

  constructor(endpoint, credentials, options, platform) {
    this.#platform = platform
    this.#lastEventId = options.lastEventId ?? null
    // without ids and without a poll twin, only fetch can tell a quiet stream from a dead one
    const known = options.heartbeat ? { ...endpoint, silence: options.heartbeat } : endpoint
    const transport = options.transport ?? (endpoint.poll === null || !platform.EventSource ? 'fetch' : 'eventsource')
    this.#session = new Session(known, credentials, { ...DEFAULTS, ...options, transport }, platform, {
      event: (event, id) => this.#event(event, id),
      snapshot: (snapshot) => {
        this.#lastEventId = snapshot.last_event_id
        this.#emit('snapshot', snapshot)
      },
      reset: (reset) => this.#emit('reset', reset),
      state: (state) => this.#enter(state),
      error: (refusal, retryIn) => this.#emit('error', Object.assign(refusal, { retryIn })),
      end: (reason) => this.#end(reason),
    })
    this.#watch = () => this.#look(options.pauseHidden)
    platform.document?.addEventListener('visibilitychange', this.#watch)
    // listeners are there before anything happens
    queueMicrotask(() => {
      this.#watch()
      this.#session.start()
    })
  }

  get state() {
    return this.#state
  }

  get lastEventId() {
    return this.#session.position ?? this.#lastEventId
  }

  on(name, listener) {
    if (!this.#listeners.has(name)) {
      this.#listeners.set(name, new Set())
    }
    this.#listeners.get(name).add(listener)
    return () => this.off(name, listener)
  }

  off(name, listener) {
    this.#listeners.get(name)?.delete(listener)
  }

  close() {
    if (this.#state !== 'closed') {
      this.#session.close()
      this.#leave()
    }
  }

  #event(event, id) {
    this.#lastEventId = id
    this.#emit('event', event)
    if (!RESERVED.has(event.type)) {
      this.#emit(event.type, event)
    }
  }

  #end(reason) {
    this.#leave()
    this.#emit('end', reason)
  }

  #leave() {
    this.#platform.document?.removeEventListener('visibilitychange', this.#watch)
    this.#enter('closed')
  }

  #enter(state) {
    if (state !== this.#state) {
      this.#state = state
      this.#emit('state', state)
    }
  }

  #look(pauseHidden) {
    if (this.#platform.document?.visibilityState === 'hidden') {
      if (pauseHidden) {
        this.#session.pause()
      }
    } else {
      this.#session.resume()
      this.#session.hurry()
    }
  }

  #emit(name, value) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(value)
      } catch (error) {
        // one listener's trouble is not the stream's, and must not get lost either
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}

/** Names of the stream's own events: an event of such a type is heard as `event` only. */
const RESERVED = new Set(['event', 'snapshot', 'reset', 'state', 'error', 'end'])
