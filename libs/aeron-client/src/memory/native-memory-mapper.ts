import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { ReflexError } from '@reflex/base'
import { testAtomics } from './atomics-self-test.ts'
import { type Libc, loadLibc } from './libc.ts'
import type { MappedFile, MemoryMapper } from './memory-mapper.ts'

const ENOSPC = 28
const FILE_MODE = 0o666

interface Mapping {
  readonly address: bigint
  readonly length: number
}

/**
 * Real files, mapped shared with mmap. Unmapping replaces the pages by private zeros at once, so the file's memory is
 * free and a view that somebody still holds cannot crash the process; the address range itself is released when the
 * last view is collected.
 */
export class NativeMemoryMapper implements MemoryMapper {
  readonly isShared = true
  readonly #libc: Libc
  readonly #mappings = new WeakMap<MappedFile, Mapping>()
  readonly #collected: FinalizationRegistry<Mapping>

  /** @throws ReflexError REFLEX_UNSUPPORTED_PLATFORM. */
  constructor() {
    const libc = loadLibc()
    this.#libc = libc
    this.#collected = new FinalizationRegistry((mapping) => libc.unmap(mapping.address, mapping.length))
  }

  createNew(path: string, length: number, sparse = true): MappedFile {
    this.#checkSpace(path, length)
    const fd = openSync(path, 'wx+', FILE_MODE)
    try {
      ftruncateSync(fd, length)
      if (!sparse) this.#allocate(fd, path, length)
      return this.#map(fd, path, length)
    } catch (error) {
      unlinkSync(path)
      throw error
    } finally {
      closeSync(fd)
    }
  }

  mapExisting(path: string): MappedFile {
    const fd = openSync(path, 'r+')
    try {
      return this.#map(fd, path, fstatSync(fd).size)
    } finally {
      closeSync(fd)
    }
  }

  unmap(file: MappedFile): void {
    const mapping = this.#mappings.get(file)
    if (mapping === undefined) return
    this.#mappings.delete(file)
    this.#libc.neutralise(mapping.address, mapping.length)
  }

  createDirectory(path: string): void {
    mkdirSync(path, { recursive: true })
  }

  exists(path: string): boolean {
    return existsSync(path)
  }

  length(path: string): number {
    return statSync(path, { throwIfNoEntry: false })?.size ?? -1
  }

  delete(path: string): void {
    rmSync(path, { recursive: true, force: true })
  }

  list(path: string): string[] {
    return existsSync(path) ? readdirSync(path).sort() : []
  }

  availableSpace(path: string): number {
    let directory = path
    while (!existsSync(directory)) directory = dirname(directory)
    const stats = statfsSync(directory)
    return stats.bavail * stats.bsize
  }

  #map(fd: number, path: string, length: number): MappedFile {
    if (length === 0) throw new Error(`cannot map an empty file: ${path}`)
    const mapping = { address: this.#libc.map(fd, length), length }
    const file = { path, length, buffer: this.#libc.view(mapping.address, length) }
    this.#mappings.set(file, mapping)
    this.#collected.register(file.buffer, mapping)
    return file
  }

  /** A write to a mapped page for which there is no room kills the process, so look before mapping. */
  #checkSpace(path: string, length: number): void {
    const available = this.availableSpace(path)
    if (length <= available) return
    throw new ReflexError('REFLEX_STORAGE_SPACE', `no room for ${path}: needs ${length} bytes, ${available} available`)
  }

  #allocate(fd: number, path: string, length: number): void {
    const errno = this.#libc.allocate(fd, length)
    if (errno === 0) return
    if (errno !== ENOSPC) throw new Error(`cannot allocate ${length} bytes for ${path}: errno ${errno}`)
    throw new ReflexError(
      'REFLEX_STORAGE_SPACE',
      `no room for ${path}: needs ${length} bytes, ${this.availableSpace(path)} available`,
    )
  }
}

/**
 * For `reflex doctor` and tests: maps a scratch file in a directory and tries the atomic operations on it. @throws
 * ReflexError.
 */
export function selfTest(mapper: MemoryMapper, directory: string): void {
  const path = `${directory}/.reflex-self-test-${process.pid}`
  const file = mapper.createNew(path, 4096)
  try {
    testAtomics(file.buffer)
  } finally {
    mapper.unmap(file)
    mapper.delete(path)
  }
}
