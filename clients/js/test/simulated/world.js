import { Dealstream } from '../../dealstream.js'
import { Browser } from './browser.js'
import { Clock } from './clock.js'
import { Service } from './service.js'

/** A browser, a service and the time between them: the same in each run with the same seed. */
export class World {
  clock = new Clock()
  random
  service
  #browser

  constructor(seed = 1) {
    this.random = generator(seed)
    this.service = new Service(this.clock, this.random)
    this.#browser = new Browser(this.clock, this.random, this.service)
  }

  /** A tab that follows the deal, or what `open` opens. */
  follow(options = {}, open = (ds) => ds.deal(7)) {
    const { platform, show, kill, owner } = this.#browser.tab()
    const ticket = () => 'ticket'
    const stream = open(new Dealstream({ ticket, platform, backoff: { base: 100, max: 2_000 }, ...options }))
    const told = { events: [], snapshots: [], resets: [], states: [], errors: [], ends: [] }
    stream.on('event', ({ data }) => told.events.push(data.n))
    stream.on('snapshot', ({ seen }) => told.snapshots.push(seen))
    stream.on('reset', ({ reason }) => told.resets.push(reason))
    stream.on('state', (state) => told.states.push(state))
    stream.on('error', (refusal) => told.errors.push(refusal))
    stream.on('end', (reason) => told.ends.push(reason))
    // neither hears others nor answers them from now on
    const deafen = () => (owner.deaf = true)
    return { stream, told, show, kill, deafen }
  }

  stealLock() {
    this.#browser.steal()
  }

  /** Events, one after another, with some time between them. */
  async emit(count, pause = 50) {
    for (let i = 0; i < count; i++) {
      this.service.emit()
      await this.clock.pass(Math.floor(this.random() * pause))
    }
  }
}

/** Mulberry32. */
function generator(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function range(from, to) {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
