import { posix } from 'node:path'
import { type Prng, ReflexError } from '@reflex/base'
import { type AppendFile, NO_FILE, type ReadFile, type Storage, type StorageLock } from './storage.ts'

interface MemoryFile {
  bytes: Uint8Array
  size: number
  /** Bytes that survive `powerLoss`. */
  syncedSize: number
}

/**
 * A disk in memory, for tests and simulation. It outlives its users: drop a service, call `crash(dir)`, start it again
 * on the same storage.
 *
 * - `crash(dir)`: the process that used `dir` was killed. Its open files and locks are dead; what it appended stays.
 * - `powerLoss(dir, random)`: the machine died. Of what was not synced, a random part stays (without `random`:
 *   nothing).
 */
export class MemoryStorage implements Storage {
  readonly #files = new Map<string, MemoryFile>()
  readonly #locks = new Map<string, object>()
  readonly #open = new Set<MemoryAppendFile>()
  /** Called before each append; throw from it to simulate a full or failing disk. */
  onAppend: (path: string, length: number) => void = () => {}
  /** Appends and syncs so far: tests assert how many system calls a path takes. */
  appendCount = 0
  syncCount = 0

  openAppend(path: string): AppendFile {
    const key = posix.normalize(path)
    let file = this.#files.get(key)
    if (file === undefined) {
      file = { bytes: new Uint8Array(1024), size: 0, syncedSize: 0 }
      this.#files.set(key, file)
    }
    const handle = new MemoryAppendFile(this, key, file)
    this.#open.add(handle)
    return handle
  }

  openRead(path: string): ReadFile {
    return new MemoryReadFile(this.#file(path))
  }

  readAll(path: string): Uint8Array {
    const file = this.#file(path)
    return file.bytes.slice(0, file.size)
  }

  list(dir: string): string[] {
    const key = posix.normalize(dir)
    return [...this.#files.keys()]
      .filter((path) => posix.dirname(path) === key)
      .map((path) => posix.basename(path))
      .sort()
  }

  rename(from: string, to: string): void {
    this.#files.set(posix.normalize(to), this.#file(from))
    this.#files.delete(posix.normalize(from))
  }

  remove(path: string): void {
    this.#files.delete(posix.normalize(path))
  }

  mkdir(_dir: string): void {}

  size(path: string): number {
    return this.#files.get(posix.normalize(path))?.size ?? NO_FILE
  }

  truncate(path: string, length: number): void {
    cut(this.#file(path), length)
  }

  syncDir(_dir: string): void {}

  lock(dir: string): StorageLock {
    const key = posix.normalize(dir)
    if (this.#locks.has(key)) {
      throw new ReflexError('REFLEX_DATA_DIR_IN_USE', `the data directory ${dir} is in use`)
    }
    const owner = {}
    this.#locks.set(key, owner)
    return {
      release: () => {
        if (this.#locks.get(key) === owner) this.#locks.delete(key)
      },
    }
  }

  /** The user of everything at or below `dir` was killed. */
  crash(dir: string): void {
    for (const key of [...this.#locks.keys()]) if (isWithin(key, dir)) this.#locks.delete(key)
    for (const handle of [...this.#open]) if (isWithin(handle.path, dir)) handle.close()
  }

  /** The machine under `dir` died: a crash, and unsynced bytes are cut off, all or (given `random`) some of them. */
  powerLoss(dir: string, random?: Prng): void {
    this.crash(dir)
    for (const [path, file] of this.#files) {
      if (!isWithin(path, dir)) continue
      const unsynced = file.size - file.syncedSize
      cut(file, file.syncedSize + (random === undefined ? 0 : random.nextInt(unsynced + 1)))
    }
  }

  /** For tests of corruption: flips all bits of one byte. */
  flip(path: string, position: number): void {
    const file = this.#file(path)
    file.bytes[position] = file.bytes[position]! ^ 0xff
  }

  /** Called by handles. */
  forget(handle: MemoryAppendFile): void {
    this.#open.delete(handle)
  }

  #file(path: string): MemoryFile {
    const file = this.#files.get(posix.normalize(path))
    if (file === undefined) throw new Error(`no such file: ${path}`)
    return file
  }
}

class MemoryAppendFile implements AppendFile {
  readonly path: string
  readonly #storage: MemoryStorage
  readonly #file: MemoryFile
  #isOpen = true

  constructor(storage: MemoryStorage, path: string, file: MemoryFile) {
    this.#storage = storage
    this.path = path
    this.#file = file
  }

  get size(): number {
    return this.#file.size
  }

  append(bytes: Uint8Array, offset: number, length: number): void {
    if (!this.#isOpen) throw new Error(`append to a closed file: ${this.path}`)
    this.#storage.onAppend(this.path, length)
    this.#storage.appendCount++
    const file = this.#file
    if (file.size + length > file.bytes.length) {
      const grown = new Uint8Array(Math.max(file.bytes.length * 2, file.size + length))
      grown.set(file.bytes)
      file.bytes = grown
    }
    file.bytes.set(bytes.subarray(offset, offset + length), file.size)
    file.size += length
  }

  sync(): void {
    this.#storage.syncCount++
    this.#file.syncedSize = this.#file.size
  }

  close(): void {
    this.#isOpen = false
    this.#storage.forget(this)
  }
}

class MemoryReadFile implements ReadFile {
  readonly #file: MemoryFile

  constructor(file: MemoryFile) {
    this.#file = file
  }

  size(): number {
    return this.#file.size
  }

  readAt(position: number, target: Uint8Array, offset: number, length: number): number {
    const end = Math.min(position + length, this.#file.size)
    if (end <= position) return 0
    target.set(this.#file.bytes.subarray(position, end), offset)
    return end - position
  }

  close(): void {}
}

function cut(file: MemoryFile, length: number): void {
  file.bytes.fill(0, length, file.size)
  file.size = length
  file.syncedSize = Math.min(file.syncedSize, length)
}

function isWithin(path: string, dir: string): boolean {
  const key = posix.normalize(dir)
  return path === key || path.startsWith(key.endsWith('/') ? key : key + '/')
}
