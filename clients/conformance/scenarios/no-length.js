export default {
  says: 'A proxy speaks HTTP/1.0: the answer has no chunks and ends where the connection does',
  streams: [
    (stream) => stream.unchunked().head().raw('retry: 100\n\n').events(1, 2).end(),
  ],
}
