// A client that follows a stream well enough where nothing happens, but for one fault: node careless.js FAULT
import { frames } from '../../js/lib/frames.js'
import { onFollow, tell } from '../adapters/lines.js'

const fault = process.argv[2]

onFollow(async ({ base, path, key, after }) => {
  let id = after
  for (let over = false; !over; ) {
    over = await follow(new URL(path, base)).catch(() => false)
    await new Promise((resolve) => setTimeout(resolve, fault === 'storms' ? 10 : 150))
  }
  if (fault === 'asks on') {
    await fetch(new URL(path, base), { headers: { 'X-API-Key': key } })
  }

  async function follow(url) {
    url.searchParams.set('last_event_id', fault === 'repeats' ? after : id)
    if (fault === 'leaks') {
      url.searchParams.set('token', key)
    }
    const response = await fetch(url, { headers: { 'X-API-Key': key } })
    if (response.status !== 200) {
      tell({ end: response.status === 204 ? 'completed' : 'refused' })
      return true
    }
    for await (const frame of frames(response.body)) {
      id = frame.id ?? id
      if (frame.event === 'stream.closed') {
        tell({ end: 'completed' })
        return true
      }
      if (frame.data !== undefined && !(fault === 'loses' && frame.data.includes('"n":3'))) {
        const data = JSON.parse(frame.data)
        tell({ event: { id, type: frame.event, data: fault === 'distorts' ? { ...data, status: 'changed' } : data } })
      }
    }
    return fault === 'gives up' ? (tell({ end: 'completed' }), true) : false
  }
})

if (fault === 'crashes') {
  setTimeout(() => process.exit(3), 100)
}
