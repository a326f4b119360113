import { createInterface } from 'node:readline'

/** Calls what follows a stream with the judge's request, once it has come. */
export function onFollow(follow) {
  createInterface({ input: process.stdin }).on('line', (line) => follow(JSON.parse(line).follow))
}

export function tell(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}
