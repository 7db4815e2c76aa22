import { describe, expect, it } from 'vitest'
import { Collector, send } from './support/bus.ts'
import { UdpWorld } from './support/udp-world.ts'

const STREAM = 7
const UNICAST = 'aeron:udp?endpoint=10.0.0.2:20121'
const MULTICAST = 'aeron:udp?endpoint=224.20.30.39:20122|interface=10.0.0.0/24'

describe('a stream over UDP', () => {
  for (const channel of [UNICAST, MULTICAST]) {
    it(`carries every message in order from one driver to another: ${channel}`, () => {
      const world = new UdpWorld()
      const [left, right] = [world.node(1), world.node(2)]
      const publication = left.connect().addExclusivePublication(channel, STREAM)
      const subscription = right.connect().addSubscription(channel, STREAM)
      world.until(() => publication.isConnected)
      const collector = new Collector()
      for (let i = 0; i < 5000; ) {
        if (send(publication, `message ${i} ${'x'.repeat(i % 100)}`) > 0) i++
        else world.turn()
        subscription.poll(collector, 100)
      }
      world.until(() => subscription.poll(collector, 100) === 0 && collector.messages.length === 5000)
      expect(collector.messages[4321]).toBe(`message 4321 ${'x'.repeat(21)}`)
      expect(left.errors.concat(right.errors)).toEqual([])
    })
  }
})
