import { answer } from '../lib/service.js'

export default {
  says: 'Only polls get through, and nobody holds them though they ask to be: no storm of polls',
  needs: ['polls'],
  events: 0,
  complete: false,
  rest: (stream) => stream.refuse(502, {}),
  poll(request, response) {
    this.since ??= Date.now()
    if (Date.now() - this.since > 3_000) {
      return false
    }
    this.polls = (this.polls ?? 0) + 1
    answer(response, 200, { events: [], last_event_id: '0.x', has_more: false })
    return true
  },
  async meanwhile(run, service) {
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    service.emit(2)
    service.finish()
  },
  check() {
    return this.polls <= 15 ? [] : [`${this.polls} polls in three seconds`]
  },
}
