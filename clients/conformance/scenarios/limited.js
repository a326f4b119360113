import { waited } from '../lib/judge.js'
import { answer } from '../lib/service.js'

export default {
  says: '429 with Retry-After: 1: the same, it is not refused for good',
  stream(request, response) {
    this.since ??= Date.now()
    return this.refuse(response)
  },
  poll(request, response) {
    return this.since !== undefined && this.refuse(response)
  },
  refuse(response) {
    const refused = Date.now() - this.since < 900
    if (refused) {
      answer(response, 429, { detail: 'Too many streams', code: 'RATE_LIMITED', errors: [] }, { 'Retry-After': '1' })
    }
    return refused
  },
  check: ({ service }) => waited(service, 1, 1_000, 1_250),
}
