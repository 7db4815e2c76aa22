import { readFileSync } from 'node:fs'
import { ReflexError } from '@reflex/base'

const PROPERTY_PREFIX = 'aeron.'

/**
 * Settings in the forms the official driver takes: `-Daeron.dir=/dev/shm/x`, and property files with a line each.
 * @returns them under their environment names: `aeron.threading.mode` is AERON_THREADING_MODE.
 * @throws ReflexError REFLEX_USAGE for an argument of neither form.
 */
export function driverProperties(args: readonly string[]): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const arg of args) {
    if (arg.startsWith('-D')) add(settings, arg.slice(2), arg)
    else if (arg.startsWith('-')) throw new ReflexError('REFLEX_USAGE', `unknown option ${arg}`)
    else for (const line of linesOf(arg)) add(settings, line, `${arg}: ${line}`)
  }
  return settings
}

function add(settings: Record<string, string>, text: string, where: string): void {
  const [, name, value] = /^\s*([^\s=:]+)\s*[=:\s]\s*(.*?)\s*$/.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new ReflexError('REFLEX_USAGE', `no setting of the form name=value: ${where}`)
  if (name.startsWith(PROPERTY_PREFIX)) settings[name.replaceAll('.', '_').toUpperCase()] = value
}

function linesOf(path: string): string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new ReflexError('REFLEX_USAGE', `cannot read the properties file ${path}`)
  }
  return text.split(/\r?\n/).filter((line) => /^\s*[^#!\s]/.test(line))
}
