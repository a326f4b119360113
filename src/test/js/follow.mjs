// Follows an event stream with npm's eventsource, as a page would, and prints each event and each change of state as a
// line of JSON:
//
//   node follow.mjs URL '{"X-API-Key": "..."}' deal.created deal_updated ...
//
// Ends when the client gives up.
import { EventSource } from 'eventsource'

const [url, headers, ...types] = process.argv.slice(2)

const source = new EventSource(url, {
  fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...JSON.parse(headers) } }),
})

function tell(what) {
  process.stdout.write(JSON.stringify(what) + '\n')
}

for (const type of types) {
  source.addEventListener(type, (event) => tell({ type: event.type, data: event.data, lastEventId: event.lastEventId }))
}
source.addEventListener('open', () => tell({ state: source.readyState }))
source.addEventListener('error', (event) => {
  // Without data it is the client's own, not one of the stream's.
  if (event.data === undefined) {
    tell({ state: source.readyState, status: event.code ?? 0 })
  }
})
