const bad = (stream) => stream.refuse(502, {})

export default {
  says: 'Streams fail for a while: it polls, and goes back to a stream once one gets through',
  needs: ['polls'],
  complete: false,
  events: 2,
  streams: [bad, bad, bad, bad],
  async meanwhile(run, service) {
    await run.heard(2)
    for (let i = 0; i < 80 && service.connects.length < 5; i++) {
      await service.change(100)
    }
    service.emit(3)
    service.finish()
  },
  check: ({ requests, service }) => [
    ...(requests.some(({ kind }) => kind === 'poll') ? [] : ['never polled']),
    ...(service.connects.length >= 5 ? [] : ['never went back to a stream']),
  ],
}
