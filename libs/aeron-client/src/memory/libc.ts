import { createRequire } from 'node:module'
import { ReflexError } from '@reflex/base'
import { testAtomics } from './atomics-self-test.ts'

/** The system calls behind NativeMemoryMapper. koffi is loaded on first use only: heap mode never needs native code. */
export interface Libc {
  /** Maps a file shared, read/write. @returns the address. */
  map(fd: number, length: number): bigint
  /** @returns the memory at an address as a buffer, without copying. */
  view(address: bigint, length: number): ArrayBuffer
  /** Replaces a mapping by private zero pages at the same address: the file is let go, stale views do no harm. */
  neutralise(address: bigint, length: number): void
  unmap(address: bigint, length: number): void
  /** Allocates the blocks of a file. @returns 0 or an errno. */
  allocate(fd: number, length: number): number
}

const PROT_READ_WRITE = 1 | 2
const MAP_SHARED = 0x01
const MAP_SHARED_ANONYMOUS = 0x01 | 0x20
const MAP_PRIVATE_FIXED_ANONYMOUS_NORESERVE = 0x02 | 0x10 | 0x20 | 0x4000
const PAGE_SIZE = 4096
const MAP_FAILED = 0xffff_ffff_ffff_ffffn

let loaded: Libc | undefined

/**
 * Loads it once, and tries atomic operations on mapped memory.
 * @throws ReflexError REFLEX_UNSUPPORTED_PLATFORM.
 */
export function loadLibc(): Libc {
  loaded ??= load()
  return loaded
}

function load(): Libc {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new ReflexError(
      'REFLEX_UNSUPPORTED_PLATFORM',
      `shared memory is supported on Linux x86-64, not on ${process.platform} ${process.arch}`,
    )
  }
  const koffi = loadKoffi()
  const libc = koffi.load('libc.so.6')
  const mmap = libc.func('void *mmap(void *address, size_t length, int protection, int flags, int fd, int64_t offset)')
  const munmap = libc.func('int munmap(void *address, size_t length)')
  const posixFallocate = libc.func('int posix_fallocate(int fd, int64_t offset, int64_t length)')
  const checked = (address: bigint, length: number): bigint => {
    if (BigInt.asUintN(64, address) === MAP_FAILED)
      throw new Error(`mmap of ${length} bytes failed with errno ${koffi.errno()}`)
    return address
  }
  const libcCalls: Libc = {
    map: (fd, length) => checked(mmap(null, length, PROT_READ_WRITE, MAP_SHARED, fd, 0), length),
    view: (address, length) => koffi.view(address, length),
    neutralise: (address, length) => {
      checked(mmap(address, length, PROT_READ_WRITE, MAP_PRIVATE_FIXED_ANONYMOUS_NORESERVE, -1, 0), length)
    },
    unmap: (address, length) => {
      munmap(address, length)
    },
    allocate: (fd, length) => posixFallocate(fd, 0, length),
  }
  const scratch = checked(mmap(null, PAGE_SIZE, PROT_READ_WRITE, MAP_SHARED_ANONYMOUS, -1, 0), PAGE_SIZE)
  testAtomics(libcCalls.view(scratch, PAGE_SIZE))
  return libcCalls
}

function loadKoffi(): typeof import('koffi') {
  try {
    return createRequire(import.meta.url)('koffi')
  } catch (error) {
    throw new ReflexError('REFLEX_UNSUPPORTED_PLATFORM', 'the native module koffi cannot be loaded on this machine', {
      cause: error,
    })
  }
}
