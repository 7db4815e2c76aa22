import { Journal, JournalReader, SnapshotStore, type Storage } from '@reflex/journal'
import type { Logger } from 'pino'
import { MessageFrame } from './message-frame.ts'
import type { Outbox } from './outbox.ts'
import type { InputRecorder } from './service-agent.ts'
import type { ServiceCore } from './service-core.ts'

export interface InputJournalOptions {
  readonly storage: Storage
  readonly dir: string
  readonly name: string
  readonly sessionEpochMs: number
  readonly log: Logger
  /** Streams (bus or external) whose messages make the durable state. Others are not journaled. */
  readonly streams: readonly number[]
  /** Records between snapshots, when the core can make them; 0 = only at a clean close. Default 1,000,000. */
  readonly snapshotEvery?: number
}

export interface Recovery {
  readonly snapshotIndex: number
  readonly replayed: number
  readonly tornLength: number
  readonly durationMs: number
}

/**
 * The durable memory of an event-sourced service: its inputs, in the order its core saw them, with the time the core
 * was given. Recovery is snapshot + replay through the same core with outputs suppressed. Takes the folder's lock for
 * the life of the service.
 */
export class InputJournal implements InputRecorder {
  readonly #options: InputJournalOptions
  readonly #journal: Journal
  readonly #snapshots: SnapshotStore
  readonly #journaled = new Uint8Array(8192)
  readonly #release: () => void
  readonly #snapshotEvery: number
  #core: ServiceCore | undefined
  #snapshotDue = 0
  #lastNs = 0

  /** @throws ReflexError REFLEX_DATA_DIR_IN_USE, REFLEX_JOURNAL_CORRUPT. */
  constructor(options: InputJournalOptions) {
    this.#options = options
    const { storage, dir, name, sessionEpochMs } = options
    storage.mkdir(dir)
    const lock = storage.lock(dir)
    this.#release = () => lock.release()
    this.#journal = new Journal({ storage, dir, name, sessionEpochMs })
    this.#snapshots = new SnapshotStore(storage, dir, name)
    this.#snapshotEvery = options.snapshotEvery ?? 1_000_000
    for (const streamId of options.streams) this.#journaled[streamId] = 1
  }

  /** Rebuilds the core's state; the outbox is empty afterwards but for what `onRecovered` asks. */
  recover(core: ServiceCore, outbox: Outbox, nowNs: number): Recovery {
    const startedMs = performance.now()
    this.#core = core
    const snapshot = core.restore === undefined ? null : this.#snapshots.loadLatest()
    if (snapshot !== null) core.restore?.(snapshot.bytes)
    const fromIndex = snapshot?.index ?? 0
    const { storage, dir, name, sessionEpochMs } = this.#options
    const reader = new JournalReader({ storage, dir, name, fromIndex })
    const frame = new MessageFrame()
    const replayed = reader.readAll({
      onRecord: (_index, recordNs, streamId, bytes, offset, length) => {
        // Records of an earlier session count from another midnight.
        const thenNs = recordNs + (reader.sessionEpochMs - sessionEpochMs) * 1e6
        outbox.nowNs = thenNs
        frame.set(streamId, 0, bytes, viewOf(bytes), offset, length)
        core.onMessage(thenNs, frame, outbox)
        outbox.discard()
      },
    })
    reader.close()
    outbox.nowNs = nowNs
    this.#lastNs = nowNs
    core.onRecovered?.(nowNs, outbox)
    this.#snapshotDue = this.#journal.nextIndex + this.#snapshotEvery
    const durationMs = performance.now() - startedMs
    const recovery = { snapshotIndex: fromIndex, replayed, tornLength: this.#journal.tornLength, durationMs }
    if (fromIndex + replayed > 0) this.#options.log.info(recovery, 'recovered from snapshot and journal')
    return recovery
  }

  record(nowNs: number, frame: MessageFrame): void {
    if (this.#journaled[frame.streamId] === 0) return
    this.#lastNs = nowNs
    this.#journal.append(nowNs, frame.streamId, frame.bytes, frame.offset, frame.length)
  }

  flush(): void {
    this.#journal.flush()
    const isFull = this.#snapshotEvery > 0 && this.#journal.nextIndex >= this.#snapshotDue
    if (isFull || this.#core?.isSnapshotDue?.() === true) this.#takeSnapshot()
  }

  close(): void {
    this.#journal.flush()
    this.#takeSnapshot()
    this.#journal.close()
    this.#release()
  }

  #takeSnapshot(): void {
    const bytes = this.#core?.snapshot?.()
    this.#snapshotDue = this.#journal.nextIndex + this.#snapshotEvery
    if (bytes === undefined) return
    const { sessionEpochMs } = this.#options
    this.#snapshots.save({ index: this.#journal.nextIndex, nowNs: this.#lastNs, sessionEpochMs, bytes })
  }
}

const views = new WeakMap<Uint8Array, DataView>()

/** Journals hand out few distinct buffers: one view each. */
function viewOf(bytes: Uint8Array): DataView {
  let view = views.get(bytes)
  if (view === undefined) {
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    views.set(bytes, view)
  }
  return view
}
