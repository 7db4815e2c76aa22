import { describe, expect, it } from 'vitest'
import { SYSTEM_COUNTER } from '../src/system-counters.ts'
import { Collector, send } from './support/bus.ts'
import { type UdpNode, UdpWorld } from './support/udp-world.ts'

const STREAM = 7
const CHANNEL = 'aeron:udp?endpoint=10.0.0.2:20121'
const MULTICAST = 'aeron:udp?endpoint=224.20.30.39:20122|interface=10.0.0.0/24'

function pair(): { world: UdpWorld; left: UdpNode; right: UdpNode } {
  const world = new UdpWorld()
  return { world, left: world.node(1), right: world.node(2) }
}

/** Nothing but system counters and heartbeats is left of a driver's streams. */
function remains(node: UdpNode): string[] {
  const files = [...node.mapper.list('/aeron/publications'), ...node.mapper.list('/aeron/images')]
  return [...node.labels().filter((label) => !label.startsWith('client-heartbeat')), ...files]
}

describe('the end of a stream over UDP', () => {
  it('comes when its readers have read it out, and leaves nothing behind', () => {
    const { world, left, right } = pair()
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    const subscription = right.connect().addSubscription(CHANNEL, STREAM)
    world.until(() => publication.isConnected)
    for (let i = 0; i < 10; i++) world.until(() => send(publication, `m${i}`) > 0)
    publication.close()
    world.pass(500)
    const collector = new Collector()
    world.until(() => subscription.poll(collector, 10) === 0 && collector.messages.length === 10)
    world.until(() => subscription.images[0]!.isEndOfStream, 3000)
    world.pass(4000)
    expect(subscription.imageCount).toBe(0)
    world.pass(16_000)
    expect(remains(left)).toEqual([])
    subscription.close()
    world.pass(12_000)
    expect(remains(right)).toEqual([])
  })

  it('comes at once when it is revoked', () => {
    const { world, left, right } = pair()
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    const subscription = right.connect().addSubscription(CHANNEL, STREAM)
    world.until(() => publication.isConnected && subscription.imageCount === 1)
    world.until(() => send(publication, 'never read') > 0)
    const image = subscription.images[0]!
    publication.revoke()
    world.pass(3000)
    expect(subscription.imageCount).toBe(0)
    expect(image.isClosed).toBe(true)
    expect(left.systemCounter(SYSTEM_COUNTER.PUBLICATIONS_REVOKED)).toBe(1)
    expect(right.systemCounter(SYSTEM_COUNTER.PUBLICATION_IMAGES_REVOKED)).toBe(1)
  })

  it('comes for the publisher within a status message when the last reader leaves, and a new one gets its own', () => {
    const { world, left, right } = pair()
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    const reader = right.connect()
    const first = reader.addSubscription(CHANNEL, STREAM)
    world.until(() => publication.isConnected && first.imageCount === 1)
    first.close()
    world.pass(1500)
    expect(publication.isConnected).toBe(false)
    const second = reader.addSubscription(CHANNEL, STREAM)
    world.until(() => publication.isConnected && second.imageCount === 1, 2000)
    world.until(() => send(publication, 'again') > 0)
    const collector = new Collector()
    world.until(() => second.poll(collector, 1) === 1, 1000)
    expect(collector.messages).toEqual(['again'])
  })
})

describe('death', () => {
  it('of the sending host ends the image after its liveness, and a restarted one is a new session', () => {
    const { world, left, right } = pair()
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    const subscription = right.connect().addSubscription(CHANNEL, STREAM)
    world.until(() => subscription.imageCount === 1 && publication.isConnected)
    left.isRunning = false
    world.network.kill('10.0.0.1')
    world.pass(9000)
    expect(subscription.imageCount).toBe(1)
    world.pass(5000)
    expect(subscription.imageCount).toBe(0)
    const again = world.node(9)
    const successor = again.connect().addExclusivePublication(CHANNEL, STREAM)
    world.until(() => subscription.imageCount === 1 && successor.isConnected, 3000)
    expect(right.errors).toEqual([])
  })

  it('of the receiving host disconnects the publisher after five seconds', () => {
    const { world, left, right } = pair()
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    right.connect().addSubscription(CHANNEL, STREAM)
    world.until(() => publication.isConnected)
    right.isRunning = false
    world.pass(4000)
    expect(publication.isConnected).toBe(true)
    world.pass(2500)
    expect(publication.isConnected).toBe(false)
    expect(send(publication, 'nobody')).toBe(-1)
  })

  it('of a publishing client ends its stream, everything it sent delivered', () => {
    const { world, left, right } = pair()
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    const subscription = right.connect().addSubscription(CHANNEL, STREAM)
    world.until(() => publication.isConnected)
    for (let i = 0; i < 20; i++) world.until(() => send(publication, `m${i}`) > 0)
    left.clients.length = 0
    const collector = new Collector()
    world.until(() => subscription.poll(collector, 10) === 0 && collector.messages.length === 20)
    world.pass(20_000)
    expect(subscription.imageCount).toBe(0)
    expect(left.systemCounter(SYSTEM_COUNTER.CLIENT_TIMEOUTS)).toBe(1)
    world.pass(10_000)
    expect(remains(left)).toEqual([])
  })
})

describe('an image', () => {
  it('that is rejected disconnects its publisher, who is told by whom and why', () => {
    const { world, left, right } = pair()
    const told: string[] = []
    const aeron = left.connect({ notices: { onPublicationError: (event) => told.push(event.errorMessage) } })
    const publication = aeron.addExclusivePublication(CHANNEL, STREAM)
    const subscription = right.connect().addSubscription(CHANNEL, STREAM)
    world.until(() => publication.isConnected && subscription.imageCount === 1)
    subscription.images[0]!.reject('not my kind of stream')
    world.pass(1000)
    expect(told).toContain('not my kind of stream')
    expect(publication.isConnected).toBe(false)
    expect(right.systemCounter(SYSTEM_COUNTER.IMAGES_REJECTED)).toBe(1)
    expect(left.systemCounter(SYSTEM_COUNTER.ERROR_FRAMES_RECEIVED)).toBeGreaterThan(0)
    world.pass(12_500)
    expect(subscription.images.every((image) => image.position === 0)).toBe(true)
  })

  it('of an unreliable stream has padding where something was lost', () => {
    const world = new UdpWorld()
    const left = world.node(1)
    const right = world.node(2, { lossProbability: 0.1 })
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    const subscription = right.connect().addSubscription(`${CHANNEL}|reliable=false`, STREAM)
    world.until(() => publication.isConnected)
    const collector = new Collector()
    for (let i = 0; i < 2000; ) {
      if (send(publication, `message ${i} of a stream that may lose some`) > 0) i++
      world.turn()
      subscription.poll(collector, 10)
    }
    world.pass(1000)
    while (subscription.poll(collector, 10) > 0) world.turn()
    expect(collector.messages.length).toBeGreaterThan(1500)
    expect(collector.messages.length).toBeLessThan(2000)
    expect(right.systemCounter(SYSTEM_COUNTER.LOSS_GAP_FILLS)).toBeGreaterThan(0)
    expect(right.systemCounter(SYSTEM_COUNTER.NAK_MESSAGES_SENT)).toBe(0)
  })

  it('that is untethered and slow is left behind, and comes back later', () => {
    const { world, left, right } = pair()
    const publication = left.connect().addExclusivePublication(CHANNEL, STREAM)
    const aeron = right.connect()
    const timeouts = 'untethered-window-limit-timeout=1s|untethered-linger-timeout=1s|untethered-resting-timeout=2s'
    const fast = aeron.addSubscription(`${CHANNEL}|${timeouts}`, STREAM)
    const slow = aeron.addSubscription(`${CHANNEL}|${timeouts}|tether=false`, STREAM)
    world.until(() => publication.isConnected && fast.imageCount === 1 && slow.imageCount === 1)
    const seen: number[] = []
    let sent = 0
    for (let ms = 0; ms < 9000; ms += 10) {
      for (let i = 0; i < 20; i++) if (send(publication, 'x'.repeat(1000)) > 0) sent++
      world.turn(10e6)
      fast.poll(new Collector(), 1000)
      if (seen.at(-1) !== slow.imageCount) seen.push(slow.imageCount)
    }
    expect(seen.slice(0, 3)).toEqual([1, 0, 1])
    expect(sent * 1000).toBeGreaterThan(1_000_000)
  })
})

describe('a group', () => {
  it('may be joined late: the newcomer starts where the stream is', () => {
    const world = new UdpWorld()
    const nodes = [world.node(1), world.node(2), world.node(3)]
    const publication = nodes[0]!.connect().addExclusivePublication(`${MULTICAST}|fc=min`, STREAM)
    const early = nodes[1]!.connect().addSubscription(MULTICAST, STREAM)
    world.until(() => publication.isConnected && early.imageCount === 1)
    const collectors = [new Collector(), new Collector()]
    let i = 0
    const run = (total: number, late?: typeof early): void => {
      while (i < total) {
        for (let burst = 0; burst < 10 && i < total && send(publication, `m${i}`) > 0; burst++) i++
        world.turn(1e6)
        early.poll(collectors[0]!, 100)
        late?.poll(collectors[1]!, 100)
      }
    }
    run(1000)
    const late = nodes[2]!.connect().addSubscription(MULTICAST, STREAM)
    run(5000, late)
    world.until(() => {
      early.poll(collectors[0]!, 100)
      late.poll(collectors[1]!, 100)
      return collectors.every(({ messages }) => messages.at(-1) === 'm4999')
    })
    expect(collectors[0]!.messages).toHaveLength(5000)
    const first = Number(collectors[1]!.messages[0]!.slice(1))
    expect(first).toBeGreaterThan(0)
    expect(collectors[1]!.messages).toEqual(Array.from({ length: 5000 - first }, (_, k) => `m${first + k}`))
  })

  it('with tags connects only when enough receivers of the tag are there', () => {
    const world = new UdpWorld()
    const nodes = [world.node(1), world.node(2), world.node(3)]
    const publication = nodes[0]!.connect().addExclusivePublication(`${MULTICAST}|fc=tagged,g:101/1`, STREAM)
    const untagged = nodes[1]!.connect().addSubscription(MULTICAST, STREAM)
    world.until(() => untagged.imageCount === 1)
    world.pass(500)
    expect(publication.isConnected).toBe(false)
    nodes[2]!.connect().addSubscription(`${MULTICAST}|gtag=101`, STREAM)
    world.until(() => publication.isConnected, 3000)
    nodes[2]!.isRunning = false
    world.pass(7000)
    expect(publication.isConnected).toBe(false)
  })
})
