export default {
  says: 'A bare id moves the place on: the reconnect begins there',
  needs: ['bare ids'],
  streams: [
    async (stream, service) => {
      stream.head().raw('retry: 100\n\n').event(1).raw(`id: ${service.idOf(2)}\n\n`)
      await stream.cut()
    },
  ],
  expected: [1, 3, 4, 5],
}
