import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { trial } from '../lib/trial.js'

const cwd = fileURLToPath(new URL('.', import.meta.url))

async function judge(fault, name) {
  const { default: scenario } = await import(`../scenarios/${name}.js`)
  return trial({ command: ['node', 'careless.js', fault], cwd }, { name, ...scenario })
}

for (const scenario of ['as-it-should-be', 'cut-mid-frame', 'completed-then-204']) {
  test(`finds nothing wrong with a client that does ${scenario} right`, async () => {
    const { verdict, saw } = await judge('none', scenario)

    assert.equal(verdict, 'pass', saw.join())
  })
}

const noticed = {
  repeats: ['cut-mid-frame', /events 1,2,1,2,3,4,5 instead/],
  loses: ['as-it-should-be', /events 1,2,4,5 instead/],
  distorts: ['as-it-should-be', /event 1 came as/],
  storms: ['away-for-long', /streams asked for in a second/],
  leaks: ['as-it-should-be', /the key stood in a URL/],
  'gives up': ['ends-without-a-word', /events 1,2 instead/],
  'asks on': ['as-it-should-be', /asked for stream after the end/],
  crashes: ['half-open', /the client failed: exit 3/],
  none: ['not-ready', /refused instead of completed/],
}

for (const [fault, [scenario, expected]] of Object.entries(noticed)) {
  test(`notices what is wrong with a client that ${fault === 'none' ? 'takes 503 for the end' : fault}`, async () => {
    const { verdict, saw } = await judge(fault, scenario)

    assert.equal(verdict, 'fail')
    assert.match(saw.join('; '), expected)
  })
}
