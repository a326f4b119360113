export default {
  says: 'Closed as too slow, then as too old: neither is the end',
  streams: [
    (stream) => stream.head().raw('retry: 100\n\n').events(1, 2).closing('slow_consumer'),
    (stream) => stream.head().raw('retry: 100\n\n').event(3).closing('max_age'),
  ],
}
