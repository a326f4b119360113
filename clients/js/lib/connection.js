import { openSource } from './sources.js'
import { Watchdog } from './watchdog.js'

/** How long what a poll has found may take to come by the stream as well, ms. */
const GRACE = 2_000

/**
 * How a connection ended: one of
 * - `completed`: nothing more will come;
 * - `closed`: the service said why it closes it;
 * - `error`: the service said in the stream why it does not serve it now;
 * - `reset`: the past is lost, and why;
 * - `refusal`, or only `refused` where EventSource keeps the reason to itself;
 * - `missing`: the stream keeps back what the poll twin has, which is this;
 * - `silent`: not even heartbeats came;
 * - none of these: it broke.
 *
 * `retry`: what the service asked to wait, ms. `proven`: something came through that shows it to work.
 *
 * @typedef {{completed?: boolean, closed?: string, error?: string, reset?: string, refusal?: Error, refused?: boolean,
 *   missing?: object, silent?: boolean, retry?: number, proven: boolean}} Outcome
 */

/** One stream from its opening to its end, with an eye on whether it delivers. */
export class Connection {
  #endpoint
  #transport
  #platform
  #requests
  #place
  #owner
  #signal
  #watchdog
  #settle
  #over = false
  #proven = false
  #heard = 0

  /** @param {{opened: () => void, event: (event: object) => void}} owner */
  constructor(endpoint, transport, platform, requests, place, owner) {
    this.#endpoint = endpoint
    this.#transport = transport
    this.#platform = platform
    this.#requests = requests
    this.#place = place
    this.#owner = owner
  }

  /**
   * Follows it to its end.
   *
   * @returns {Promise<Outcome>}
   */
  follow(url, signal) {
    this.#signal = signal
    return new Promise((resolve) => {
      let close = () => {}
      const leave = () => this.#settle({})
      this.#settle = (outcome) => {
        if (!this.#over) {
          this.#over = true
          this.#watchdog.stop()
          signal.removeEventListener('abort', leave)
          close()
          resolve({ ...outcome, proven: this.#proven })
        }
      }
      this.#watchdog = new Watchdog(this.#endpoint.silence, this.#platform, () => this.#look())
      signal.addEventListener('abort', leave)
      close = openSource(url, this.#endpoint, this.#transport, this.#platform, {
        opened: () => this.#owner.opened(),
        alive: (id, proves) => {
          this.#hear()
          this.#proven ||= proves
          this.#place.move(id)
        },
        frame: (frame) => {
          if (!this.#over) {
            this.#hear()
            this.#proven = true
            this.#take(frame)
          }
        },
        ended: this.#settle,
      })
    })
  }

  #hear() {
    this.#heard++
    this.#watchdog.heard()
  }

  #take(frame) {
    switch (frame.type) {
      case 'error':
        this.#settle({ error: JSON.parse(frame.text).reason, retry: frame.retry })
        break
      case 'stream.reset':
        this.#settle({ reset: JSON.parse(frame.text).reason })
        break
      case 'stream.closed':
      case this.#endpoint.closing:
        this.#place.move(frame.id)
        this.#settle({ closed: JSON.parse(frame.text).reason, retry: frame.retry })
        break
      case this.#endpoint.heartbeat:
        this.#place.move(frame.id)
        break
      default:
        this.#owner.event(this.#endpoint.read(frame))
    }
  }

  /** It has been silent: over fetch that says enough, since heartbeats are heard there; else the poll twin knows. */
  async #look() {
    if (this.#transport === 'fetch') {
      this.#settle({ silent: true })
      return
    }
    const heard = this.#heard
    const missing = this.#endpoint.poll === null ? null : await this.#missing(() => this.#over || this.#heard > heard)
    if (missing !== null) {
      this.#settle({ missing })
    } else if (!this.#over) {
      this.#watchdog.again()
    }
  }

  /** What the poll twin has and the stream does not deliver, or null. When the poll fails, it is the network. */
  async #missing(spoken) {
    try {
      const answer = await this.#requests.poll({ after: this.#place.id }, this.#signal)
      if (spoken()) {
        return null
      }
      if (answer.events.length === 0 && answer.reset === undefined && answer.ended === undefined) {
        this.#place.move(answer.lastEventId)
        return null
      }
      await new Promise((resolve) => this.#platform.setTimeout(resolve, GRACE))
      return spoken() ? null : answer
    } catch {
      return null
    }
  }
}
