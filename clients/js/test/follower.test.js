import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Follower } from '../lib/follower.js'
import { Notebook } from '../lib/notebook.js'

const EPOCH = 10

/** A tab that follows, and has heard `count` events. */
function follower(count = 0) {
  const heard = []
  const told = []
  const lost = []
  const notebook = new Notebook({ event: ({ data }) => heard.push(data) }, 'i0', 0, false)
  const tab = new Follower(EPOCH, notebook, (message) => told.push(message), { state() {}, lost: () => lost.push(true) })
  for (let n = 1; n <= count; n++) {
    tab.hear(say(n))
  }
  return { tab, heard, told, lost, notebook }
}

const saying = (n) => ({ seq: n, name: 'event', value: { type: 't', data: n }, id: `i${n}` })
const say = (n, epoch = EPOCH) => ({ kind: 'say', epoch, saying: saying(n) })
const lead = (seq, rest = {}) => ({
  kind: 'lead',
  epoch: EPOCH + 1,
  seq,
  position: `i${seq}`,
  heirOf: EPOCH,
  again: true,
  ...rest,
})

test('tells the page nothing twice, and asks for what it missed', () => {
  const { tab, heard, told } = follower(2)

  tab.hear(say(2))
  tab.hear(say(4))
  tab.hear(say(3))
  tab.hear(say(4))

  assert.deepEqual(heard, [1, 2, 3, 4])
  assert.deepEqual(told, [{ kind: 'behind', epoch: EPOCH, seq: 2 }])
})

test('before it leads, takes over what others have heard beyond it', async () => {
  const { tab, heard, told } = follower(2)

  await tab.callRoll(
    Promise.resolve().then(() => tab.hear({ kind: 'ahead', epoch: EPOCH, sayings: [saying(2), saying(3), saying(4)] })),
  )
  tab.hear({ kind: 'ahead', epoch: EPOCH, sayings: [saying(5)] })

  assert.deepEqual(told, [{ kind: 'claim', epoch: EPOCH, seq: 2 }])
  assert.deepEqual(heard, [1, 2, 3, 4])
})

test('tells the next leader what it has heard beyond it', () => {
  const { tab, told } = follower(4)

  tab.hear({ kind: 'claim', from: 'other', epoch: EPOCH, seq: 2 })

  assert.deepEqual(told, [{ kind: 'ahead', to: 'other', epoch: EPOCH, sayings: [saying(3), saying(4)] }])
})

test('has nothing to do with what tabs of another leader have heard: they count otherwise', async () => {
  const { tab, heard, told } = follower(2)

  tab.hear({ kind: 'claim', from: 'other', epoch: EPOCH - 1, seq: 1 })
  await tab.callRoll(
    Promise.resolve().then(() => tab.hear({ kind: 'ahead', epoch: EPOCH - 1, sayings: [saying(3)] })),
  )

  assert.deepEqual(heard, [1, 2])
  assert.deepEqual(told, [{ kind: 'claim', epoch: EPOCH, seq: 2 }])
})

test('skips what a new leader says again, in whichever order', () => {
  const { tab, heard } = follower(4)

  tab.hear(lead(2))
  const again = [4, 3, 5].map((n, i) => ({ ...saying(n), seq: 3 + i, id: `other-${n}` }))
  again.forEach((each) => tab.hear({ kind: 'say', epoch: EPOCH + 1, saying: each }))

  assert.deepEqual(heard, [1, 2, 3, 4, 5])
})

test('waits for nothing to be said again where nothing can be', () => {
  const { tab, heard } = follower(4)

  tab.hear(lead(2, { again: false }))
  tab.hear({ kind: 'say', epoch: EPOCH + 1, saying: { ...saying(4), seq: 3 } })

  assert.deepEqual(heard, [1, 2, 3, 4, 4])
})

test('hears no leader but the last', () => {
  const { tab, heard } = follower(2)

  tab.hear(lead(2))
  tab.hear(say(3))
  tab.hear({ ...lead(0), epoch: EPOCH })
  tab.hear(say(3, EPOCH + 1))

  assert.deepEqual(heard, [1, 2, 3])
})

test('reads for itself when the leader does not know where it is', () => {
  const stranger = follower(2)
  stranger.tab.hear(lead(0, { heirOf: null }))
  const ofAnother = follower(2)
  ofAnother.tab.hear(lead(2, { heirOf: EPOCH - 1 }))
  const before = follower()
  before.notebook.log.add('event', { type: 't' }, 'i1')
  before.notebook.log.cutAfter(1)
  before.tab.hear(lead(-3))

  assert.equal(stranger.lost.length, 1)
  assert.equal(ofAnother.lost.length, 1)
  assert.equal(before.lost.length, 1)
})
