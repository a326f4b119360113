import { answer } from '../lib/service.js'

export default {
  says: 'For two seconds the poll twin knows no place to begin at: it is asked again, without hurry',
  needs: ['a place to begin'],
  after: null,
  events: 0,
  complete: false,
  poll(request, response) {
    this.since ??= Date.now()
    if (Date.now() - this.since > 2_000) {
      return false
    }
    this.polls = (this.polls ?? 0) + 1
    answer(response, 200, { events: [], last_event_id: null, has_more: false })
    return true
  },
  async meanwhile(run, service) {
    for (let i = 0; i < 100 && service.connects.length === 0; i++) {
      await service.change(50)
    }
    service.emit(2)
    service.finish()
  },
  check() {
    return this.polls <= 10 ? [] : [`${this.polls} polls in two seconds`]
  },
}
