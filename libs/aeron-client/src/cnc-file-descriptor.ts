import { AtomicBuffer, alignLong } from './memory/atomic-buffer.ts'
import type { MappedFile } from './memory/memory-mapper.ts'

/**
 * `cnc.dat`: 128 bytes of header, then to-driver ring, to-clients broadcast, counters metadata, counters values, error
 * log back to back. The version is written last, when everything is ready.
 */

export const CNC_FILE = 'cnc.dat'
/** major << 16 | minor << 8 | patch; readers compare the major only. */
export const CNC_VERSION = 0x000200
export const CNC_METADATA_LENGTH = 128

const CNC_VERSION_OFFSET = 0
const TO_DRIVER_LENGTH_OFFSET = 4
const TO_CLIENTS_LENGTH_OFFSET = 8
const COUNTERS_METADATA_LENGTH_OFFSET = 12
const COUNTERS_VALUES_LENGTH_OFFSET = 16
const ERROR_LOG_LENGTH_OFFSET = 20
const CLIENT_LIVENESS_TIMEOUT_OFFSET = 24
const START_TIMESTAMP_OFFSET = 32
const PID_OFFSET = 40
const FILE_PAGE_SIZE_OFFSET = 48

/** All lengths in bytes, trailers included. */
export interface CncLengths {
  readonly toDriverLength: number
  readonly toClientsLength: number
  readonly countersMetadataLength: number
  readonly countersValuesLength: number
  readonly errorLogLength: number
}

export interface CncMetadata extends CncLengths {
  readonly clientLivenessTimeoutNs: number
  readonly startTimestampMs: number
  readonly pid: number
  readonly filePageSize: number
}

export function computeCncFileLength(lengths: CncLengths, filePageSize: number): number {
  return alignLong(CNC_METADATA_LENGTH + sumOf(lengths), filePageSize)
}

function sumOf(lengths: CncLengths): number {
  return (
    lengths.toDriverLength +
    lengths.toClientsLength +
    lengths.countersMetadataLength +
    lengths.countersValuesLength +
    lengths.errorLogLength
  )
}

/** The mapped command-and-control file of a driver. */
export class CncBuffers {
  readonly file: MappedFile
  readonly header: AtomicBuffer
  readonly metadata: CncMetadata
  readonly toDriver: AtomicBuffer
  readonly toClients: AtomicBuffer
  readonly countersMetadata: AtomicBuffer
  readonly countersValues: AtomicBuffer
  readonly errorLog: AtomicBuffer

  private constructor(file: MappedFile, metadata: CncMetadata) {
    this.file = file
    this.header = new AtomicBuffer(file.buffer, 0, CNC_METADATA_LENGTH)
    this.metadata = metadata
    let offset = CNC_METADATA_LENGTH
    const next = (length: number): AtomicBuffer => {
      const buffer = new AtomicBuffer(file.buffer, offset, length)
      offset += length
      return buffer
    }
    this.toDriver = next(metadata.toDriverLength)
    this.toClients = next(metadata.toClientsLength)
    this.countersMetadata = next(metadata.countersMetadataLength)
    this.countersValues = next(metadata.countersValuesLength)
    this.errorLog = next(metadata.errorLogLength)
  }

  /** For the driver: fills the header of a new file, except the version. */
  static create(file: MappedFile, metadata: CncMetadata): CncBuffers {
    const header = new AtomicBuffer(file.buffer, 0, CNC_METADATA_LENGTH)
    header.putInt(TO_DRIVER_LENGTH_OFFSET, metadata.toDriverLength)
    header.putInt(TO_CLIENTS_LENGTH_OFFSET, metadata.toClientsLength)
    header.putInt(COUNTERS_METADATA_LENGTH_OFFSET, metadata.countersMetadataLength)
    header.putInt(COUNTERS_VALUES_LENGTH_OFFSET, metadata.countersValuesLength)
    header.putInt(ERROR_LOG_LENGTH_OFFSET, metadata.errorLogLength)
    header.putLong(CLIENT_LIVENESS_TIMEOUT_OFFSET, metadata.clientLivenessTimeoutNs)
    header.putLong(START_TIMESTAMP_OFFSET, metadata.startTimestampMs)
    header.putLong(PID_OFFSET, metadata.pid)
    header.putInt(FILE_PAGE_SIZE_OFFSET, metadata.filePageSize)
    return new CncBuffers(file, metadata)
  }

  /** @returns undefined while the file is not complete yet. @throws Error when its version is not ours. */
  static open(file: MappedFile): CncBuffers | undefined {
    if (file.length < CNC_METADATA_LENGTH) return undefined
    const header = new AtomicBuffer(file.buffer, 0, CNC_METADATA_LENGTH)
    const version = header.getIntVolatile(CNC_VERSION_OFFSET)
    if (version === 0) return undefined
    if (version >> 16 !== CNC_VERSION >> 16) {
      throw new Error(`${file.path} has version ${versionText(version)}, expected major ${CNC_VERSION >> 16}`)
    }
    const metadata: CncMetadata = {
      toDriverLength: header.getInt(TO_DRIVER_LENGTH_OFFSET),
      toClientsLength: header.getInt(TO_CLIENTS_LENGTH_OFFSET),
      countersMetadataLength: header.getInt(COUNTERS_METADATA_LENGTH_OFFSET),
      countersValuesLength: header.getInt(COUNTERS_VALUES_LENGTH_OFFSET),
      errorLogLength: header.getInt(ERROR_LOG_LENGTH_OFFSET),
      clientLivenessTimeoutNs: header.getLong(CLIENT_LIVENESS_TIMEOUT_OFFSET),
      startTimestampMs: header.getLong(START_TIMESTAMP_OFFSET),
      pid: header.getLong(PID_OFFSET),
      filePageSize: header.getInt(FILE_PAGE_SIZE_OFFSET) || 4096,
    }
    if (file.length < CNC_METADATA_LENGTH + sumOf(metadata)) return undefined
    return new CncBuffers(file, metadata)
  }

  /** Tells the world that the driver is ready. */
  publishVersion(): void {
    this.header.putIntOrdered(CNC_VERSION_OFFSET, CNC_VERSION)
  }
}

function versionText(version: number): string {
  return `${version >> 16}.${(version >> 8) & 255}.${version & 255}`
}
