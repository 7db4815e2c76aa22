import { Aeron, NativeMemoryMapper } from '@aeron/client'
import { expect, it } from 'vitest'
import {
  MediaDriver,
  NativeUdpTransport,
  NodeUdpTransport,
  type UdpTransport,
  WorkerMediaDriver,
} from '../src/index.ts'
import { SequencedReceiver, SequencedSender } from './support/sequenced-stream.ts'

const STREAM = 7
const MESSAGES = 3000
const LENGTH_MAX = 4000
const LOOPBACK = 'interface=127.0.0.1'

/** The next tick, so that sockets of node:dgram can move. */
function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function carry(aeron: Aeron, channel: string, turn: () => void): Promise<SequencedReceiver> {
  const publication = aeron.addExclusivePublication(`${channel}|term-length=64k`, STREAM)
  const subscription = aeron.addSubscription(channel, STREAM)
  const sender = new SequencedSender(5, LENGTH_MAX)
  const receiver = new SequencedReceiver(5, LENGTH_MAX)
  while (receiver.received < MESSAGES) {
    turn()
    aeron.doWork()
    sender.offer(publication, MESSAGES)
    subscription.poll(receiver.assembled, 50)
    await tick()
  }
  return receiver
}

function drivers(name: string, transport: UdpTransport): { driver: MediaDriver; aeron: Aeron } {
  const aeronDir = `/dev/shm/reflex-test-${name}-${process.pid}`
  const mapper = new NativeMemoryMapper()
  const driver = MediaDriver.launch({
    aeronDir,
    mapper,
    threadingMode: 'INVOKER',
    udpTransport: transport,
    dirDeleteOnShutdown: true,
    env: {},
  })
  const aeron = Aeron.connect({ aeronDir, mapper, driverAgentInvoker: driver, useConductorAgentInvoker: true })
  return { driver, aeron }
}

it.each([
  ['native', 'aeron:udp?endpoint=127.0.0.1:24701'],
  ['native', 'aeron:udp?endpoint=[::1]:24702'],
  ['native', `aeron:udp?endpoint=239.255.24.1:24703|${LOOPBACK}|ttl=1`],
  ['node', 'aeron:udp?endpoint=127.0.0.1:24704'],
  ['node', `aeron:udp?endpoint=239.255.24.3:24705|${LOOPBACK}`],
])(
  'a stream over real sockets (%s) arrives byte for byte: %s',
  async (name, channel) => {
    const { driver, aeron } = drivers(name, name === 'native' ? new NativeUdpTransport() : new NodeUdpTransport())
    const receiver = await carry(aeron, channel, () => driver.invoke())
    expect(receiver.bad).toBe(0)
    aeron.close()
    driver.close()
  },
  60_000,
)

it('a driver in a thread of its own carries streams, stops, and is refused a directory that is in use', async () => {
  const aeronDir = `/dev/shm/reflex-test-worker-${process.pid}`
  const driver = await WorkerMediaDriver.launch({ aeronDir, dirDeleteOnShutdown: true })
  await expect(WorkerMediaDriver.launch({ aeronDir })).rejects.toThrow('is active')
  const aeron = Aeron.connect({ aeronDir, useConductorAgentInvoker: true })
  const receiver = await carry(aeron, 'aeron:udp?endpoint=127.0.0.1:24706', () => {})
  expect(receiver.bad).toBe(0)
  aeron.close()
  await driver.close()
  expect(new NativeMemoryMapper().exists(aeronDir)).toBe(false)
}, 60_000)

it('a port in use is refused with its name', () => {
  const first = drivers('first', new NativeUdpTransport())
  const second = drivers('second', new NativeUdpTransport())
  const channel = 'aeron:udp?endpoint=127.0.0.1:24707'
  first.aeron.addSubscription(channel, STREAM)
  expect(() => second.aeron.addSubscription(channel, STREAM)).toThrow(/EADDRINUSE/)
  for (const { aeron, driver } of [first, second]) {
    aeron.close()
    driver.close()
  }
})
