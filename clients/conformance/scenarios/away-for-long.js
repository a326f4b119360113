import { setTimeout as pass } from 'node:timers/promises'

export default {
  says: 'Nobody answers for three seconds: tries become rarer, and nothing is lost',
  ...everything(function (request, response) {
    this.since ??= Date.now()
    if (Date.now() - this.since > 3_000) {
      return false
    }
    this.tries = (this.tries ?? 0) + 1
    pass(10).then(() => response.socket?.resetAndDestroy())
    return true
  }),
  check() {
    return this.tries <= 14 ? [] : [`${this.tries} tries in three seconds`]
  },
}

function everything(act) {
  return { ticket: act, stream: act, poll: act, snapshot: act }
}
