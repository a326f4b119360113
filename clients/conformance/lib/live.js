/** How often a stream that is served as it should be says that it is alive, ms. */
export const HEARTBEAT = 2_000

/** A stream as the service serves it: from where the client is, until the deal is settled. */
export async function live(stream, service) {
  if (service.complete && stream.after >= service.count) {
    stream.nothing()
    return
  }
  stream.head().raw('retry: 100\n\n')
  await goOn(stream, service)
}

/** What comes after the head. */
export async function goOn(stream, service) {
  for (let sent = stream.after; stream.open; ) {
    while (sent < service.count) {
      stream.event(++sent)
    }
    if (service.complete) {
      stream.closing('completed')
      return
    }
    const before = service.count
    await service.change(HEARTBEAT)
    if (service.count === before && !service.complete) {
      stream.raw(': keepalive\n\n')
    }
  }
}
