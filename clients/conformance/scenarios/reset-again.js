export default {
  says: 'The past is lost again as soon as there is one, for three seconds: no storm of new beginnings',
  needs: ['resets'],
  after: 0,
  events: 0,
  complete: false,
  streams: Array.from({ length: 1_000 }, () => (stream, service) => {
    if (service.complete) {
      stream.nothing()
    } else {
      stream.head().raw('event: stream.reset\ndata: {"reason":"expired"}\n\n')
    }
  }),
  async meanwhile(run, service) {
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    this.tries = service.connects.length
    service.finish()
  },
  check() {
    return this.tries <= 14 ? [] : [`${this.tries} streams in three seconds`]
  },
}
