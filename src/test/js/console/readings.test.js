import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Readings } from '../../../main/resources/META-INF/resources/console/operations/readings.js'

const START = Date.parse('2026-03-04T10:00:00Z')

function sample(seconds, meters, replica = 'a') {
  return { replica, time: new Date(START + seconds * 1000).toISOString(), meters }
}

const counter = (value, reason = 'x') => ({ name: 'ended', tags: { reason }, value })
const timer = (...counts) => ({
  name: 'latency',
  tags: {},
  count: counts.at(-1),
  buckets: [0.001, 0.01, 0.1].map((le, i) => ({ le, count: counts[i] })),
})

test('a rate is the growth of a counter a second, over all its tags', () => {
  const readings = new Readings()
  readings.add(sample(0, [counter(5), counter(1, 'y')]))
  readings.add(sample(2, [counter(15), counter(3, 'y')]))
  assert.deepEqual(readings.rate('ended'), [null, 6])
  assert.deepEqual(readings.rate('ended', { reason: 'y' }), [null, 1])
})

test('counters of another replica are not compared', () => {
  const readings = new Readings()
  readings.add(sample(0, [counter(500)]))
  readings.add(sample(2, [counter(3)], 'b'))
  assert.deepEqual(readings.rate('ended'), [null])
})

test('what is older than five minutes is forgotten', () => {
  const readings = new Readings()
  readings.add(sample(0, [counter(1)]))
  readings.add(sample(301, [counter(2)]))
  assert.equal(readings.samples.length, 1)
})

test('a percentile is of what was measured lately, between the bounds of its bucket', () => {
  const readings = new Readings()
  readings.add(sample(0, [timer(100, 100, 100)]))
  readings.add(sample(2, [timer(100, 110, 120)]))
  const [first, median] = readings.percentile('latency', 0.5)
  assert.equal(first, null)
  assert.ok(Math.abs(median - 0.01) < 1e-9)
  assert.ok(Math.abs(readings.percentile('latency', 0.99)[1] - 0.0982) < 1e-4)
})

test('where nothing was measured there is no percentile', () => {
  const readings = new Readings()
  readings.add(sample(0, [timer(1, 1, 1)]))
  readings.add(sample(2, [timer(1, 1, 1)]))
  assert.deepEqual(readings.percentile('latency', 0.5), [null, null])
})
