import { defaultAeronDirectory, type MemoryMapper, NativeMemoryMapper } from '@aeron/client'
import {
  type EpochClock,
  type NanoClock,
  Prng,
  SystemEpochClock,
  SystemNanoClock,
  sessionEpochMsOf,
} from '@reflex/base'
import { concludeSettings, type DriverSettings, printSettings } from './configuration.ts'
import { DefaultUdpTransport } from './media/default-udp-transport.ts'
import type { UdpTransport } from './media/udp-transport.ts'

/** What a driver is told. Settings not given come from the environment, then from the official defaults. */
export interface MediaDriverContext extends Partial<DriverSettings> {
  /** Default: env AERON_DIR, else /dev/shm/aeron-<user>. */
  readonly aeronDir?: string
  /** Default: NativeMemoryMapper. */
  readonly mapper?: MemoryMapper
  readonly nanoClock?: NanoClock
  readonly epochClock?: EpochClock
  /** How datagrams travel. Default: direct system calls; node:dgram where they are not to be had. */
  readonly udpTransport?: UdpTransport
  /** Draws the first session id and initial term ids. Default: seeded from the time and process id. */
  readonly random?: Prng
  /** Told of every error that also goes to the error log. */
  readonly errorHandler?: (error: Error) => void
  /** Whether a client's request to stop the driver is obeyed. Default: never. */
  readonly terminationValidator?: (token: Uint8Array) => boolean
  /** Called when such a request was accepted. */
  readonly terminationHook?: () => void
  /** Default: process.env. Pass {} to ignore the environment. */
  readonly env?: NodeJS.ProcessEnv
}

/** The settings and parts of one driver, complete and frozen. */
export interface ConcludedMediaDriverContext extends DriverSettings {
  readonly aeronDir: string
  readonly mapper: MemoryMapper
  readonly nanoClock: NanoClock
  readonly epochClock: EpochClock
  readonly udpTransport: UdpTransport
  readonly random: Prng
  readonly errorHandler: (error: Error) => void
  readonly terminationValidator: (token: Uint8Array) => boolean
  readonly terminationHook: () => void
}

/** @throws ReflexError REFLEX_CONFIG_INVALID. */
export function concludeMediaDriverContext(context: MediaDriverContext): ConcludedMediaDriverContext {
  const env = context.env ?? process.env
  return Object.freeze({
    ...concludeSettings(context, env),
    aeronDir: context.aeronDir ?? defaultAeronDirectory(env),
    mapper: context.mapper ?? new NativeMemoryMapper(),
    nanoClock: context.nanoClock ?? new SystemNanoClock(sessionEpochMsOf(Date.now())),
    epochClock: context.epochClock ?? new SystemEpochClock(),
    udpTransport: context.udpTransport ?? new DefaultUdpTransport(env),
    random: context.random ?? new Prng(Date.now(), process.pid),
    errorHandler: context.errorHandler ?? (() => {}),
    terminationValidator: context.terminationValidator ?? (() => false),
    terminationHook: context.terminationHook ?? (() => {}),
  })
}

export function printContext(context: ConcludedMediaDriverContext): string {
  const settings = Object.fromEntries(
    Object.entries(context).filter(([, value]) => typeof value !== 'object' && typeof value !== 'function'),
  )
  return `MediaDriver\n{\n${printSettings(settings as unknown as DriverSettings)}\n}`
}
