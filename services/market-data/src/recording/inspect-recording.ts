import { decimalText, ReflexError } from '@reflex/base'
import {
  BinanceLine,
  FIELD,
  LevelWalker,
  LINE_BOOK_TICKER,
  LINE_DEPTH,
  LINE_SNAPSHOT,
  LINE_TRADE,
} from '../core/binance-line.ts'
import { LineReader } from './line-reader.ts'
import { recordingFiles, VENUE_NAMES, type VenueKind } from './recording-files.ts'
import { StepFinder } from './step-finder.ts'
import { currenciesOf, multiplierOf } from './symbol-terms.ts'

/** One instrument of a recording, in the terms of the desk file. */
export interface RecordedInstrument {
  readonly symbol: string
  readonly kind: 'spot' | 'linear-perpetual' | 'inverse-perpetual'
  readonly tickSize: string
  readonly lotSize: string
  readonly multiplier: string
  readonly base: string
  readonly quote: string
}

export interface RecordedVenue {
  /** Name of the venue in the desk file: BINANCE-SPOT, BINANCE-USDM, BINANCE-COINM. */
  readonly name: string
  readonly kind: VenueKind
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

const SYMBOL = 115
const BIDS = 98
const ASKS = 97
const BID_QTY = 66
const ASK_QTY = 65
const PRICE = 112
const QTY = 113

const INSTRUMENT_KINDS: Readonly<Record<VenueKind, RecordedInstrument['kind']>> = {
  'binance-spot': 'spot',
  'binance-usdm': 'linear-perpetual',
  'binance-coinm': 'inverse-perpetual',
}
const KINDS = Object.keys(INSTRUMENT_KINDS) as VenueKind[]

interface Steps {
  readonly ticks: StepFinder
  readonly lots: StepFinder
}

interface FileScan {
  readonly path: string
  readonly kind: VenueKind
  readonly lines: number
  readonly symbols: ReadonlyMap<string, Steps>
  readonly first: readonly [number, number]
  readonly last: readonly [number, number]
}

/**
 * What a folder of recorded files holds: venues by the form of their messages, symbols, tick and lot sizes from every
 * price and quantity, first and last time. Reads all files once.
 * @throws ReflexError REFLEX_RECORDING_NOT_FOUND or REFLEX_RECORDING_INVALID.
 */
export function inspectRecording(dir: string): RecordingInfo {
  const scans = recordingFiles(dir).map(scanFile)
  const [startEpochMs, startNanos] = scans.map((scan) => scan.first).reduce((a, b) => (isBefore(b, a) ? b : a))
  const [endEpochMs, endNanos] = scans.map((scan) => scan.last).reduce((a, b) => (isBefore(a, b) ? b : a))
  return {
    venues: KINDS.filter((kind) => scans.some((scan) => scan.kind === kind)).map((kind) => ({
      name: VENUE_NAMES[kind],
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
      venue: VENUE_NAMES[kind],
      lines,
      symbols: [...symbols.keys()],
    })),
  }
}

function instrumentsOf(kind: VenueKind, scans: readonly FileScan[]): RecordedInstrument[] {
  const symbols = [...new Set(scans.flatMap((scan) => [...scan.symbols.keys()]))].sort()
  return symbols.map((symbol) => {
    const steps = scans.flatMap((scan) => scan.symbols.get(symbol) ?? [])
    const { base, quote } = currenciesOf(symbol, kind)
    return {
      symbol,
      kind: INSTRUMENT_KINDS[kind],
      tickSize: stepText(steps.map(({ ticks }) => ticks)),
      lotSize: stepText(steps.map(({ lots }) => lots)),
      multiplier: multiplierOf(base, kind),
      base,
      quote,
    }
  })
}

function stepText(finders: readonly StepFinder[]): string {
  const merged = new StepFinder()
  for (const finder of finders) merged.merge(finder)
  return decimalText(merged.stepE8())
}

function scanFile(path: string): FileScan {
  const reader = new LineReader(path)
  const scanner = new FileScanner()
  let first: readonly [number, number] | undefined
  let last: readonly [number, number] = [0, 0]
  while (reader.next()) {
    scanner.add(reader.bytes, reader.offset, reader.length)
    const time = [reader.epochMs, reader.nanos] as const
    if (first === undefined || isBefore(time, first)) first = time
    if (isBefore(last, time)) last = time
  }
  const { lines } = reader
  reader.close()
  scanner.finish()
  const { kind, symbols } = scanner
  if (kind === undefined || first === undefined || symbols.size === 0) {
    throw new ReflexError('REFLEX_RECORDING_INVALID', `${path} holds no depth updates of a known venue`)
  }
  return { path, kind, lines, symbols, first, last }
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
}

/** Collects what the lines of one file tell. */
export class FileScanner {
  kind: VenueKind | undefined = undefined
  readonly symbols = new Map<string, Steps>()
  readonly #line = new BinanceLine()
  readonly #levels = new LevelWalker()
  /** Of snapshots that name no symbol: they are the file's only one's, which may not be known yet. */
  readonly #unnamed: Steps = { ticks: new StepFinder(), lots: new StepFinder() }

  add(bytes: Uint8Array, offset: number, length: number): void {
    const line = this.#line
    const kind = line.wrap(bytes, offset, length)
    if (kind === LINE_DEPTH && this.kind === undefined) this.kind = this.#venueKind()
    if (kind === LINE_DEPTH) this.#addLevels(BIDS, ASKS)
    else if (kind === LINE_SNAPSHOT) this.#addLevels(FIELD.BIDS, FIELD.ASKS)
    else if (kind === LINE_TRADE) this.#addValues(PRICE, QTY)
    else if (kind === LINE_BOOK_TICKER) {
      this.#addValues(BIDS, BID_QTY)
      this.#addValues(ASKS, ASK_QTY)
    }
  }

  /** Ends the file. */
  finish(): void {
    const [only] = this.symbols.values()
    if (this.symbols.size !== 1) return
    only!.ticks.merge(this.#unnamed.ticks)
    only!.lots.merge(this.#unnamed.lots)
  }

  #venueKind(): VenueKind {
    if (!this.#line.has(FIELD.PU)) return 'binance-spot'
    return this.#line.has(FIELD.PAIR) ? 'binance-coinm' : 'binance-usdm'
  }

  #addLevels(bids: number, asks: number): void {
    const steps = this.#steps()
    const line = this.#line
    for (const field of [bids, asks]) {
      if (!line.has(field)) continue
      const levels = this.#levels.wrap(line.bytes, line.starts[field]!, line.ends[field]!)
      while (levels.next()) {
        steps.ticks.add(line.bytes, levels.priceStart, levels.priceEnd)
        steps.lots.add(line.bytes, levels.qtyStart, levels.qtyEnd)
      }
    }
  }

  #addValues(price: number, qty: number): void {
    const steps = this.#steps()
    const line = this.#line
    if (!line.has(price) || !line.has(qty)) return
    steps.ticks.add(line.bytes, line.starts[price]!, line.ends[price]!)
    steps.lots.add(line.bytes, line.starts[qty]!, line.ends[qty]!)
  }

  /** Those of the line's symbol. */
  #steps(): Steps {
    const line = this.#line
    const field = line.has(SYMBOL) ? SYMBOL : FIELD.SYMBOL
    if (!line.has(field)) return this.#unnamed
    const { buffer, byteOffset } = line.bytes
    const symbol = Buffer.from(buffer, byteOffset + line.starts[field]!, line.lengthOf(field)).toString('latin1')
    let steps = this.symbols.get(symbol)
    if (steps === undefined) {
      steps = { ticks: new StepFinder(), lots: new StepFinder() }
      this.symbols.set(symbol, steps)
    }
    return steps
  }
}
