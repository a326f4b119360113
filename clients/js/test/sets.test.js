import assert from 'node:assert/strict'
import { test } from 'node:test'
import { World } from './simulated/world.js'

test('follows several deals as one stream, whose requests all name the same ones', async () => {
  const world = new World()
  const { told } = world.follow({ snapshot: true }, (ds) => ds.deals([8, 7n, '8'], { types: ['deal_updated'] }))
  await world.clock.pass(1_000)
  await world.emit(3)
  world.service.cut()
  await world.emit(2)
  await world.clock.pass(40_000)

  assert.deepEqual(told.events, [0, 1, 2, 3, 4])
  assert.equal(told.snapshots.length, 1)
  assert.deepEqual(
    new Set(world.service.asked.map(String)),
    new Set(['/v1/events/deals/snapshot,8,7', '/v1/events/deals,8,7', '/v1/events/deals/poll,8,7']),
  )
})

test('follows several batches as one stream', async () => {
  const world = new World()
  const { stream } = world.follow({}, (ds) => ds.batches(new Set(['b-1', 'b-2'])))
  await world.clock.pass(1_000)

  assert.equal(stream.state, 'open')
  assert.ok(world.service.asked.map(String).includes('/v1/events/batches,b-1,b-2'))
})
