import { Aeron, FragmentAssembler, type Header, type Subscription } from '@aeron/client'
import { textOf } from '@reflex/base'
import { FixFrame, printFix } from '@reflex/fix'
import { loadDeskConfig, STREAM, streamById } from '@reflex/schema'
import { defaultConfigPath } from '../up/directories.ts'
import { marketDataText } from './market-data-text.ts'

export interface TailOptions {
  readonly aeronDir: string
  readonly streams: readonly number[]
  readonly types: readonly string[]
  readonly order?: string
  readonly raw: boolean
  readonly json: boolean
  readonly duration?: number
}

const POLL_MS = 2
const FRAGMENTS = 256
const TAG = { MSG_TYPE: 35, SENDER: 49, SEQ: 34, CL_ORD_ID: 11, ORIG_CL_ORD_ID: 41, SENDING_TIME: 52 } as const

/**
 * Reads the bus as a client that cannot hold anybody up: its subscriptions are untethered, a slow terminal loses lines
 * instead.
 */
export async function runTail(options: TailOptions): Promise<void> {
  const failure: { error: Error | undefined } = { error: undefined }
  const aeron = Aeron.connect({
    aeronDir: options.aeronDir,
    clientName: 'reflex tail',
    driverTimeoutMs: 2000,
    useConductorAgentInvoker: true,
    errorHandler: (error) => {
      failure.error = error
    },
  })
  const channel = `${loadDeskConfig(defaultConfigPath()).bus.channel.split('?')[0]}?tether=false`
  const printer = new TailPrinter(options)
  const inputs = options.streams.map(
    (streamId) => new TailInput(aeron.addSubscription(channel, streamId), streamId, printer),
  )
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopping = true
    })
  }
  const endMs = options.duration === undefined ? Number.POSITIVE_INFINITY : Date.now() + options.duration
  while (!stopping && failure.error === undefined && Date.now() < endMs) {
    aeron.doWork()
    let count = 0
    for (const input of inputs) count += input.poll()
    if (count === 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    else await new Promise((resolve) => setImmediate(resolve))
  }
  aeron.close()
  if (failure.error !== undefined)
    process.stderr.write(`reflex tail: the media driver is gone (${failure.error.message})\n`)
}

class TailInput {
  readonly #subscription: Subscription
  readonly #streamId: number
  readonly #printer: TailPrinter
  readonly #assembler: FragmentAssembler

  constructor(subscription: Subscription, streamId: number, printer: TailPrinter) {
    this.#subscription = subscription
    this.#streamId = streamId
    this.#printer = printer
    this.#assembler = new FragmentAssembler(this)
  }

  poll(): number {
    return this.#subscription.poll(this.#assembler, FRAGMENTS)
  }

  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    this.#printer.print(this.#streamId, bytes, offset, length, header.view)
  }
}

class TailPrinter {
  readonly #options: TailOptions
  readonly #frame = new FixFrame()

  constructor(options: TailOptions) {
    this.#options = options
  }

  print(streamId: number, bytes: Uint8Array, offset: number, length: number, view: DataView): void {
    const stream = streamById(streamId)?.name ?? String(streamId)
    if (streamId === STREAM.MARKET_DATA || streamId === STREAM.MARKET_DATA_SNAPSHOT) {
      this.#write({ stream, text: marketDataText(view, offset, length) })
      return
    }
    this.#frame.wrap(bytes, offset, length)
    const msgType = this.#frame.text(TAG.MSG_TYPE)
    const { types, order, raw } = this.#options
    if (types.length > 0 && !types.includes(msgType)) return
    if (order !== undefined && this.#text(TAG.CL_ORD_ID) !== order && this.#text(TAG.ORIG_CL_ORD_ID) !== order) return
    this.#write({
      stream,
      sender: this.#text(TAG.SENDER),
      seq: this.#frame.int(TAG.SEQ),
      time: this.#text(TAG.SENDING_TIME),
      text: raw
        ? textOf(bytes, offset, length).replaceAll('\x01', '|')
        : printFix(bytes, offset, length, { names: true, bodyOnly: true }),
    })
  }

  #text(tag: number): string {
    return this.#frame.has(tag) ? this.#frame.text(tag) : ''
  }

  #write(line: { stream: string; text: string; sender?: string; seq?: number; time?: string }): void {
    if (this.#options.json) process.stdout.write(`${JSON.stringify(line)}\n`)
    else
      process.stdout.write(
        `${line.time ?? ''} ${line.stream.padEnd(16)} ${(line.sender ?? '').padEnd(14)} ${line.text}\n`,
      )
  }
}
