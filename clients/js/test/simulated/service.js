/**
 * One stream of numbered events and its poll twin. An id says how many events lie behind it, and is spelt anew each time
 * that it is given.
 */
export class Service {
  events = 0
  /** Streams open, but say nothing: a proxy keeps it back. */
  muted = false
  /** Streams are cut as soon as they are open. */
  cutting = false
  /** How long streams keep an event back that polls have, ms. */
  lag = 0
  /** Ids are spelt the same each time. */
  plain = false
  /** How many of the next requests find their ticket used up. */
  usedUp = 0
  /** Nobody answers. */
  down = false
  /** A status for everything. */
  refusing = 0
  /** What streams say instead of events: `limited`, `not_ready`. */
  excuse = null
  /** Ids up to this one are too old. */
  forgotten = -1
  completed = false
  opened = 0
  /** What was asked for: paths, and the ids that they were asked with. */
  asked = []
  polls = 0
  #clock
  #random
  #open = new Set()
  #spelling = 0

  constructor(clock, random) {
    this.#clock = clock
    this.#random = random
  }

  get streams() {
    return this.#open.size
  }

  emit() {
    this.events++
    this.#open.forEach((stream) => this.#feed(stream))
  }

  complete() {
    this.completed = true
    this.#open.forEach((stream) => this.#feed(stream))
  }

  /** Ends all streams as a network does, or with a last frame. */
  cut(closing) {
    for (const stream of [...this.#open]) {
      if (closing) {
        this.#say(stream, 'stream.closed', JSON.stringify({ reason: closing }), null)
      }
      this.#fail(stream, 0)
    }
  }

  /** The class that a page has as `EventSource`; `gone` ends all that it has open. */
  eventSource() {
    const service = this
    const own = new Set()
    let ended = false
    return class extends EventTarget {
      readyState = 0
      id = ''

      static end() {
        ended = true
        own.forEach((source) => source.close())
      }

      constructor(url) {
        super()
        if (ended) {
          return
        }
        own.add(this)
        service.#clock.setTimeout(() => service.#connect(this, new URL(url)), service.#delay())
      }

      close() {
        this.readyState = 2
        service.#open.delete(this)
      }
    }
  }

  /** What a page has as `fetch`. */
  async fetch(url) {
    const { pathname, searchParams } = new URL(url)
    this.asked.push([pathname, searchParams.get('ids')])
    await new Promise((resolve) => this.#clock.setTimeout(resolve, this.#delay()))
    if (this.down) {
      throw new TypeError('Failed to fetch')
    }
    if (this.refusing > 0) {
      return Response.json({ detail: 'No', code: 'NO' }, { status: this.refusing })
    }
    if (this.usedUp > 0) {
      this.usedUp--
      return Response.json({ detail: 'No', code: 'INVALID_TOKEN' }, { status: 401 })
    }
    if (pathname.endsWith('/snapshot')) {
      return Response.json({ seen: this.events, last_event_id: this.#idOf(this.events) })
    }
    this.polls++
    return this.#poll(searchParams)
  }

  async #poll(query) {
    const after = query.get('last_event_id')
    const from = after === null ? this.events : positionOf(after)
    const until = this.#clock.now() + 1_000 * Number(query.get('wait') ?? 0)
    while (from === this.events && !this.completed && this.#clock.now() < until) {
      await new Promise((resolve) => this.#clock.setTimeout(resolve, 100))
    }
    if (after !== null && from <= this.forgotten) {
      return Response.json({ events: [], last_event_id: this.#idOf(this.events), has_more: false, reset: 'expired' })
    }
    const events = range(from, this.events).map((n) => ({ id: this.#idOf(n + 1), type: 'deal_updated', data: { n } }))
    return Response.json({
      events,
      last_event_id: this.#idOf(this.events),
      has_more: false,
      ...(this.completed ? { ended: 'completed' } : {}),
    })
  }

  #connect(stream, url) {
    if (stream.readyState === 2) {
      return
    }
    this.opened++
    this.asked.push([url.pathname, url.searchParams.get('ids')])
    const after = url.searchParams.get('last_event_id')
    stream.at = after === null ? this.events : positionOf(after)
    if (this.down) {
      this.#fail(stream, 0)
    } else if (this.refusing > 0 || (this.completed && stream.at === this.events)) {
      this.#fail(stream, 2)
    } else if (this.excuse !== null) {
      this.#say(stream, 'error', JSON.stringify({ reason: this.excuse }), null)
      this.#fail(stream, 0)
    } else {
      stream.readyState = 1
      if (this.cutting) {
        this.#fail(stream, 0)
        return
      }
      this.#open.add(stream)
      stream.dispatchEvent(new Event('open'))
      if (after !== null && stream.at <= this.forgotten) {
        this.#say(stream, 'stream.reset', JSON.stringify({ reason: 'expired' }), null)
      }
      this.#feed(stream)
    }
  }

  #feed(stream) {
    this.#clock.setTimeout(() => {
      if (this.muted) {
        return
      }
      while (stream.readyState === 1 && stream.at < this.events) {
        const n = stream.at++
        this.#say(stream, 'deal_updated', JSON.stringify({ n }), this.#idOf(n + 1))
      }
      if (this.completed && stream.readyState === 1) {
        this.#say(stream, 'stream.closed', '{"reason":"completed"}', null)
      }
    }, this.lag + this.#delay())
  }

  #say(stream, type, data, id) {
    stream.id = id ?? stream.id
    stream.dispatchEvent(Object.assign(new Event(type), { data, lastEventId: stream.id }))
  }

  #fail(stream, readyState) {
    this.#open.delete(stream)
    if (stream.readyState !== 2) {
      stream.readyState = readyState
      stream.dispatchEvent(new Event('error'))
    }
  }

  #idOf(position) {
    return this.plain ? `${position}` : `${position}.${this.#spelling++}`
  }

  #delay() {
    return Math.floor(this.#random() * 20)
  }
}

function positionOf(id) {
  return Number.parseInt(id, 10)
}

function range(from, to) {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}
