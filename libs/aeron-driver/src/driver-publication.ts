import type { ChannelUri } from '@aeron/client'
import { ERROR_CODE } from '@aeron/client'
import type { LogBuffers, Position } from '@aeron/client/internal'
import { ControlProtocolException } from './control-protocol-exception.ts'
import type { PublicationParams, StartPosition, TaggedPublication } from './publication-params.ts'

/** A client's wish for a publication. */
export interface PublicationRequest {
  readonly clientId: number
  readonly correlationId: number
  readonly streamId: number
  readonly channel: string
  readonly uri: ChannelUri
  readonly isExclusive: boolean
}

/** A publication of either kind, as commands see it. */
export interface DriverPublication {
  readonly registrationId: number
  readonly sessionId: number
  readonly publisherLimit: Position
  readonly log: LogBuffers
  readonly params: PublicationParams
  readonly start: StartPosition
  readonly isActive: boolean
  decRef(revoke: boolean): void
}

/** Whoever joins a shared publication and says how it should be must say what it is. @throws Error. */
export function confirmMatch(params: PublicationParams, existing: DriverPublication): void {
  const mismatch = (name: string, wanted: unknown, is: unknown): never => {
    throw new Error(`existing publication has different '${name}': existing=${is} requested=${wanted}`)
  }
  if (params.hasMtuLength && params.mtuLength !== existing.params.mtuLength)
    mismatch('mtu', params.mtuLength, existing.params.mtuLength)
  if (params.hasTermLength && params.termLength !== existing.params.termLength)
    mismatch('term-length', params.termLength, existing.params.termLength)
  if (params.sessionId !== undefined && params.sessionId !== existing.sessionId)
    mismatch('session-id', params.sessionId, existing.sessionId)
  if (
    params.hasSpiesSimulateConnection &&
    params.isSpiesSimulateConnection !== existing.params.isSpiesSimulateConnection
  )
    mismatch('ssc', params.isSpiesSimulateConnection, existing.params.isSpiesSimulateConnection)
  if (params.start === undefined) return
  if (params.start.initialTermId !== existing.start.initialTermId)
    mismatch('init-term-id', params.start.initialTermId, existing.start.initialTermId)
  if (params.start.termId !== existing.start.termId) mismatch('term-id', params.start.termId, existing.start.termId)
  if (params.start.termOffset !== existing.start.termOffset)
    mismatch('term-offset', params.start.termOffset, existing.start.termOffset)
}

/** @returns what a `session-id=tag:<n>` refers to. */
export function findTagged(
  publications: readonly DriverPublication[],
  entityTag: number,
): TaggedPublication | undefined {
  const publication = publications.find((candidate) => candidate.isActive && candidate.params.entityTag === entityTag)
  if (publication === undefined) return undefined
  const { sessionId, params } = publication
  return { sessionId, mtuLength: params.mtuLength, termLength: params.termLength }
}

export function sessionClash(sessionId: number, streamId: number): ControlProtocolException {
  const message = `existing publication has clashing sessionId=${sessionId} for streamId=${streamId}`
  return new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, message)
}
