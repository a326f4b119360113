import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { Adapter } from './adapter.js'
import { faultsOf } from './judge.js'
import { HEARTBEAT } from './live.js'
import { KEY, PATH, Service } from './service.js'

/** A trial takes no longer than this, ms. */
const LIMIT = 30_000
/** How long is listened for what should not come after the end, ms. */
const AFTERWARDS = 400

/**
 * One client in one scenario.
 *
 * @returns {Promise<{verdict: 'pass' | 'fail' | 'cannot', saw: string[], millis: number}>}
 */
export async function trial(client, { ...scenario }) {
  const cannot = (scenario.needs ?? []).find((need) => client.cannot?.[need])
  if (cannot) {
    return { verdict: 'cannot', saw: [client.cannot[cannot]], millis: 0 }
  }
  const started = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
  const service = new Service(scenario)
  await service.start()
  const run = new Run(client, scenario, service, join(folder, 'place'))
  try {
    const saw = await run.play()
    return { verdict: saw.length > 0 ? 'fail' : 'pass', saw, millis: Date.now() - started }
  } finally {
    await run.stop()
    service.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

class Run {
  #client
  #scenario
  #service
  #save
  #adapter
  #told = []

  constructor(client, scenario, service, save) {
    this.#client = client
    this.#scenario = scenario
    this.#service = service
    this.#save = save
    this.#start()
  }

  async play() {
    const deadline = Date.now() + LIMIT
    await this.#scenario.meanwhile?.(this, this.#service)
    const over = ({ end, exit }) => end !== undefined || exit !== undefined
    await this.#adapter.until(over, deadline - Date.now())
    const asked = this.#service.requests.length
    await pass(AFTERWARDS)
    const seen = { told: this.told, requests: this.#service.requests, scenario: this.#scenario, service: this.#service }
    const late = this.#service.requests.slice(asked)
    const asksOn = late.length > 0 && this.told.some(over)
    return [
      ...faultsOf(seen),
      ...(asksOn ? [`asked for ${late.map(({ kind }) => kind).join(', ')} after the end`] : []),
      ...(this.#scenario.check?.(seen) ?? []),
    ]
  }

  get told() {
    return [...this.#told, ...this.#adapter.told]
  }

  /** Until the client has told so many events. */
  heard(count, millis = 5_000) {
    let left = count - this.told.filter(({ event }) => event).length
    return left <= 0 ? Promise.resolve(true) : this.#adapter.until((what) => what.event && --left <= 0, millis)
  }

  /** Ends the client as a crash does, and starts it again. */
  async restart() {
    await this.stop()
    this.#told.push(...this.#adapter.told.filter(({ exit }) => exit === undefined))
    this.#start()
  }

  stop() {
    return this.#adapter.kill()
  }

  #start() {
    this.#adapter = new Adapter(this.#client.command, this.#client.cwd)
    const { after = 0, unbroken = false, options = {} } = this.#scenario
    this.#adapter.follow({
      base: this.#service.address,
      path: PATH,
      deal: 42,
      key: KEY,
      backoff: { base: 100, max: 1_000 },
      // where nothing breaks, a busy machine's pauses are not to look as if something did
      heartbeat: unbroken ? 3 * HEARTBEAT : HEARTBEAT,
      retryStream: 1_000,
      ...(after !== null && { after: this.#service.idOf(after) }),
      ...options,
      ...(options.save && { save: this.#save }),
    })
  }
}
