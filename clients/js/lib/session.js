import { Backoff } from './backoff.js'
import { Refusal } from './refusal.js'
import { Requests } from './requests.js'
import { openSource } from './sources.js'
import { Watchdog } from './watchdog.js'

const POLL_WAIT = 25
/** How long a poll's events may take to come by the stream as well, ms. */
const GRACE = 2_000
/** A stream that lived as long as this was no failure, whatever it said, ms. */
const LONG_ENOUGH = 10_000
/** The service asks for this when it is asked too much; EventSource does not hear it, ms. */
const LIMITED_FOR = 10_000
/** Over how long clients spread who are sent away by a replica that goes down, ms. */
const SPREAD = 10_000

/**
 * Who is told.
 *
 * @typedef {object} Sink
 * @property {(event: object, id: string | null) => void} event
 * @property {(snapshot: object) => void} snapshot
 * @property {(reset: {reason: string}) => void} reset
 * @property {(id: string) => void} moved the stream can be resumed further on, though there was no event
 * @property {(state: string) => void} state
 * @property {(refusal: Refusal, retryIn: number | null) => void} error
 * @property {(reason: string) => void} end
 */

/**
 * Follows one stream for as long as there is one: by EventSource while that works, else by the poll twin.
 *
 * Exactness rests on one rule: at any time only one source speaks, and it was opened at the position that the last one
 * was left at. Ids are handed back to the service and never compared.
 */
export class Session {
  #endpoint
  #options
  #platform
  #sink
  #requests
  #backoff
  #position
  #previous = null
  #since
  #wantsSnapshot
  #lost = null
  #failed = 0
  #polling = false
  #trialPause
  #over = false
  #paused = false
  #wake = () => {}
  #round = new AbortController()

  constructor(endpoint, credentials, options, platform, sink) {
    this.#endpoint = endpoint
    this.#options = options
    this.#platform = platform
    this.#sink = sink
    this.#requests = new Requests(endpoint, credentials, options.baseUrl, platform)
    this.#backoff = new Backoff(options.backoff, platform.random)
    this.#position = options.lastEventId ?? null
    this.#since = options.since
    this.#wantsSnapshot = Boolean(options.snapshot) && endpoint.snapshot !== null
    this.#trialPause = options.retryStream
    if (options.interrupted && !endpoint.ids) {
      this.#lost = 'gap'
    }
  }

  /** Where the stream can be resumed; null where there is nothing to resume from yet. */
  get position() {
    return this.#position
  }

  /** Whether what is missed can be had later. */
  get resumable() {
    return this.#endpoint.ids
  }

  async start() {
    while (!this.#over) {
      this.#round = new AbortController()
      const { signal } = this.#round
      try {
        if (this.#paused) {
          this.#sink.state('paused')
          await this.#sleep(Infinity)
        } else {
          await this.#prepare(signal)
          await (this.#over ? undefined : this.#polling ? this.#poll(signal) : this.#stream(signal))
        }
      } catch (failure) {
        if (!signal.aborted) {
          await this.#fail(failure)
        }
      }
    }
  }

  close() {
    this.#over = true
    this.#interrupt()
  }

  pause() {
    this.#paused = true
    this.#interrupt()
  }

  resume() {
    this.#paused = false
    this.#wake()
  }

  /** Tries at once what waits for its turn: the network is back, or somebody looks at the page again. */
  hurry() {
    if (!this.#paused) {
      this.#wake()
    }
  }

  #interrupt() {
    this.#round.abort()
    this.#wake()
  }

  /** Finds a position to start at, so that nothing is lost between a connect that breaks and the next. */
  async #prepare(signal) {
    if (this.#position !== null || !this.#endpoint.ids) {
      this.#tellLoss()
      return
    }
    const snapshot = this.#wantsSnapshot ? await this.#requests.snapshot(signal) : null
    if (snapshot !== null) {
      this.#position = snapshot.last_event_id
      this.#tellLoss()
      this.#sink.snapshot(snapshot)
      return
    }
    const answer = await this.#anchor(signal)
    if (!signal.aborted) {
      this.#tellLoss()
      this.#accept(answer)
    }
  }

  async #anchor(signal) {
    try {
      return await this.#requests.poll({ after: null, since: this.#since }, signal)
    } catch (refusal) {
      if (refusal.status !== 404 || !this.#endpoint.mayBeLiveOnly) {
        throw refusal
      }
      // this service keeps no past of this stream
      this.#endpoint = { ...this.#endpoint, ids: false, poll: null }
      return { events: [], lastEventId: null, hasMore: false }
    }
  }

  #tellLoss() {
    if (this.#lost !== null) {
      const reason = this.#lost
      this.#lost = null
      this.#sink.reset({ reason })
    }
  }

  async #stream(signal) {
    this.#sink.state('connecting')
    const openedAt = this.#platform.now()
    const url = await this.#requests.streamUrl(this.#endpoint.ids ? this.#position : null, signal)
    if (signal.aborted) {
      return
    }
    const { proven, ...outcome } = await this.#follow(url, signal)
    if (signal.aborted) {
      return
    }
    const worked = proven || this.#platform.now() - openedAt >= LONG_ENOUGH
    if (worked && outcome.mute === undefined && outcome.error === undefined) {
      this.#failed = 0
      this.#backoff.reset()
    }
    if (!this.#endpoint.ids) {
      this.#lost = 'gap'
    }
    await this.#conclude(outcome, worked, signal)
  }

  /** Listens until the stream is over, one way or another. */
  #follow(url, signal) {
    return new Promise((resolve) => {
      let close = () => {}
      let heard = 0
      let opened = false
      const settle = (outcome) => {
        watchdog.stop()
        signal.removeEventListener('abort', leave)
        close()
        settled = true
        resolve({ proven: watchdog.proven, ...outcome })
      }
      let settled = false
      const leave = () => settle({})
      const watchdog = new Watchdog(this.#endpoint.silence, this.#platform, async () => {
        if (this.#endpoint.poll === null || this.#options.transport === 'fetch') {
          // fetch hears heartbeats: silence is silence
          if (this.#options.transport === 'fetch' && (opened || watchdog.proven)) {
            settle({ silent: true })
          } else {
            watchdog.again()
          }
          return
        }
        const before = heard
        const missing = await this.#missing(signal, () => settled || heard !== before)
        if (settled) {
          return
        }
        if (missing === null || heard !== before) {
          watchdog.again()
        } else {
          settle({ mute: missing })
        }
      })
      const hear = () => {
        heard++
        watchdog.heard()
      }
      signal.addEventListener('abort', leave)
      close = openSource(url, this.#endpoint, this.#options.transport, this.#platform, {
        opened: () => {
          opened = true
          this.#sink.state('open')
        },
        alive: (id) => {
          hear()
          this.#move(id)
        },
        frame: (frame) => {
          if (!settled) {
            hear()
            this.#take(frame, settle)
          }
        },
        ended: (why) => {
          if (!settled) {
            settle(why)
          }
        },
      })
    })
  }

  #take(frame, settle) {
    switch (frame.type) {
      case 'error':
        settle({ error: JSON.parse(frame.text).reason, retry: frame.retry })
        break
      case 'stream.reset':
        settle({ reset: JSON.parse(frame.text).reason })
        break
      case 'stream.closed':
      case this.#endpoint.closing:
        this.#move(frame.id)
        settle({ closed: JSON.parse(frame.text).reason, retry: frame.retry })
        break
      case this.#endpoint.heartbeat:
        this.#move(frame.id)
        break
      default:
        this.#deliver(this.#endpoint.read(frame))
    }
  }

  /**
   * What the poll twin has that the stream keeps back; null where nothing is missing. Also null when the poll fails:
   * then it is the network, and the stream will end by itself.
   */
  async #missing(signal, spoken) {
    try {
      const answer = await this.#requests.poll({ after: this.#position }, signal)
      if (spoken() || signal.aborted) {
        return null
      }
      const silent = answer.events.length === 0 && !answer.reset && !answer.ended
      if (silent) {
        this.#move(answer.lastEventId)
        return null
      }
      await this.#sleep(GRACE)
      return spoken() || signal.aborted ? null : answer
    } catch {
      return null
    }
  }

  async #conclude(outcome, worked, signal) {
    if (outcome.completed || outcome.closed === 'completed') {
      this.#finish('completed')
    } else if (outcome.reset !== undefined) {
      this.#startOver(outcome.reset)
    } else if (outcome.refusal !== undefined) {
      throw outcome.refusal
    } else if (outcome.mute !== undefined) {
      this.#accept(outcome.mute)
      this.#countFailure()
    } else if (outcome.error !== undefined) {
      const limited = outcome.error === 'limited'
      throw new Refusal(limited ? 'Asked too much' : 'Not ready', {
        status: limited ? 429 : 503,
        code: outcome.error,
        retryAfter: outcome.retry ?? (limited ? LIMITED_FOR : undefined),
      })
    } else if (outcome.closed === 'shutting_down') {
      throw new Refusal('The service goes down', {
        code: outcome.closed,
        retryAfter: outcome.retry ?? this.#platform.random() * SPREAD,
      })
    } else if (outcome.closed !== undefined) {
      throw new Refusal('The service closed the stream', { code: outcome.closed })
    } else if (outcome.refused) {
      await this.#diagnose(signal)
    } else {
      if (!worked && this.#failed + 1 >= this.#options.failures) {
        // either the network is away, then this fails as well, or only streams do not get through
        await this.#diagnose(signal)
      }
      throw new Refusal('The connection was lost', { code: outcome.silent ? 'silent' : 'network' })
    }
  }

  /** Asks the poll twin what is wrong with the stream: EventSource does not tell a status. */
  async #diagnose(signal) {
    if (this.#endpoint.poll === null) {
      await this.#requests.knock(signal)
      return
    }
    const answer = await this.#requests.poll({ after: this.#position }, signal)
    if (!signal.aborted) {
      this.#accept(answer)
      if (!this.#over) {
        this.#countFailure()
        throw new Refusal('Streams do not get through', { code: 'stream' })
      }
    }
  }

  #countFailure() {
    this.#failed++
    if (this.#endpoint.poll !== null && this.#failed >= this.#options.failures) {
      this.#polling = true
      this.#trialPause = this.#options.retryStream
      this.#scheduleTrial()
    }
  }

  async #poll(signal) {
    this.#sink.state('polling')
    const answer = await this.#requests.poll({ after: this.#position, wait: POLL_WAIT }, signal)
    if (!signal.aborted) {
      this.#backoff.reset()
      this.#accept(answer)
    }
  }

  #scheduleTrial() {
    const pause = this.#trialPause * (0.75 + 0.5 * this.#platform.random())
    this.#trialPause = Math.min(this.#trialPause * 2, 10 * this.#options.retryStream)
    this.#platform.setTimeout(() => this.#trial().catch(() => false).then((works) => this.#afterTrial(works)), pause)
  }

  /**
   * Whether a stream gets through: one that begins before the last event has something to say at once. Nothing of it is
   * used: polling goes on meanwhile.
   */
  async #trial() {
    if (this.#over || this.#paused) {
      return false
    }
    const url = await this.#requests.streamUrl(this.#previous ?? this.#position, undefined)
    return new Promise((resolve) => {
      let close = () => {}
      const settle = (works) => {
        this.#platform.clearTimeout(timer)
        close()
        resolve(works)
      }
      const timer = this.#platform.setTimeout(() => settle(false), this.#endpoint.silence)
      close = openSource(url, this.#endpoint, this.#options.transport, this.#platform, {
        opened: () => {},
        alive: () => settle(true),
        frame: (frame) => settle(frame.type !== 'error'),
        ended: () => settle(false),
      })
    })
  }

  #afterTrial(works) {
    if (this.#over || !this.#polling) {
      return
    }
    if (works) {
      this.#polling = false
      this.#failed = 0
      this.#interrupt()
    } else {
      this.#scheduleTrial()
    }
  }

  #accept({ events, lastEventId, reset, ended }) {
    if (reset !== undefined) {
      this.#startOver(reset)
      return
    }
    events.forEach((event) => this.#deliver(event))
    this.#move(lastEventId)
    if (ended === 'completed') {
      this.#finish(ended)
    }
  }

  #deliver(event) {
    if (this.#over) {
      return
    }
    this.#previous = this.#position
    this.#position = event.id ?? this.#position
    this.#sink.event(event, this.#position)
  }

  #move(id) {
    if (id !== null && id !== this.#position && !this.#over) {
      this.#position = id
      this.#sink.moved(id)
    }
  }

  #startOver(reason) {
    this.#position = null
    this.#previous = null
    this.#since = undefined
    this.#wantsSnapshot = this.#endpoint.snapshot !== null
    this.#lost = reason
  }

  #finish(reason) {
    if (!this.#over) {
      this.#over = true
      this.#sink.end(reason)
    }
  }

  async #fail(failure) {
    const refusal = failure instanceof Refusal ? failure : new Refusal(String(failure), { cause: failure })
    if (refusal.final) {
      this.#over = true
      this.#sink.error(refusal, null)
      this.#sink.end('refused')
      return
    }
    const wait = this.#backoff.next(refusal.retryAfter)
    this.#sink.error(refusal, wait)
    this.#sink.state('waiting')
    await this.#sleep(wait)
  }

  #sleep(millis) {
    return new Promise((resolve) => {
      const timer = millis === Infinity ? undefined : this.#platform.setTimeout(resolve, millis)
      this.#wake = () => {
        this.#platform.clearTimeout(timer)
        resolve()
      }
    })
  }
}
