import type { Aeron, ExclusivePublication, FragmentHandler, Subscription } from '@aeron/client'
import { Histogram } from '@reflex/base'
import { type BusToolOptions, connectTool, nextTurn, until } from './bus-client.ts'

export interface PingOptions extends BusToolOptions {
  readonly pongChannel: string
  readonly pongStream: number
  readonly messages: number
  readonly warmup: number
  readonly length: number
}

export interface PingResult {
  readonly channel: string
  readonly messages: number
  readonly length: number
  /** Nanoseconds. */
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

const SPINS_PER_TURN = 20_000
const LENGTH_MIN = 8

/** Sends one message after another, each when the last one is back from a `pong`, ours or the official sample. */
export async function runPing(options: PingOptions): Promise<PingResult> {
  const aeron = connectTool(options.aeronDir, 'reflex bus ping')
  try {
    const publication = aeron.addExclusivePublication(options.channel, options.stream)
    const subscription = aeron.addSubscription(options.pongChannel, options.pongStream)
    await until(aeron, () => publication.isConnected && subscription.isConnected)
    const bytes = new Uint8Array(Math.max(LENGTH_MIN, options.length))
    await roundTrips(aeron, publication, subscription, bytes, options.warmup)
    const { p50, p99, p999, max } = (
      await roundTrips(aeron, publication, subscription, bytes, options.messages)
    ).summary()
    return { channel: options.channel, messages: options.messages, length: bytes.length, p50, p99, p999, max }
  } finally {
    aeron.close()
  }
}

async function roundTrips(
  aeron: Aeron,
  publication: ExclusivePublication,
  subscription: Subscription,
  bytes: Uint8Array,
  count: number,
): Promise<Histogram> {
  const histogram = new Histogram()
  let answers = 0
  const handler: FragmentHandler = {
    onFragment: () => {
      answers++
    },
  }
  for (let sent = 0; sent < count; sent++) {
    const startMs = performance.now()
    for (let spins = 1; publication.offer(bytes) < 0; spins++) if (spins % SPINS_PER_TURN === 0) await turn(aeron)
    for (let spins = 1; answers <= sent; spins++) {
      subscription.poll(handler, 1)
      if (spins % SPINS_PER_TURN === 0) await turn(aeron)
    }
    histogram.record(Math.round((performance.now() - startMs) * 1e6))
    if (sent % SPINS_PER_TURN === 0) await turn(aeron)
  }
  return histogram
}

async function turn(aeron: Aeron): Promise<void> {
  aeron.doWork()
  await nextTurn()
}

export interface PongOptions extends BusToolOptions {
  readonly pongChannel: string
  readonly pongStream: number
  readonly onReady: () => void
}

/** Sends every message back, until SIGINT or SIGTERM. @returns how many. */
export async function runPong(options: PongOptions): Promise<number> {
  const aeron = connectTool(options.aeronDir, 'reflex bus pong')
  let isRunning = true
  let echoed = 0
  const stop = (): void => {
    isRunning = false
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const subscription = aeron.addSubscription(options.channel, options.stream)
    const publication = aeron.addExclusivePublication(options.pongChannel, options.pongStream)
    const handler: FragmentHandler = {
      onFragment(bytes, offset, length) {
        while (publication.offer(bytes, offset, length) < 0 && publication.isConnected) aeron.doWork()
        echoed++
      },
    }
    options.onReady()
    while (isRunning) {
      for (let spins = 0; spins < SPINS_PER_TURN; spins++) subscription.poll(handler, 10)
      await turn(aeron)
    }
    return echoed
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    aeron.close()
  }
}
