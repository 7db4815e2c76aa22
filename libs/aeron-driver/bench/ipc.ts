import {
  Aeron,
  type ExclusivePublication,
  type FragmentHandler,
  type Header,
  HeapMemoryMapper,
  type Publication,
  type Subscription,
} from '@aeron/client'
import { ManualClock, Prng } from '@reflex/base'
import { MediaDriver } from '../src/index.ts'

export const PING_STREAM = 1
export const PONG_STREAM = 2
export const FLOW_STREAM = 3

export type AnyPublication = Publication | ExclusivePublication

/** Counts messages, and folds what is in them into a checksum so that nobody optimises them away. */
export class Sink implements FragmentHandler {
  count = 0
  checksum = 0

  onFragment(_bytes: Uint8Array, offset: number, _length: number, header: Header): void {
    this.count++
    this.checksum = (Math.imul(this.checksum, 31) + header.view.getInt32(offset, true)) | 0
  }
}

/** Sends each message it gets back on a publication. */
export class Echo implements FragmentHandler {
  readonly #publication: AnyPublication

  constructor(publication: AnyPublication) {
    this.#publication = publication
  }

  onFragment(bytes: Uint8Array, offset: number, length: number): void {
    while (this.#publication.offer(bytes, offset, length) < 0);
  }
}

/** A driver and a client in this process, on the heap. `turn` runs both. */
export function oneProcess(termLength = 1024 * 1024): { aeron: Aeron; turn: () => void } {
  const clock = new ManualClock(0, 1_700_000_000_000)
  const shared = { aeronDir: '/aeron', mapper: new HeapMemoryMapper(), nanoClock: clock, epochClock: clock }
  const random = new Prng(1)
  const driver = MediaDriver.launch({
    ...shared,
    threadingMode: 'INVOKER',
    random,
    ipcTermBufferLength: termLength,
    env: {},
  })
  const aeron = Aeron.connect({ ...shared, driverAgentInvoker: driver, useConductorAgentInvoker: true })
  const turn = () => {
    driver.invoke()
    aeron.doWork()
  }
  return { aeron, turn }
}

const BATCH = 50

/** One flow of messages. @returns the checksum of what arrived. */
export function flow(
  publication: AnyPublication,
  subscription: Subscription,
  options: { messages: number; length: number; turn: () => void },
): number {
  const { messages, length, turn } = options
  const sink = new Sink()
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  for (let sent = 0; sink.count < messages; ) {
    for (let i = 0; i < BATCH && sent < messages; i++) {
      view.setInt32(0, sent, true)
      if (publication.offer(bytes, 0, length) < 0) break
      sent++
    }
    turn()
    subscription.poll(sink, 2 * BATCH)
  }
  return sink.checksum
}

/** Sends one message after another, each when the last one is back. @param onRoundTrip told the time of each, in ns. */
export function pingPong(
  ping: AnyPublication,
  pong: Subscription,
  options: { roundTrips: number; turn: () => void; onRoundTrip: (ns: number) => void },
): number {
  const { roundTrips, turn, onRoundTrip } = options
  const sink = new Sink()
  const bytes = new Uint8Array(32)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < roundTrips; i++) {
    view.setInt32(0, i, true)
    const start = process.hrtime.bigint()
    while (ping.offer(bytes) < 0) turn()
    for (let spins = 1; pong.poll(sink, 1) === 0; spins++) if (spins % 1024 === 0) turn()
    onRoundTrip(Number(process.hrtime.bigint() - start))
  }
  return sink.checksum
}

/** Both ends of a ping-pong in one process; the echo runs whenever the other end waits. */
export function pingPongInOneProcess(roundTrips: number, onRoundTrip: (ns: number) => void): number {
  const { aeron, turn } = oneProcess()
  const ping = aeron.addExclusivePublication('aeron:ipc', PING_STREAM)
  const pong = aeron.addSubscription('aeron:ipc', PONG_STREAM)
  const echo = new Echo(aeron.addExclusivePublication('aeron:ipc', PONG_STREAM))
  const echoed = aeron.addSubscription('aeron:ipc', PING_STREAM)
  turn()
  const sink = new Sink()
  const bytes = new Uint8Array(32)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < roundTrips; i++) {
    view.setInt32(0, i, true)
    const start = process.hrtime.bigint()
    while (ping.offer(bytes) < 0) turn()
    while (echoed.poll(echo, 1) === 0) turn()
    while (pong.poll(sink, 1) === 0) turn()
    onRoundTrip(Number(process.hrtime.bigint() - start))
    turn()
  }
  return sink.checksum
}
