import { CNC_FILE, CncBuffers, type CncMetadata } from './cnc-file-descriptor.ts'
import { type ErrorObservation, readErrorLog } from './concurrent/distinct-error-log.ts'
import { LOSS_REPORT_FILE, type LossObservation, readLossReport } from './concurrent/loss-report.ts'
import { ManyToOneRingBuffer } from './concurrent/many-to-one-ring-buffer.ts'
import { AtomicBuffer } from './memory/atomic-buffer.ts'
import type { MemoryMapper } from './memory/memory-mapper.ts'
import { CountersReader } from './status/counters-reader.ts'

export interface CounterRow {
  readonly counterId: number
  readonly typeId: number
  readonly value: number
  readonly registrationId: number
  readonly ownerId: number
  readonly label: string
}

/** Looks into the directory of a driver, live or dead, without being its client: for tools. */
export class CncFileReader {
  readonly aeronDir: string
  readonly metadata: CncMetadata
  readonly countersReader: CountersReader
  readonly #mapper: MemoryMapper
  readonly #cnc: CncBuffers
  readonly #ring: ManyToOneRingBuffer

  private constructor(aeronDir: string, mapper: MemoryMapper, cnc: CncBuffers) {
    this.aeronDir = aeronDir
    this.metadata = cnc.metadata
    this.countersReader = new CountersReader(cnc.countersMetadata, cnc.countersValues)
    this.#mapper = mapper
    this.#cnc = cnc
    this.#ring = new ManyToOneRingBuffer(cnc.toDriver)
  }

  /** @returns undefined when there is no complete cnc.dat. @throws Error when it has another major version. */
  static open(aeronDir: string, mapper: MemoryMapper): CncFileReader | undefined {
    const path = `${aeronDir}/${CNC_FILE}`
    if (mapper.length(path) <= 0) return undefined
    const file = mapper.mapExisting(path)
    const cnc = CncBuffers.open(file)
    if (cnc !== undefined) return new CncFileReader(aeronDir, mapper, cnc)
    mapper.unmap(file)
    return undefined
  }

  /** Epoch ms; -1 after an orderly stop. */
  get driverHeartbeatMs(): number {
    return this.#ring.consumerHeartbeatTime
  }

  isDriverActive(nowEpochMs: number, driverTimeoutMs: number): boolean {
    return nowEpochMs - this.driverHeartbeatMs <= driverTimeoutMs
  }

  counters(): CounterRow[] {
    const rows: CounterRow[] = []
    const reader = this.countersReader
    reader.forEach((counterId, typeId, label) => {
      rows.push({
        counterId,
        typeId,
        label,
        value: reader.getCounterValue(counterId),
        registrationId: reader.getCounterRegistrationId(counterId),
        ownerId: reader.getCounterOwnerId(counterId),
      })
    })
    return rows
  }

  errorLog(): ErrorObservation[] {
    return readErrorLog(this.#cnc.errorLog)
  }

  lossReport(): LossObservation[] {
    const path = `${this.aeronDir}/${LOSS_REPORT_FILE}`
    if (this.#mapper.length(path) <= 0) return []
    const file = this.#mapper.mapExisting(path)
    try {
      return readLossReport(new AtomicBuffer(file.buffer))
    } finally {
      this.#mapper.unmap(file)
    }
  }

  close(): void {
    this.#mapper.unmap(this.#cnc.file)
  }
}
