import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Backoff } from '../lib/backoff.js'

test('doubles up to a limit, between a half and the whole', () => {
  const short = new Backoff({ base: 1_000, max: 6_000 }, () => 0)
  const long = new Backoff({ base: 1_000, max: 6_000 }, () => 1)

  assert.deepEqual([1, 2, 3, 4, 5].map(() => short.next()), [500, 1_000, 2_000, 3_000, 3_000])
  assert.deepEqual([1, 2, 3, 4, 5].map(() => long.next()), [1_000, 2_000, 4_000, 6_000, 6_000])
})

test('waits no less than the service asks for, and not all clients the same', () => {
  assert.equal(new Backoff({}, () => 0).next(10_000), 10_000)
  assert.equal(new Backoff({}, () => 1).next(10_000), 12_500)
})

test('begins anew after a success', () => {
  const backoff = new Backoff({ base: 100 }, () => 1)
  backoff.next()
  backoff.next()
  backoff.reset()

  assert.equal(backoff.next(), 100)
})
