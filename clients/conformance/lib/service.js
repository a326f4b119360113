import { createServer } from 'node:http'
import { once } from 'node:events'
import { live } from './live.js'
import { Stream } from './stream.js'

export const KEY = 'sk_secret_0123456789abcdef'
export const PATH = '/v1/events/deals/42'
/** How long a poll is held at most, whatever the client asks for, ms. */
const LONGEST_WAIT = 1_000
/** Parameters of polls that are whole numbers, and the greatest that the service takes. */
const NUMBERS = { wait: 30, limit: 1_000 }

/**
 * The service as one scenario has it: a deal with numbered events, its poll twin, its snapshot, tickets. It keeps what
 * was asked, and when.
 *
 * An id is `<number of events behind it>.<how often an id was given>`: the same place is spelt anew each time, so who
 * compares ids instead of handing them back is found out.
 */
export class Service {
  /** @type {{at: number, kind: string, method: string, url: string, headers: object, after: string | undefined}[]} */
  requests = []
  /** The streams that were opened, in order. @type {Stream[]} */
  streams = []
  count
  complete
  #scenario
  #server
  #tickets = new Map()
  #spelling = 0
  #waiting = new Set()

  constructor(scenario) {
    this.#scenario = scenario
    this.count = scenario.events ?? 5
    this.complete = scenario.complete ?? true
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error) => {
        // a client that goes away is no fault of the scenario's
        if (response.socket && !response.destroyed) {
          process.stderr.write(`${scenario.name}: ${error.stack}\n`)
        }
        response.destroy()
      })
    })
    this.#server.keepAliveTimeout = 10_000
  }

  async start() {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  stop() {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`
  }

  /** The streams that were asked for, in order. */
  get connects() {
    return this.requests.filter(({ kind }) => kind === 'stream')
  }

  emit(count = 1) {
    this.count += count
    this.#wake()
  }

  finish() {
    this.complete = true
    this.#wake()
  }

  idOf(number) {
    return `${number}.${this.#spelling++}`
  }

  /** What the n-th event says; the first is 1. */
  dataOf(number) {
    return this.#scenario.data?.(number) ?? { deal_id: 42, status: `state ${number}`, n: number }
  }

  /** Until something happened, or for so long. */
  change(millis) {
    return new Promise((resolve) => {
      const timer = setTimeout(done, millis)
      const waiting = this.#waiting
      waiting.add(done)
      function done() {
        clearTimeout(timer)
        waiting.delete(done)
        resolve()
      }
    })
  }

  #wake() {
    this.#waiting.forEach((done) => done())
  }

  async #answer(request, response) {
    const url = new URL(request.url, this.address)
    const kind = kindOf(url.pathname, request.method)
    const headerId = request.headers['last-event-id']
    const after = headerId ?? url.searchParams.get('last_event_id') ?? undefined
    this.requests.push({ at: Date.now(), kind, method: request.method, url: request.url, headers: request.headers, after })
    if (this.#scenario[kind]?.(request, response) === true) {
      return
    }
    if (kind === 'ticket') {
      this.#giveTicket(request, response)
    } else if (!this.#admits(request, url)) {
      answer(response, 401, { detail: 'No such key', code: 'INVALID_API_KEY', errors: [] })
    } else if (kind === 'poll') {
      await this.#poll(url.searchParams, after, response)
    } else if (kind === 'snapshot') {
      answer(response, 200, this.#snapshot())
    } else if (kind === 'stream') {
      await this.#stream(request, response, after)
    } else {
      answer(response, 404, { detail: 'No such thing', code: 'NOT_FOUND', errors: [] })
    }
  }

  #snapshot() {
    const state = { deal_id: 42, status: 'processing', settled: false, documents: [], seen: this.count }
    return { ...state, last_event_id: this.idOf(this.count) }
  }

  #giveTicket(request, response) {
    if (secretIn(request.headers) !== KEY) {
      answer(response, 401, { detail: 'No such key', code: 'INVALID_API_KEY', errors: [] })
      return
    }
    const ticket = `ticket-${this.#tickets.size}`
    this.#tickets.set(ticket, false)
    answer(response, 200, { ticket, expires_in: 30 })
  }

  #admits(request, url) {
    const ticket = url.searchParams.get('ticket')
    if (ticket !== null) {
      const good = this.#tickets.get(ticket) === false
      this.#tickets.set(ticket, true)
      return good
    }
    return (secretIn(request.headers) ?? url.searchParams.get('token')) === KEY
  }

  async #poll(query, after, response) {
    const wrong = Object.keys(NUMBERS).filter((name) => query.has(name) && !isNumber(query.get(name), NUMBERS[name]))
    if (wrong.length > 0) {
      answer(response, 422, { detail: 'Request validation failed', code: 'VALIDATION_ERROR', errors: wrong })
      return
    }
    const from = after === undefined ? this.count : placeOf(after)
    const until = Date.now() + Math.min(LONGEST_WAIT, 1_000 * Number(query.get('wait') ?? 0))
    while (from >= this.count && !this.complete && Date.now() < until) {
      await this.change(until - Date.now())
    }
    const reset = after === undefined ? undefined : this.#scenario.lost?.(from)
    const events = reset ? [] : range(from, this.count).map((number) => this.#polled(number))
    answer(response, 200, {
      events,
      last_event_id: events.at(-1)?.id ?? this.idOf(this.count),
      has_more: false,
      ...(reset && { reset }),
      ...(this.complete && !reset && { ended: 'completed' }),
    })
  }

  #polled(number) {
    return { id: this.idOf(number), type: 'deal_updated', data: this.dataOf(number), time: '2026-03-04T10:00:00Z' }
  }

  async #stream(request, response, after) {
    const act = this.#scenario.streams?.[this.streams.length] ?? this.#scenario.rest ?? live
    const from = after === undefined ? this.count : placeOf(after)
    const stream = new Stream(request, response, this, from)
    this.streams.push(stream)
    stream.gone.then(() => this.#wake())
    await act(stream, this)
  }
}

/** Answers with JSON. */
export function answer(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

export function placeOf(id) {
  return Number.parseInt(id, 10)
}

/** The secret that a request shows in a header, where secrets belong. */
export function secretIn(headers) {
  return headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '')
}

function kindOf(path, method) {
  if (method === 'POST') {
    return path === '/v1/stream-tickets' ? 'ticket' : 'other'
  }
  switch (path) {
    case PATH:
      return 'stream'
    case `${PATH}/poll`:
      return 'poll'
    case `${PATH}/snapshot`:
      return 'snapshot'
    default:
      return 'other'
  }
}

function range(after, last) {
  return Array.from({ length: Math.max(0, last - after) }, (_, i) => after + i + 1)
}

function isNumber(text, most) {
  return /^[0-9]+$/.test(text) && Number(text) <= most
}
