/**
 * FixSession beside its plain model over random events: the same messages out, the same deliveries, the same numbers,
 * at every step. REFLEX_SEED=n repeats a run, REFLEX_STEPS=n makes it longer.
 */
import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { SessionHarness } from './session-harness.ts'
import { type PeerMessage, SessionModel } from './session-model.ts'

const SEED = process.env['REFLEX_SEED']
const SEEDS = SEED === undefined ? [1, 2, 3, 4, 5, 6] : [Number(SEED)]
const STEPS = Number(process.env['REFLEX_STEPS'] ?? 2500)
const HEART_BT_INT = 30
const STATES = ['down', 'connected', '', 'up', 'leaving']
const TYPES = ['D', 'D', 'D', '0', '1', '2', '4', '4', 'A', '5'] as const

/** One event of the session in the words of the model; '' for what the model does not speak of. */
function inModelWords(line: string): string {
  const field = (tag: number): string => new RegExp(`(?:^|\\|)${tag}=([^|]*)`).exec(line)?.[1] ?? ''
  if (line.startsWith('deliver')) return line.split(' ').slice(0, 2).join(' ')
  if (line.startsWith('disconnect')) return 'disconnect'
  if (!line.startsWith('35=')) return ''
  const again = field(43) === 'Y' ? ' again' : ''
  const more = field(35) === '4' ? ` to ${field(36)}` : field(35) === '2' ? ` from ${field(7)}` : ''
  return `${field(35)} ${field(34)}${again}${more}`
}

function textOf(message: PeerMessage, stamp: string): string {
  const { type, seq, isDup, isFill, newSeq, from, to, isReset } = message
  const head = `35=${type}|34=${seq}|${isDup ? `43=Y|122=${stamp}|` : ''}`
  if (type === 'A') return `${head}98=0|108=${HEART_BT_INT}|${isReset ? '141=Y|' : ''}`
  if (type === '1') return `${head}112=x|`
  if (type === '2') return `${head}7=${from}|16=${to}|`
  if (type === '4') return `${head}${isFill ? '123=Y|' : ''}36=${newSeq}|`
  return `${head}${type === 'D' ? '11=a|' : ''}`
}

/** Mostly what a sound peer says, with gaps, repeats and resets among it. */
function randomMessage(random: Prng, model: SessionModel): PeerMessage {
  const { nextIn, nextOut } = model
  const isReset = random.nextBoolean(0.04)
  const type = isReset
    ? 'A'
    : model.state === 'connected' && random.nextBoolean(0.9)
      ? 'A'
      : TYPES[random.nextInt(TYPES.length)]!
  const isRare = type === '5' && random.nextBoolean(0.8)
  const distance = random.nextBoolean(0.65) ? 0 : random.nextInt(8) - 2
  const seq = isReset && random.nextBoolean(0.9) ? 1 : Math.max(1, nextIn + distance)
  const isDup = seq < nextIn ? random.nextBoolean(0.9) : random.nextBoolean(0.1)
  if (type === '4') {
    const isFill = random.nextBoolean(0.8)
    return { type, seq, isDup, isFill, newSeq: Math.max(1, (isFill ? seq : nextIn) + random.nextInt(6) - 1) }
  }
  if (type === '2') return { type, seq, isDup, from: random.nextInt(nextOut + 2), to: random.nextInt(nextOut + 3) }
  return { type: isRare ? '0' : type, seq, isDup, isReset }
}

test.each(SEEDS)('a session does what its model says, seed %i', (seed) => {
  const random = new Prng(seed)
  const harness = new SessionHarness()
  const model = new SessionModel(HEART_BT_INT)
  const marks = { resends: 0, gaps: 0, deliveries: 0, disconnects: 0, resets: 0 }
  model.seconds = harness.seconds
  for (let step = 0; step < STEPS; step++) {
    const said = act(random, harness, model)
    const events = harness
      .events()
      .map(inModelWords)
      .filter((line) => line !== '')
    const wanted = model.takeEvents()
    const where = `seed ${seed}, step ${step}: ${said}`
    expect([where, events]).toEqual([where, wanted])
    const { store, session } = harness
    const now = [STATES[session.state], store.nextIn, store.nextOut, session.hasGap]
    expect([where, ...now]).toEqual([where, model.state, model.nextIn, model.nextOut, model.hasGap])
    for (const event of wanted) {
      if (event.startsWith('D') && event.endsWith('again')) marks.resends++
      if (event.startsWith('2')) marks.gaps++
      if (event.startsWith('deliver')) marks.deliveries++
      if (event === 'disconnect') marks.disconnects++
    }
    if (said.includes('141=Y')) marks.resets++
  }
  for (const [name, count] of Object.entries(marks)) expect(`${name} ${count > 10}`).toBe(`${name} true`)
})

/** One random event to both. @returns it, to be read. */
function act(random: Prng, harness: SessionHarness, model: SessionModel): string {
  const choice = random.nextInt(100)
  if (model.state === 'down') {
    harness.connect()
    model.connect()
    return 'connect'
  }
  if (choice < 8) {
    const seconds = random.nextInt(20)
    model.tick(seconds)
    harness.seconds += seconds
    harness.session.onTimer(harness.nowNs)
    return `${seconds} s pass`
  }
  if (choice < 20) {
    harness.send('35=D|11=b|')
    model.send()
    return 'send'
  }
  if (choice < 21) {
    harness.session.logout(harness.nowNs, '')
    model.leave()
    return 'logout'
  }
  if (choice < 22) {
    harness.session.onDisconnected(harness.nowNs, 'gone')
    model.hangUp()
    return 'hang up'
  }
  const message = randomMessage(random, model)
  const text = textOf(message, harness.stamp())
  harness.feed(text)
  model.receive(message)
  return text
}
