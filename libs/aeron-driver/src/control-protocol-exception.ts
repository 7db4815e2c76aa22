import { ERROR_CODE } from '@aeron/client'
import { ReflexError } from '@reflex/base'

/** A command cannot be carried out; the client is told the code and the text. */
export class ControlProtocolException extends Error {
  override readonly name = 'ControlProtocolException'
  /** One of ERROR_CODE. */
  readonly errorCode: number

  constructor(errorCode: number, message: string) {
    super(message)
    this.errorCode = errorCode
  }
}

export function errorCodeOf(error: unknown): number {
  if (error instanceof ControlProtocolException) return error.errorCode
  if (error instanceof ReflexError && error.code === 'REFLEX_STORAGE_SPACE') return ERROR_CODE.STORAGE_SPACE
  return ERROR_CODE.GENERIC_ERROR
}
