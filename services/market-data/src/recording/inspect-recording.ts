import { decimalText, ReflexError } from '@reflex/base'
import { type CryptoFormat, cryptoVenueOf } from '../core/crypto/crypto-venue.ts'
import { FileScanner, type Steps } from './file-scanner.ts'
import { LineReader } from './line-reader.ts'
import { recordingFiles } from './recording-files.ts'
import { StepFinder } from './step-finder.ts'
import { type RecordedKind, termsOf } from './symbol-terms.ts'

/** One instrument of a recording, in the terms of the desk file. */
export interface RecordedInstrument {
  readonly symbol: string
  /** As the venue spells it. */
  readonly venueSymbol: string
  readonly kind: RecordedKind
  readonly tickSize: string
  readonly lotSize: string
  readonly multiplier: string
  readonly base: string
  readonly quote: string
}

export interface RecordedVenue {
  /** Name of the venue in the desk file: BINANCE-SPOT, KRAKEN, ... */
  readonly name: string
  readonly kind: CryptoFormat
  readonly instruments: readonly RecordedInstrument[]
}

export interface RecordedFile {
  readonly path: string
  readonly venue: string
  readonly lines: number
  readonly symbols: readonly string[]
}

export interface RecordingInfo {
  readonly venues: readonly RecordedVenue[]
  /** First and last receive time: ms since 1970, and ns within that ms. */
  readonly startEpochMs: number
  readonly startNanos: number
  readonly endEpochMs: number
  readonly endNanos: number
  readonly lines: number
  readonly files: readonly RecordedFile[]
}

export interface FileScan {
  readonly path: string
  readonly kind: CryptoFormat
  readonly lines: number
  readonly symbols: ReadonlyMap<string, Steps>
  readonly first: readonly [number, number]
  readonly last: readonly [number, number]
}

/**
 * What a folder of recorded files holds: venues by the form of their messages, symbols, tick and lot sizes from every
 * price and quantity, first and last time. Reads all files once. Files that hold no book and nothing to make one of
 * (lists of products) are left out.
 * @throws ReflexError REFLEX_RECORDING_NOT_FOUND or REFLEX_RECORDING_INVALID.
 */
export function inspectRecording(dir: string): RecordingInfo {
  const paths = recordingFiles(dir)
  const scans = paths.flatMap((path) => scanFile(path) ?? [])
  if (scans.length === 0)
    throw new ReflexError('REFLEX_RECORDING_INVALID', `${paths[0]} holds no depth updates of a known venue`)
  return recordingOf(scans)
}

/** @param scans at least one. */
export function recordingOf(scans: readonly FileScan[]): RecordingInfo {
  const [startEpochMs, startNanos] = scans.map((scan) => scan.first).reduce((a, b) => (isBefore(b, a) ? b : a))
  const [endEpochMs, endNanos] = scans.map((scan) => scan.last).reduce((a, b) => (isBefore(a, b) ? b : a))
  const kinds = [...new Set(scans.map((scan) => scan.kind))].sort(byName)
  return {
    venues: kinds.map((kind) => ({
      name: cryptoVenueOf(kind).name,
      kind,
      instruments: instrumentsOf(
        kind,
        scans.filter((scan) => scan.kind === kind),
      ),
    })),
    startEpochMs,
    startNanos,
    endEpochMs,
    endNanos,
    lines: scans.reduce((sum, scan) => sum + scan.lines, 0),
    files: scans.map(({ path, kind, lines, symbols }) => ({
      path,
      venue: cryptoVenueOf(kind).name,
      lines,
      symbols: [...symbols.keys()],
    })),
  }
}

/** Binance's venues in the order spot, USD-M, COIN-M, the others by name. */
function byName(a: CryptoFormat, b: CryptoFormat): number {
  const rank = (kind: CryptoFormat): string =>
    kind === 'binance-usdm' ? 'binance-t' : kind === 'binance-coinm' ? 'binance-u' : kind
  return rank(a) < rank(b) ? -1 : 1
}

function instrumentsOf(kind: CryptoFormat, scans: readonly FileScan[]): RecordedInstrument[] {
  const symbols = [...new Set(scans.flatMap((scan) => [...scan.symbols.keys()]))].sort()
  return symbols.map((venueSymbol) => {
    const steps = scans.flatMap((scan) => scan.symbols.get(venueSymbol) ?? [])
    return {
      symbol: venueSymbol.replaceAll(/[^A-Za-z0-9._-]/g, '-'),
      venueSymbol,
      ...termsOf(venueSymbol, kind),
      tickSize: stepText(steps.map(({ ticks }) => ticks)),
      lotSize: stepText(steps.map(({ lots }) => lots)),
    }
  })
}

function stepText(finders: readonly StepFinder[]): string {
  const merged = new StepFinder()
  for (const finder of finders) merged.merge(finder)
  return decimalText(merged.stepE8())
}

/** @returns undefined for a file without books. */
export function scanFile(path: string): FileScan | undefined {
  const reader = new LineReader(path)
  const scanner = new FileScanner()
  let first: readonly [number, number] | undefined
  let last: readonly [number, number] = [0, 0]
  while (reader.next()) {
    scanner.add(reader.bytes, reader.offset, reader.length, reader.url)
    const time = [reader.epochMs, reader.nanos] as const
    if (first === undefined || isBefore(time, first)) first = time
    if (isBefore(last, time)) last = time
  }
  const { lines } = reader
  reader.close()
  scanner.finish()
  const { format, symbols } = scanner
  if (format === undefined || first === undefined || !scanner.hasBooks || symbols.size === 0) return undefined
  return { path, kind: format, lines, symbols, first, last }
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
}
