import assert from 'node:assert/strict'
import { test } from 'node:test'
import { range, World } from './simulated/world.js'

const SHARED = { share: 'user' }

/** A tab hears each event once and in order from its first on. */
function assertGapless(told, end, seed) {
  assert.ok(told.events.length > 0, `seed ${seed}: heard nothing`)
  assert.deepEqual(told.events, range(told.events[0], end), `seed ${seed}`)
}

test('tabs share one stream', async () => {
  const world = new World()
  const tabs = [world.follow(SHARED), world.follow(SHARED), world.follow(SHARED)]
  await world.clock.pass(3_000)
  await world.emit(10)
  await world.clock.pass(1_000)

  assert.equal(world.service.streams, 1)
  assert.equal(world.service.opened, 1)
  tabs.forEach(({ told, stream }) => {
    assert.deepEqual(told.events, range(0, 10))
    assert.equal(stream.state, 'open')
  })
})

test('tabs of different names do not', async () => {
  const world = new World()
  world.follow({ share: 'one' })
  world.follow({ share: 'other' })
  world.follow()
  await world.clock.pass(3_000)

  assert.equal(world.service.streams, 3)
})

test('each tab hears each event once, whenever leaders die and tabs come', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const world = new World(seed)
    world.service.plain = seed % 2 === 0
    let tabs = [world.follow(SHARED), world.follow(SHARED), world.follow(SHARED)]
    await world.clock.pass(3_000)
    for (let round = 0; round < 8; round++) {
      await world.emit(5, 30)
      const [leader, ...others] = tabs
      if (world.random() < 0.3) {
        leader.stream.close()
      } else {
        leader.kill()
      }
      await world.emit(Math.floor(world.random() * 10), 30)
      if (world.random() < 0.3) {
        world.service.cut()
      }
      tabs = [...others, world.follow(SHARED)]
      await world.emit(3, 400)
    }
    await world.clock.pass(5_000)
    await world.emit(1)
    await world.clock.pass(5_000)

    tabs.forEach(({ told }) => assertGapless(told, world.service.events, seed))
    // one that had to read for itself finds back by ids that are equal, where the service spells them so
    assert.ok(world.service.streams <= (world.service.plain ? 1 : 2), `seed ${seed}`)
  }
})

test('a tab that knows more than the next leader hands it on', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const world = new World(seed)
    const [leader, ...others] = [1, 2, 3, 4, 5].map(() => world.follow(SHARED))
    await world.clock.pass(3_000)
    // the last words are on their way to some when it dies
    world.service.emit()
    world.service.emit()
    await world.clock.pass(25)
    leader.kill()
    await world.clock.pass(5_000)

    others.forEach(({ told }) => assertGapless(told, 2, seed))
  }
})

test('a late tab begins with the snapshot that the first began with', async () => {
  const world = new World()
  await world.emit(3)
  const first = world.follow({ ...SHARED, snapshot: true })
  await world.clock.pass(1_000)
  await world.emit(4)
  await world.clock.pass(1_000)
  const late = world.follow({ ...SHARED, snapshot: true })
  await world.clock.pass(1_000)
  await world.emit(2)
  await world.clock.pass(1_000)

  assert.deepEqual(late.told.snapshots, [3])
  assert.deepEqual(late.told.events, range(3, 9))
  assert.deepEqual(first.told.events, range(3, 9))
  assert.equal(world.service.opened, 1)
})

test('a tab that the leader cannot bring up to date reads for itself', async () => {
  const world = new World()
  await world.emit(5)
  const first = world.follow(SHARED)
  await world.clock.pass(1_000)
  const late = world.follow({ ...SHARED, lastEventId: '2.x' })
  await world.clock.pass(1_000)
  await world.emit(3)
  await world.clock.pass(1_000)

  assert.deepEqual(late.told.events, range(2, 8))
  assert.deepEqual(first.told.events, range(5, 8))
})

test('a tab that reads for itself joins the others where it meets them', async () => {
  const world = new World()
  world.service.plain = true
  await world.emit(5)
  const first = world.follow(SHARED)
  await world.clock.pass(1_000)
  const late = world.follow({ ...SHARED, lastEventId: '2' })
  await world.clock.pass(1_000)
  assert.equal(world.service.streams, 2)
  await world.emit(3)
  await world.clock.pass(2_000)
  assert.equal(world.service.streams, 1)
  await world.emit(3)
  first.kill()
  await world.emit(3)
  await world.clock.pass(2_000)

  assert.deepEqual(late.told.events, range(2, 14))
})

test('a tab that reads for itself joins the others though nothing happens', async () => {
  const world = new World()
  world.service.plain = true
  await world.emit(5)
  const options = { ...SHARED, heartbeat: 1_000 }
  world.follow(options)
  await world.clock.pass(1_000)
  const late = world.follow({ ...options, lastEventId: '2' })
  await world.clock.pass(5_000)
  assert.equal(world.service.streams, 1)
  await world.emit(3)
  await world.clock.pass(1_000)

  assert.deepEqual(late.told.events, range(2, 8))
})

test('a leader that is taken for dead and is not reads for itself, and all go on', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const world = new World(seed)
    world.service.plain = true
    const tabs = [1, 2, 3].map(() => world.follow(SHARED))
    await world.clock.pass(3_000)
    for (let round = 0; round < 4; round++) {
      await world.emit(5)
      world.stealLock()
      await world.emit(5)
      await world.clock.pass(2_000)
    }
    await world.emit(5)
    await world.clock.pass(2_000)

    tabs.forEach(({ told }) => assert.deepEqual(told.events, range(0, 45), `seed ${seed}`))
    assert.equal(world.service.streams, 1, `seed ${seed}`)
  }
})

test('a leader that does not answer is replaced after two heartbeats', async () => {
  const world = new World()
  world.service.plain = true
  const options = { ...SHARED, heartbeat: 1_000 }
  const leader = world.follow(options)
  await world.clock.pass(500)
  leader.deafen()
  const late = world.follow(options)
  await world.clock.pass(5_000)
  await world.emit(3)
  await world.clock.pass(1_000)

  assert.equal(late.stream.state, 'open')
  assert.deepEqual(late.told.events, range(0, 3))
  assert.deepEqual(leader.told.events, range(0, 3))
})

test('a leader that has nothing to say is left alone', async () => {
  const world = new World()
  const tabs = [1, 2, 3].map(() => world.follow({ ...SHARED, heartbeat: 1_000 }))
  await world.clock.pass(60_000)

  assert.equal(world.service.opened, 1)
  tabs.forEach(({ told }) => assert.deepEqual(told.errors, []))
})

test('all end when the stream does', async () => {
  const world = new World()
  const tabs = [world.follow(SHARED), world.follow(SHARED)]
  await world.clock.pass(3_000)
  world.service.complete()
  await world.clock.pass(3_000)

  tabs.forEach(({ told }) => assert.deepEqual(told.ends, ['completed']))
  assert.equal(world.service.streams, 0)
})

test('all end, each by itself, when all are refused', async () => {
  const world = new World()
  const tabs = [world.follow(SHARED), world.follow(SHARED), world.follow(SHARED)]
  await world.clock.pass(3_000)
  world.service.refusing = 401
  world.service.cut('revoked')
  await world.clock.pass(20_000)

  tabs.forEach(({ told }) => {
    assert.deepEqual(told.ends, ['refused'])
    assert.equal(told.errors.at(-1).status, 401)
  })
})

test('the connection is let go of only when nobody looks at any tab', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = new World(seed)
    const tabs = [1, 2, 3].map(() => world.follow({ ...SHARED, pauseHidden: true }))
    await world.clock.pass(3_000)
    tabs[0].show(false)
    tabs[1].show(false)
    await world.emit(3)
    await world.clock.pass(2_000)
    assert.equal(world.service.streams, 1)

    tabs[2].show(false)
    await world.clock.pass(2_000)
    assert.equal(world.service.streams, 0)
    tabs.forEach(({ stream }) => assert.equal(stream.state, 'paused'))
    await world.emit(3)

    tabs[1].show(true)
    await world.clock.pass(2_000)
    assert.equal(world.service.streams, 1)
    tabs.forEach(({ told }) => assert.deepEqual(told.events, range(0, 6)))

    tabs[1].show(false)
    await world.clock.pass(2_000)
    assert.equal(world.service.streams, 0)
    await world.emit(3)
    tabs[0].show(true)
    await world.clock.pass(2_000)
    tabs.forEach(({ told }) => assert.deepEqual(told.events, range(0, 9)))
  }
})

test('a leader that is taken for dead while nobody looks lets the others let go, and be woken', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = new World(seed)
    const tabs = [1, 2, 3].map(() => world.follow({ ...SHARED, pauseHidden: true, heartbeat: 600 }))
    await world.clock.pass(10_000)
    tabs.forEach((tab) => tab.show(false))
    await world.clock.pass(2_000)
    world.stealLock()
    await world.clock.pass(3_000)
    assert.equal(world.service.streams, 0, `seed ${seed}`)
    tabs.forEach(({ stream }) => assert.equal(stream.state, 'paused'))
    await world.emit(3)

    tabs[seed % 3].show(true)
    await world.clock.pass(3_000)
    await world.emit(3)
    await world.clock.pass(3_000)
    tabs.forEach(({ told }) => assert.deepEqual(told.events, range(0, 6), `seed ${seed}`))
  }
})

test('a tab that is opened while nobody looks at the others wakes them', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = new World(seed)
    const first = world.follow({ ...SHARED, pauseHidden: true })
    await world.clock.pass(3_000)
    first.show(false)
    await world.clock.pass(2_000)
    assert.equal(first.stream.state, 'paused')

    const late = world.follow({ ...SHARED, pauseHidden: true })
    await world.clock.pass(3_000)
    await world.emit(3)
    await world.clock.pass(1_000)

    assert.equal(late.stream.state, 'open', `seed ${seed}`)
    assert.deepEqual(late.told.events, range(0, 3), `seed ${seed}`)
  }
})

test('a tab that is looked at just when the leader lets go has it come back', async () => {
  for (let after = 200; after < 340; after++) {
    const world = new World(after)
    const [first, other] = [1, 2].map(() => world.follow({ ...SHARED, pauseHidden: true }))
    await world.clock.pass(3_000)
    other.show(false)
    await world.clock.pass(2_000)
    first.show(false)
    await world.clock.pass(after)
    other.show(true)
    await world.clock.pass(3_000)

    assert.equal(other.stream.state, 'open', `after ${after} ms`)
    assert.equal(world.service.streams, 1)
  }
})

test('a tab that reads for itself rests when nobody looks at any', async () => {
  const world = new World()
  await world.emit(5)
  const first = world.follow({ ...SHARED, pauseHidden: true })
  await world.clock.pass(1_000)
  const late = world.follow({ ...SHARED, pauseHidden: true, lastEventId: '2.x' })
  late.show(false)
  await world.clock.pass(1_000)
  await world.emit(3)
  await world.clock.pass(1_000)
  assert.deepEqual(late.told.events, range(2, 8))

  first.show(false)
  await world.clock.pass(1_000)
  assert.deepEqual([first, late].map(({ stream }) => stream.state), ['paused', 'paused'])
  assert.equal(world.service.streams, 0)
  await world.emit(3)

  first.show(true)
  await world.clock.pass(1_000)
  assert.deepEqual(first.told.events, range(5, 11))
  assert.deepEqual(late.told.events, range(2, 11))

  late.show(true)
  await world.clock.pass(1_000)
  late.show(false)
  await world.emit(3)
  await world.clock.pass(1_000)
  assert.deepEqual(late.told.events, range(2, 14))
})

test('a tab that reads for itself rests while it is hidden and nobody leads', async () => {
  const world = new World()
  await world.emit(5)
  const first = world.follow({ ...SHARED, pauseHidden: true, heartbeat: 1_000 })
  await world.clock.pass(1_000)
  const late = world.follow({ ...SHARED, pauseHidden: true, heartbeat: 1_000, lastEventId: '2.x' })
  await world.clock.pass(1_000)
  late.show(false)
  await world.clock.pass(1_000)
  assert.equal(world.service.streams, 2)
  first.kill()
  await world.clock.pass(5_000)
  assert.equal(world.service.streams, 0)
  await world.emit(3)

  late.show(true)
  await world.clock.pass(1_000)
  assert.deepEqual(late.told.events, range(2, 8))
})

test('whatever is looked at, killed or taken for dead: a stream while somebody looks, none while nobody does', async () => {
  for (let seed = 1; seed <= 500; seed++) {
    const looking = (seed % 3) * 0.3
    const world = new World(seed)
    world.service.plain = true
    const options = { ...SHARED, pauseHidden: true }
    let tabs = [1, 2, 3].map(() => world.follow(options))
    await world.clock.pass(3_000)
    for (let step = 0; step < 30; step++) {
      const tab = tabs[Math.floor(world.random() * tabs.length)]
      const chance = world.random()
      if (chance < looking) {
        tab.show(world.random() < 0.4)
      } else if (chance < looking + 0.15) {
        world.stealLock()
      } else {
        tab.kill()
        tabs = [...tabs.filter((other) => other !== tab), world.follow(options)]
      }
      await world.emit(2, 30)
      await world.clock.pass(Math.floor(world.random() * 300))
    }

    tabs.forEach((tab) => tab.show(false))
    await world.clock.pass(60_000)
    assert.equal(world.service.streams, 0, `seed ${seed}`)
    tabs.forEach(({ stream }) => assert.equal(stream.state, 'paused', `seed ${seed}`))
    await world.emit(3)

    tabs.forEach((tab) => tab.show(true))
    await world.clock.pass(3_000)
    await world.emit(1)
    await world.clock.pass(3_000)
    tabs.forEach(({ told }) => assertGapless(told, world.service.events, seed))
  }
})
