import { closeSync, openSync, readSync } from 'node:fs'

/** Bytes of a file, read when they are asked for. */
export interface ByteSource {
  /** @returns how many bytes were put into target[offset ..]; 0 at the end. @throws Error when the file is damaged. */
  read(target: Uint8Array, offset: number, length: number): number
  close(): void
}

export class FileBytes implements ByteSource {
  #file: number | undefined

  constructor(path: string) {
    this.#file = openSync(path, 'r')
  }

  read(target: Uint8Array, offset: number, length: number): number {
    return this.#file === undefined ? 0 : readSync(this.#file, target, offset, length, null)
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }
}
