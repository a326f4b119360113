import { setTimeout as pass } from 'node:timers/promises'

export default {
  says: 'Lines end in CR alone: an event is there with its second one, not with what comes next',
  unbroken: true,
  needs: ['lone carriage returns'],
  streams: [
    async (stream) => {
      const frames = [1, 2, 3, 4, 5].map((number) => stream.frame(number).replaceAll('\n', '\r'))
      stream.head().raw(': hello\n\n').raw(frames[0])
      await pass(600)
      stream.next = Date.now()
      stream.raw(frames.slice(1).join('')).raw('event: stream.closed\rdata: {"reason":"completed"}\r\r').end()
    },
  ],
  check: ({ told, service }) => {
    const first = told.find(({ event }) => event)
    return first && first.at < service.streams[0].next ? [] : ['an event was kept back until the next one']
  },
}
