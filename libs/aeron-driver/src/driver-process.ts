import { ReflexError } from '@reflex/base'
import { BackoffIdle, linuxIdleCalls } from './backoff-idle.ts'
import { MediaDriver } from './media-driver.ts'
import type { MediaDriverContext } from './media-driver-context.ts'

export interface DriverProcessOptions {
  readonly context?: MediaDriverContext
  /** Never park: lowest latency, one core. Default false: backs off when idle, as the official drivers do. */
  readonly spin?: boolean
  /** Default: console.log. */
  readonly print?: (text: string) => void
  /** Called once clients can connect. */
  readonly onStarted?: (driver: MediaDriver) => void
}

/** Longest time between two visits to the event loop, where Node sees signals and timers. */
const SLICE_MS = 10

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
    const idle = options.spin === true ? undefined : new BackoffIdle(linuxIdleCalls())
    while (isRunning) {
      runSlice(driver, idle)
      await nextTurn()
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

/** The duty cycle for a while, without asking the event loop. */
function runSlice(driver: MediaDriver, idle: BackoffIdle | undefined): void {
  const endMs = performance.now() + SLICE_MS
  do {
    const workCount = driver.invoke()
    idle?.idle(workCount)
  } while (performance.now() < endMs)
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
