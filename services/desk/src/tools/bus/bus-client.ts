import { Aeron, offerResultName, type PublicationState } from '@aeron/client'
import { ReflexError } from '@reflex/base'

/** Where a tool looks for a driver and streams. */
export interface BusToolOptions {
  readonly aeronDir?: string
  readonly channel: string
  readonly stream: number
  readonly json: boolean
}

const CONNECT_POLL_MS = 1

/** A client whose duty cycle the tool runs. @throws ReflexError REFLEX_DRIVER_NOT_RUNNING. */
export function connectTool(aeronDir: string | undefined, clientName: string): Aeron {
  return Aeron.connect({
    ...(aeronDir === undefined ? {} : { aeronDir }),
    clientName,
    driverTimeoutMs: 5000,
    useConductorAgentInvoker: true,
    errorHandler: (error) => {
      throw new ReflexError('REFLEX_DRIVER_NOT_RUNNING', error.message)
    },
  })
}

/** Waits until a condition holds, without blocking signals. */
export async function until(aeron: Aeron, isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    aeron.doWork()
    await sleep(CONNECT_POLL_MS)
  }
}

/**
 * Offers until it is taken. Waits when there is no room; with nobody there, waits for somebody.
 * @throws ReflexError when the stream is over.
 */
export async function offerAll(aeron: Aeron, publication: PublicationState, bytes: Uint8Array): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    const result = publication.offer(bytes)
    if (result > 0) return
    if (result < -3)
      throw new ReflexError('REFLEX_USAGE', `the stream does not take messages: ${offerResultName(result)}`)
    if (attempts % 100 === 0) await until(aeron, () => publication.isConnected)
    aeron.doWork()
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Lets Node see signals and timers. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
