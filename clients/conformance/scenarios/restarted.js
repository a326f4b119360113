export default {
  says: 'The program is killed and started again: it goes on where it was, by what it saved',
  needs: ['a saved place'],
  complete: false,
  events: 3,
  options: { save: true },
  async meanwhile(run, service) {
    await run.heard(3)
    service.emit(2)
    await run.heard(5)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await run.restart()
    service.emit(1)
    service.finish()
  },
}
