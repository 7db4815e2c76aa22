import { AtomicBuffer } from '@aeron/client/internal'
import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { DatagramBatch, parseIp, UdpAddress } from '../src/index.ts'
import { SYSTEM_COUNTER } from '../src/system-counters.ts'
import { SequencedReceiver, SequencedSender } from './support/sequenced-stream.ts'
import { UdpWorld } from './support/udp-world.ts'

const STREAM = 7
const CHANNEL = 'aeron:udp?endpoint=10.0.0.2:20121'
const DATAGRAMS = Number(process.env['REFLEX_FUZZ_DATAGRAMS'] ?? 20_000)
const SEED = Number(process.env['REFLEX_FUZZ_SEED'] ?? 7)
const TIMEOUT_MS = 900_000
const INTERESTING = [0, 1, -1, 31, 32, 33, 64, 65_535, 65_536, 65_537, 2 ** 31 - 1, -(2 ** 31), -32, 128 * 1024]
const TYPES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, -1]

/** A datagram of a real type with hostile fields, cut anywhere. */
function hostileDatagram(random: Prng, bytes: AtomicBuffer, sessionId: number, initialTermId: number): number {
  for (let i = 0; i < 64; i += 4) bytes.putInt(i, random.nextUint32() | 0)
  const type = TYPES[random.nextInt(TYPES.length)]!
  const length = random.nextBoolean(0.5) ? random.nextInt(200) : 32 * (1 + random.nextInt(44))
  const flags = random.nextBoolean(0.5) ? 0xc0 : random.nextInt(256)
  bytes.putInt(0, random.nextBoolean(0.6) ? length : INTERESTING[random.nextInt(INTERESTING.length)]!)
  bytes.putInt(4, (type << 16) | (flags << 8) | (random.nextBoolean(0.1) ? 1 : 0))
  for (let i = 8; i < 44; i += 4) {
    if (random.nextBoolean(0.6)) bytes.putInt(i, INTERESTING[random.nextInt(INTERESTING.length)]!)
  }
  if (random.nextBoolean(0.8)) {
    const isSetup = type === 5
    bytes.putInt(isSetup ? 12 : type <= 1 ? 12 : 8, sessionId)
    bytes.putInt(isSetup ? 16 : type <= 1 ? 16 : 12, STREAM)
    if (type <= 1 && random.nextBoolean(0.7)) bytes.putInt(20, initialTermId + random.nextInt(3) - 1)
    if (type <= 1 && random.nextBoolean(0.5)) bytes.putInt(8, 32 * random.nextInt(4096))
  }
  return length
}

describe('a driver under hostile datagrams', () => {
  it(
    `goes on, writes nowhere else, and counts them (seed ${SEED})`,
    () => {
      const world = new UdpWorld()
      const [left, right] = [world.node(1), world.node(2)]
      const start = 'term-length=64k|init-term-id=100|term-id=100|term-offset=0'
      const publication = left.connect().addExclusivePublication(`${CHANNEL}|${start}`, STREAM)
      const subscription = right.connect().addSubscription(CHANNEL, STREAM)
      world.until(() => publication.isConnected && subscription.imageCount === 1)
      const random = new Prng(SEED)
      const attacker = world.network.host('10.0.0.66').open({
        bind: new UdpAddress(parseIp('10.0.0.66')!, 1),
        ttl: 0,
        receiveBufferLength: 0,
        sendBufferLength: 0,
      })
      const sendingPort = Number(/:(\d+)$/.exec(left.labels().find((label) => label.startsWith('snd-channel'))!)![1])
      const targets = [new UdpAddress(parseIp('10.0.0.2')!, 20_121), new UdpAddress(parseIp('10.0.0.1')!, sendingPort)]
      const batch = new DatagramBatch(1)
      const bytes = AtomicBuffer.allocate(2048)
      for (let i = 0; i < DATAGRAMS; i++) {
        // A foreign session, so that what the attacker forges is not the stream itself.
        const sessionId = random.nextBoolean(0.5) ? 1234 : random.nextUint32() | 0
        const length = hostileDatagram(random, bytes, sessionId, 100)
        batch.reset(bytes)
        batch.add(0, length)
        attacker.send(batch, targets[i % 2])
        if (i % 16 === 0) world.turn(200_000)
      }
      world.pass(200)
      expect(right.systemCounter(SYSTEM_COUNTER.INVALID_PACKETS)).toBeGreaterThan(DATAGRAMS / 100)
      const sender = new SequencedSender(3, 3000)
      const receiver = new SequencedReceiver(3, 3000)
      world.until(
        () => {
          sender.offer(publication, 1000)
          subscription.poll(receiver.assembled, 100)
          return receiver.received >= 1000
        },
        60_000,
        200_000,
      )
      expect(receiver.bad).toBe(0)
      for (const error of [...left.errors, ...right.errors]) expect(error.message).toMatch(/mtu|window|room|image/)
    },
    TIMEOUT_MS,
  )
})

describe('a driver under a hostile sender of its own stream', () => {
  it(
    `keeps every write within the image's terms (seed ${SEED})`,
    () => {
      const world = new UdpWorld()
      const [left, right] = [world.node(1), world.node(2)]
      const start = 'session-id=1234|term-length=64k|init-term-id=100|term-id=100|term-offset=0'
      const publication = left.connect().addExclusivePublication(`${CHANNEL}|${start}`, STREAM)
      const subscription = right.connect().addSubscription(CHANNEL, STREAM)
      world.until(() => publication.isConnected && subscription.imageCount === 1)
      const image = right.mapper.list('/aeron/images')[0]!
      const file = right.mapper.mapExisting(`/aeron/images/${image}`)
      const metadata = new Uint8Array(file.buffer, 3 * 65_536)
      const before = metadata.slice(256)
      const random = new Prng(SEED + 1)
      const attacker = world.network.host('10.0.0.66').open({
        bind: new UdpAddress(parseIp('10.0.0.66')!, 1),
        ttl: 0,
        receiveBufferLength: 0,
        sendBufferLength: 0,
      })
      const batch = new DatagramBatch(1)
      const bytes = AtomicBuffer.allocate(2048)
      const target = new UdpAddress(parseIp('10.0.0.2')!, 20_121)
      let fragments = 0
      for (let i = 0; i < DATAGRAMS; i++) {
        const length = hostileDatagram(random, bytes, 1234, 100)
        batch.reset(bytes)
        batch.add(0, length)
        attacker.send(batch, target)
        if (i % 8 === 0) world.turn(100_000)
        if (i % 64 === 0) subscription.poll({ onFragment: () => fragments++ }, 10)
      }
      world.pass(100)
      const after = metadata.slice(256)
      // The revoked flag is what a sender may set.
      after[496 - 256] = before[496 - 256]!
      expect(after).toEqual(before)
      expect(right.systemCounter(SYSTEM_COUNTER.INVALID_PACKETS)).toBeGreaterThan(DATAGRAMS / 100)
    },
    TIMEOUT_MS,
  )
})
