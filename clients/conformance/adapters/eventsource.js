// npm's eventsource as it comes, with the key in a header and the place in the query.
import { EventSource } from 'eventsource'
import { onFollow, tell } from './lines.js'

onFollow(({ base, path, key, after }) => {
  const url = new URL(path, base)
  if (after !== undefined) {
    url.searchParams.set('last_event_id', after)
  }
  const source = new EventSource(url, {
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, 'X-API-Key': key } }),
  })
  source.addEventListener('deal_updated', ({ lastEventId, type, data }) => {
    tell({ event: { id: lastEventId, type, data: JSON.parse(data) } })
  })
  source.addEventListener('stream.closed', ({ data }) => {
    if (JSON.parse(data).reason === 'completed') {
      source.close()
      tell({ end: 'completed' })
    }
  })
  source.addEventListener('error', (event) => {
    if (event.data === undefined && source.readyState === EventSource.CLOSED) {
      tell({ end: event.code === 204 ? 'completed' : 'refused' })
    }
  })
})
