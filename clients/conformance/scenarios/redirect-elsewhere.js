import { createServer } from 'node:http'
import { KEY } from '../lib/service.js'

export default {
  says: 'A redirect to another host: whoever follows it shows no secret there',
  stream(request, response) {
    if (this.elsewhere) {
      return false
    }
    this.seen = []
    this.elsewhere = createServer((other, answer) => {
      this.seen.push(JSON.stringify(other.headers) + other.url)
      answer.writeHead(503, { Connection: 'close' })
      answer.end()
    })
    this.elsewhere.listen(0, '127.0.0.1', () => {
      response.writeHead(307, { Location: `http://127.0.0.1:${this.elsewhere.address().port}/v1/events/deals/42` })
      response.end()
    })
    return true
  },
  check() {
    this.elsewhere?.close()
    return this.seen?.some((text) => text.includes(KEY)) ? ['the key was shown to another host'] : []
  },
}
