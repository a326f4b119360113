// The browser client, over fetch or over npm's eventsource in place of a browser's: node dealstream-js.js fetch|eventsource
import { EventSource } from 'eventsource'
import { Dealstream } from '../../js/dealstream.js'
import { onFollow, tell } from './lines.js'

const transport = process.argv[2]

onFollow(({ base, deal, key, after, ...options }) => {
  const client = new Dealstream({ baseUrl: base, key, share: false, transport, platform: { EventSource }, ...options })
  const stream = client.deal(deal, { lastEventId: after })
  stream.on('event', ({ id, type, data }) => tell({ event: { id, type, data } }))
  stream.on('snapshot', (snapshot) => tell({ snapshot }))
  stream.on('reset', ({ reason }) => tell({ reset: reason }))
  stream.on('error', ({ status, code, message, retryIn }) => tell({ error: { status, code, message, retryIn } }))
  stream.on('end', (reason) => tell({ end: reason }))
})
