/**
 * Programmer errors: a broken assertion stops the service. Pass a literal as message, never a template (built on every
 * call).
 */
export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

/** @throws AssertionError when the condition does not hold. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** Ends an exhaustive switch. */
export function assertNever(value: never): never {
  throw new AssertionError(`unexpected value: ${String(value)}`)
}
