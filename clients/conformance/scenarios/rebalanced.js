import { waited } from '../lib/judge.js'

export default {
  says: 'A replica that has too many streams sends some elsewhere, with a retry: as in a drain',
  needs: ['retry'],
  streams: [(stream) => stream.head().raw('retry: 100\n\n').events(1, 2).raw('retry: 900\n\n').closing('rebalanced')],
  check: ({ service }) => waited(service, 1, 900, 1_125),
}
