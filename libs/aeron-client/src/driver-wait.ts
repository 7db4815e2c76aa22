import type { ConcludedAeronContext } from './aeron-context.ts'
import { DriverTimeoutException } from './aeron-errors.ts'
import type { Outcome } from './registrations.ts'

/** Bounds a synchronous wait when the clock stands still, as in a simulation. */
const WAIT_TURNS_MAX = 20_000
const WAIT_MS = 1

/** What is asked of the conductor while waiting. */
export interface Waitable {
  readonly isInCallback: boolean
  doWork(): number
  take(correlationId: number): Outcome | undefined
}

/**
 * Runs the client (and a driver of the same thread) until the driver has answered. Blocks this thread.
 * @throws RegistrationException when the driver refuses, DriverTimeoutException when it does not answer in time, Error
 * inside a callback of the client, where waiting would never end.
 */
export function awaitOutcome(context: ConcludedAeronContext, conductor: Waitable, correlationId: number): Outcome {
  if (conductor.isInCallback)
    throw new Error('waiting for the driver inside a callback of the client would never end: use asyncAdd')
  const deadlineNs = context.nanoClock.nanoTime() + context.driverTimeoutMs * 1e6
  for (let turns = 0; turns < WAIT_TURNS_MAX; turns++) {
    const work = (context.driverAgentInvoker?.invoke() ?? 0) + conductor.doWork()
    const outcome = conductor.take(correlationId)
    if (outcome !== undefined) return outcome
    if (context.nanoClock.nanoTime() > deadlineNs) break
    if (work === 0) context.sleeper(WAIT_MS)
  }
  throw new DriverTimeoutException(`no answer from the media driver within ${context.driverTimeoutMs} ms`)
}
