import type { ServiceContext } from '@reflex/service-host'

/** One operator action, taken or refused. */
export interface AuditRecord {
  /** UTC, ISO 8601. */
  readonly time: string
  readonly action: string
  readonly result: 'accepted' | 'refused'
  readonly id: string
  readonly actor: string
  readonly reason: string
  /** Address of the client. */
  readonly remote: string
  /** Of a refusal: why; of a parameter change: what. */
  readonly detail: string
}

const FILE = 'audit.jsonl'
const TAIL_BYTES = 64 * 1024
const NEWLINE = 10

/**
 * Every action of an operator, one JSON object a line, appended and synced before the action goes out. Only grows; a
 * line torn by a crash is ended when the file is opened again.
 */
export class AuditLog {
  /** Grows with each record. */
  version = 1
  readonly #file: ReturnType<ServiceContext['storage']['openAppend']>
  readonly #recent: AuditRecord[]
  readonly #shown: number

  constructor(context: Pick<ServiceContext, 'storage' | 'dataDir'>, shown: number) {
    const { storage, dataDir } = context
    const path = `${dataDir}/${FILE}`
    storage.mkdir(dataDir)
    this.#shown = shown
    this.#file = storage.openAppend(path)
    const tail = this.#readTail(storage, path)
    if (tail.length > 0 && tail.at(-1) !== NEWLINE) this.#file.append(Uint8Array.of(NEWLINE), 0, 1)
    this.#recent = recordsIn(Buffer.from(tail).toString('utf8')).slice(-shown)
  }

  /** @throws Error when the disk refuses. */
  append(record: AuditRecord): void {
    this.remember(record)
    const line = Buffer.from(`${JSON.stringify(record)}\n`, 'utf8')
    this.#file.append(line, 0, line.length)
    this.#file.sync()
  }

  /** Shown, but not written. */
  remember(record: AuditRecord): void {
    this.#recent.push(record)
    if (this.#recent.length > this.#shown) this.#recent.shift()
    this.version++
  }

  /** Newest first. */
  recent(): AuditRecord[] {
    return this.#recent.toReversed()
  }

  close(): void {
    this.#file.close()
  }

  #readTail(storage: ServiceContext['storage'], path: string): Uint8Array {
    const reader = storage.openRead(path)
    const size = reader.size()
    const length = Math.min(size, TAIL_BYTES)
    const bytes = new Uint8Array(length)
    reader.readAt(size - length, bytes, 0, length)
    reader.close()
    return bytes
  }
}

function recordsIn(text: string): AuditRecord[] {
  const records: AuditRecord[] = []
  for (const line of text.split('\n')) {
    try {
      records.push(JSON.parse(line) as AuditRecord)
    } catch {
      // The first line of the tail may be cut, the last one torn by a crash: neither can be shown.
    }
  }
  return records
}
