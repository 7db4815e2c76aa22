import { blockingSleep, CncFileReader, type ErrorObservation, type MappedFile } from '@aeron/client'
import {
  CNC_FILE,
  CncBuffers,
  type CncLengths,
  COUNTER_LENGTH,
  computeCncFileLength,
  LOSS_REPORT_FILE,
  METADATA_LENGTH,
} from '@aeron/client/internal'
import { ReflexError } from '@reflex/base'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'

/**
 * Takes the directory for this driver: nothing of an earlier one remains but its errors. @throws ReflexError
 * REFLEX_DRIVER_ACTIVE.
 */
export function recreateDirectory(context: ConcludedMediaDriverContext): void {
  const { mapper, aeronDir } = context
  if (mapper.exists(aeronDir)) {
    if (!context.dirDeleteOnStart) inspectFormerDriver(context)
    mapper.delete(aeronDir)
  }
  for (const directory of [aeronDir, `${aeronDir}/publications`, `${aeronDir}/images`])
    mapper.createDirectory(directory)
}

function inspectFormerDriver(context: ConcludedMediaDriverContext): void {
  const former = openFormer(context)
  if (former === undefined) return
  try {
    if (former.isDriverActive(context.epochClock.time(), context.driverTimeoutMs)) {
      throw new ReflexError(
        'REFLEX_DRIVER_ACTIVE',
        `another media driver (pid ${former.metadata.pid}) is active in ${context.aeronDir}`,
      )
    }
    saveErrors(context, former.errorLog())
  } finally {
    former.close()
  }
}

/**
 * A file without a version belongs to a driver that is starting: it gets its time. One of another major version is a
 * stranger's: whether its driver lives cannot be told.
 */
function openFormer(context: ConcludedMediaDriverContext): CncFileReader | undefined {
  const attemptsMax = context.mapper.isShared ? context.driverTimeoutMs : 1
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (context.mapper.length(`${context.aeronDir}/${CNC_FILE}`) <= 0) return undefined
    const former = tryOpen(context)
    if (former !== undefined) return former
    blockingSleep(1)
  }
  return undefined
}

function tryOpen(context: ConcludedMediaDriverContext): CncFileReader | undefined {
  try {
    return CncFileReader.open(context.aeronDir, context.mapper)
  } catch (error) {
    throw new ReflexError('REFLEX_DRIVER_ACTIVE', (error as Error).message, { cause: error })
  }
}

function saveErrors(context: ConcludedMediaDriverContext, errors: readonly ErrorObservation[]): void {
  if (errors.length === 0) return
  const now = new Date(context.epochClock.time()).toISOString().replace(/[:.]/g, '-')
  const text = Buffer.from(errors.map(formatError).join('\n'), 'utf8')
  const path = `${context.aeronDir}-${now}-error.log`
  if (context.mapper.exists(path)) return
  const file = context.mapper.createNew(path, text.length)
  new Uint8Array(file.buffer).set(text)
  context.mapper.unmap(file)
}

/** As ErrorStat prints it. */
function formatError(error: ErrorObservation): string {
  const time = (epochMs: number): string => new Date(epochMs).toISOString()
  const range = `from ${time(error.firstEpochMs)} to ${time(error.lastEpochMs)}`
  return `***\n${error.count} observations ${range} for:\n ${error.text}\n`
}

/** The files of a driver. */
export interface DriverFiles {
  readonly cnc: CncBuffers
  readonly lossReport: MappedFile
}

/** Creates cnc.dat, complete but for its version, and the loss report. */
export function createDriverFiles(context: ConcludedMediaDriverContext): DriverFiles {
  const { mapper, aeronDir } = context
  const lengths: CncLengths = {
    toDriverLength: context.conductorBufferLength,
    toClientsLength: context.toClientsBufferLength,
    countersMetadataLength: (context.counterValuesBufferLength / COUNTER_LENGTH) * METADATA_LENGTH,
    countersValuesLength: context.counterValuesBufferLength,
    errorLogLength: context.errorBufferLength,
  }
  const file = mapper.createNew(`${aeronDir}/${CNC_FILE}`, computeCncFileLength(lengths, context.filePageSize))
  const cnc = CncBuffers.create(file, {
    ...lengths,
    clientLivenessTimeoutNs: context.clientLivenessTimeoutNs,
    startTimestampMs: context.epochClock.time(),
    pid: process.pid,
    filePageSize: context.filePageSize,
  })
  return { cnc, lossReport: mapper.createNew(`${aeronDir}/${LOSS_REPORT_FILE}`, context.lossReportBufferLength) }
}
