import { setTimeout as pass } from 'node:timers/promises'

/** Bytes that are to arrive apart are sent so far apart, ms. */
const APART = 30

/** One stream's answer, as a scenario writes it. */
export class Stream {
  /** Kept when the client has gone. */
  gone
  #response
  #service
  #open = true

  /** @param {number} after how many events the client has, by the id that it brought */
  constructor(request, response, service, after) {
    this.request = request
    this.after = after
    this.#response = response
    this.#service = service
    response.socket.setNoDelay(true)
    response.on('error', () => {})
    this.gone = new Promise((resolve) => response.on('close', resolve))
    this.gone.then(() => (this.#open = false))
  }

  get open() {
    return this.#open
  }

  /** The head of an event stream, or of something else. */
  head(headers = {}, status = 200) {
    this.#response.writeHead(status, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
      ...headers,
    })
    this.#response.flushHeaders()
    return this
  }

  /** Ends with the connection, as answers did before there were chunks. */
  unchunked() {
    this.#response.useChunkedEncodingByDefault = false
    this.#response.shouldKeepAlive = false
    return this
  }

  raw(text) {
    if (this.#open) {
      this.#response.write(text)
    }
    return this
  }

  /** The parts as they are, each in a packet of its own. */
  async apart(...parts) {
    for (const part of parts) {
      this.raw(part)
      await pass(APART)
    }
  }

  /** The service's n-th event. */
  event(number) {
    return this.raw(this.frame(number))
  }

  events(first, last) {
    for (let number = first; number <= last; number++) {
      this.event(number)
    }
    return this
  }

  frame(number) {
    return `id: ${this.#service.idOf(number)}\nevent: deal_updated\ndata: ${JSON.stringify(this.#service.dataOf(number))}\n\n`
  }

  /** The last frame, which says why. */
  closing(reason) {
    return this.raw(`event: stream.closed\ndata: {"reason":"${reason}"}\n\n`).end()
  }

  /** A status and a body that is no stream. */
  refuse(status, body, headers = {}) {
    this.#response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
    this.#response.end(JSON.stringify(body))
  }

  nothing() {
    this.#response.writeHead(204)
    this.#response.end()
  }

  /** Ends as an answer does. */
  end(text) {
    this.#response.end(text)
    return this
  }

  /** Ends as a broken network does; what was written has left by then. */
  async cut() {
    await pass(APART)
    this.#response.socket?.resetAndDestroy()
  }
}
