import { Session } from './session.js'
import { SharedSession } from './tabs.js'

const DEFAULTS = { failures: 3, retryStream: 30_000, pauseHidden: false, snapshot: false }

/** The stream's own events: an event of the service whose type is one of these is heard as `event` only. */
const RESERVED = new Set(['event', 'snapshot', 'reset', 'state', 'error', 'end'])

/** A stream as the page sees it. */
export class Stream {
  #listeners = new Map()
  #platform
  #session = null
  #state = 'connecting'
  #lastEventId
  #look

  constructor(endpoint, credentials, options, platform) {
    this.#platform = platform
    this.#lastEventId = options.lastEventId ?? null
    this.#look = () => this.#attend(options.pauseHidden)
    // listeners are there before anything happens
    queueMicrotask(() => this.#begin(endpoint, credentials, { ...DEFAULTS, ...options }))
  }

  get state() {
    return this.#state
  }

  get lastEventId() {
    return this.#session?.position ?? this.#lastEventId
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
      this.#lastEventId = this.lastEventId
      this.#session?.close()
      this.#leave()
    }
  }

  async #begin(endpoint, credentials, options) {
    // without ids and without a poll twin, only fetch can tell a quiet stream from a dead one
    const fetched = endpoint.poll === null || !this.#platform.EventSource
    const transport = options.transport ?? (fetched ? 'fetch' : 'eventsource')
    const known = options.heartbeat ? { ...endpoint, silence: options.heartbeat } : endpoint
    const share = options.share ?? (await credentials.fingerprint())
    if (this.#state === 'closed') {
      return
    }
    this.#session = this.#open(share, known, credentials, { ...options, transport })
    this.#platform.document?.addEventListener('visibilitychange', this.#look)
    this.#platform.window?.addEventListener('online', this.#look)
    this.#attend(options.pauseHidden)
    this.#session.start()
  }

  #open(share, endpoint, credentials, options) {
    const sink = {
      event: (event, id) => this.#event(event, id),
      snapshot: (snapshot) => this.#emit('snapshot', snapshot),
      reset: (reset) => this.#emit('reset', reset),
      moved: () => {},
      state: (state) => this.#enter(state),
      error: (refusal, retryIn) => this.#emit('error', Object.assign(refusal, { retryIn })),
      end: (reason) => this.#end(reason),
    }
    if (!share || !this.#platform.locks || !this.#platform.BroadcastChannel) {
      return new Session(endpoint, credentials, options, this.#platform, sink)
    }
    const url = new URL(endpoint.path, options.baseUrl)
    url.search = new URLSearchParams(endpoint.query).toString()
    return new SharedSession(`dealstream ${share} ${url}`, endpoint, credentials, options, this.#platform, sink)
  }

  #event(event, id) {
    this.#lastEventId = id
    this.#emit('event', event)
    if (!RESERVED.has(event.type)) {
      this.#emit(event.type, event)
    }
  }

  #end(reason) {
    this.#lastEventId = this.lastEventId
    this.#leave()
    this.#emit('end', reason)
  }

  #leave() {
    this.#platform.document?.removeEventListener('visibilitychange', this.#look)
    this.#platform.window?.removeEventListener('online', this.#look)
    this.#enter('closed')
  }

  #enter(state) {
    if (state !== this.#state && this.#state !== 'closed') {
      this.#state = state
      this.#emit('state', state)
    }
  }

  #attend(pauseHidden) {
    if (this.#platform.document?.visibilityState !== 'hidden') {
      this.#session.resume()
      this.#session.hurry()
    } else if (pauseHidden) {
      this.#session.pause()
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
