/** Runs a folder of market data through the handlers of its format, or of its formats when it holds several. */

import { ReflexError } from '@reflex/base'
import { BookCsv } from './book-csv.ts'
import type { CheckResult, InstrumentResult, SetFormat } from './feed-set.ts'
import { FORMATS } from './formats.ts'
import { checksOf, SetBoard } from './set-board.ts'
import { listSet, type SetFile } from './set-file.ts'

export interface RunOptions {
  /** Folder or file. */
  readonly set: string
  /** Name of a format; told by the content when not given. */
  readonly format?: string
  /** Levels a side in the result; 0 for none. */
  readonly depth: number
  /** Where the rows of the books go, one after each event that changed the first `depth` levels (at least one). */
  readonly csv?: string
}

/** Files that were read together, as one session of one feed. */
export interface PartResult {
  readonly format: string
  readonly files: readonly string[]
  /** Frames: datagrams, records or lines. */
  readonly events: number
  /** Messages by type, and what else the format counts. */
  readonly counts: Readonly<Record<string, number>>
  readonly gaps: number
  readonly checks: readonly CheckResult[]
  readonly seconds: number
  readonly eventsPerSecond: number
}

export interface SetResult {
  readonly set: string
  /** Format of the set; several joined by a comma. */
  readonly format: string
  readonly events: number
  readonly gaps: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly parts: readonly PartResult[]
  /** Of all parts. */
  readonly instruments: readonly SetInstrumentResult[]
  /** Sums over instruments and parts, by name. */
  readonly checks: readonly CheckResult[]
  /** Sums over the parts, by name. */
  readonly counts: Readonly<Record<string, number>>
  /** Files that no format claims. */
  readonly ignored: readonly string[]
}

export interface SetInstrumentResult extends InstrumentResult {
  /** Index in `parts` of what it was read from. */
  readonly part: number
}

interface Part {
  readonly format: SetFormat
  readonly files: readonly SetFile[]
}

/**
 * @param clockMs monotonic time in ms. @throws ReflexError REFLEX_RECORDING_NOT_FOUND, REFLEX_RECORDING_INVALID or
 * REFLEX_USAGE.
 */
export function runSet(options: RunOptions, clockMs: () => number): SetResult {
  const files = listSet(options.set)
  const parts = options.format === undefined ? tell(files) : chosen(options.format, files)
  if (parts.length === 0) {
    const names = FORMATS.map(({ name }) => name).join(', ')
    throw new ReflexError(
      'REFLEX_RECORDING_INVALID',
      `${options.set} holds no file of a known format (${names}); --format names one`,
    )
  }
  const csv = options.csv === undefined ? undefined : new BookCsv(options.csv, Math.max(1, options.depth))
  try {
    const claimed = new Set(parts.flatMap((part) => part.files))
    const ignored = files.filter((file) => !claimed.has(file)).map((file) => file.relativePath)
    const instruments: SetInstrumentResult[] = []
    const results = parts.map((part, index) => {
      const run = runPart(part, options.depth, csv, clockMs)
      for (const each of run.instruments) instruments.push({ part: index, ...each })
      return run.result
    })
    return { ...sumOf(options.set, results, instruments), ignored }
  } finally {
    csv?.close()
  }
}

/** Names of all formats with one line on each. */
export function setFormats(): readonly Pick<SetFormat, 'name' | 'about'>[] {
  return FORMATS
}

function tell(files: readonly SetFile[]): Part[] {
  const parts: Part[] = []
  let rest = [...files]
  for (const format of FORMATS) {
    for (const group of format.select(rest)) {
      parts.push({ format, files: group })
      rest = rest.filter((file) => !group.includes(file))
    }
  }
  return parts
}

function chosen(name: string, files: readonly SetFile[]): Part[] {
  const format = FORMATS.find((each) => each.name === name)
  if (format === undefined) {
    const names = FORMATS.map((each) => each.name).join(', ')
    throw new ReflexError('REFLEX_USAGE', `there is no format '${name}'; known are ${names}`)
  }
  const groups = format.select(files)
  return (groups.length > 0 ? groups : files.map((file) => [file])).map((group) => ({ format, files: group }))
}

interface PartRun {
  readonly result: PartResult
  readonly instruments: readonly InstrumentResult[]
}

function runPart(part: Part, depth: number, csv: BookCsv | undefined, clockMs: () => number): PartRun {
  const board = new SetBoard()
  csv?.attach(board)
  const startMs = clockMs()
  part.format.run(part.files, board)
  const seconds = (clockMs() - startMs) / 1e3
  const { events, counts, gapCount } = board
  const result = {
    format: part.format.name,
    files: part.files.map((file) => file.relativePath),
    ...{ events, counts, gaps: gapCount },
    checks: checksOf(board.checks),
    seconds,
    eventsPerSecond: Math.round(events / seconds),
  }
  return { result, instruments: board.results(seconds, depth) }
}

function sumOf(
  set: string,
  parts: readonly PartResult[],
  instruments: readonly SetInstrumentResult[],
): Omit<SetResult, 'ignored'> {
  const counts: Record<string, number> = {}
  for (const part of parts)
    for (const [name, count] of Object.entries(part.counts)) counts[name] = (counts[name] ?? 0) + count
  const events = parts.reduce((sum, part) => sum + part.events, 0)
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0)
  return {
    set,
    format: [...new Set(parts.map(({ format }) => format))].join(','),
    ...{ events, gaps: parts.reduce((sum, part) => sum + part.gaps, 0), seconds },
    eventsPerSecond: Math.round(events / seconds),
    ...{ parts, instruments, checks: checkSums([...parts, ...instruments]), counts },
  }
}

function checkSums(results: readonly { readonly checks: readonly CheckResult[] }[]): CheckResult[] {
  const sums = new Map<string, { checked: number; equal: number }>()
  for (const { name, checked, equal } of results.flatMap(({ checks }) => checks)) {
    const sum = sums.get(name) ?? { checked: 0, equal: 0 }
    sums.set(name, { checked: sum.checked + checked, equal: sum.equal + equal })
  }
  return checksOf(sums)
}
