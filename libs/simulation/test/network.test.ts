import { ManualClock } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { SimDatagramTransport, SimStreamTransport, SimulationScheduler } from '../src/index.ts'

function world(seed: number) {
  const clock = new ManualClock()
  const onError = (error: unknown): never => {
    throw error
  }
  const scheduler = new SimulationScheduler({ clock, seed, quantumNs: 1_000_000, turnCostNs: 0, onError })
  const options = { scheduler, seed, latencyNs: 50_000, jitterNs: 400_000 }
  return { clock, scheduler, tcp: new SimStreamTransport(options), udp: new SimDatagramTransport(options) }
}

const handler = (log: string[], name: string) => ({
  onOpen: () => log.push(`${name} open`),
  onData: (bytes: Uint8Array, offset: number, length: number) =>
    log.push(`${name} ${Buffer.from(bytes.subarray(offset, offset + length)).toString()}`),
  onClose: (reason: string) => log.push(`${name} closed: ${reason}`),
})

describe('SimStreamTransport', () => {
  it('delivers bytes in order whatever the jitter, then the close', () => {
    const { scheduler, tcp } = world(3)
    const log: string[] = []
    tcp.listen({ host: '127.0.0.1', port: 1, onError: () => {} }, () => handler(log, 'server'))
    const connection = tcp.connect({ host: '127.0.0.1', port: 1 }, handler(log, 'client'))
    scheduler.runUntil(2_000_000)
    for (let i = 0; i < 20; i++) connection.send(Buffer.from(String(i)), 0, String(i).length)
    connection.close()
    scheduler.runUntil(20_000_000)
    const expected = ['client open', 'client closed: closed']
    for (let i = 0; i < 20; i++) expected.push(`server ${i}`)
    expect(log).toEqual([...expected, 'server closed: closed by peer'])
  })

  it('refuses where nobody listens, and refuses a second listener on a port', () => {
    const { scheduler, tcp } = world(3)
    const log: string[] = []
    tcp.connect({ host: '127.0.0.1', port: 9 }, handler(log, 'client'))
    scheduler.runUntil(2_000_000)
    expect(log).toEqual(['client closed: connection refused'])
    tcp.listen({ host: '127.0.0.1', port: 1, onError: () => {} }, () => handler(log, 'server'))
    expect(() => tcp.listen({ host: '127.0.0.1', port: 1, onError: () => {} }, () => handler(log, 's'))).toThrow(
      /in use/,
    )
  })

  it('tells both ends of a cut and loses what was in flight', () => {
    const { scheduler, tcp } = world(3)
    const log: string[] = []
    tcp.listen({ host: '127.0.0.1', port: 1, onError: () => {} }, () => handler(log, 'server'))
    const connection = tcp.connect({ host: '127.0.0.1', port: 1 }, handler(log, 'client'))
    scheduler.runUntil(2_000_000)
    connection.send(Buffer.from('lost'), 0, 4)
    tcp.cutAll()
    scheduler.runUntil(9_000_000)
    expect(log).toEqual(['client open', 'client closed: reset by peer', 'server closed: reset by peer'])
  })
})

describe('SimDatagramTransport', () => {
  const count = (seed: number, lossProbability: number, duplicateProbability: number): number => {
    const { scheduler, udp } = world(seed)
    udp.faults = { lossProbability, duplicateProbability }
    const receiver = udp.openReceiver({ address: '239.1.1.1', port: 5, queueCapacity: 2048 })
    const sender = udp.openSender({ address: '239.1.1.1', port: 5 })
    for (let i = 0; i < 1000; i++) sender.send(Buffer.from('x'), 0, 1)
    scheduler.runUntil(5_000_000)
    return receiver.poll({ onDatagram: () => {} }, 4096)
  }

  it('delivers each datagram to each receiver once without faults', () => {
    expect(count(1, 0, 0)).toBe(1000)
  })

  it('loses and duplicates as the seed says', () => {
    expect(count(1, 0.1, 0)).toBe(count(1, 0.1, 0))
    expect(count(1, 0.1, 0)).toBeLessThan(950)
    expect(count(1, 0, 0.1)).toBeGreaterThan(1050)
  })
})
