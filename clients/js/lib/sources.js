import { frames } from './frames.js'
import { Refusal } from './refusal.js'

/**
 * Who is told what a source hears. `id` is where the stream stands after the frame; null where it has not said yet.
 *
 * @typedef {object} Listener
 * @property {() => void} opened the head of the answer is here
 * @property {(frame: {id: string | null, type: string, text: string}) => void} frame
 * @property {(id: string | null, proves: boolean) => void} alive something came that is no event; `proves`: it is more than the
 *   `retry:` with which every stream begins, also one that breaks at once
 * @property {(why: {refused?: boolean, refusal?: Refusal, completed?: boolean, retry?: number}) => void} ended
 */

/** Opens a stream; the result closes it. */
export function openSource(url, endpoint, transport, platform, listener) {
  return transport === 'fetch'
    ? openFetch(url, platform, listener)
    : openEventSource(url, endpoint, platform, listener)
}

/** The platform's EventSource. It never gets to reconnect by itself: its URL holds a ticket that is used up. */
function openEventSource(url, endpoint, platform, listener) {
  const source = new platform.EventSource(url)
  const names = new Set([...endpoint.types, endpoint.closing, 'stream.closed', 'stream.reset'])
  if (endpoint.heartbeat) {
    names.add(endpoint.heartbeat)
  }
  const frame = ({ type, data, lastEventId }) => listener.frame({ id: lastEventId || null, type, text: data })
  source.addEventListener('open', () => listener.opened())
  names.forEach((name) => source.addEventListener(name, frame))
  source.addEventListener('error', (event) => {
    if (event.data !== undefined) {
      frame(event)
    } else {
      // closed: a status other than 200, or no event stream; which it was, EventSource does not say
      const refused = source.readyState === 2
      source.close()
      listener.ended({ refused })
    }
  })
  return () => source.close()
}

/** The same over fetch, which sees heartbeats, bare ids, `retry:` and the status. */
function openFetch(url, platform, listener) {
  const abort = new AbortController()
  let id = null
  let retry
  const follow = async () => {
    const response = await platform.fetch(url, {
      headers: { Accept: 'text/event-stream' },
      credentials: 'omit',
      cache: 'no-store',
      signal: abort.signal,
    })
    if (response.status === 204) {
      return { completed: true }
    }
    if (!response.ok) {
      return { refusal: await Refusal.of(response) }
    }
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      return { refusal: new Refusal('Something came that is no event stream', { status: response.status, code: 'stream' }) }
    }
    listener.opened()
    for await (const frame of frames(response.body)) {
      if (abort.signal.aborted) {
        break
      }
      id = frame.id ?? id
      retry = frame.retry ?? retry
      if (frame.data === undefined) {
        listener.alive(id, frame.id !== undefined || frame.comment !== undefined)
      } else {
        listener.frame({ id, type: frame.event ?? 'message', text: frame.data, retry })
      }
    }
    return { retry }
  }
  follow()
    .catch(() => ({ retry }))
    .then((why) => {
      if (!abort.signal.aborted) {
        listener.ended(why)
      }
    })
  return () => abort.abort()
}
