/**
 * Errors of the client. Those an operator acts on (no driver, no space) are ReflexErrors; these are for the program.
 */

/** The driver refused a request. */
export class RegistrationException extends Error {
  override readonly name = 'RegistrationException'
  readonly correlationId: number
  /** One of ERROR_CODE. */
  readonly errorCode: number

  constructor(correlationId: number, errorCode: number, message: string) {
    super(message)
    this.correlationId = correlationId
    this.errorCode = errorCode
  }
}

/** A socket of a channel failed after it was opened. The publications and subscriptions that use it stay. */
export class ChannelEndpointException extends Error {
  override readonly name = 'ChannelEndpointException'
  /** Counter with the status of the channel. */
  readonly channelStatusId: number
  readonly channel: string

  constructor(channelStatusId: number, channel: string, message: string) {
    super(message)
    this.channelStatusId = channelStatusId
    this.channel = channel
  }
}

/** The driver stopped, died, or does not answer. The client is closed. */
export class DriverTimeoutException extends Error {
  override readonly name = 'DriverTimeoutException'
}

/** The driver gave this client up. The client is closed. */
export class ClientTimeoutException extends Error {
  override readonly name = 'ClientTimeoutException'
}

/**
 * The duty cycle of this client was not run for so long that the driver must have given it up. The client is closed.
 */
export class ConductorServiceTimeoutException extends Error {
  override readonly name = 'ConductorServiceTimeoutException'
}
