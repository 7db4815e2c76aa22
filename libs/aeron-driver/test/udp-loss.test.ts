import { describe, expect, it } from 'vitest'
import type { UdpFaults } from '../src/index.ts'
import { SYSTEM_COUNTER } from '../src/system-counters.ts'
import { SequencedReceiver, SequencedSender } from './support/sequenced-stream.ts'
import { UdpWorld } from './support/udp-world.ts'

const STREAM = 7
const LENGTH_MAX = 6000
const MESSAGES = Number(process.env['REFLEX_UDP_MESSAGES'] ?? 3000)
const TIMEOUT_MS = 900_000
const START = 'term-length=64k|init-term-id=2147483646|term-id=2147483646|term-offset=0'
const UNICAST = 'aeron:udp?endpoint=10.0.0.2:20121'
const MULTICAST = 'aeron:udp?endpoint=224.20.30.39:20122|interface=10.0.0.0/24'

function faultsOf(loss: number): Partial<UdpFaults> {
  return { lossProbability: loss, duplicateProbability: loss, reorderProbability: loss, delayNs: 300_000 }
}

/** @returns the node that received. */
function carry(channel: string, seed: number, loss: number, total: number): { world: UdpWorld; bad: number } {
  const world = new UdpWorld()
  const left = world.node(seed, faultsOf(loss))
  const right = world.node(seed + 1000, faultsOf(loss))
  const publication = left.connect().addExclusivePublication(`${channel}|${START}`, STREAM)
  const subscription = right.connect().addSubscription(channel, STREAM)
  const sender = new SequencedSender(seed, LENGTH_MAX)
  const receiver = new SequencedReceiver(seed, LENGTH_MAX)
  world.until(
    () => {
      sender.offer(publication, total)
      subscription.poll(receiver.assembled, 100)
      return receiver.received >= total
    },
    36_000_000,
    100_000,
  )
  world.pass(300)
  while (subscription.poll(receiver.assembled, 100) > 0) world.turn()
  expect(receiver.received).toBe(total)
  return { world, bad: receiver.bad }
}

describe('a stream over a bad network', () => {
  for (const channel of [UNICAST, MULTICAST]) {
    for (const loss of [0.01, 0.05, 0.3]) {
      it(
        `arrives byte for byte, once and in order, at ${loss * 100} % of everything, term ids wrapping: ${channel}`,
        () => {
          const { world, bad } = carry(channel, 1, loss, MESSAGES)
          const [left, right] = world.nodes
          expect(bad).toBe(0)
          expect(right!.systemCounter(SYSTEM_COUNTER.NAK_MESSAGES_SENT)).toBeGreaterThan(0)
          expect(left!.systemCounter(SYSTEM_COUNTER.RETRANSMITS_SENT)).toBeGreaterThan(0)
          expect(right!.cnc().lossReport()[0]!.totalBytesLost).toBeGreaterThan(0)
          expect([...left!.errors, ...right!.errors]).toEqual([])
        },
        TIMEOUT_MS,
      )
    }
  }
})
