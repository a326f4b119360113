import { setTimeout as pass } from 'node:timers/promises'
import { goOn, HEARTBEAT } from '../lib/live.js'

export default {
  says: 'Heartbeats come half as late again as they should: nobody gives up such a stream',
  unbroken: true,
  options: { heartbeat: HEARTBEAT },
  events: 2,
  complete: false,
  streams: [
    async (stream, service) => {
      stream.head().raw('retry: 100\n\n').events(1, 2)
      for (let i = 0; i < 3; i++) {
        await pass(1.5 * HEARTBEAT)
        stream.raw(': keepalive\n\n')
      }
      service.emit(3)
      service.finish()
      stream.after = 2
      await goOn(stream, service)
    },
  ],
}
