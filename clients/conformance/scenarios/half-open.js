export default {
  says: 'A connection that is dead on the other side: not even heartbeats come, and nobody closes it',
  streams: [(stream) => stream.head().raw('retry: 100\n\n').events(1, 2)],
}
