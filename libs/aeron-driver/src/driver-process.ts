import { BUSY_SPIN } from '@reflex/agent'
import { ReflexError } from '@reflex/base'
import { MediaDriver } from './media-driver.ts'
import type { MediaDriverContext } from './media-driver-context.ts'

export interface DriverProcessOptions {
  readonly context?: MediaDriverContext
  /** Never park: lowest latency, one core. Default false: backs off when idle. */
  readonly spin?: boolean
  /** Default: console.log. */
  readonly print?: (text: string) => void
  /** Called once clients can connect. */
  readonly onStarted?: (driver: MediaDriver) => void
}

const BACKOFF_TURNS = 200

/**
 * Runs a driver as what this process is for, until SIGINT, SIGTERM or an accepted request to terminate. The duty cycle
 * runs in slices, between which Node sees signals and timers. @returns the exit code.
 */
export async function runDriverProcess(options: DriverProcessOptions = {}): Promise<number> {
  const print = options.print ?? console.log
  let isRunning = true
  const stop = (): void => {
    isRunning = false
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const context = { ...options.context, threadingMode: 'INVOKER' as const, terminationHook: stop }
    const driver = MediaDriver.launch(context)
    print(`media driver is running in ${driver.aeronDir}`)
    options.onStarted?.(driver)
    const idleTurnsMax = options.spin === true ? BUSY_SPIN.idleTurnsMax : BACKOFF_TURNS
    let idleTurns = 0
    while (isRunning) {
      const isIdle = idleTurns > idleTurnsMax
      const workCount = isIdle ? driver.invoke() : runSlice(driver)
      idleTurns = workCount > 0 ? 0 : idleTurns + 1
      await (isIdle ? sleep(1) : nextTurn())
    }
    driver.close()
    print('media driver has stopped')
    return 0
  } catch (error) {
    if (!(error instanceof ReflexError)) throw error
    print(`${error.code}: ${error.message}. ${error.action}`)
    return error.exitCode
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

const SLICE_TURNS = 100

/** A number of turns without asking the event loop. @returns how much was done. */
function runSlice(driver: MediaDriver): number {
  let workCount = 0
  for (let i = 0; i < SLICE_TURNS; i++) workCount += driver.invoke()
  return workCount
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
