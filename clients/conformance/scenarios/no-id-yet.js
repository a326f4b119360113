export default {
  says: 'The first connection breaks before it had an id: what happens until the next one is not lost',
  needs: ['a place to begin'],
  after: null,
  events: 0,
  complete: false,
  streams: [
    async (stream, service) => {
      stream.head().raw('retry: 100\n\n')
      service.emit(2)
      await stream.cut()
      service.emit(1)
      service.finish()
    },
  ],
}
