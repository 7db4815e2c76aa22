import { LogBuffers } from './logbuffer/log-buffers.ts'
import type { MemoryMapper } from './memory/memory-mapper.ts'

interface Entry {
  readonly log: LogBuffers
  references: number
  lingerDeadlineNs: number
}

/**
 * The mapped logs of a client by file name. Publications and images of one process share a mapping; unused ones linger,
 * then go.
 */
export class LogRegistry {
  readonly #mapper: MemoryMapper
  readonly #lingerNs: number
  readonly #entries = new Map<string, Entry>()

  constructor(mapper: MemoryMapper, lingerNs: number) {
    this.#mapper = mapper
    this.#lingerNs = lingerNs
  }

  acquire(path: string): LogBuffers {
    let entry = this.#entries.get(path)
    if (entry === undefined) {
      entry = { log: new LogBuffers(this.#mapper, this.#mapper.mapExisting(path)), references: 0, lingerDeadlineNs: 0 }
      this.#entries.set(path, entry)
    }
    entry.references++
    return entry.log
  }

  release(log: LogBuffers, nowNs: number): void {
    const entry = this.#entries.get(log.file.path)
    if (entry === undefined) return
    entry.references--
    entry.lingerDeadlineNs = nowNs + this.#lingerNs
  }

  /** @returns how many logs were unmapped. */
  checkLinger(nowNs: number): number {
    let count = 0
    for (const [path, entry] of this.#entries) {
      if (entry.references > 0 || nowNs < entry.lingerDeadlineNs) continue
      this.#entries.delete(path)
      entry.log.close()
      count++
    }
    return count
  }

  closeAll(): void {
    for (const entry of this.#entries.values()) entry.log.close()
    this.#entries.clear()
  }
}
