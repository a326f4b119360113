export default {
  says: 'The last frame was lost; 204 says that all was told',
  streams: [
    async (stream) => {
      stream.head().raw('retry: 100\n\n').events(1, 5)
      await stream.cut()
    },
  ],
}
