import { waited } from '../lib/judge.js'

export default {
  says: '429 told inside a 200 stream, with retry: 700, as browsers get it: it waits that long',
  needs: ['retry'],
  streams: [(stream) => stream.head().raw('retry: 700\n\nevent: error\ndata: {"reason":"limited"}\n\n').end()],
  check: ({ service }) => waited(service, 1, 700, 875),
}
