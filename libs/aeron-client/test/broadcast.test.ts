import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { ConductorServiceTimeoutException } from '../src/index.ts'
import { AtomicBuffer, BroadcastTransmitter, CopyBroadcastReceiver } from '../src/internal.ts'

const CAPACITY = 1024

function broadcast() {
  const buffer = AtomicBuffer.allocate(CAPACITY + 128)
  const transmitter = new BroadcastTransmitter(buffer)
  const send = (type: number, length: number) => transmitter.transmit(type, new Uint8Array(length).fill(type), length)
  const join = () => {
    const receiver = new CopyBroadcastReceiver(buffer)
    const seen: string[] = []
    const handler = (type: number, bytes: AtomicBuffer, offset: number, length: number) => {
      const isWhole = bytes.bytes.subarray(offset, offset + length).every((byte) => byte === type)
      seen.push(`${type}:${length}${isWhole ? '' : ' torn'}`)
    }
    const drain = () => {
      while (receiver.receive(handler) > 0);
      return seen.splice(0)
    }
    return { drain }
  }
  return { send, join }
}

describe('the event broadcast', () => {
  it('reaches every receiver that had joined, in order', () => {
    const { send, join } = broadcast()
    const early = join()
    send(1, 4)
    send(2, 0)
    const late = join()
    send(3, 100)
    expect(early.drain()).toEqual(['1:4', '2:0', '3:100'])
    expect(late.drain()).toEqual(['2:0', '3:100'])
    expect(late.drain()).toEqual([])
  })

  it('goes round the buffer', () => {
    const { send, join } = broadcast()
    const random = new Prng(1)
    const receiver = join()
    for (let i = 0; i < 5000; i++) {
      const type = 1 + (i % 200)
      const length = random.nextInt(CAPACITY / 8 + 1)
      send(type, length)
      expect(receiver.drain()).toEqual([`${type}:${length}`])
    }
  })

  it('does not wait for a receiver that sleeps: it is told that it cannot go on', () => {
    const { send, join } = broadcast()
    const sleeper = join()
    for (let i = 0; i < 100; i++) send(1, 100)
    expect(() => sleeper.drain()).toThrow(ConductorServiceTimeoutException)
  })
})
