import { Backoff } from './backoff.js'
import { Connection } from './connection.js'
import { refusalOf } from './outcome.js'
import { Place } from './place.js'
import { Refusal } from './refusal.js'
import { Requests } from './requests.js'
import { openSource } from './sources.js'
import { Trials } from './trials.js'

/** How long the service may hold a poll, s. */
const POLL_WAIT = 25
/** After a poll that brought something, so that what comes close together comes in one answer, ms. */
const POLL_PAUSE = 250
/** Between two polls that were not held although they brought nothing, as by a replica that goes down, ms. */
const UNHELD_PAUSE = 1_000
/** A stream that lived as long as this was no failure, whatever it said, ms. */
const LONG_ENOUGH = 10_000

/**
 * Who is told.
 *
 * @typedef {object} Sink
 * @property {(event: object, id: string | null) => void} event `id` is where the stream stands after it
 * @property {(snapshot: object) => void} snapshot
 * @property {(reset: {reason: string}) => void} reset
 * @property {(id: string) => void} moved the stream can be resumed further on, though there was no event
 * @property {(state: string) => void} state
 * @property {(refusal: Refusal, retryIn: number | null) => void} error
 * @property {(reason: string) => void} end
 */

/**
 * Follows one stream for as long as there is one: as a stream while that works, else by the poll twin.
 *
 * Each event is told once because only one source speaks at a time, and it was opened at the place where the last one
 * was left.
 */
export class Session {
  #endpoint
  #options
  #platform
  #sink
  #requests
  #backoff
  #trials
  #place
  #since
  #wantsSnapshot
  #lost
  #lostAt = -Infinity
  #failed = 0
  #polling = false
  #over = false
  #paused = false
  #round = new AbortController()
  #wake = () => {}
  #hurried = false

  constructor(endpoint, credentials, options, platform, sink) {
    this.#endpoint = endpoint
    this.#options = options
    this.#platform = platform
    this.#sink = sink
    this.#requests = new Requests(endpoint, credentials, options.baseUrl, platform)
    this.#backoff = new Backoff(options.backoff, platform.random)
    this.#trials = new Trials((listener) => this.#tryStream(listener), endpoint.silence, options.retryStream, platform)
    this.#place = new Place(options.lastEventId ?? null, (id) => this.#over || sink.moved(id))
    this.#since = options.since
    this.#wantsSnapshot = Boolean(options.snapshot) && endpoint.snapshot !== null
    this.#lost = options.interrupted && !endpoint.ids ? 'gap' : null
  }

  /** Where the stream can be resumed; null where there is nothing to resume from yet. */
  get position() {
    return this.#place.id
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
        await (this.#paused ? this.#rest() : this.#go(signal))
      } catch (failure) {
        if (!signal.aborted) {
          await this.#fail(failure)
        }
      }
    }
  }

  close() {
    this.#over = true
    this.#trials.stop()
    this.#interrupt()
  }

  pause() {
    if (!this.#paused) {
      this.#paused = true
      this.#trials.giveUp()
      this.#interrupt()
    }
  }

  resume() {
    if (this.#paused) {
      this.#paused = false
      this.#wake()
    }
  }

  /** Tries at once what waits for its turn of its own accord: somebody looks at the page, or the network is back. */
  hurry() {
    if (this.#hurried) {
      this.#wake()
    }
  }

  #interrupt() {
    this.#round.abort()
    this.#wake()
  }

  #rest() {
    this.#sink.state('paused')
    return this.#sleep(Infinity)
  }

  async #go(signal) {
    if (this.#place.id === null && this.#endpoint.ids) {
      await this.#begin(signal)
    } else if (this.#polling) {
      await this.#poll(signal)
    } else {
      await this.#stream(signal)
    }
  }

  /** Finds a place to begin at, so that nothing gets lost between a first connect that breaks and the next. */
  async #begin(signal) {
    const snapshot = this.#wantsSnapshot ? await this.#requests.snapshot(signal) : null
    if (snapshot !== null) {
      this.#place.begin(snapshot.last_event_id)
      this.#tellLoss()
      this.#sink.snapshot(snapshot)
      return
    }
    try {
      const answer = await this.#requests.poll({ after: null, since: this.#since }, signal)
      this.#tellLoss()
      this.#accept(answer)
      if (this.#place.id === null && !this.#over) {
        throw new Refusal('The service knows no place to begin at yet', { code: 'not_ready' })
      }
    } catch (refusal) {
      if (refusal.status !== 404 || !this.#endpoint.mayBeLiveOnly) {
        throw refusal
      }
      // this service keeps no past of this stream
      this.#endpoint = { ...this.#endpoint, ids: false, poll: null }
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
    const url = await this.#requests.streamUrl(this.#place.id, signal)
    if (signal.aborted) {
      return
    }
    const connection = new Connection(
      this.#endpoint,
      this.#options.transport,
      this.#platform,
      this.#requests,
      this.#place,
      { opened: () => this.#opened(), event: (event) => this.#deliver(event) },
    )
    const outcome = await connection.follow(url, signal)
    if (!signal.aborted) {
      const worked = outcome.proven || this.#platform.now() - openedAt >= LONG_ENOUGH
      await this.#conclude(outcome, worked, signal)
    }
  }

  #opened() {
    this.#tellLoss()
    this.#sink.state('open')
  }

  async #conclude(outcome, worked, signal) {
    if (worked && [outcome.missing, outcome.error, outcome.reset].every((trouble) => trouble === undefined)) {
      this.#failed = 0
      this.#backoff.reset()
    }
    if (worked && !this.#endpoint.ids) {
      this.#lost = 'gap'
    }
    if (outcome.completed || outcome.closed === 'completed') {
      this.#finish('completed')
    } else if (outcome.reset !== undefined) {
      this.#startOver(outcome.reset)
    } else if (outcome.missing !== undefined) {
      this.#accept(outcome.missing)
      this.#countFailure()
    } else {
      const doubtful = outcome.refused || outcome.refusal?.status === 401
      if (doubtful || (!worked && this.#failed + 1 >= this.#options.failures)) {
        // the poll twin knows a refusal's reason, and whether it is the network or only streams that fail
        await this.#diagnose(signal)
      }
      if (!worked) {
        // short of the last failure, which only the poll twin can tell from a network that is away
        this.#failed = Math.min(this.#failed + 1, this.#options.failures - 1)
      }
      throw refusalOf(outcome, this.#platform.random)
    }
  }

  /** Asks the poll twin. Throws what it says; if it answers, the stream has failed. */
  async #diagnose(signal) {
    if (this.#endpoint.poll === null) {
      await this.#requests.knock(signal)
    } else {
      const answer = await this.#requests.poll({ after: this.#place.id }, signal)
      if (!signal.aborted) {
        this.#accept(answer)
        this.#countFailure()
      }
    }
  }

  #countFailure() {
    this.#failed++
    if (this.#endpoint.poll !== null && this.#failed >= this.#options.failures && !this.#polling) {
      this.#polling = true
      this.#trials.run().then((works) => works && this.#backToStream())
    }
  }

  #backToStream() {
    this.#polling = false
    this.#failed = 0
    if (!this.#paused) {
      this.#interrupt()
    }
  }

  async #tryStream(listener) {
    if (this.#paused) {
      throw new Refusal('Nobody looks')
    }
    const url = await this.#requests.streamUrl(this.#place.busyId)
    return openSource(url, this.#endpoint, this.#options.transport, this.#platform, listener)
  }

  async #poll(signal) {
    this.#sink.state('polling')
    const asked = this.#platform.now()
    const answer = await this.#requests.poll({ after: this.#place.id, wait: POLL_WAIT }, signal)
    this.#backoff.reset()
    this.#accept(answer)
    const pause = answer.events.length > 0 ? POLL_PAUSE : asked + UNHELD_PAUSE - this.#platform.now()
    if (!answer.hasMore && pause > 0 && !this.#over) {
      await this.#sleep(pause)
    }
  }

  #accept({ events, lastEventId, reset, ended }) {
    if (reset !== undefined) {
      this.#startOver(reset)
      return
    }
    events.forEach((event) => this.#deliver(event))
    this.#place.move(lastEventId)
    if (ended === 'completed') {
      this.#finish(ended)
    }
  }

  #deliver(event) {
    if (!this.#over) {
      this.#place.advance(event.id)
      this.#sink.event(event, this.#place.id)
    }
  }

  #startOver(reason) {
    this.#place.begin(null)
    this.#since = undefined
    this.#wantsSnapshot = this.#endpoint.snapshot !== null
    this.#lost = reason
    const again = this.#platform.now() - this.#lostAt < LONG_ENOUGH
    this.#lostAt = this.#platform.now()
    if (again) {
      throw new Refusal('The past was lost again', { code: reason })
    }
  }

  #finish(reason) {
    if (!this.#over) {
      this.#over = true
      this.#trials.stop()
      // nothing that is still on its way is wanted, such as a look whether the stream keeps something back
      this.#round.abort()
      this.#sink.end(reason)
    }
  }

  async #fail(failure) {
    if (this.#over) {
      return
    }
    const refusal = failure instanceof Refusal ? failure : new Refusal(String(failure), { cause: failure })
    if (refusal.final) {
      this.#sink.error(refusal, null)
      this.#finish('refused')
      return
    }
    const wait = this.#backoff.next(refusal.retryAfter)
    this.#sink.error(refusal, wait)
    this.#sink.state('waiting')
    // a wait that the service asked for is not cut short
    this.#hurried = refusal.retryAfter === undefined
    await this.#sleep(wait)
    this.#hurried = false
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
