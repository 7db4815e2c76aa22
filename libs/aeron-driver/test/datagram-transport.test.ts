import { ManualClock, Prng, ReflexError } from '@reflex/base'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type DatagramHandler,
  DatagramQueue,
  type DatagramReceiver,
  type DatagramSender,
  isMulticast,
  NodeDatagramTransport,
  type ReceiverOptions,
  type SenderOptions,
} from '../src/index.ts'

const GROUP = '239.255.77.13'

class Sink implements DatagramHandler {
  readonly datagrams: { first: number; length: number; arrivalNs: number }[] = []

  onDatagram(bytes: Uint8Array, offset: number, length: number, arrivalNs: number): void {
    this.datagrams.push({ first: bytes[offset]!, length, arrivalNs })
  }
}

describe('the queue of a receiver', () => {
  it('is bounded: drops and counts what does not fit, keeps the order of the rest', () => {
    const queue = new DatagramQueue(4, 8)
    const push = (first: number, length = 4) => queue.push(new Uint8Array(length).fill(first), first * 10)
    expect([1, 2, 3, 4].map((first) => push(first))).toEqual([true, true, true, true])
    expect(push(5)).toBe(false)
    expect(push(6, 9)).toBe(false)
    expect([queue.droppedCount, queue.oversizedCount, queue.size]).toEqual([1, 1, 4])
    const sink = new Sink()
    expect(queue.poll(sink, 3)).toBe(3)
    expect(push(7, 8)).toBe(true)
    expect(queue.poll(sink, 10)).toBe(2)
    expect(sink.datagrams.map((datagram) => datagram.first)).toEqual([1, 2, 3, 4, 7])
    expect(sink.datagrams.at(-1)).toEqual({ first: 7, length: 8, arrivalNs: 70 })
  })

  it('agrees with a plain list', () => {
    const random = new Prng(3)
    const queue = new DatagramQueue(16, 64)
    const sink = new Sink()
    const expected: number[] = []
    for (let i = 0, waiting = 0; i < 10_000; i++) {
      if (random.nextBoolean(0.5)) {
        if (queue.push(new Uint8Array(1).fill(i), 0)) {
          expected.push(i & 255)
          waiting++
        }
        expect(waiting).toBeLessThanOrEqual(16)
      } else {
        waiting -= queue.poll(sink, random.nextInt(5))
      }
      expect(queue.size).toBe(waiting)
    }
    queue.poll(sink, 100)
    expect(sink.datagrams.map((datagram) => datagram.first)).toEqual(expected)
  })
})

describe('UDP by node:dgram', () => {
  const clock = new ManualClock(5000)
  const transport = new NodeDatagramTransport(clock)
  const open: (DatagramReceiver | DatagramSender)[] = []

  const receiver = async (options: ReceiverOptions): Promise<DatagramReceiver> => {
    const socket = transport.openReceiver(options)
    open.push(socket)
    await socket.ready
    return socket
  }

  const sender = async (options: SenderOptions): Promise<DatagramSender> => {
    const socket = transport.openSender(options)
    open.push(socket)
    await socket.ready
    return socket
  }

  const pollFor = async (socket: DatagramReceiver, count: number): Promise<Sink> => {
    const sink = new Sink()
    while (sink.datagrams.length < count) {
      socket.poll(sink, 10)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return sink
  }

  afterEach(() => {
    for (const socket of open.splice(0)) socket.close()
  })

  it('carries unicast, stamps arrivals and wakes the poller', async () => {
    let arrivals = 0
    const options = { address: '127.0.0.1', port: 0, datagramLengthMax: 100, onArrival: () => arrivals++ }
    const inbound = await receiver(options)
    const outbound = await sender({ address: '127.0.0.1', port: inbound.port })
    outbound.send(new Uint8Array([1, 2, 3, 4]), 1, 2)
    const scratch = new Uint8Array(101).fill(9)
    outbound.send(scratch, 0, 101)
    scratch.fill(8)
    outbound.send(scratch, 100, 1)
    scratch.fill(0)
    const sink = await pollFor(inbound, 2)
    expect(sink.datagrams).toEqual([
      { first: 2, length: 2, arrivalNs: 5000 },
      { first: 8, length: 1, arrivalNs: 5000 },
    ])
    expect([arrivals, inbound.oversizedCount]).toEqual([2, 1])
  })

  it('carries multicast to every receiver of the group on the interface, and to nobody else', async () => {
    const loopback = { address: GROUP, interface: '127.0.0.1' }
    const first = await receiver({ ...loopback, port: 0 })
    const second = await receiver({ ...loopback, port: first.port })
    const other = await receiver({ address: '239.255.77.15', interface: '127.0.0.1', port: first.port })
    const outbound = await sender({ ...loopback, port: first.port })
    outbound.send(new Uint8Array([7]), 0, 1)
    const sinks = [await pollFor(first, 1), await pollFor(second, 1)]
    expect(sinks.map((sink) => sink.datagrams[0]!.first)).toEqual([7, 7])
    expect(other.poll(new Sink(), 1)).toBe(0)
  })

  it('says that a port is in use', async () => {
    const first = await receiver({ address: '127.0.0.1', port: 0 })
    const second = transport.openReceiver({ address: '127.0.0.1', port: first.port })
    const error = await second.ready.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ReflexError)
    expect((error as ReflexError).code).toBe('REFLEX_PORT_IN_USE')
    expect((error as ReflexError).message).toContain(`127.0.0.1:${first.port}`)
  })

  it('refuses to send when it is closed, and counts what the system refuses', async () => {
    const outbound = await sender({ address: '127.0.0.1', port: 9, datagramLengthMax: 70_000, queueCapacity: 2 })
    expect(outbound.send(new Uint8Array(66_000), 0, 66_000)).toBe(true)
    expect(outbound.send(new Uint8Array(10), 0, 10)).toBe(true)
    expect(outbound.send(new Uint8Array(10), 0, 10)).toBe(false)
    while (outbound.errorCount < 2) await new Promise((resolve) => setImmediate(resolve))
    outbound.close()
    expect(outbound.send(new Uint8Array(1), 0, 1)).toBe(false)
  })

  it('knows groups from addresses', () => {
    expect(['239.1.2.3', '224.0.0.1', 'ff02::1'].map(isMulticast)).toEqual([true, true, true])
    expect(['10.0.0.1', '223.255.255.255', '240.0.0.1', '::1'].map(isMulticast)).toEqual([false, false, false, false])
  })
})
