import { Refusal } from './refusal.js'

/** How long an answer may take beyond what was asked to wait, ms. */
const PATIENCE = 15_000

/**
 * What a poll brought.
 *
 * @typedef {object} Answer
 * @property {object[]} events in the stream's order
 * @property {string | null} lastEventId where to go on
 * @property {boolean} hasMore whether another poll brings more at once
 * @property {string | undefined} reset why the past is lost
 * @property {string | undefined} ended why nothing more will come
 */

/** The requests that one stream is made of. Each has a ticket of its own. */
export class Requests {
  #endpoint
  #credentials
  #baseUrl
  #platform

  constructor(endpoint, credentials, baseUrl, platform) {
    this.#endpoint = endpoint
    this.#credentials = credentials
    this.#baseUrl = baseUrl
    this.#platform = platform
  }

  /** The address of the stream after an id, with a ticket that holds for one connect. */
  streamUrl(after, signal) {
    return this.#url(this.#endpoint.path, after === null ? [] : [['last_event_id', after]], this.#endpoint.rights, signal)
  }

  /**
   * @param {{after: string | null, since?: string, wait?: number, limit?: number}} place `wait` in seconds
   * @returns {Promise<Answer>}
   */
  async poll({ after, since, wait = 0, limit = 500 }, signal) {
    const query = [['limit', String(limit)]]
    if (wait > 0) {
      query.push(['wait', String(wait)])
    }
    if (after !== null) {
      query.push(['last_event_id', after])
    } else if (since !== undefined) {
      query.push(['since', since instanceof Date ? since.toISOString() : String(since)])
    }
    const body = await this.#json(this.#endpoint.poll, query, this.#endpoint.rights, PATIENCE + wait * 1000, signal)
    return {
      events: body.events.map((item) => this.#endpoint.readPolled(item)),
      lastEventId: body.last_event_id ?? null,
      hasMore: body.has_more,
      reset: body.reset,
      ended: body.ended,
    }
  }

  /** The current state; null where nothing was ever heard of it. */
  async snapshot(signal) {
    try {
      return await this.#json(this.#endpoint.snapshot, [], this.#endpoint.subjects, PATIENCE, signal)
    } catch (refusal) {
      if (refusal.status === 404) {
        return null
      }
      throw refusal
    }
  }

  /** Why a stream that has no poll twin is refused; ends well where it is not. */
  async knock(signal) {
    const url = await this.#url(this.#endpoint.path, [], this.#endpoint.rights, signal)
    await this.#get(url, 'text/event-stream', PATIENCE, signal, (answer) => answer.body.cancel())
  }

  async #json(path, query, rights, patience, signal) {
    const url = await this.#url(path, query, rights, signal)
    const read = (answer) => answer.json()
    try {
      return await this.#get(url, 'application/json', patience, signal, read)
    } catch (refusal) {
      if (refusal.status !== 401) {
        throw refusal
      }
    }
    // a ticket holds once and for seconds: one that was slow, or sent twice by the browser, says nothing of the next
    return this.#get(await this.#url(path, query, rights, signal), 'application/json', patience, signal, read)
  }

  async #get(url, accept, patience, signal, read) {
    const abort = new AbortController()
    const giveUp = () => abort.abort()
    const timer = this.#platform.setTimeout(giveUp, patience)
    signal?.addEventListener('abort', giveUp)
    try {
      const response = await this.#platform.fetch(url, {
        headers: { Accept: accept },
        credentials: 'omit',
        cache: 'no-store',
        signal: abort.signal,
      })
      if (!response.ok) {
        throw await Refusal.of(response)
      }
      return await read(response)
    } catch (failure) {
      throw failure instanceof Refusal ? failure : new Refusal('The service was not reached', { cause: failure })
    } finally {
      this.#platform.clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
  }

  async #url(path, query, rights, signal) {
    const url = new URL(path, this.#baseUrl)
    for (const [name, value] of [...this.#endpoint.query, ...query]) {
      url.searchParams.append(name, value)
    }
    const ticket = await this.#ticket(rights, signal)
    if (ticket !== undefined) {
      url.searchParams.append('ticket', ticket)
    }
    return url
  }

  async #ticket(rights, signal) {
    let timer
    const late = new Promise((_, reject) => {
      timer = this.#platform.setTimeout(() => reject(new Error('No ticket came')), PATIENCE)
    })
    try {
      return await Promise.race([this.#credentials.ticket(rights, signal), late])
    } catch (failure) {
      // the page's function may throw anything; a `status` tells whether it is worth another try
      throw failure instanceof Refusal
        ? failure
        : new Refusal(failure?.message ?? 'No ticket', { status: failure?.status ?? 0, code: 'ticket', cause: failure })
    } finally {
      this.#platform.clearTimeout(timer)
    }
  }
}
