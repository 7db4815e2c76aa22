/**
 * IPC throughput and round trips, in one process and between processes:
 * `npx tsx --conditions=source libs/aeron-driver/bench/ipc.bench.ts [messages]`.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { Aeron, type Subscription } from '@aeron/client'
import { Histogram } from '@reflex/base'
import { FLOW_STREAM, flow, oneProcess, PING_STREAM, PONG_STREAM, pingPong, pingPongInOneProcess, Sink } from './ipc.ts'

const ROUNDS = 5
const AERON_DIR = `/dev/shm/reflex-bench-${process.pid}`

function report(name: string, samples: number[], unit: string, checksum: number): void {
  const sorted = samples.sort((a, b) => a - b)
  const median = sorted[sorted.length >> 1]!
  const range = `${sorted[0]!.toFixed(2)}-${sorted.at(-1)!.toFixed(2)}`
  console.log(`${name.padEnd(58)} ${median.toFixed(2).padStart(8)} ${unit} (${range})  checksum ${checksum}`)
}

function reportRoundTrips(name: string, run: (onRoundTrip: (ns: number) => void) => number): void {
  const medians: number[] = []
  const tails: number[] = []
  let checksum = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const histogram = new Histogram()
    checksum = run((ns) => histogram.record(ns))
    if (round === 0) continue
    medians.push(histogram.percentile(50) / 1000)
    tails.push(histogram.percentile(99) / 1000)
  }
  report(`${name}, p50`, medians, 'us', checksum)
  report(`${name}, p99`, tails, 'us', checksum)
}

function reportFlow(name: string, messages: number, run: () => number): void {
  const rates: number[] = []
  let checksum = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const start = process.hrtime.bigint()
    checksum = run()
    if (round > 0) rates.push((messages * 1000) / Number(process.hrtime.bigint() - start))
  }
  report(name, rates, 'M msg/s', checksum)
}

function benchOneProcess(messages: number): void {
  for (const isExclusive of [true, false]) {
    for (const length of [32, 256]) {
      const { aeron, turn } = oneProcess()
      const subscription = aeron.addSubscription('aeron:ipc', FLOW_STREAM)
      const publication = isExclusive
        ? aeron.addExclusivePublication('aeron:ipc', FLOW_STREAM)
        : aeron.addPublication('aeron:ipc', FLOW_STREAM)
      turn()
      const name = `one process, ${isExclusive ? 'exclusive' : 'shared'}, ${length} B, driver every 50 messages`
      reportFlow(name, messages, () => flow(publication, subscription, { messages, length, turn }))
    }
  }
  reportRoundTrips('one process, ping-pong 32 B', (onRoundTrip) => pingPongInOneProcess(messages / 10, onRoundTrip))
}

const children: ChildProcess[] = []

function start(script: string, ...args: string[]): void {
  const path = new URL(script, import.meta.url).pathname
  const env = { ...process.env, AERON_DIR }
  const nodeArgs = ['--conditions=source', '--import', 'tsx', path, ...args]
  children.push(spawn(process.execPath, nodeArgs, { env, stdio: ['ignore', 'ignore', 'inherit'] }))
}

function waitForImages(aeron: Aeron, subscription: Subscription): void {
  while (!subscription.isConnected) {
    aeron.doWork()
    aeron.context.sleeper(1)
  }
}

function benchProcesses(messages: number): void {
  start('../src/main.ts')
  const aeron = Aeron.connect({ aeronDir: AERON_DIR, useConductorAgentInvoker: true })
  const turn = () => void aeron.doWork()
  const ping = aeron.addExclusivePublication('aeron:ipc', PING_STREAM)
  const pong = aeron.addSubscription('aeron:ipc', PONG_STREAM)
  start('./ipc-peer.ts', 'echo')
  waitForImages(aeron, pong)
  reportRoundTrips('processes, ping-pong 32 B', (onRoundTrip) =>
    pingPong(ping, pong, { roundTrips: messages / 10, turn, onRoundTrip }),
  )
  children.pop()!.kill('SIGKILL')
  for (const length of [32, 256]) {
    const subscription = aeron.addSubscription('aeron:ipc', FLOW_STREAM)
    start('./ipc-peer.ts', 'send', String(length))
    waitForImages(aeron, subscription)
    reportFlow(`processes, exclusive, ${length} B`, messages, () => {
      const sink = new Sink()
      for (let polls = 1; sink.count < messages; polls++) {
        subscription.poll(sink, 256)
        if (polls % 1024 === 0) turn()
      }
      return sink.count
    })
    children.pop()!.kill('SIGKILL')
    subscription.close()
  }
  aeron.close()
}

const messages = Number(process.argv[2] ?? 2_000_000)
console.log(`node ${process.version}, ${messages} messages or a tenth as many round trips, median of ${ROUNDS} (range)`)
try {
  benchOneProcess(messages)
  benchProcesses(messages)
} finally {
  for (const child of children) child.kill('SIGKILL')
  rmSync(AERON_DIR, { recursive: true, force: true })
}
