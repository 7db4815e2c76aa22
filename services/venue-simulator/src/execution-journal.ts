import { FIX_OK, FixFrame } from '@reflex/fix'
import type { SessionStore } from '@reflex/fix-session'
import { Journal, type JournalHandler, JournalReader } from '@reflex/journal'
import type { VenueConfig } from '@reflex/schema'
import type { ServiceContext } from '@reflex/service-host'
import type { ExecutionLog } from './core/report-sink.ts'

const NAME = 'executions'
/** Stream of the record that begins a life; others: venue id * 256 + session. */
const LIFE = 0
const SESSIONS = 256
const NO_BYTES = new Uint8Array(0)
const TAG_EXEC_ID = 17
const NO_EXECUTION = 0

/** Told of each execution report of earlier lives, oldest first. */
export type ExecutionHandler = (venueId: number, session: number, frame: FixFrame) => void

/**
 * Every execution report of every venue, as FIX bodies, in the order in which they were made: what makes positions,
 * ClOrdIDs and ExecIDs survive a kill. A report is on disk before it is sent.
 */
export class ExecutionJournal {
  /** This life of the venues, from 1. */
  readonly life: number
  readonly #context: ServiceContext
  readonly #dir: string
  readonly #journal: Journal
  readonly #frame: FixFrame

  constructor(context: ServiceContext) {
    this.#context = context
    this.#dir = `${context.dataDir}/executions`
    this.#frame = new FixFrame(context.sessionTime)
    const { storage, sessionTime } = context
    this.#journal = new Journal({ storage, dir: this.#dir, name: NAME, sessionEpochMs: sessionTime.sessionEpochMs })
    let lives = 0
    this.#read((_index, _nowNs, streamId) => {
      if (streamId === LIFE) lives++
    })
    this.life = lives + 1
  }

  /** Reads what earlier lives did, then begins this one. */
  replay(nowNs: number, handler: ExecutionHandler): void {
    const frame = this.#frame
    this.#read((_index, _nowNs, streamId, bytes, offset, length) => {
      if (streamId === LIFE || frame.wrap(bytes, offset, length) !== FIX_OK) return
      handler(Math.floor(streamId / SESSIONS), streamId % SESSIONS, frame)
    })
    this.#journal.append(nowNs, LIFE, NO_BYTES, 0, 0)
    this.#journal.flush()
  }

  /** Records the reports of one venue. */
  logOf(venueId: number): ExecutionLog {
    const journal = this.#journal
    return {
      record(nowNs, session, bytes, offset, length) {
        journal.append(nowNs, venueId * SESSIONS + session, bytes, offset, length)
      },
    }
  }

  flush(): void {
    if (this.#journal.bufferedLength > 0) this.#journal.flush()
  }

  /** Reports that were made but not taken by the session before the last life ended. */
  unsent(venue: VenueConfig, session: number, store: SessionStore): Uint8Array[] {
    const frame = this.#frame
    let last = NO_EXECUTION
    store.readOutbound(1, Number.MAX_SAFE_INTEGER, {
      onStored: (_seqNum, _nowNs, bytes, offset, length) => {
        if (frame.wrap(bytes, offset, length) === FIX_OK) last = Math.max(last, executionNumber(frame))
      },
    })
    const unsent: Uint8Array[] = []
    this.#journal.flush()
    this.#read((_index, _nowNs, streamId, bytes, offset, length) => {
      if (streamId !== venue.id * SESSIONS + session || frame.wrap(bytes, offset, length) !== FIX_OK) return
      if (executionNumber(frame) > last) unsent.push(bytes.slice(offset, offset + length))
    })
    return unsent
  }

  close(): void {
    this.#journal.close()
  }

  #read(onRecord: JournalHandler['onRecord']): void {
    const reader = new JournalReader({ storage: this.#context.storage, dir: this.#dir, name: NAME })
    reader.readAll({ onRecord })
    reader.close()
  }
}

/** ExecIDs are `venue-number`. @returns NO_EXECUTION when there is none. */
export function executionNumber(frame: FixFrame): number {
  const text = frame.has(TAG_EXEC_ID) ? frame.text(TAG_EXEC_ID) : ''
  const number = Number(text.slice(text.lastIndexOf('-') + 1))
  return Number.isSafeInteger(number) ? number : NO_EXECUTION
}
