import { parseArgs } from 'node:util'
import { ReflexError } from '@reflex/base'

/** How a service process is told what to run with: command line first, environment next. */
export interface ServiceOptions {
  readonly config: string
  readonly aeronDir: string | undefined
  readonly dataDir: string
  readonly metricsHost: string
  readonly metricsPort: number
  readonly logLevel: string
  readonly logFile: string | undefined
  readonly seed: number
  /** Spin instead of parking when idle. */
  readonly busySpin: boolean
}

/** @throws ReflexError REFLEX_USAGE for an unknown option or a value out of range. */
export function parseServiceOptions(args: readonly string[], env: NodeJS.ProcessEnv): ServiceOptions {
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        'aeron-dir': { type: 'string' },
        'data-dir': { type: 'string' },
        'metrics-host': { type: 'string' },
        'metrics-port': { type: 'string' },
        'log-level': { type: 'string' },
        'log-file': { type: 'string' },
        seed: { type: 'string' },
        'busy-spin': { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new ReflexError('REFLEX_USAGE', (error as Error).message)
  }
  const text = (key: string, variable: string): string | undefined => {
    const value = values[key] ?? env[variable]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return {
    config: text('config', 'REFLEX_CONFIG') ?? 'config/desk.json',
    aeronDir: text('aeron-dir', 'AERON_DIR'),
    dataDir: text('data-dir', 'REFLEX_DATA_DIR') ?? 'data/services',
    metricsHost: text('metrics-host', 'REFLEX_METRICS_HOST') ?? '127.0.0.1',
    metricsPort: wholeNumber('metrics-port', text('metrics-port', 'REFLEX_METRICS_PORT') ?? '0', 65_535),
    logLevel: text('log-level', 'REFLEX_LOG_LEVEL') ?? 'info',
    logFile: text('log-file', 'REFLEX_LOG_FILE'),
    seed: wholeNumber('seed', text('seed', 'REFLEX_SEED') ?? '1', Number.MAX_SAFE_INTEGER),
    busySpin: values['busy-spin'] === true || env['REFLEX_BUSY_SPIN'] === 'true',
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= max) return value
  throw new ReflexError('REFLEX_USAGE', `--${name}: '${text}' is not a whole number from 0 to ${max}`)
}
