import { FragmentAssembler, type FragmentHandler } from '@aeron/client'
import { type BusToolOptions, connectTool, nextTurn, offerAll, sleep, until } from './bus-client.ts'

export interface PublishOptions extends BusToolOptions {
  readonly messages: readonly string[]
  /** Times the messages are sent. */
  readonly count: number
  readonly intervalMs: number
  readonly lingerMs: number
}

const POLL_LIMIT = 100
const IDLE_POLLS_MAX = 1000
const PRINTABLE = /^[\t\r\n\x20-\x7e\u00a0-\uffff]*$/

/** Waits for a subscriber, then sends. @returns how many messages. */
export async function runPublish(options: PublishOptions): Promise<number> {
  const aeron = connectTool(options.aeronDir, 'reflex bus publish')
  try {
    const publication = aeron.addPublication(options.channel, options.stream)
    await until(aeron, () => publication.isConnected)
    const encoder = new TextEncoder()
    let sent = 0
    for (let i = 0; i < options.count; i++) {
      for (const message of options.messages) {
        await offerAll(aeron, publication, encoder.encode(message.replaceAll('{n}', String(sent))))
        sent++
        if (options.intervalMs > 0) await sleep(options.intervalMs)
        aeron.doWork()
      }
    }
    await sleep(options.lingerMs)
    return sent
  } finally {
    aeron.close()
  }
}

export interface SubscribeOptions extends BusToolOptions {
  /** Ends after so many messages. */
  readonly count: number
  readonly durationMs: number
  readonly onReady: () => void
  readonly onMessage: (message: ReceivedMessage) => void
}

export interface ReceivedMessage {
  readonly stream: number
  readonly sessionId: number
  readonly position: number
  readonly length: number
  /** Absent when the bytes are no text. */
  readonly text?: string
  readonly hex?: string
}

/** Receives until the count, the duration, SIGINT or SIGTERM. @returns how many messages. */
export async function runSubscribe(options: SubscribeOptions): Promise<number> {
  const aeron = connectTool(options.aeronDir, 'reflex bus subscribe')
  let isRunning = true
  let received = 0
  const stop = (): void => {
    isRunning = false
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const timer = Number.isFinite(options.durationMs) ? setTimeout(stop, options.durationMs) : undefined
  try {
    const subscription = aeron.addSubscription(options.channel, options.stream)
    const handler: FragmentHandler = {
      onFragment(bytes, offset, length, header) {
        if (received++ >= options.count) return
        const { streamId: stream, sessionId, position } = header
        options.onMessage({ stream, sessionId, position, length, ...contentOf(bytes.slice(offset, offset + length)) })
      },
    }
    const assembler = new FragmentAssembler(handler)
    options.onReady()
    for (let idlePolls = 0; isRunning && received < options.count; ) {
      idlePolls = subscription.poll(assembler, POLL_LIMIT) > 0 ? 0 : idlePolls + 1
      aeron.doWork()
      await (idlePolls > IDLE_POLLS_MAX ? sleep(1) : nextTurn())
    }
    return Math.min(received, options.count)
  } finally {
    clearTimeout(timer)
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    aeron.close()
  }
}

function contentOf(bytes: Uint8Array): { text: string } | { hex: string } {
  const text = Buffer.from(bytes).toString('utf8')
  return PRINTABLE.test(text) ? { text } : { hex: Buffer.from(bytes).toString('hex') }
}
