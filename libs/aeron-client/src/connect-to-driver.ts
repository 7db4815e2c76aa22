import { ReflexError } from '@reflex/base'
import type { ConcludedAeronContext } from './aeron-context.ts'
import { CNC_FILE, CNC_METADATA_LENGTH, CncBuffers } from './cnc-file-descriptor.ts'
import { ManyToOneRingBuffer } from './concurrent/many-to-one-ring-buffer.ts'

const ABSENT_MS = 16
const UNREADY_MS = 1
const STALE_MS = 100
/** Bounds the wait when the clock stands still, as in a simulation. */
const TURNS_MAX = 20_000

/**
 * Maps the driver's cnc.dat as soon as there is a live driver behind it. @throws ReflexError REFLEX_DRIVER_NOT_RUNNING.
 */
export function connectToDriver(context: ConcludedAeronContext): CncBuffers {
  const deadlineNs = context.nanoClock.nanoTime() + context.driverTimeoutMs * 1e6
  const turnsMax = context.mapper.isShared ? TURNS_MAX : 1
  for (let turn = 0; turn < turnsMax; turn++) {
    context.driverAgentInvoker?.invoke()
    const result = tryConnect(context)
    if (typeof result !== 'number') return result
    if (context.nanoClock.nanoTime() > deadlineNs) break
    context.sleeper(result)
  }
  throw new ReflexError('REFLEX_DRIVER_NOT_RUNNING', `no media driver is running in ${context.aeronDir}`)
}

/** @returns the file, or how many ms to wait before looking again. */
function tryConnect(context: ConcludedAeronContext): CncBuffers | number {
  const { mapper } = context
  const path = `${context.aeronDir}/${CNC_FILE}`
  if (mapper.length(path) <= CNC_METADATA_LENGTH) return ABSENT_MS
  const file = mapper.mapExisting(path)
  let cnc: CncBuffers | undefined
  try {
    cnc = CncBuffers.open(file)
  } catch (error) {
    mapper.unmap(file)
    throw error
  }
  if (cnc !== undefined) {
    const heartbeatMs = new ManyToOneRingBuffer(cnc.toDriver).consumerHeartbeatTime
    if (heartbeatMs > 0 && context.epochClock.time() - heartbeatMs <= context.driverTimeoutMs) return cnc
    mapper.unmap(file)
    return heartbeatMs === 0 ? UNREADY_MS : STALE_MS
  }
  mapper.unmap(file)
  return UNREADY_MS
}
