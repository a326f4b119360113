/** The locks and channels of one origin, and tabs that die without a word. */
export class Browser {
  #clock
  #random
  #service
  #held = new Map()
  #queues = new Map()
  #channels = new Set()

  constructor(clock, random, service) {
    this.#clock = clock
    this.#random = random
    this.#service = service
  }

  /** A platform for the client in a tab of its own; `kill` ends it as a crash does. */
  tab() {
    const owner = { alive: true }
    const clock = this.#clock
    const browser = this
    const EventSource = this.#service.eventSource()
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    const platform = {
      origin: 'http://service',
      document,
      window: new EventTarget(),
      EventSource,
      fetch: (url) => this.#service.fetch(url),
      locks: { request: (name, options, hold) => this.#request(owner, name, options, hold) },
      BroadcastChannel: class {
        constructor(name) {
          Object.assign(this, { name, owner, last: new Map() })
          browser.#channels.add(this)
        }

        postMessage(data) {
          // what a tab that was killed was about to do is not done
          if (!owner.alive) {
            return
          }
          browser.#post(this, structuredClone(data))
        }

        close() {
          browser.#channels.delete(this)
        }
      },
      now: () => clock.now(),
      setTimeout: (call, millis) => clock.setTimeout(() => owner.alive && call(), millis),
      clearTimeout: (timer) => clock.clearTimeout(timer),
      random: this.#random,
    }
    const show = (visible) => {
      document.visibilityState = visible ? 'visible' : 'hidden'
      document.dispatchEvent(new Event('visibilitychange'))
    }
    return { platform, show, kill: () => this.#kill(owner, EventSource), owner }
  }

  #kill(owner, EventSource) {
    owner.alive = false
    EventSource.end()
    this.#channels.forEach((channel) => channel.owner === owner && this.#channels.delete(channel))
    // that it is gone and what it said last become known in no particular order
    this.#clock.setTimeout(() => {
      for (const [name, held] of this.#held) {
        this.#held.set(name, held.filter((lock) => lock.owner !== owner))
      }
      for (const [name, queue] of this.#queues) {
        this.#queues.set(name, queue.filter((request) => request.owner !== owner))
        this.#grant(name)
      }
    }, this.#delay())
  }

  #post(channel, data) {
    for (const other of this.#channels) {
      if (other !== channel && other.name === channel.name) {
        const at = Math.max(this.#clock.now() + this.#tardiness(), channel.last.get(other) ?? 0)
        channel.last.set(other, at)
        this.#clock.setTimeout(() => {
          if (this.#channels.has(other) && !other.owner.deaf) {
            other.onmessage?.({ data })
          }
        }, at - this.#clock.now())
      }
    }
  }

  /** Takes the tabs' lock from its holder, as a tab does that believes it dead. */
  steal() {
    for (const name of this.#held.keys()) {
      if (!name.endsWith('awake')) {
        this.#take(name)
        this.#grant(name)
      }
    }
  }

  #take(name) {
    const stolen = this.#held.get(name) ?? []
    this.#held.set(name, [])
    stolen.forEach(({ reject }) => reject(new Error('stolen')))
  }

  #request(owner, name, { mode = 'exclusive', ifAvailable = false, steal = false, signal } = {}, hold) {
    return new Promise((resolve, reject) => {
      const request = { owner, mode, ifAvailable, hold, resolve, reject }
      if (steal) {
        this.#take(name)
        this.#queues.set(name, [request, ...(this.#queues.get(name) ?? [])])
        this.#grant(name)
        return
      }
      signal?.addEventListener('abort', () => {
        const queue = this.#queues.get(name) ?? []
        if (queue.includes(request)) {
          this.#queues.set(name, queue.filter((other) => other !== request))
          reject(new Error('aborted'))
          this.#grant(name)
        }
      })
      this.#queues.set(name, [...(this.#queues.get(name) ?? []), request])
      this.#clock.setTimeout(() => this.#grant(name), this.#delay())
    })
  }

  #grant(name) {
    const queue = this.#queues.get(name) ?? []
    while (queue.length > 0) {
      const [next] = queue
      const held = this.#held.get(name) ?? []
      const free = next.mode === 'shared' ? held.every(({ mode }) => mode === 'shared') : held.length === 0
      if (!free && !next.ifAvailable) {
        break
      }
      queue.shift()
      if (free) {
        const lock = { owner: next.owner, mode: next.mode, reject: next.reject }
        this.#held.set(name, [...held, lock])
        const release = () => {
          this.#held.set(name, this.#held.get(name).filter((other) => other !== lock))
          this.#grant(name)
        }
        Promise.resolve(next.owner.alive ? next.hold(lock) : undefined).then(() => {
          release()
          next.resolve()
        })
      } else {
        Promise.resolve(next.hold(null)).then(next.resolve)
      }
    }
    this.#queues.set(name, queue)
  }

  /** Some messages take longer than it takes a leader's lock to pass on. */
  #tardiness() {
    return this.#random() < 0.05 ? Math.floor(this.#random() * 600) : this.#delay()
  }

  #delay() {
    return Math.floor(this.#random() * 30)
  }
}
