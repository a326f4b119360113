export default {
  says: 'It begins with the snapshot, and goes on from exactly there',
  needs: ['snapshots'],
  after: null,
  events: 3,
  complete: false,
  expected: [4, 5],
  options: { snapshot: true },
  streams: [
    async (stream, service) => {
      service.emit(2)
      service.finish()
      stream.head().raw('retry: 100\n\n').events(stream.after + 1, 5).closing('completed')
    },
  ],
  check: ({ told }) => {
    const seen = told.filter(({ snapshot }) => snapshot).map(({ snapshot }) => snapshot.seen)
    return seen.join() === '3' ? [] : [`snapshots: ${seen.join() || 'none'} instead of the one after 3 events`]
  },
}
