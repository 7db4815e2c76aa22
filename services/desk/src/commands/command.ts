import { InvalidArgumentError } from 'commander'

/** Sets the process's exit code from inside a command's action. */
export type SetExitCode = (code: number) => void

/** `20s`, `500ms`, `2m`, `1h` or a bare number of seconds. @returns milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text)
  if (match === null) throw new InvalidArgumentError('give a duration such as 500ms, 20s, 5m or 1h')
  const scale = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? 's'] ?? 1000
  return Number(match[1]) * scale
}

export function parseSeed(text: string): number {
  const seed = Number(text)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidArgumentError('give a whole number of at least 0')
  return seed
}

export function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('give a port from 0 to 65535')
  return port
}

/** `max`, or a factor such as 1 or 10. @returns the factor; Infinity for max. */
export function parseSpeed(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY
  const speed = Number(text)
  if (!(speed > 0)) throw new InvalidArgumentError('give max or a factor above 0')
  return speed
}

/** One JSON value on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
