import { waited } from '../lib/judge.js'
import { answer } from '../lib/service.js'

export default {
  says: '503 with Retry-After: 1: comes back after one second, not sooner, not much later',
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
      answer(response, 503, { detail: 'Not ready', code: 'NOT_READY', errors: [] }, { 'Retry-After': '1' })
    }
    return refused
  },
  check: ({ service }) => waited(service, 1, 1_000, 1_250),
}
