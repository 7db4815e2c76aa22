import { destination, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export interface LogOptions {
  readonly level: string
  /** File path, or undefined for standard error. Standard output is for results only. */
  readonly file?: string | undefined
}

/** One root logger a process; services take a child each. State changes only, never one line a message. */
export function createLogger(options: LogOptions): Logger {
  const sink =
    options.file === undefined
      ? destination({ fd: 2, sync: true })
      : destination({ dest: options.file, mkdir: true, sync: true })
  return pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink)
}

/** For tests and simulation. */
export const SILENT_LOGGER: Logger = pino({ level: 'silent' })
