export default {
  says: 'A connection breaks within a frame: the half event is dropped and comes whole on the next one',
  streams: [
    async (stream) => {
      stream.head().raw('retry: 100\n\n').events(1, 2).raw(stream.frame(3).slice(0, -3))
      await stream.cut()
    },
  ],
}
