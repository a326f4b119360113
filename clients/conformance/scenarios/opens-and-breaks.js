const breaks = async (stream) => {
  stream.head().raw('retry: 100\n\n')
  await stream.cut()
}

export default {
  says: 'Each stream opens and breaks at once: that is no success, and the waits grow',
  rest: breaks,
  complete: false,
  events: 0,
  needs: ['polls'],
  async meanwhile(run, service) {
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    this.tries = service.connects.length
    service.emit(3)
    service.finish()
  },
  check() {
    return this.tries <= 12 ? [] : [`${this.tries} streams in three seconds`]
  },
}
