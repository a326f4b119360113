import { waited } from '../lib/judge.js'

export default {
  says: 'A replica goes down and gives each client a retry: of its own: that is when it comes back',
  needs: ['retry'],
  streams: [(stream) => stream.head().raw('retry: 100\n\n').events(1, 2).raw('retry: 900\n\n').closing('shutting_down')],
  check: ({ service }) => waited(service, 1, 900, 1_125),
}
