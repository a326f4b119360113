/** What the client uses of the browser, in one place so that tests can put something else there. */
export function platform() {
  return {
    origin: globalThis.location?.origin ?? 'http://localhost',
    fetch: (...request) => globalThis.fetch(...request),
    EventSource: globalThis.EventSource,
    BroadcastChannel: globalThis.BroadcastChannel,
    locks: globalThis.navigator?.locks,
    document: globalThis.document,
    window: globalThis.window,
    setTimeout: (...call) => globalThis.setTimeout(...call),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
    random: () => Math.random(),
  }
}
