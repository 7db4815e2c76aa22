import { ReflexError } from '@reflex/base'
import { type FixSessionOptions, fixSessionConfig } from '@reflex/fix-session'

/** A session of the command line. @throws ReflexError REFLEX_USAGE that names what is wrong with it. */
export function parseSession(options: Readonly<Record<string, unknown>>): FixSessionOptions {
  const parsed = fixSessionConfig.safeParse(options)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ReflexError('REFLEX_USAGE', `the session cannot be used: ${issue?.path.join('.')}: ${issue?.message}`)
}
