/**
 * The seam to the memory that client and driver share. Two implementations: `NativeMemoryMapper` maps files with mmap;
 * `HeapMemoryMapper` keeps ArrayBuffers by path within one process. Nothing else in the bus touches files or system
 * memory.
 */
export interface MappedFile {
  readonly path: string
  /** In bytes. */
  readonly length: number
  readonly buffer: ArrayBuffer
}

export interface MemoryMapper {
  /** False when only code in this process and this thread can see the memory: then waiting by sleeping is useless. */
  readonly isShared: boolean
  /**
   * Creates a file of zeros and maps it. Parent directories must exist.
   * @param sparse when false every page is allocated now, so that no later write can fail for want of space.
   * @throws ReflexError REFLEX_STORAGE_SPACE when the file system has no room for it.
   */
  createNew(path: string, length: number, sparse?: boolean): MappedFile
  /** Maps an existing file read/write. @throws Error when it does not exist. */
  mapExisting(path: string): MappedFile
  /**
   * Gives the memory back. Views over it must not be used afterwards; if they are, they read zeros and nothing else is
   * harmed.
   */
  unmap(file: MappedFile): void
  createDirectory(path: string): void
  /** Of a file or directory. */
  exists(path: string): boolean
  /** In bytes, or -1 when there is no such file. */
  length(path: string): number
  /** Deletes a file, or a directory with all that is in it. Nothing happens when it does not exist. */
  delete(path: string): void
  /** Names, not paths, of what is directly in a directory; empty when it does not exist. */
  list(path: string): string[]
  /** Bytes free on the file system of the path; Infinity when unlimited. */
  availableSpace(path: string): number
}
