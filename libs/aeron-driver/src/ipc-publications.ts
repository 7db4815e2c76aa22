import { type ChannelUri, ERROR_CODE } from '@aeron/client'
import type { CountersManager, LogBuffers } from '@aeron/client/internal'
import type { Prng } from '@reflex/base'
import { ControlProtocolException } from './control-protocol-exception.ts'
import { IpcPublication } from './ipc-publication.ts'
import type { IpcPublicationHost } from './ipc-publication-setup.ts'
import type { LogFactory } from './log-factory.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { type PublicationParams, parsePublicationParams, type StartPosition } from './publication-params.ts'
import type { SessionIds } from './session-ids.ts'
import { allocatePublisherLimit, allocatePublisherPosition } from './stream-counters.ts'
import type { SystemCounters } from './system-counters.ts'

/** A client's wish for a publication. */
export interface PublicationRequest {
  readonly clientId: number
  readonly correlationId: number
  readonly streamId: number
  readonly channel: string
  readonly uri: ChannelUri
  readonly isExclusive: boolean
}

export interface IpcPublicationsParts {
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly logs: LogFactory
  readonly sessionIds: SessionIds
}

/** All IPC publications of the driver. */
export class IpcPublications {
  readonly #context: ConcludedMediaDriverContext
  readonly #counters: CountersManager
  readonly #systemCounters: SystemCounters
  readonly #logs: LogFactory
  readonly #sessionIds: SessionIds
  readonly #random: Prng
  readonly #host: IpcPublicationHost
  #all: readonly IpcPublication[] = []

  constructor(context: ConcludedMediaDriverContext, parts: IpcPublicationsParts, host: IpcPublicationHost) {
    this.#context = context
    this.#counters = parts.counters
    this.#systemCounters = parts.systemCounters
    this.#logs = parts.logs
    this.#sessionIds = parts.sessionIds
    this.#random = context.random
    this.#host = host
  }

  get all(): readonly IpcPublication[] {
    return this.#all
  }

  find(registrationId: number): IpcPublication | undefined {
    return this.#all.find((publication) => publication.registrationId === registrationId)
  }

  isSessionInUse(streamId: number, sessionId: number): boolean {
    return this.#all.some((publication) => publication.streamId === streamId && publication.sessionId === sessionId)
  }

  /** Joins the shared publication of the stream, or makes a new one. */
  add(request: PublicationRequest): IpcPublication {
    const params = parsePublicationParams(request.uri, this.#context, (tag) => this.#findTagged(tag))
    const shared = request.isExclusive ? undefined : this.#findShared(request.streamId)
    if (shared !== undefined) {
      confirmMatch(params, shared)
      shared.incRef()
      return shared
    }
    return this.#create(request, params)
  }

  /** On the timer tick: lets each publication age, removes those that are done. */
  onTimeEvent(nowNs: number): void {
    for (const publication of this.#all) publication.onTimeEvent(nowNs)
    if (!this.#all.some((publication) => publication.isDone)) return
    for (const publication of this.#all) if (publication.isDone) this.#free(publication)
    this.#all = this.#all.filter((publication) => !publication.isDone)
  }

  /** @returns how many limits or positions moved. */
  updateLimits(): number {
    let workCount = 0
    const all = this.#all
    for (let i = 0; i < all.length; i++) workCount += all[i]!.updatePublishersPositionAndLimit()
    return workCount
  }

  closeAll(): void {
    for (const publication of this.#all) publication.log.close()
    this.#all = []
  }

  #create(request: PublicationRequest, params: PublicationParams): IpcPublication {
    const { streamId, isExclusive } = request
    const registrationId = request.correlationId
    const sessionId = this.#chooseSessionId(streamId, params.sessionId)
    const start = params.start ?? this.#randomStart()
    const log = this.#logs.createPublicationLog({ registrationId, sessionId, streamId, isExclusive, start, params })
    try {
      return this.#keep(request, params, { sessionId, start, log })
    } catch (error) {
      this.#logs.free(log)
      throw error
    }
  }

  #keep(
    request: PublicationRequest,
    params: PublicationParams,
    made: { sessionId: number; start: StartPosition; log: LogBuffers },
  ): IpcPublication {
    const { clientId, streamId, channel, isExclusive } = request
    const registrationId = request.correlationId
    const stream = { registrationId, clientId, streamId, channel, sessionId: made.sessionId }
    const publisherPosition = allocatePublisherPosition(this.#counters, stream, isExclusive)
    const publisherLimit = allocatePublisherLimit(this.#counters, stream)
    const setup = {
      ...stream,
      ...made,
      isExclusive,
      params,
      publisherPosition,
      publisherLimit,
      unblockTimeoutNs: this.#context.publicationUnblockTimeoutNs,
      nowNs: this.#context.nanoClock.nanoTime(),
    }
    const publication = new IpcPublication(setup, this.#host, this.#counters, this.#systemCounters)
    this.#all = [...this.#all, publication]
    return publication
  }

  #free(publication: IpcPublication): void {
    publication.close()
    this.#logs.free(publication.log)
  }

  #findShared(streamId: number): IpcPublication | undefined {
    return this.#all.find(
      (publication) => !publication.isExclusive && publication.isActive && publication.streamId === streamId,
    )
  }

  #findTagged(entityTag: number): { sessionId: number; mtuLength: number; termLength: number } | undefined {
    const publication = this.#all.find((candidate) => candidate.isActive && candidate.params.entityTag === entityTag)
    if (publication === undefined) return undefined
    return {
      sessionId: publication.sessionId,
      mtuLength: publication.params.mtuLength,
      termLength: publication.params.termLength,
    }
  }

  #chooseSessionId(streamId: number, wanted: number | undefined): number {
    if (wanted === undefined) return this.#sessionIds.next((sessionId) => this.isSessionInUse(streamId, sessionId))
    if (!this.isSessionInUse(streamId, wanted)) return wanted
    throw new ControlProtocolException(
      ERROR_CODE.INVALID_CHANNEL,
      `existing publication has clashing sessionId=${wanted} for streamId=${streamId}`,
    )
  }

  #randomStart(): StartPosition {
    const initialTermId = this.#random.nextUint32() | 0
    return { initialTermId, termId: initialTermId, termOffset: 0 }
  }
}

/** Whoever joins a shared publication and says how it should be must say what it is. @throws Error. */
function confirmMatch(params: PublicationParams, existing: IpcPublication): void {
  const mismatch = (name: string, wanted: number, is: number): never => {
    throw new Error(`existing publication has different '${name}': existing=${is} requested=${wanted}`)
  }
  if (params.hasMtuLength && params.mtuLength !== existing.params.mtuLength)
    mismatch('mtu', params.mtuLength, existing.params.mtuLength)
  if (params.hasTermLength && params.termLength !== existing.params.termLength)
    mismatch('term-length', params.termLength, existing.params.termLength)
  if (params.sessionId !== undefined && params.sessionId !== existing.sessionId)
    mismatch('session-id', params.sessionId, existing.sessionId)
  if (params.start === undefined) return
  if (params.start.initialTermId !== existing.start.initialTermId)
    mismatch('init-term-id', params.start.initialTermId, existing.start.initialTermId)
  if (params.start.termId !== existing.start.termId) mismatch('term-id', params.start.termId, existing.start.termId)
  if (params.start.termOffset !== existing.start.termOffset)
    mismatch('term-offset', params.start.termOffset, existing.start.termOffset)
}
