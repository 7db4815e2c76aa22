import { ChannelUri, ERROR_CODE, parseBoolean, parseDuration, parseInt32, parseSize } from '@aeron/client'
import { checkTermLength, computeTermCount, FRAME_ALIGNMENT, HEADER_LENGTH } from '@aeron/client/internal'
import { ControlProtocolException } from './control-protocol-exception.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'

const MTU_MAX = 65_504
const RESEND_MAX = 256
const SESSION_TAG_PREFIX = 'tag:'

/** Where a publication starts. */
export interface StartPosition {
  readonly initialTermId: number
  readonly termId: number
  readonly termOffset: number
}

/** What a channel asks of a publication, checked. What the channel leaves open is undefined or the driver's default. */
export interface PublicationParams {
  readonly termLength: number
  readonly hasTermLength: boolean
  readonly mtuLength: number
  readonly hasMtuLength: boolean
  readonly windowLength: number
  readonly lingerTimeoutNs: number
  readonly sessionId: number | undefined
  readonly start: StartPosition | undefined
  readonly entityTag: number
  readonly isSparse: boolean
  readonly signalEos: boolean
  readonly isSpiesSimulateConnection: boolean
  readonly hasSpiesSimulateConnection: boolean
  /** Retransmissions at a time, when several receivers can ask. */
  readonly resendMax: number
  readonly untetheredWindowLimitTimeoutNs: number
  readonly untetheredLingerTimeoutNs: number
  readonly untetheredRestingTimeoutNs: number
}

/** A publication that a `session-id=tag:<n>` can point at. */
export interface TaggedPublication {
  readonly sessionId: number
  readonly mtuLength: number
  readonly termLength: number
}

/** @throws ControlProtocolException INVALID_CHANNEL when the text is no channel. */
export function parseChannel(channel: string): ChannelUri {
  try {
    return ChannelUri.parse(channel)
  } catch (error) {
    throw new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, (error as Error).message)
  }
}

/**
 * @param findTagged the publication with an entity tag, if there is one. @throws Error for a value out of its range.
 */
export function parsePublicationParams(
  uri: ChannelUri,
  context: ConcludedMediaDriverContext,
  findTagged: (entityTag: number) => TaggedPublication | undefined,
): PublicationParams {
  const isIpc = uri.media === 'ipc'
  const tagged = taggedSession(uri, findTagged)
  const termLength =
    tagged?.termLength ?? size(uri, 'term-length') ?? (isIpc ? context.ipcTermBufferLength : context.termBufferLength)
  checkTermLength(termLength)
  const mtuLength = tagged?.mtuLength ?? size(uri, 'mtu') ?? (isIpc ? context.ipcMtuLength : context.mtuLength)
  checkMtu(mtuLength)
  const configuredWindow = isIpc ? context.ipcPublicationTermWindowLength : context.publicationTermWindowLength
  const windowLimitTimeoutNs =
    duration(uri, 'untethered-window-limit-timeout') ?? context.untetheredWindowLimitTimeoutNs
  return {
    termLength,
    hasTermLength: uri.has('term-length') || tagged !== undefined,
    mtuLength,
    hasMtuLength: uri.has('mtu') || tagged !== undefined,
    windowLength: windowLength(uri, termLength, mtuLength, configuredWindow),
    lingerTimeoutNs: duration(uri, 'linger') ?? context.publicationLingerTimeoutNs,
    sessionId: tagged?.sessionId ?? sessionIdOf(uri),
    start: startPosition(uri, termLength),
    entityTag: entityTagOf(uri),
    isSparse: boolean(uri, 'sparse') ?? context.termBufferSparseFile,
    signalEos: boolean(uri, 'eos') ?? true,
    isSpiesSimulateConnection: boolean(uri, 'ssc') ?? context.spiesSimulateConnection,
    hasSpiesSimulateConnection: uri.has('ssc'),
    resendMax: resendMax(uri, context.maxResend),
    untetheredWindowLimitTimeoutNs: windowLimitTimeoutNs,
    untetheredLingerTimeoutNs:
      duration(uri, 'untethered-linger-timeout') ?? (context.untetheredLingerTimeoutNs || windowLimitTimeoutNs),
    untetheredRestingTimeoutNs: duration(uri, 'untethered-resting-timeout') ?? context.untetheredRestingTimeoutNs,
  }
}

/** No response channels and no transport security over IPC. @throws ControlProtocolException NOT_SUPPORTED. */
export function requirePlainIpc(uri: ChannelUri): void {
  for (const key of ['control-mode', 'response-correlation-id']) {
    if (uri.has(key))
      throw new ControlProtocolException(ERROR_CODE.NOT_SUPPORTED, `${key} is not supported on aeron:ipc`)
  }
  if (uri.get('ats') === 'true') throw new ControlProtocolException(ERROR_CODE.NOT_SUPPORTED, 'ats is not supported')
}

/** The number behind `session-id=`, unless it is a tag. */
export function sessionIdOf(uri: ChannelUri): number | undefined {
  const text = uri.get('session-id')
  return text === undefined || text.startsWith(SESSION_TAG_PREFIX) ? undefined : parseInt32('session-id', text)
}

function taggedSession(
  uri: ChannelUri,
  findTagged: (entityTag: number) => TaggedPublication | undefined,
): TaggedPublication | undefined {
  const text = uri.get('session-id')
  if (text === undefined || !text.startsWith(SESSION_TAG_PREFIX)) return undefined
  const tag = tagOf('session-id', text.slice(SESSION_TAG_PREFIX.length))
  const publication = findTagged(tag)
  if (publication === undefined) throw new Error(`session-id=${text} must reference a publication of this driver`)
  return publication
}

/** Second of the two tags; -1 when absent. */
function entityTagOf(uri: ChannelUri): number {
  const entityTag = uri.get('tags')?.split(',')[1]
  return entityTag === undefined || entityTag === '' ? -1 : tagOf('tags', entityTag)
}

function tagOf(name: string, text: string): number {
  const tag = Number(text)
  if (!Number.isSafeInteger(tag)) throw new Error(`${name} is not a tag: ${text}`)
  return tag
}

function startPosition(uri: ChannelUri, termLength: number): StartPosition | undefined {
  const given = ['init-term-id', 'term-id', 'term-offset'].filter((key) => uri.has(key))
  if (given.length === 0) return undefined
  if (given.length !== 3) throw new Error('init-term-id, term-id and term-offset must be given together or not at all')
  const initialTermId = parseInt32('init-term-id', uri.get('init-term-id')!)
  const termId = parseInt32('term-id', uri.get('term-id')!)
  const termOffset = parseInt32('term-offset', uri.get('term-offset')!)
  if (computeTermCount(termId, initialTermId) < 0)
    throw new Error(`term-id ${termId} lies before init-term-id ${initialTermId}`)
  if (termOffset < 0 || termOffset > termLength || termOffset % FRAME_ALIGNMENT !== 0) {
    throw new Error(
      `term-offset must be a multiple of ${FRAME_ALIGNMENT} from 0 to the term length ${termLength}: ${termOffset}`,
    )
  }
  return { initialTermId, termId, termOffset }
}

function windowLength(uri: ChannelUri, termLength: number, mtuLength: number, configured: number): number {
  const given = size(uri, 'pub-wnd')
  if (given === undefined) return configured === 0 ? termLength / 2 : Math.min(configured, termLength / 2)
  if (given < mtuLength || given > termLength / 2)
    throw new Error(`pub-wnd must be from the mtu ${mtuLength} to half the term ${termLength / 2}: ${given}`)
  return given
}

function resendMax(uri: ChannelUri, configured: number): number {
  const text = uri.get('max-resend')
  if (text === undefined) return configured
  const value = parseInt32('max-resend', text)
  if (value < 1 || value > RESEND_MAX) throw new Error(`max-resend must be from 1 to ${RESEND_MAX}: ${text}`)
  return value
}

function checkMtu(mtuLength: number): void {
  if (mtuLength > HEADER_LENGTH && mtuLength <= MTU_MAX && mtuLength % FRAME_ALIGNMENT === 0) return
  throw new Error(`mtu must be a multiple of ${FRAME_ALIGNMENT} above ${HEADER_LENGTH}, up to ${MTU_MAX}: ${mtuLength}`)
}

function size(uri: ChannelUri, key: string): number | undefined {
  const text = uri.get(key)
  return text === undefined ? undefined : parseSize(key, text)
}

export function duration(uri: ChannelUri, key: string): number | undefined {
  const text = uri.get(key)
  return text === undefined ? undefined : parseDuration(key, text)
}

export function boolean(uri: ChannelUri, key: string): boolean | undefined {
  const text = uri.get(key)
  return text === undefined ? undefined : parseBoolean(key, text)
}
