import { describe, expect, it } from 'vitest'
import { Collector, send } from './support/bus.ts'
import { type UdpNode, UdpWorld } from './support/udp-world.ts'

const STREAM = 7

function threeNodes(): { world: UdpWorld; nodes: UdpNode[] } {
  const world = new UdpWorld()
  return { world, nodes: [world.node(1), world.node(2), world.node(3)] }
}

describe('a publication to many destinations', () => {
  it('sends to whoever speaks up (dynamic), and forgets who falls silent', () => {
    const { world, nodes } = threeNodes()
    const control = 'control=10.0.0.1:20200'
    const publication = nodes[0]!.connect().addPublication(`aeron:udp?${control}|control-mode=dynamic|fc=min`, STREAM)
    const readers = [1, 2].map((i) => {
      const channel = `aeron:udp?endpoint=10.0.0.${i + 1}:20201|${control}|control-mode=dynamic`
      return { subscription: nodes[i]!.connect().addSubscription(channel, STREAM), collector: new Collector() }
    })
    world.until(() => readers.every(({ subscription }) => subscription.imageCount === 1) && publication.isConnected)
    expect(nodes[0]!.labels().some((label) => label.startsWith('mdc-num-dest: '))).toBe(true)
    for (let i = 0; i < 2000; ) {
      if (send(publication, `m${i}`) > 0) i++
      else world.turn()
      for (const { subscription, collector } of readers) subscription.poll(collector, 10)
    }
    world.until(() => {
      for (const { subscription, collector } of readers) subscription.poll(collector, 10)
      return readers.every(({ collector }) => collector.messages.length === 2000)
    })
    expect(readers[1]!.collector.messages.at(-1)).toBe('m1999')
    expect(countOf(nodes[0]!, 'mdc-num-dest')).toBe(2)
    expect(countOf(nodes[0]!, 'fc-receivers')).toBe(2)
    nodes[2]!.isRunning = false
    world.pass(11_000)
    expect(countOf(nodes[0]!, 'mdc-num-dest')).toBe(1)
    expect(countOf(nodes[0]!, 'fc-receivers')).toBe(1)
  })

  it('sends where it is told (manual), until it is told otherwise', () => {
    const { world, nodes } = threeNodes()
    const publication = nodes[0]!.connect().addExclusivePublication('aeron:udp?control-mode=manual', STREAM)
    const subscriptions = [1, 2].map((i) =>
      nodes[i]!.connect().addSubscription(`aeron:udp?endpoint=10.0.0.${i + 1}:20201`, STREAM),
    )
    world.pass(300)
    expect(publication.isConnected).toBe(false)
    publication.addDestination('aeron:udp?endpoint=10.0.0.2:20201')
    const second = 'aeron:udp?endpoint=10.0.0.3:20201'
    publication.addDestination(second)
    world.until(() => subscriptions.every((subscription) => subscription.imageCount === 1))
    publication.removeDestination(second)
    world.pass(12_000)
    expect(subscriptions.map((subscription) => subscription.imageCount)).toEqual([1, 0])
    expect(countOf(nodes[0]!, 'mdc-num-dest')).toBe(1)
  })
})

describe('a subscription with many destinations', () => {
  it('merges what comes by several sockets, and by none when all are removed', () => {
    const { world, nodes } = threeNodes()
    const session = 'session-id=55|term-length=64k|init-term-id=5|term-id=5|term-offset=0'
    const publication = nodes[0]!.connect().addExclusivePublication(`aeron:udp?control-mode=manual|${session}`, STREAM)
    const subscription = nodes[1]!.connect().addSubscription('aeron:udp?control-mode=manual', STREAM)
    const ways = ['aeron:udp?endpoint=10.0.0.2:20301', 'aeron:udp?endpoint=10.0.0.2:20302']
    for (const way of ways) {
      subscription.addDestination(way)
      publication.addDestination(way)
    }
    world.until(() => subscription.imageCount === 1 && publication.isConnected)
    const collector = new Collector()
    for (let i = 0; i < 500; ) {
      if (send(publication, `m${i}`) > 0) i++
      else world.turn()
      subscription.poll(collector, 10)
    }
    world.until(() => subscription.poll(collector, 10) === 0 && collector.messages.length === 500)
    expect(collector.messages).toEqual(Array.from({ length: 500 }, (_, i) => `m${i}`))
    expect(nodes[1]!.labels().filter((label) => label.startsWith('rcv-local-sockaddr'))).toHaveLength(2)
    for (const way of ways) subscription.removeDestination(way)
    world.pass(13_000)
    expect(subscription.imageCount).toBe(0)
  })

  it('reads local streams as well: IPC and spies', () => {
    const { world, nodes } = threeNodes()
    const aeron = nodes[0]!.connect()
    const network = aeron.addExclusivePublication('aeron:udp?endpoint=10.0.0.9:20303|ssc=true', STREAM)
    const local = aeron.addExclusivePublication('aeron:ipc', STREAM)
    const subscription = aeron.addSubscription('aeron:udp?control-mode=manual', STREAM)
    subscription.addDestination('aeron:ipc')
    subscription.addDestination('aeron-spy:aeron:udp?endpoint=10.0.0.9:20303')
    world.until(() => subscription.imageCount === 2)
    expect(send(local, 'by memory')).toBeGreaterThan(0)
    world.until(() => send(network, 'by spying') > 0)
    const collector = new Collector()
    world.until(() => subscription.poll(collector, 10) === 0 && collector.messages.length === 2)
    expect([...collector.messages].sort()).toEqual(['by memory', 'by spying'])
    subscription.removeDestination('aeron:ipc')
    world.pass(100)
    expect(subscription.imageCount).toBe(1)
  })
})

describe('a spy', () => {
  it('reads what is sent, holds the writer back, and connects it alone when asked', () => {
    const { world, nodes } = threeNodes()
    const channel = 'aeron:udp?endpoint=10.0.0.9:20303|term-length=64k'
    const aeron = nodes[0]!.connect()
    const publication = aeron.addExclusivePublication(`${channel}|ssc=true`, STREAM)
    world.pass(200)
    expect(publication.isConnected).toBe(false)
    const spy = aeron.addSubscription(`aeron-spy:${channel}`, STREAM)
    world.until(() => publication.isConnected && spy.imageCount === 1)
    const collector = new Collector()
    let blocked = 0
    for (let i = 0; i < 4000; ) {
      if (send(publication, `m${i}`) > 0) {
        i++
        continue
      }
      blocked++
      world.turn()
      spy.poll(collector, 100)
    }
    world.until(() => spy.poll(collector, 100) === 0 && collector.messages.length === 4000)
    expect(collector.messages.at(-1)).toBe('m3999')
    expect(blocked).toBeGreaterThan(5)
    publication.close()
    world.pass(3000)
    expect(spy.imageCount).toBe(0)
  })
})

function countOf(node: UdpNode, name: string): number {
  return node
    .cnc()
    .counters()
    .find((row) => row.label.startsWith(name))!.value
}
