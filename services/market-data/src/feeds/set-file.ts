/** The files of a set: what they begin with, and their bytes, unpacked as they are read. */

import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { ReflexError } from '@reflex/base'
import { type ByteSource, FileBytes } from '../recording/byte-source.ts'
import { GunzipSource } from '../recording/gunzip-source.ts'
import { ZstdSource } from '../recording/zstd/zstd-source.ts'

const HEAD_LENGTH = 64 * 1024
const DEPTH_MAX = 6
const PACKED = /\.(gz|gzip|zst|zstd)$/i

export class SetFile {
  readonly path: string
  /** Path below the set's folder. */
  readonly relativePath: string
  /** Name without folders and without .gz or .zst. */
  readonly name: string
  #head: Uint8Array | undefined

  constructor(path: string, root: string) {
    this.path = path
    this.relativePath = relative(root, path) || basename(path)
    this.name = basename(path).replace(PACKED, '')
  }

  /** The first bytes, unpacked; fewer for a short file, none for a damaged one. */
  get head(): Uint8Array {
    this.#head ??= headOf(this)
    return this.#head
  }

  /** The head as text. */
  get headText(): string {
    return Buffer.from(this.head.buffer, this.head.byteOffset, Math.min(this.head.length, 4096)).toString('latin1')
  }

  /** @throws Error of the file system. Reading a damaged packed file throws. */
  open(): ByteSource {
    const magic = magicOf(this.path)
    const file = new FileBytes(this.path)
    if ((magic & 0xffff) === 0x8b1f) return new GunzipSource(file)
    return magic === 0xfd2fb528 || (magic & 0xffff_fff0) >>> 0 === 0x184d2a50 ? new ZstdSource(file) : file
  }
}

/**
 * All files below a folder, by path; or the one file that is named.
 * @throws ReflexError REFLEX_RECORDING_NOT_FOUND.
 */
export function listSet(path: string): SetFile[] {
  try {
    if (statSync(path).isFile()) return [new SetFile(path, path)]
    return pathsBelow(path, DEPTH_MAX).map((file) => new SetFile(file, path))
  } catch (error) {
    throw new ReflexError('REFLEX_RECORDING_NOT_FOUND', `cannot read ${path}`, { cause: error })
  }
}

function pathsBelow(dir: string, depth: number): string[] {
  const entries = readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return depth > 0 ? pathsBelow(path, depth - 1) : []
    return statSync(path).isFile() ? [path] : []
  })
}

function magicOf(path: string): number {
  const file = openSync(path, 'r')
  const bytes = new Uint8Array(4)
  try {
    readSync(file, bytes, 0, 4, 0)
  } finally {
    closeSync(file)
  }
  return new DataView(bytes.buffer).getUint32(0, true)
}

function headOf(file: SetFile): Uint8Array {
  const source = file.open()
  const bytes = new Uint8Array(HEAD_LENGTH)
  let length = 0
  try {
    while (length < HEAD_LENGTH) {
      const count = source.read(bytes, length, HEAD_LENGTH - length)
      if (count === 0) break
      length += count
    }
  } catch {
    // A damaged file is told as such by who reads it whole; here it only has a shorter head.
  } finally {
    source.close()
  }
  return bytes.subarray(0, length)
}
