import { AtomicBuffer, ManyToOneRingBuffer } from '@aeron/client/internal'
import { Prng } from '@reflex/base'
import { expect, it } from 'vitest'
import { SYSTEM_COUNTER } from '../src/system-counters.ts'
import { Collector, send } from './support/bus.ts'
import { UdpWorld } from './support/udp-world.ts'

const COMMANDS = Number(process.env['REFLEX_FUZZ_COMMANDS'] ?? 5000)
const SEED = Number(process.env['REFLEX_FUZZ_SEED'] ?? 11)
const HOSTILE = [0, -1, 1, 7, 4096, 2 ** 31 - 1, -(2 ** 31), 100_000]
const CHANNELS = [
  'aeron:ipc',
  'aeron:ipc?term-length=64k',
  'aeron:udp?endpoint=10.0.0.1:5000',
  'aeron:udp?endpoint=10.0.0.1:5000|fc=min',
  'aeron:udp?control=10.0.0.1:5001|control-mode=dynamic',
  'aeron:udp?control-mode=manual',
  'aeron:udp?endpoint=239.1.1.1:5002|interface=10.0.0.0/24',
  'aeron:udp?endpoint=239.1.1.2:5002',
  'aeron-spy:aeron:udp?endpoint=10.0.0.1:5000',
  'aeron:udp?endpoint=10.0.0.77:5000|session-id=5|mtu=9000000000',
  'aeron:udp?endpoint=[::1]:x|interface={eth9}',
  'aeron:udp?tags=7|endpoint=10.0.0.1:5003|cc=magic|rcv-wnd=1g',
  '',
  'aeron:udp?|||=',
  '\u0000\uffff',
]

/** A command of a real type, or none, with hostile lengths and ids. @returns its length. */
function hostileCommand(random: Prng, command: AtomicBuffer, clientId: number): number {
  for (let i = 0; i < 64; i += 4) command.putInt(i, random.nextUint32() | 0)
  command.putLong(0, random.nextBoolean(0.8) ? clientId : random.nextInt(1000))
  for (const offset of [16, 20, 24]) {
    if (random.nextBoolean(0.6)) command.putInt(offset, random.nextInt(40))
    else if (random.nextBoolean(0.3)) command.putInt(offset, HOSTILE[random.nextInt(HOSTILE.length)]!)
  }
  const channel = CHANNELS[random.nextInt(CHANNELS.length)]!
  const at = [20, 24, 28, 32][random.nextInt(4)]!
  const length = at + command.putString(at, channel)
  if (random.nextBoolean(0.2)) command.putInt(at, HOSTILE[random.nextInt(HOSTILE.length)]!)
  return random.nextBoolean(0.2) ? random.nextInt(length + 1) : length
}

it(`hostile commands are answered or recorded, and the driver goes on (seed ${SEED})`, () => {
  const world = new UdpWorld()
  const node = world.node(1)
  const aeron = node.connect()
  const ring = new ManyToOneRingBuffer(node.toDriver())
  const random = new Prng(SEED)
  const command = AtomicBuffer.allocate(4096)
  for (let i = 0; i < COMMANDS; i++) {
    const length = hostileCommand(random, command, 4711)
    const type = random.nextBoolean(0.95) ? 1 + random.nextInt(0x12) : 1 + random.nextInt(1000)
    if (!ring.write(type, command.bytes, length)) throw new Error('the ring is full')
    if (i % 4 === 0) world.turn()
    // The forged client is silent and goes, with all it has added.
    if (i % 500 === 499) world.pass(12_000, 100)
  }
  world.pass(60_000, 100)
  expect(node.systemCounter(SYSTEM_COUNTER.ERRORS)).toBeGreaterThan(COMMANDS / 20)
  const publication = aeron.addExclusivePublication('aeron:ipc', 99)
  const subscription = aeron.addSubscription('aeron:ipc', 99)
  const collector = new Collector()
  world.until(() => send(publication, 'still here') > 0)
  world.until(() => subscription.poll(collector, 1) === 1)
  expect(collector.messages).toEqual(['still here'])
  const left = node.labels().filter((label) => !/client-heartbeat|: \d+ -?\d+ 99 |^(?!\S+: )/.test(label))
  expect(left.filter((label) => label.includes('udp'))).toEqual([])
}, 600_000)
