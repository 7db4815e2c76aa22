import {
  type AtomicBuffer,
  computeLogLength,
  computeTermCount,
  dataFrameWord,
  HEADER_LENGTH,
  initialiseTailWithTermId,
  LOG_ACTIVE_TERM_COUNT_OFFSET,
  LOG_CORRELATION_ID_OFFSET,
  LOG_DEFAULT_FRAME_HEADER_LENGTH_OFFSET,
  LOG_DEFAULT_FRAME_HEADER_OFFSET,
  LOG_END_OF_STREAM_POSITION_OFFSET,
  LOG_ENTITY_TAG_OFFSET,
  LOG_GROUP_OFFSET,
  LOG_INITIAL_TERM_ID_OFFSET,
  LOG_LINGER_TIMEOUT_NS_OFFSET,
  LOG_MAX_RESEND_OFFSET,
  LOG_MTU_LENGTH_OFFSET,
  LOG_PAGE_SIZE_OFFSET,
  LOG_PUBLICATION_WINDOW_LENGTH_OFFSET,
  LOG_RECEIVER_WINDOW_LENGTH_OFFSET,
  LOG_REJOIN_OFFSET,
  LOG_RELIABLE_OFFSET,
  LOG_RESPONSE_CORRELATION_ID_OFFSET,
  LOG_SIGNAL_EOS_OFFSET,
  LOG_SPARSE_OFFSET,
  LOG_SPIES_SIMULATE_CONNECTION_OFFSET,
  LOG_TERM_LENGTH_OFFSET,
  LOG_TETHER_OFFSET,
  LOG_TYPE_CONCURRENT_PUBLICATION,
  LOG_TYPE_EXCLUSIVE_PUBLICATION,
  LOG_TYPE_IMAGE,
  LOG_TYPE_OFFSET,
  LOG_UNTETHERED_LINGER_TIMEOUT_NS_OFFSET,
  LOG_UNTETHERED_RESTING_TIMEOUT_NS_OFFSET,
  LOG_UNTETHERED_WINDOW_LIMIT_TIMEOUT_NS_OFFSET,
  LogBuffers,
  PARTITION_COUNT,
  packTail,
  SESSION_ID_OFFSET,
  STREAM_ID_OFFSET,
  TERM_ID_OFFSET,
  UNFRAGMENTED,
  VERSION_FLAGS_TYPE_OFFSET,
} from '@aeron/client/internal'
import { ReflexError } from '@reflex/base'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import type { PublicationParams, StartPosition } from './publication-params.ts'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'

const INT64_MAX = 0x7fff_ffff_ffff_ffffn

/** What a publication's log is made for. */
export interface PublicationLogSpec {
  readonly registrationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly isExclusive: boolean
  readonly start: StartPosition
  readonly params: PublicationParams
}

/** What an image's log is made for. */
export interface ImageLogSpec {
  readonly correlationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly initialTermId: number
  readonly termLength: number
  readonly mtuLength: number
  readonly receiverWindowLength: number
  readonly isSparse: boolean
  readonly isReliable: boolean
  readonly isRejoin: boolean
  readonly isTether: boolean
  readonly isGroup: boolean
}

/** Makes and removes the files of logs, and counts what is mapped. */
export class LogFactory {
  readonly #context: ConcludedMediaDriverContext
  readonly #systemCounters: SystemCounters
  readonly #onWarning: (text: string) => void

  constructor(context: ConcludedMediaDriverContext, systemCounters: SystemCounters, onWarning: (text: string) => void) {
    this.#context = context
    this.#systemCounters = systemCounters
    this.#onWarning = onWarning
  }

  /** @throws ReflexError REFLEX_STORAGE_SPACE. */
  createPublicationLog(spec: PublicationLogSpec): LogBuffers {
    const { params } = spec
    const length = computeLogLength(params.termLength, this.#context.filePageSize)
    this.#checkSpace(length)
    const path = `${this.#context.aeronDir}/publications/${spec.registrationId}.logbuffer`
    const file = this.#context.mapper.createNew(path, length, params.isSparse)
    const log = new LogBuffers(this.#context.mapper, file, params.termLength)
    this.#systemCounters.add(SYSTEM_COUNTER.BYTES_CURRENTLY_MAPPED, length)
    this.#initialiseMetadata(log, spec)
    initialiseTails(log, spec.start)
    return log
  }

  /** The log of a stream that comes in; its readers start where the stream is. @throws ReflexError. */
  createImageLog(spec: ImageLogSpec): LogBuffers {
    const length = computeLogLength(spec.termLength, this.#context.filePageSize)
    this.#checkSpace(length)
    const path = `${this.#context.aeronDir}/images/${spec.correlationId}.logbuffer`
    const file = this.#context.mapper.createNew(path, length, spec.isSparse)
    const log = new LogBuffers(this.#context.mapper, file, spec.termLength)
    this.#systemCounters.add(SYSTEM_COUNTER.BYTES_CURRENTLY_MAPPED, length)
    const { metadata } = log
    metadata.putLong(LOG_CORRELATION_ID_OFFSET, spec.correlationId)
    metadata.putInt(LOG_INITIAL_TERM_ID_OFFSET, spec.initialTermId)
    metadata.putInt(LOG_MTU_LENGTH_OFFSET, spec.mtuLength)
    metadata.putInt(LOG_TERM_LENGTH_OFFSET, spec.termLength)
    metadata.putInt(LOG_PAGE_SIZE_OFFSET, this.#context.filePageSize)
    metadata.putInt(LOG_RECEIVER_WINDOW_LENGTH_OFFSET, spec.receiverWindowLength)
    putDefaultHeader(metadata, spec.sessionId, spec.streamId, spec.initialTermId)
    metadata.bytes[LOG_GROUP_OFFSET] = spec.isGroup ? 1 : 0
    metadata.bytes[LOG_REJOIN_OFFSET] = spec.isRejoin ? 1 : 0
    metadata.bytes[LOG_RELIABLE_OFFSET] = spec.isReliable ? 1 : 0
    metadata.bytes[LOG_SPARSE_OFFSET] = spec.isSparse ? 1 : 0
    metadata.bytes[LOG_TETHER_OFFSET] = spec.isTether ? 1 : 0
    metadata.bytes[LOG_TYPE_OFFSET] = LOG_TYPE_IMAGE
    Atomics.store(metadata.longs, LOG_END_OF_STREAM_POSITION_OFFSET / 8, INT64_MAX)
    return log
  }

  free(log: LogBuffers): void {
    log.close()
    this.#context.mapper.delete(log.file.path)
    this.#systemCounters.add(SYSTEM_COUNTER.BYTES_CURRENTLY_MAPPED, -log.file.length)
  }

  #checkSpace(length: number): void {
    const available = this.#context.mapper.availableSpace(this.#context.aeronDir)
    if (length > available) {
      throw new ReflexError(
        'REFLEX_STORAGE_SPACE',
        `no room for a log in ${this.#context.aeronDir}: needs ${length} bytes, ${available} available`,
      )
    }
    if (available - length < this.#context.lowFileStoreWarningThreshold) {
      this.#onWarning(`space is running low: ${available} bytes available in ${this.#context.aeronDir}`)
    }
  }

  #initialiseMetadata(log: LogBuffers, spec: PublicationLogSpec): void {
    const { metadata } = log
    const { params, start } = spec
    metadata.putLong(LOG_CORRELATION_ID_OFFSET, spec.registrationId)
    metadata.putInt(LOG_INITIAL_TERM_ID_OFFSET, start.initialTermId)
    metadata.putInt(LOG_MTU_LENGTH_OFFSET, params.mtuLength)
    metadata.putInt(LOG_TERM_LENGTH_OFFSET, params.termLength)
    metadata.putInt(LOG_PAGE_SIZE_OFFSET, this.#context.filePageSize)
    metadata.putInt(LOG_PUBLICATION_WINDOW_LENGTH_OFFSET, params.windowLength)
    metadata.putInt(LOG_MAX_RESEND_OFFSET, params.resendMax)
    putDefaultHeader(metadata, spec.sessionId, spec.streamId, start.initialTermId)
    metadata.bytes[LOG_SPIES_SIMULATE_CONNECTION_OFFSET] = params.isSpiesSimulateConnection ? 1 : 0
    metadata.putLong(LOG_ENTITY_TAG_OFFSET, params.entityTag)
    metadata.putLong(LOG_RESPONSE_CORRELATION_ID_OFFSET, -1)
    metadata.putLong(LOG_LINGER_TIMEOUT_NS_OFFSET, params.lingerTimeoutNs)
    metadata.putLong(LOG_UNTETHERED_WINDOW_LIMIT_TIMEOUT_NS_OFFSET, params.untetheredWindowLimitTimeoutNs)
    metadata.putLong(LOG_UNTETHERED_RESTING_TIMEOUT_NS_OFFSET, params.untetheredRestingTimeoutNs)
    metadata.view.setBigInt64(LOG_UNTETHERED_LINGER_TIMEOUT_NS_OFFSET, BigInt(params.untetheredLingerTimeoutNs), true)
    metadata.bytes[LOG_REJOIN_OFFSET] = this.#context.rejoinStream ? 1 : 0
    metadata.bytes[LOG_RELIABLE_OFFSET] = 1
    metadata.bytes[LOG_SPARSE_OFFSET] = params.isSparse ? 1 : 0
    metadata.bytes[LOG_SIGNAL_EOS_OFFSET] = params.signalEos ? 1 : 0
    metadata.bytes[LOG_TETHER_OFFSET] = this.#context.tetherSubscriptions ? 1 : 0
    metadata.bytes[LOG_TYPE_OFFSET] = spec.isExclusive
      ? LOG_TYPE_EXCLUSIVE_PUBLICATION
      : LOG_TYPE_CONCURRENT_PUBLICATION
    Atomics.store(metadata.longs, LOG_END_OF_STREAM_POSITION_OFFSET / 8, INT64_MAX)
  }
}

/** What writers copy into every frame, and what the driver fills gaps with. */
function putDefaultHeader(metadata: AtomicBuffer, sessionId: number, streamId: number, termId: number): void {
  metadata.putInt(LOG_DEFAULT_FRAME_HEADER_LENGTH_OFFSET, HEADER_LENGTH)
  metadata.putInt(LOG_DEFAULT_FRAME_HEADER_OFFSET + VERSION_FLAGS_TYPE_OFFSET, dataFrameWord(UNFRAGMENTED))
  metadata.putInt(LOG_DEFAULT_FRAME_HEADER_OFFSET + SESSION_ID_OFFSET, sessionId)
  metadata.putInt(LOG_DEFAULT_FRAME_HEADER_OFFSET + STREAM_ID_OFFSET, streamId)
  metadata.putInt(LOG_DEFAULT_FRAME_HEADER_OFFSET + TERM_ID_OFFSET, termId)
}

/**
 * The active partition starts where the publication does; the other two wait for the terms that will rotate into them.
 */
function initialiseTails(log: LogBuffers, start: StartPosition): void {
  const { metadata } = log
  const termCount = computeTermCount(start.termId, start.initialTermId)
  let partition = termCount % PARTITION_COUNT
  Atomics.store(metadata.longs, partition, packTail(start.termId, start.termOffset))
  for (let i = 1; i < PARTITION_COUNT; i++) {
    partition = (partition + 1) % PARTITION_COUNT
    initialiseTailWithTermId(metadata, partition, (start.termId + i - PARTITION_COUNT) | 0)
  }
  metadata.putIntOrdered(LOG_ACTIVE_TERM_COUNT_OFFSET, termCount)
}
