export default {
  says: '503 told inside a 200 stream: it is no event, and it comes back',
  streams: [(stream) => stream.head().raw('retry: 300\n\nevent: error\ndata: {"reason":"not_ready"}\n\n').end()],
}
