export default {
  says: 'Each byte of an event comes by itself',
  unbroken: true,
  events: 2,
  streams: [
    async (stream) => {
      stream.head().raw(': hello\n\n')
      for (const byte of Buffer.from(stream.frame(1))) {
        stream.raw(Buffer.of(byte))
        await new Promise((resolve) => setTimeout(resolve, 3))
      }
      stream.event(2).closing('completed')
    },
  ],
}
