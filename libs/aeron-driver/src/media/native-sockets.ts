import { createRequire } from 'node:module'
import { ReflexError } from '@reflex/base'
import { parseIp } from './udp-address.ts'

/** System calls on sockets. Addresses of memory are numbers: user space ends below 2^47. */
export interface NativeSockets {
  socket(family: number, type: number, protocol: number): number
  bind(fd: number, address: Uint8Array, length: number): number
  connect(fd: number, address: Uint8Array, length: number): number
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number
  getsockopt(fd: number, level: number, name: number, value: Uint8Array, length: Uint8Array): number
  getsockname(fd: number, address: Uint8Array, length: Uint8Array): number
  /** @returns datagrams sent, or -1. */
  sendmmsg(fd: number, vector: number, count: number, flags: number): number
  /** @returns datagrams received, or -1. */
  recvmmsg(fd: number, vector: number, count: number, flags: number, timeout: number): number
  close(fd: number): number
  errno(): number
  /** Where a buffer lies. Only for buffers outside the JavaScript heap, which never move. */
  addressOf(buffer: ArrayBuffer): number
  /** The system's name service; waits for it. */
  lookup(host: string, isIPv6: boolean): Uint8Array | undefined
}

let loaded: NativeSockets | undefined

/** @throws ReflexError REFLEX_UNSUPPORTED_PLATFORM. */
export function loadNativeSockets(): NativeSockets {
  loaded ??= load()
  return loaded
}

function load(): NativeSockets {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new ReflexError(
      'REFLEX_UNSUPPORTED_PLATFORM',
      `direct sockets are supported on Linux x86-64, not on ${process.platform} ${process.arch}`,
    )
  }
  const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi')
  const libc = koffi.load('libc.so.6')
  const memmove = libc.func('void *memmove(void *target, void *source, size_t length)')
  const getaddrinfo = libc.func('int getaddrinfo(const char *node, void *service, void *hints, void *result)')
  const freeaddrinfo = libc.func('void freeaddrinfo(int64_t info)')
  return {
    socket: libc.func('int socket(int family, int type, int protocol)'),
    bind: libc.func('int bind(int fd, void *address, uint32_t length)'),
    connect: libc.func('int connect(int fd, void *address, uint32_t length)'),
    setsockopt: libc.func('int setsockopt(int fd, int level, int name, void *value, uint32_t length)'),
    getsockopt: libc.func('int getsockopt(int fd, int level, int name, void *value, void *length)'),
    getsockname: libc.func('int getsockname(int fd, void *address, void *length)'),
    sendmmsg: libc.func('int sendmmsg(int fd, int64_t vector, uint32_t count, int flags)'),
    recvmmsg: libc.func('int recvmmsg(int fd, int64_t vector, uint32_t count, int flags, int64_t timeout)'),
    close: libc.func('int close(int fd)'),
    errno: () => koffi.errno(),
    addressOf: (buffer) => {
      const bytes = new Uint8Array(buffer)
      return Number(memmove(bytes, bytes, 0))
    },
    lookup: (host, isIPv6) => lookup(koffi, getaddrinfo, freeaddrinfo, host, isIPv6),
  }
}

const AF_INET = 2
const AF_INET6 = 10
const SOCK_DGRAM = 2
const ADDRINFO_LENGTH = 48
const ADDRINFO_FAMILY_OFFSET = 4
const ADDRINFO_SOCKTYPE_OFFSET = 8
const ADDRINFO_ADDRESS_OFFSET = 24

function lookup(
  koffi: typeof import('koffi'),
  getaddrinfo: (...args: unknown[]) => number,
  freeaddrinfo: (info: bigint) => void,
  host: string,
  isIPv6: boolean,
): Uint8Array | undefined {
  const literal = parseIp(host)
  if (literal !== undefined) return literal
  const hints = new DataView(new ArrayBuffer(ADDRINFO_LENGTH))
  hints.setInt32(ADDRINFO_FAMILY_OFFSET, isIPv6 ? AF_INET6 : AF_INET, true)
  hints.setInt32(ADDRINFO_SOCKTYPE_OFFSET, SOCK_DGRAM, true)
  const result = new BigUint64Array(1)
  if (getaddrinfo(host, null, hints, result) !== 0) return undefined
  const info = new DataView(koffi.view(result[0]!, ADDRINFO_LENGTH))
  const address = new Uint8Array(koffi.view(info.getBigUint64(ADDRINFO_ADDRESS_OFFSET, true), isIPv6 ? 28 : 16))
  const bytes = isIPv6 ? address.slice(8, 24) : address.slice(4, 8)
  freeaddrinfo(result[0]!)
  return bytes
}
