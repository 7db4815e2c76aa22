/**
 * A client of bus.bench.ts in a process of its own, doing what BusBench.java does with the official client: `peer`
 * echoes and counts, `main` measures and prints one line of figures for each length. Arguments: role, outbound channel,
 * inbound channel, idle (spin, yield or park), round trips, messages, lengths.
 */

import { createRequire } from 'node:module'
import { Aeron, type ExclusivePublication, type FragmentHandler, type Subscription } from '@aeron/client'

const PING = 1
const PONG = 2
const FLOW = 3
const TURNS_PER_DUTY = 4096

const [role, outbound = '', inbound = '', idleName = '', roundTrips = '', messages = '', lengths = ''] =
  process.argv.slice(2)
const aeron = Aeron.connect({ useConductorAgentInvoker: true })
const idleCall = idleCallOf(idleName)

function idleCallOf(name: string): () => void {
  if (name === 'park') return () => aeron.context.sleeper(1)
  if (name !== 'yield') return () => {}
  return createRequire(import.meta.url)('koffi')
    .load('libc.so.6')
    .func('int sched_yield()')
}

let turns = 0

function idle(): void {
  idleCall()
  if (idleName === 'park' || ++turns % TURNS_PER_DUTY === 0) aeron.doWork()
}

function offer(publication: ExclusivePublication, bytes: Uint8Array, offset: number, length: number): void {
  while (publication.offer(bytes, offset, length) < 0) idle()
}

class Echo implements FragmentHandler {
  readonly #publication: ExclusivePublication

  constructor(publication: ExclusivePublication) {
    this.#publication = publication
  }

  onFragment(bytes: Uint8Array, offset: number, length: number): void {
    offer(this.#publication, bytes, offset, length)
  }
}

/** Checks that a flow is complete and in order. */
class Sink implements FragmentHandler {
  count = 0
  checksum = 0
  bad = 0
  isComplete = false
  heapAtStart = 0
  #total = 0

  onFragment(_bytes: Uint8Array, offset: number, length: number, header: { readonly view: DataView }): void {
    const sequence = header.view.getInt32(offset, true)
    if (sequence === 0) this.#restart(header.view.getInt32(offset + 4, true))
    if (sequence !== this.count) this.bad++
    this.checksum = (Math.imul(this.checksum, 31) + header.view.getInt32(offset + length - 4, true)) | 0
    if (++this.count === this.#total) this.isComplete = true
  }

  #restart(total: number): void {
    this.count = 0
    this.checksum = 0
    this.bad = 0
    this.#total = total
    this.heapAtStart = process.memoryUsage().heapUsed
  }
}

function peer(): never {
  const ping = aeron.addSubscription(inbound, PING)
  const flow = aeron.addSubscription(inbound, FLOW)
  const pong = aeron.addExclusivePublication(outbound, PONG)
  const echo = new Echo(pong)
  const sink = new Sink()
  const answer = new Uint8Array(16)
  const view = new DataView(answer.buffer)
  for (;;) {
    const work = ping.poll(echo, 16) + flow.poll(sink, 256)
    if (sink.isComplete) {
      sink.isComplete = false
      view.setInt32(0, sink.count, true)
      view.setInt32(4, sink.checksum, true)
      view.setInt32(8, sink.bad, true)
      view.setInt32(12, process.memoryUsage().heapUsed - sink.heapAtStart, true)
      offer(pong, answer, 0, 16)
    }
    if (work === 0 || ++turns % TURNS_PER_DUTY === 0) idle()
  }
}

/** What comes back on PONG: echoes, or the peer's verdict on a flow. */
class Answers implements FragmentHandler {
  checksum = 0
  verdict = new Int32Array(4)

  onFragment(_bytes: Uint8Array, offset: number, length: number, header: { readonly view: DataView }): void {
    this.checksum = (Math.imul(this.checksum, 31) + header.view.getInt32(offset + length - 4, true)) | 0
    if (length !== 16) return
    for (let i = 0; i < 4; i++) this.verdict[i] = header.view.getInt32(offset + 4 * i, true)
  }
}

function pingPong(ping: ExclusivePublication, pong: Subscription, answers: Answers, bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer)
  const times = new Float64Array(Number(roundTrips))
  const { length } = bytes
  answers.checksum = 0
  let last = performance.now()
  for (let i = 0; i < times.length; i++) {
    view.setInt32(length - 4, i, true)
    offer(ping, bytes, 0, length)
    while (pong.poll(answers, 1) === 0) idle()
    const now = performance.now()
    times[i] = (now - last) * 1e6
    last = now
  }
  return times.sort()
}

function flow(publication: ExclusivePublication, pong: Subscription, answers: Answers, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer)
  const { length } = bytes
  const total = Number(messages)
  const start = performance.now()
  view.setInt32(4, total, true)
  for (let i = 0; i < total; i++) {
    view.setInt32(length - 4, i, true)
    view.setInt32(0, i, true)
    offer(publication, bytes, 0, length)
    if (i % TURNS_PER_DUTY === 0) aeron.doWork()
  }
  while (pong.poll(answers, 1) === 0) idle()
  return (performance.now() - start) * 1e6
}

function series(): void {
  const ping = aeron.addExclusivePublication(outbound, PING)
  const flowOut = aeron.addExclusivePublication(outbound, FLOW)
  const pong = aeron.addSubscription(inbound, PONG)
  while (!pong.isConnected || !ping.isConnected || !flowOut.isConnected) {
    aeron.doWork()
    aeron.context.sleeper(1)
  }
  const answers = new Answers()
  for (const text of lengths.split(',')) {
    const bytes = new Uint8Array(Number(text))
    pingPong(ping, pong, answers, bytes)
    const times = pingPong(ping, pong, answers, bytes)
    const hash = answers.checksum
    flow(flowOut, pong, answers, bytes)
    const heapAtStart = process.memoryUsage().heapUsed
    const elapsedNs = flow(flowOut, pong, answers, bytes)
    const heapGrowth = process.memoryUsage().heapUsed - heapAtStart
    const [, checksum = 0, bad = 0, peerHeapGrowth = 0] = answers.verdict
    const at = (p: number): number => Math.round(times[Math.floor(times.length * p)]!)
    const percentiles = { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: Math.round(times.at(-1)!) }
    const rate = Math.round((Number(messages) * 1e9) / elapsedNs)
    const figures = { ...percentiles, rate, hash: (Math.imul(hash, 31) + checksum) | 0, bad }
    const perMessage = (heapBytes: number): number => Math.max(0, heapBytes) / Number(messages)
    const heap = { senderHeapBytes: perMessage(heapGrowth), receiverHeapBytes: perMessage(peerHeapGrowth) }
    console.log(JSON.stringify({ length: bytes.length, ...figures, ...heap }))
  }
  console.log('done')
}

if (role === 'peer') peer()
else series()
