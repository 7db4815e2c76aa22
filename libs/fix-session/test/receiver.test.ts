import { ManualClock, Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { RECEIVED_GARBLED, RECEIVED_MESSAGE, RECEIVED_NOTHING, Receiver } from '../src/receiver.ts'

/** A whole message with right BodyLength and CheckSum. */
function message(id: string): string {
  const body = `35=D\x0134=1\x0111=${id}\x01`
  const head = `8=FIX.4.4\x019=${body.length}\x01${body}`
  const sum = Buffer.from(head, 'latin1').reduce((a, b) => (a + b) & 255, 0)
  return `${head}10=${String(sum).padStart(3, '0')}\x01`
}

function feed(receiver: Receiver, text: string): void {
  const bytes = Buffer.from(text, 'latin1')
  receiver.onData(bytes, 0, bytes.length)
}

function ids(receiver: Receiver): string[] {
  const found: string[] = []
  for (let code = receiver.next(); code !== RECEIVED_NOTHING; code = receiver.next()) {
    const text = Buffer.from(receiver.bytes).toString(
      'latin1',
      receiver.messageOffset,
      receiver.messageOffset + receiver.messageLength,
    )
    found.push(code === RECEIVED_GARBLED ? 'garbled' : (/11=(\w*)/.exec(text)?.[1] ?? '?'))
  }
  return found
}

test.each([1, 2, 3])('cuts messages out of any pieces, seed %i', (seed) => {
  const random = new Prng(seed)
  const clock = new ManualClock()
  const receiver = new Receiver(clock, 65_536, () => {})
  const wanted = Array.from({ length: 500 }, (_, i) => `m${i}${'x'.repeat(random.nextInt(400))}`)
  const bytes = Buffer.from(wanted.map(message).join(''), 'latin1')
  const found: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean(0.1) ? 100_000 : 300))
    receiver.onData(bytes, at, length)
    at += length
    receiver.pin(true)
    if (random.nextBoolean(0.7)) found.push(...ids(receiver))
    receiver.pin(false)
  }
  expect([...found, ...ids(receiver)]).toEqual(wanted)
})

test('tells when the last byte of a message came', () => {
  const clock = new ManualClock()
  const receiver = new Receiver(clock, 65_536, () => {})
  const [a, b] = [message('a'), message('b')]
  feed(receiver, a.slice(0, 9))
  clock.nowNs = 10
  feed(receiver, a.slice(9) + b.slice(0, 3))
  clock.nowNs = 20
  feed(receiver, b.slice(3))
  expect([receiver.next(), receiver.arrivalNs]).toEqual([RECEIVED_MESSAGE, 10])
  expect([receiver.next(), receiver.arrivalNs]).toEqual([RECEIVED_MESSAGE, 20])
})

test('goes on behind what is no message', () => {
  const receiver = new Receiver(new ManualClock(), 65_536, () => {})
  feed(receiver, `hello\x01${message('a')}`)
  expect(ids(receiver)).toEqual(['garbled', 'a'])
  feed(receiver, message('b').replace('11=b', '11=c') + message('d'))
  expect(ids(receiver)).toEqual(['garbled', 'd'])
  feed(receiver, message('e').replace(/9=\d+/, '9=7') + message('f'))
  expect(ids(receiver)).toEqual(['garbled', 'f'])
  feed(receiver, message('g').replace(/9=\d+/, '9=35'))
  expect(ids(receiver)).toEqual([])
  feed(receiver, message('swallowed') + message('h'))
  expect(ids(receiver)).toEqual(['garbled', 'h'])
})

test.each([1, 2, 3])('random damage never stops it for good, seed %i', (seed) => {
  const random = new Prng(seed)
  const receiver = new Receiver(new ManualClock(), 2000, () => {})
  for (let i = 0; i < 3000; i++) {
    const bytes = Buffer.from(message(`m${i}`), 'latin1')
    if (random.nextBoolean(0.3)) bytes[random.nextInt(bytes.length)] = random.nextInt(256)
    receiver.onData(bytes, 0, bytes.length)
    if (random.nextBoolean(0.5)) ids(receiver)
  }
  for (let i = 0; i < 60; i++) feed(receiver, message('end'))
  expect(ids(receiver).at(-1)).toBe('end')
})
