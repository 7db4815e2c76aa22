import { ReflexError } from '@reflex/base'
import { type FixSessionConfig, type FixSessionOptions, fixSessionConfig } from './session-config.ts'

/**
 * @param where named in front of each problem. @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key.
 */
export function parseSession(options: FixSessionOptions, where = 'session'): FixSessionConfig {
  const result = fixSessionConfig.safeParse(options)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${[where, ...issue.path].join('.')}: ${issue.message}`)
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
