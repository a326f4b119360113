import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { made } from '../build/generate.js'

for (const [file, text] of Object.entries(made())) {
  test(`${file} is what the service's catalogue makes of it`, () => {
    const kept = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
    assert.equal(kept, text, 'out of date: npm run generate makes it anew')
  })
}
