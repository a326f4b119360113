import assert from 'node:assert/strict'
import { test } from 'node:test'
import { range, World } from './simulated/world.js'

test('hears each event once, in order, though its connections break', async () => {
  const world = new World()
  const { told } = world.follow()
  await world.clock.pass(100)

  for (let i = 0; i < 20; i++) {
    await world.emit(5)
    world.service.cut()
  }
  await world.clock.pass(5_000)

  assert.deepEqual(told.events, range(0, 100))
  assert.deepEqual(told.resets, [])
})

test('loses nothing of what comes between its first connect, which breaks, and the next', async () => {
  const world = new World()
  const { told, stream } = world.follow()
  await world.clock.pass(100)
  assert.equal(stream.state, 'open')

  world.service.down = true
  world.service.cut()
  await world.emit(5)
  world.service.down = false
  await world.clock.pass(5_000)

  assert.deepEqual(told.events, range(0, 5))
})

test('waits longer each time while nobody answers, and hurries when somebody looks', async () => {
  const world = new World()
  world.service.down = true
  const { told, stream, show } = world.follow({ backoff: { base: 100, max: 60_000 } })
  await world.clock.pass(40_000)
  world.service.down = false
  show(true)
  await world.clock.pass(100)

  assert.ok(told.errors.at(-1).retryIn > 5_000)
  assert.equal(stream.state, 'open')
})

test('waits no longer than it may', async () => {
  const world = new World()
  world.service.down = true
  const { told } = world.follow()
  await world.clock.pass(10_000)
  const waits = told.errors.map(({ retryIn }) => retryIn)

  assert.ok(waits.length > 4 && waits.length < 15, String(waits))
  assert.ok(waits.at(-1) >= 1_000 && waits.at(-1) <= 2_000, String(waits))
  assert.equal(told.states.at(-1), 'waiting')
})

test('polls where streams are kept back, and goes back to the stream once that gets through', async () => {
  const world = new World()
  world.service.muted = true
  const { told, stream } = world.follow({ heartbeat: 1_000, retryStream: 5_000 })
  await world.clock.pass(100)
  for (let i = 0; i < 10; i++) {
    await world.emit(2)
    await world.clock.pass(3_000)
  }
  assert.equal(stream.state, 'polling')
  assert.deepEqual(told.events, range(0, 20))
  const before = world.service.opened
  await world.clock.pass(70_000)
  assert.ok(world.service.opened > before, 'tries streams now and then')
  assert.equal(stream.state, 'polling')

  world.service.muted = false
  await world.clock.pass(70_000)
  assert.equal(stream.state, 'open')
  await world.emit(5)
  await world.clock.pass(1_000)

  assert.deepEqual(told.events, range(0, 25))
})

test('leaves open no stream that it tried, however slow its ticket was', async () => {
  const world = new World()
  world.service.muted = true
  let given = 0
  const ticket = () => {
    given++
    return new Promise((resolve) => world.clock.setTimeout(() => resolve('ticket'), 3_000))
  }
  const { stream } = world.follow({ ticket, heartbeat: 1_000, retryStream: 5_000 })
  await world.clock.pass(15_000)
  for (let i = 0; i < 10; i++) {
    await world.emit(2)
    await world.clock.pass(10_000)
  }

  assert.equal(stream.state, 'polling')
  const { polls, opened, streams } = world.service
  assert.ok(given - polls - opened > 2, 'tries streams now and then')
  assert.equal(streams, 0)
})

test('gives up a stream that it tries when nobody looks any more, or it is closed', async () => {
  for (const leave of [({ show }) => show(false), ({ stream }) => stream.close()]) {
    const world = new World()
    world.service.muted = true
    const tab = world.follow({ pauseHidden: true, heartbeat: 60_000, retryStream: 5_000, failures: 1 })
    await world.clock.pass(100)
    world.service.cutting = true
    world.service.cut()
    await world.clock.pass(3_000)
    assert.equal(tab.stream.state, 'polling')
    world.service.cutting = false
    await world.clock.pass(10_000)
    assert.equal(world.service.streams, 1)

    leave(tab)
    await world.clock.pass(100)

    assert.equal(world.service.streams, 0)
  }
})

test('asks the poll twin after two heartbeats of silence, and lets a quiet stream be', async () => {
  const world = new World()
  const { told, stream } = world.follow({ heartbeat: 1_000 })
  await world.emit(1)
  await world.clock.pass(1_000)
  const polls = world.service.polls
  await world.clock.pass(10_000)

  assert.ok(world.service.polls - polls >= 4 && world.service.polls - polls <= 6)
  assert.equal(world.service.opened, 1)
  assert.equal(stream.state, 'open')
  assert.deepEqual(told.errors, [])
})

test('polls where streams are cut as soon as they are open', async () => {
  const world = new World()
  world.service.cutting = true
  const { told, stream } = world.follow()
  await world.clock.pass(5_000)
  await world.emit(5)
  await world.clock.pass(1_000)

  assert.equal(stream.state, 'polling')
  assert.deepEqual(told.events, range(0, 5))
})

test('gives a stream that is slower than a poll the time to say the same', async () => {
  const world = new World()
  const { told } = world.follow({ heartbeat: 1_000 })
  await world.clock.pass(100)
  world.service.lag = 1_500
  for (let i = 0; i < 10; i++) {
    await world.emit(1)
    await world.clock.pass(4_000)
  }

  assert.equal(world.service.opened, 1)
  assert.deepEqual(told.events, range(0, 10))
})

test('moves on with what the poll twin says of a quiet stream', async () => {
  const world = new World()
  const { stream } = world.follow({ heartbeat: 1_000 })
  await world.emit(1)
  await world.clock.pass(100)
  const before = stream.lastEventId
  await world.clock.pass(10_000)

  assert.notEqual(stream.lastEventId, before)
})

test('tries once more with another ticket before it believes a 401', async () => {
  const world = new World()
  world.service.usedUp = 1
  const { told, stream } = world.follow()
  await world.clock.pass(500)

  assert.equal(stream.state, 'open')
  assert.deepEqual(told.errors, [])
})

test('notices a stream that has gone silent for good', async () => {
  const world = new World()
  const { told } = world.follow({ heartbeat: 1_000 })
  await world.clock.pass(100)
  await world.emit(3)
  await world.clock.pass(1_000)
  world.service.muted = true
  await world.emit(3)
  await world.clock.pass(5_000)
  assert.deepEqual(told.events, range(0, 6))

  world.service.muted = false
  await world.emit(3)
  await world.clock.pass(5_000)

  assert.deepEqual(told.events, range(0, 9))
})

test('stays with streams while it is the network that fails', async () => {
  const world = new World()
  const { told, stream } = world.follow()
  await world.clock.pass(100)
  world.service.down = true
  world.service.cut()
  await world.clock.pass(30_000)
  world.service.down = false
  await world.clock.pass(5_000)

  assert.equal(stream.state, 'open')
  assert.ok(!told.states.includes('polling'))
})

test('waits when the service says in the stream that it is asked too much', async () => {
  const world = new World()
  world.service.excuse = 'limited'
  const { told, stream, show } = world.follow()
  await world.clock.pass(8_500)
  show(true)
  await world.clock.pass(500)
  assert.equal(world.service.opened, 1)
  assert.deepEqual(told.errors.map(({ status, final }) => [status, final]), [[429, false]])

  world.service.excuse = null
  await world.clock.pass(5_000)

  assert.equal(stream.state, 'open')
})

test('ends when it is refused for good', async () => {
  for (const status of [401, 403, 404, 422]) {
    const world = new World()
    const { told, stream } = world.follow()
    await world.clock.pass(100)
    world.service.refusing = status
    world.service.cut('revoked')
    await world.clock.pass(10_000)

    assert.deepEqual(told.ends, ['refused'])
    assert.equal(world.service.opened, 2, 'asks once more, with a fresh ticket')
    assert.equal(told.errors.at(-1).status, status)
    assert.equal(told.errors.at(-1).final, true)
    assert.equal(stream.state, 'closed')
  }
})

test('asks for a fresh ticket for each request, and ends when the page has none to give', async () => {
  const world = new World()
  let given = 0
  const { told } = world.follow({
    ticket: async () => {
      given++
      if (given > 5) {
        throw Object.assign(new Error('signed out'), { status: 401 })
      }
      return `t${given}`
    },
  })
  await world.clock.pass(100)
  for (let i = 0; i < 6; i++) {
    world.service.cut()
    await world.clock.pass(5_000)
  }

  assert.equal(given, 6)
  assert.deepEqual(told.ends, ['refused'])
})

test('tells the page what each ticket is for', async () => {
  const world = new World()
  const asked = new Set()
  const ticket = (rights) => {
    asked.add(JSON.stringify(rights))
    rights.deals.push(99) // the page's own from now on
    return 'ticket'
  }
  const options = { documentId: 1, types: ['deal_updated'], snapshot: true }
  const { told, stream } = world.follow({ ticket, retryStream: 5_000 }, (ds) => ds.deal(7, options))
  await world.clock.pass(1_000)
  world.service.cutting = true // streams fail, polls work
  world.service.cut()
  await world.clock.pass(20_000)

  assert.equal(told.snapshots.length, 1)
  assert.equal(stream.state, 'polling')
  assert.deepEqual(
    asked,
    new Set(['{"deals":[7]}', '{"deals":[7],"document_id":1,"types":["deal_updated"]}']),
  )
})

test('tells the page of all deals of a set, and of nothing where all of the organisation is read', async () => {
  for (const [open, expected] of [
    [(ds) => ds.deals([8, 7]), '{"deals":[8,7]}'],
    [(ds) => ds.organisation(), '{}'],
  ]) {
    const world = new World()
    const asked = new Set()
    const ticket = (rights) => (asked.add(JSON.stringify(rights)), 'ticket')
    world.follow({ ticket }, open)
    await world.clock.pass(1_000)

    assert.deepEqual(asked, new Set([expected]))
  }
})

test('does not wait for ever for a ticket', async () => {
  const world = new World()
  let asked = 0
  const { stream } = world.follow({ ticket: () => (asked++ === 0 ? new Promise(() => {}) : 'ticket') })
  await world.clock.pass(20_000)

  assert.equal(stream.state, 'open')
})

test('goes on from a snapshot when its past is lost', async () => {
  const world = new World()
  const { told } = world.follow()
  await world.clock.pass(100)
  await world.emit(5)
  await world.clock.pass(100)
  world.service.down = true
  world.service.cut()
  await world.emit(5)
  world.service.forgotten = 8
  world.service.down = false
  await world.clock.pass(5_000)
  await world.emit(5)
  await world.clock.pass(100)

  assert.deepEqual(told.resets, ['expired'])
  assert.deepEqual(told.snapshots, [10])
  assert.deepEqual(told.events, [...range(0, 5), ...range(10, 15)])
})

test('stops at the end, however it hears of it', async () => {
  for (const prepare of [() => {}, (service) => service.cut(), (service) => (service.muted = true)]) {
    const world = new World()
    const { told, stream } = world.follow({ heartbeat: 1_000 })
    await world.clock.pass(100)
    await world.emit(2)
    await world.clock.pass(100)
    prepare(world.service)
    world.service.complete()
    await world.clock.pass(20_000)

    assert.deepEqual(told.events, [0, 1])
    assert.deepEqual(told.ends, ['completed'])
    assert.equal(stream.state, 'closed')
    assert.equal(world.service.streams, 0)
  }
})

test('begins with the snapshot where it is asked to', async () => {
  const world = new World()
  await world.emit(3)
  const { told } = world.follow({ snapshot: true })
  await world.clock.pass(100)
  await world.emit(2)
  await world.clock.pass(100)

  assert.deepEqual(told.snapshots, [3])
  assert.deepEqual(told.events, [3, 4])
})

test('says nothing after it was closed, and can be resumed from there', async () => {
  const world = new World()
  const first = world.follow()
  await world.clock.pass(100)
  await world.emit(3)
  await world.clock.pass(100)
  first.stream.close()
  await world.emit(3)
  const second = world.follow({ lastEventId: first.stream.lastEventId })
  await world.clock.pass(1_000)

  assert.deepEqual(first.told.events, [0, 1, 2])
  assert.deepEqual(second.told.events, [3, 4, 5])
  assert.deepEqual(first.told.ends, [])
})

test('begins anew no faster than it tries again, where the past is lost again and again', async () => {
  const world = new World()
  world.service.forgotten = Infinity
  const { told } = world.follow()
  await world.clock.pass(10_000)

  assert.ok(told.resets.length > 3 && told.resets.length < 20, String(told.resets.length))
  assert.ok(world.service.opened < 20, String(world.service.opened))

  world.service.forgotten = -1
  await world.clock.pass(3_000)
  await world.emit(3)
  await world.clock.pass(1_000)
  assert.deepEqual(told.events, range(0, 3))
})
