import { userInfo } from 'node:os'
import {
  type EpochClock,
  type NanoClock,
  ReflexError,
  SystemEpochClock,
  SystemNanoClock,
  sessionEpochMsOf,
} from '@reflex/base'
import type { PublicationErrorFrame } from './driver-events-adapter.ts'
import type { MemoryMapper } from './memory/memory-mapper.ts'
import { NativeMemoryMapper } from './memory/native-memory-mapper.ts'
import type { ImageHandlers } from './subscription.ts'

/** Notices that concern no single resource of this client. Called from its duty cycle. */
export interface AeronNotices {
  /** A receiver rejected the image of one of this client's publications. */
  onPublicationError?(event: PublicationErrorFrame): void
  /** A counter of any client of the driver is there. */
  onAvailableCounter?(registrationId: number, counterId: number): void
  /** A counter of any client is gone. */
  onUnavailableCounter?(registrationId: number, counterId: number): void
  /** This client is closed: by `close()`, or because of the error. */
  onClose?(error?: Error): void
}

/** What a client is told. Everything has a default that suits a process of its own on Linux. */
export interface AeronContext {
  /** Directory of the driver. Default: env AERON_DIR, else /dev/shm/aeron-<user>. */
  readonly aeronDir?: string
  /** Default: NativeMemoryMapper. Give the driver's HeapMemoryMapper to join a driver within the same thread. */
  readonly mapper?: MemoryMapper
  readonly nanoClock?: NanoClock
  readonly epochClock?: EpochClock
  /** How long to wait for a driver, and for its answers. Default 10 000 ms. */
  readonly driverTimeoutMs?: number
  /** Time between signs of life. Default 500 ms. */
  readonly keepAliveIntervalNs?: number
  /** How long a log stays mapped after its last use. Default 3 s. */
  readonly resourceLingerDurationNs?: number
  /** Told when the client is closed by the death of the driver and the like. Default: throws out of the duty cycle. */
  readonly errorHandler?: (error: Error) => void
  /** Told of what concerns no single resource. May also be set later, on `aeron.notices`. */
  readonly notices?: AeronNotices
  /** For subscriptions that are added without handlers of their own. */
  readonly imageHandlers?: ImageHandlers
  /** Shown in the heartbeat counter. */
  readonly clientName?: string
  /** Runs a driver that lives in this thread while the client waits for its answer. */
  readonly driverAgentInvoker?: { invoke(): number }
  /**
   * Waits while the client waits synchronously. Default: blocks the thread; nothing, when the memory is not shared with
   * other threads.
   */
  readonly sleeper?: (ms: number) => void
  /**
   * True: the application calls `aeron.doWork()` (or runs `conductorAgent()`). False, the default: a timer of this
   * thread does.
   */
  readonly useConductorAgentInvoker?: boolean
}

export interface ConcludedAeronContext {
  readonly aeronDir: string
  readonly mapper: MemoryMapper
  readonly nanoClock: NanoClock
  readonly epochClock: EpochClock
  readonly driverTimeoutMs: number
  readonly keepAliveIntervalNs: number
  readonly resourceLingerDurationNs: number
  readonly errorHandler: (error: Error) => void
  readonly notices: AeronNotices
  readonly imageHandlers: ImageHandlers
  readonly clientName: string
  readonly driverAgentInvoker: { invoke(): number } | undefined
  readonly sleeper: (ms: number) => void
  readonly useConductorAgentInvoker: boolean
}

const CLIENT_NAME_LENGTH_MAX = 100

/** @throws ReflexError REFLEX_CONFIG_INVALID. */
export function concludeAeronContext(
  context: AeronContext,
  env: NodeJS.ProcessEnv = process.env,
): ConcludedAeronContext {
  const mapper = context.mapper ?? new NativeMemoryMapper()
  const concluded: ConcludedAeronContext = {
    aeronDir: context.aeronDir ?? defaultAeronDirectory(env),
    mapper,
    nanoClock: context.nanoClock ?? new SystemNanoClock(sessionEpochMsOf(Date.now())),
    epochClock: context.epochClock ?? new SystemEpochClock(),
    driverTimeoutMs: context.driverTimeoutMs ?? 10_000,
    keepAliveIntervalNs: context.keepAliveIntervalNs ?? 500_000_000,
    resourceLingerDurationNs: context.resourceLingerDurationNs ?? 3_000_000_000,
    errorHandler: context.errorHandler ?? throwError,
    notices: context.notices ?? {},
    imageHandlers: context.imageHandlers ?? {},
    clientName: context.clientName ?? env['AERON_CLIENT_NAME'] ?? '',
    driverAgentInvoker: context.driverAgentInvoker,
    sleeper: context.sleeper ?? (mapper.isShared ? blockingSleep : noSleep),
    useConductorAgentInvoker: context.useConductorAgentInvoker ?? false,
  }
  if (concluded.clientName.length > CLIENT_NAME_LENGTH_MAX) {
    throw new ReflexError('REFLEX_CONFIG_INVALID', `clientName is longer than ${CLIENT_NAME_LENGTH_MAX} characters`)
  }
  if (!(concluded.driverTimeoutMs > 0))
    throw new ReflexError('REFLEX_CONFIG_INVALID', 'driverTimeoutMs must be positive')
  return Object.freeze(concluded)
}

/** Where driver and clients of one user meet when nothing else is said. */
export function defaultAeronDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return env['AERON_DIR'] ?? `/dev/shm/aeron-${env['USER'] ?? userName()}`
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'default'
  }
}

function throwError(error: Error): never {
  throw error
}

const sleepCell = new Int32Array(new SharedArrayBuffer(4))

/** Blocks this thread. */
export function blockingSleep(ms: number): void {
  Atomics.wait(sleepCell, 0, 0, ms)
}

function noSleep(_ms: number): void {}
