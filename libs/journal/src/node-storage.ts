import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { NodeStorageLock } from './node-storage-lock.ts'
import { type AppendFile, NO_FILE, type ReadFile, type Storage, type StorageLock } from './storage.ts'

/** The machine's file system. */
export class NodeStorage implements Storage {
  openAppend(path: string): AppendFile {
    return new NodeAppendFile(path)
  }

  openRead(path: string): ReadFile {
    return new NodeReadFile(path)
  }

  readAll(path: string): Uint8Array {
    return readFileSync(path)
  }

  list(dir: string): string[] {
    try {
      return readdirSync(dir).sort()
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }

  rename(from: string, to: string): void {
    renameSync(from, to)
  }

  remove(path: string): void {
    rmSync(path, { force: true })
  }

  mkdir(dir: string): void {
    mkdirSync(dir, { recursive: true })
  }

  size(path: string): number {
    return statSync(path, { throwIfNoEntry: false })?.size ?? NO_FILE
  }

  truncate(path: string, length: number): void {
    truncateSync(path, length)
  }

  syncDir(dir: string): void {
    const fd = openSync(dir, 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  }

  lock(dir: string): StorageLock {
    this.mkdir(dir)
    return new NodeStorageLock(dir)
  }
}

class NodeAppendFile implements AppendFile {
  readonly #fd: number
  #size: number

  constructor(path: string) {
    this.#fd = openSync(path, 'a')
    this.#size = fstatSync(this.#fd).size
  }

  get size(): number {
    return this.#size
  }

  append(bytes: Uint8Array, offset: number, length: number): void {
    let written = 0
    while (written < length) written += writeSync(this.#fd, bytes, offset + written, length - written)
    this.#size += length
  }

  sync(): void {
    fdatasyncSync(this.#fd)
  }

  close(): void {
    closeSync(this.#fd)
  }
}

class NodeReadFile implements ReadFile {
  readonly #fd: number

  constructor(path: string) {
    this.#fd = openSync(path, 'r')
  }

  size(): number {
    return fstatSync(this.#fd).size
  }

  readAt(position: number, target: Uint8Array, offset: number, length: number): number {
    return readSync(this.#fd, target, offset, length, position)
  }

  close(): void {
    closeSync(this.#fd)
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
