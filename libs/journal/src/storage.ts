/**
 * The one seam between Reflex and a file system. Services, journals and FIX stores see only this; `NodeStorage` is the
 * disk, `MemoryStorage` the disk of tests and simulation. All calls are synchronous: they happen at start, once a turn
 * (one append), or at a roll.
 *
 * What a crash keeps: bytes given to `append` survive the death of the process (they are with the operating system);
 * bytes also covered by `sync` survive the death of the machine.
 */
export interface Storage {
  /** Opens for appending at the end, creating the file and leaving its content. The folder must exist. */
  openAppend(path: string): AppendFile
  /** @throws Error when the file does not exist. */
  openRead(path: string): ReadFile
  /** The whole file. @throws Error when it does not exist. */
  readAll(path: string): Uint8Array
  /** Names (not paths) of the files in the folder, sorted; empty when there is no such folder. */
  list(dir: string): string[]
  /** Atomic: readers see the old file or the new one. */
  rename(from: string, to: string): void
  /** No error when the file is already gone. */
  remove(path: string): void
  /** Creates the folder and its parents. */
  mkdir(dir: string): void
  /** Bytes in the file, or NO_FILE. */
  size(path: string): number
  /** Cuts the file to `length` bytes. */
  truncate(path: string, length: number): void
  /** Makes renames and removals in the folder survive the death of the machine. */
  syncDir(dir: string): void
  /**
   * Takes the folder for this process. A lock whose owner died is taken over.
   * @throws ReflexError REFLEX_DATA_DIR_IN_USE when another live process (or another part of this one) holds it.
   */
  lock(dir: string): StorageLock
}

/** `size` of a file that does not exist. */
export const NO_FILE = -1

export interface AppendFile {
  /** Bytes in the file. */
  readonly size: number
  /** One system call. The bytes are copied out before it returns. */
  append(bytes: Uint8Array, offset: number, length: number): void
  /** Waits until everything appended survives the death of the machine. Milliseconds on real disks. */
  sync(): void
  close(): void
}

export interface ReadFile {
  /** Bytes in the file now; a writer may be growing it. */
  size(): number
  /** Reads up to `length` bytes at `position` of the file to `target`. @returns how many; 0 at the end. */
  readAt(position: number, target: Uint8Array, offset: number, length: number): number
  close(): void
}

export interface StorageLock {
  release(): void
}
