/** Append, flush a turn and read back. Run alone for figures; the small size runs as a test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Journal, JournalReader, MemoryStorage, NodeStorage, type Storage } from '../src/index.ts'

const LENGTH = 250

export interface JournalFigures {
  readonly records: number
  readonly appendNs: number
  readonly flushNs: number
  readonly readNs: number
  /** Sum over what was read: that the work was done. */
  readonly hash: number
}

/** Median of five rounds, ns per record (append, read) and per flush of one record. */
export function benchJournal(storage: Storage, dir: string, records: number): JournalFigures {
  const bytes = Uint8Array.from({ length: LENGTH }, (_, i) => (i * 7) & 255)
  const journal = new Journal({ storage, dir, name: 'bench', sessionEpochMs: 0 })
  const appendNs = median(() => {
    for (let i = 0; i < records; i++) {
      journal.append(i, 1, bytes, 0, LENGTH)
      if (i % 1000 === 999) journal.flush()
    }
  }, records)
  const flushes = Math.min(records, 20_000)
  const flushNs = median(() => {
    for (let i = 0; i < flushes; i++) {
      journal.append(i, 1, bytes, 0, LENGTH)
      journal.flush()
    }
  }, flushes)
  let hash = 0
  let count = 0
  const handler = {
    onRecord(index: number, _nowNs: number, _streamId: number, data: Uint8Array, offset: number): void {
      hash = (hash + index + data[offset + 9]!) | 0
      count++
    },
  }
  const started = process.hrtime.bigint()
  new JournalReader({ storage, dir, name: 'bench' }).readAll(handler)
  const readNs = Number(process.hrtime.bigint() - started) / count
  journal.close()
  return { records, appendNs, flushNs, readNs, hash }
}

function median(run: () => void, count: number): number {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const started = process.hrtime.bigint()
    run()
    times.push(Number(process.hrtime.bigint() - started) / count)
  }
  return times.sort((a, b) => a - b)[2]!
}

if (process.argv[1] === import.meta.filename) {
  const dir = mkdtempSync(join(tmpdir(), 'reflex-journal-bench-'))
  console.log(process.version, `${LENGTH}-byte records`)
  console.log('memory', benchJournal(new MemoryStorage(), dir, 50_000))
  console.log('disk  ', benchJournal(new NodeStorage(), dir, 100_000))
  rmSync(dir, { recursive: true })
}
