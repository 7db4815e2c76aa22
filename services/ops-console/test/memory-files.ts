/** Append-only files in memory: what the console needs of a storage, and a disk that can fail. */

import type { ServiceContext } from '@reflex/service-host'

type Storage = ServiceContext['storage']

export class MemoryFiles {
  readonly texts = new Map<string, string>()
  isFull = false
  syncs = 0

  asStorage(): Storage {
    return {
      mkdir: () => {},
      openAppend: (path: string) => this.#open(path),
      openRead: (path: string) => {
        const bytes = Buffer.from(this.texts.get(path) ?? '')
        return {
          size: () => bytes.length,
          readAt: (position: number, target: Uint8Array, offset: number, length: number) => {
            const part = bytes.subarray(position, position + length)
            target.set(part, offset)
            return part.length
          },
          close: () => {},
        }
      },
    } as Partial<Storage> as Storage
  }

  #open(path: string): ReturnType<Storage['openAppend']> {
    this.texts.set(path, this.texts.get(path) ?? '')
    return {
      size: this.texts.get(path)!.length,
      append: (bytes, offset, length) => {
        if (this.isFull) throw new Error('no space left')
        const text = Buffer.from(bytes.subarray(offset, offset + length)).toString('utf8')
        this.texts.set(path, this.texts.get(path)! + text)
      },
      sync: () => {
        this.syncs++
      },
      close: () => {},
    }
  }
}
