export default {
  says: 'An answer ends in order, as behind a proxy that has had enough, but nothing was complete',
  streams: [(stream) => stream.head().raw('retry: 100\n\n').events(1, 2).end()],
}
