import type { CountersManager, LogBuffers } from '@aeron/client/internal'
import type { Prng } from '@reflex/base'
import { confirmMatch, findTagged, type PublicationRequest, sessionClash } from './driver-publication.ts'
import { IpcPublication } from './ipc-publication.ts'
import type { IpcPublicationHost } from './ipc-publication-setup.ts'
import type { LogFactory } from './log-factory.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { type PublicationParams, parsePublicationParams, type StartPosition } from './publication-params.ts'
import type { SessionIds } from './session-ids.ts'
import { allocatePublisherLimit, allocatePublisherPosition } from './stream-counters.ts'
import type { SystemCounters } from './system-counters.ts'

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
    const params = parsePublicationParams(request.uri, this.#context, (tag) => findTagged(this.#all, tag))
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

  #chooseSessionId(streamId: number, wanted: number | undefined): number {
    if (wanted === undefined) return this.#sessionIds.next((sessionId) => this.isSessionInUse(streamId, sessionId))
    if (!this.isSessionInUse(streamId, wanted)) return wanted
    throw sessionClash(wanted, streamId)
  }

  #randomStart(): StartPosition {
    const initialTermId = this.#random.nextUint32() | 0
    return { initialTermId, termId: initialTermId, termOffset: 0 }
  }
}
