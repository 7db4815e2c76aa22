import { ReflexError } from '@reflex/base'
import type { MappedFile, MemoryMapper } from './memory-mapper.ts'

/**
 * Files that exist only in this process: ArrayBuffers by path. Client and driver given the same mapper share the same
 * memory. No native code; what the simulator and unit tests use.
 */
export class HeapMemoryMapper implements MemoryMapper {
  readonly isShared = false
  readonly #capacity: number
  readonly #files = new Map<string, MappedFile>()
  readonly #directories = new Set<string>()
  #used = 0

  /** @param capacity bytes the "disk" holds; creating more fails as on a full file system. */
  constructor(capacity: number = Number.POSITIVE_INFINITY) {
    this.#capacity = capacity
  }

  createNew(path: string, length: number, _sparse = true): MappedFile {
    if (this.#files.has(path)) throw new Error(`file exists: ${path}`)
    if (length > this.availableSpace(path)) {
      throw new ReflexError(
        'REFLEX_STORAGE_SPACE',
        `no room for ${path}: needs ${length} bytes, ${this.availableSpace(path)} available`,
      )
    }
    const file = { path, length, buffer: new ArrayBuffer(length) }
    this.#files.set(path, file)
    this.#used += length
    return file
  }

  mapExisting(path: string): MappedFile {
    const file = this.#files.get(path)
    if (file === undefined) throw new Error(`no such file: ${path}`)
    return file
  }

  unmap(_file: MappedFile): void {}

  createDirectory(path: string): void {
    this.#directories.add(path)
  }

  exists(path: string): boolean {
    return this.#files.has(path) || this.#directories.has(path)
  }

  length(path: string): number {
    return this.#files.get(path)?.length ?? -1
  }

  delete(path: string): void {
    for (const [name, file] of this.#files) {
      if (name !== path && !name.startsWith(`${path}/`)) continue
      this.#files.delete(name)
      this.#used -= file.length
    }
    for (const name of this.#directories)
      if (name === path || name.startsWith(`${path}/`)) this.#directories.delete(name)
  }

  list(path: string): string[] {
    const names = new Set<string>()
    for (const name of [...this.#files.keys(), ...this.#directories]) {
      if (name.startsWith(`${path}/`)) names.add(name.slice(path.length + 1).split('/')[0]!)
    }
    return [...names].sort()
  }

  availableSpace(_path: string): number {
    return this.#capacity - this.#used
  }
}
