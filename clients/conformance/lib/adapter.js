import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A client, in a process of its own, that speaks lines of JSON. README.md has the protocol. */
export class Adapter {
  /** What it told, each with `at`: when. */
  told = []
  #process
  #stderr = ''
  #listeners = new Set()
  #exited

  constructor([command, ...args], cwd) {
    this.#process = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#process.stderr.on('data', (text) => (this.#stderr = (this.#stderr + text).slice(-2_000)))
    this.#process.stdin.on('error', () => {})
    this.#exited = new Promise((resolve) => {
      this.#process.on('error', (error) => resolve(String(error)))
      this.#process.on('exit', (code) => resolve(`exit ${code}`))
    })
    this.#exited.then((why) => this.#tell({ exit: why, stderr: this.#stderr }))
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#hear(line))
  }

  follow(request) {
    this.#process.stdin.write(`${JSON.stringify({ follow: request })}\n`)
  }

  /** Until it has told something that is wanted, or for so long; says whether it has. */
  until(wanted, millis) {
    if (this.told.some(wanted)) {
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const done = (had) => {
        clearTimeout(timer)
        this.#listeners.delete(listener)
        resolve(had)
      }
      const listener = (what) => wanted(what) && done(true)
      const timer = setTimeout(() => done(false), millis)
      this.#listeners.add(listener)
    })
  }

  /** Ends it as a crash does. */
  async kill() {
    this.#process.kill('SIGKILL')
    await this.#exited
  }

  #hear(line) {
    try {
      this.#tell(JSON.parse(line))
    } catch {
      this.#tell({ noise: line.slice(0, 200) })
    }
  }

  #tell(what) {
    const told = { ...what, at: Date.now() }
    this.told.push(told)
    this.#listeners.forEach((listener) => listener(told))
  }
}
