const told = (seen, name) => seen.filter((what) => what[name] !== undefined)

export default {
  says: 'The past is lost (stream.reset): the client tells it once, and goes on from a place that it knows',
  needs: ['resets'],
  events: 5,
  complete: false,
  expected: [6, 7],
  streams: [
    (stream) => {
      stream.head().raw('retry: 100\n\n')
      stream.raw('event: stream.reset\ndata: {"reason":"expired","snapshot_url":"/v1/events/deals/42/snapshot"}\n\n')
    },
  ],
  async meanwhile(run, service) {
    while (service.connects.length < 2 && (await service.change(100), run.told.every(({ exit }) => !exit))) {
      if (Date.now() - (service.requests[0]?.at ?? Date.now()) > 8_000) {
        break
      }
    }
    service.emit(2)
    service.finish()
  },
  check: ({ told: seen }) => {
    const resets = told(seen, 'reset').map(({ reset }) => reset)
    const snapshots = told(seen, 'snapshot').map(({ snapshot }) => snapshot.seen)
    return [
      ...(resets.join() === 'expired' ? [] : [`resets: ${resets.join() || 'none'} instead of expired`]),
      ...(snapshots.join() === '5' ? [] : [`snapshots: ${snapshots.join() || 'none'} instead of the one after 5 events`]),
    ]
  },
}
