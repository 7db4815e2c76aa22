import { getSystemErrorName } from 'node:util'
import type { NativeSockets } from './native-sockets.ts'
import { AF_INET, AF_INET6, encodeSockaddr, SOCKADDR_IN6_LENGTH } from './socket-address.ts'
import type { UdpSocketOptions } from './udp-transport.ts'

const SOCK_DGRAM = 2
const SOCK_NONBLOCK = 0x800
const SOCK_CLOEXEC = 0x80000
const SOL_SOCKET = 1
const SO_REUSEADDR = 2
const SO_SNDBUF = 7
const SO_RCVBUF = 8
const SO_REUSEPORT = 15
const IPPROTO_IP = 0
const IP_MULTICAST_IF = 32
const IP_MULTICAST_TTL = 33
const IP_ADD_MEMBERSHIP = 35
const IP_MULTICAST_ALL = 49
const IPPROTO_IPV6 = 41
const IPV6_MULTICAST_IF = 17
const IPV6_MULTICAST_HOPS = 18
const IPV6_JOIN_GROUP = 20
const IPV6_V6ONLY = 26
const IPV6_MULTICAST_ALL = 29

export interface OpenedSocket {
  readonly fd: number
  /** The bound address as a sockaddr. */
  readonly name: Uint8Array
  readonly receiveBufferLength: number
  readonly sendBufferLength: number
}

/** @throws Error with the name of the system's error. */
export function openNativeSocket(sockets: NativeSockets, options: UdpSocketOptions): OpenedSocket {
  const family = options.bind.isIPv6 ? AF_INET6 : AF_INET
  const fd = sockets.socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)
  if (fd < 0) throw systemError(sockets, 'socket')
  try {
    configure(sockets, fd, options)
    const bound = encodeSockaddr(options.bind)
    if (sockets.bind(fd, bound, bound.length) !== 0) throw systemError(sockets, `bind to ${options.bind.text}`)
    if (options.group !== undefined) join(sockets, fd, options)
    if (options.connect !== undefined) {
      const peer = encodeSockaddr(options.connect)
      if (sockets.connect(fd, peer, peer.length) !== 0) {
        throw systemError(sockets, `connect to ${options.connect.text}`)
      }
    }
    const name = new Uint8Array(SOCKADDR_IN6_LENGTH)
    if (sockets.getsockname(fd, name, int32(SOCKADDR_IN6_LENGTH)) !== 0) throw systemError(sockets, 'getsockname')
    return {
      fd,
      name,
      receiveBufferLength: bufferLength(sockets, fd, SO_RCVBUF),
      sendBufferLength: bufferLength(sockets, fd, SO_SNDBUF),
    }
  } catch (error) {
    sockets.close(fd)
    throw error
  }
}

function configure(sockets: NativeSockets, fd: number, options: UdpSocketOptions): void {
  const set = (level: number, name: number, value: number): void => {
    if (sockets.setsockopt(fd, level, name, int32(value), 4) !== 0) throw systemError(sockets, `setsockopt ${name}`)
  }
  const { isIPv6 } = options.bind
  if (isIPv6) set(IPPROTO_IPV6, IPV6_V6ONLY, 1)
  if (options.group !== undefined) {
    set(SOL_SOCKET, SO_REUSEADDR, 1)
    set(SOL_SOCKET, SO_REUSEPORT, 1)
  }
  if (options.receiveBufferLength > 0) set(SOL_SOCKET, SO_RCVBUF, options.receiveBufferLength)
  if (options.sendBufferLength > 0) set(SOL_SOCKET, SO_SNDBUF, options.sendBufferLength)
  if (options.ttl > 0)
    set(isIPv6 ? IPPROTO_IPV6 : IPPROTO_IP, isIPv6 ? IPV6_MULTICAST_HOPS : IP_MULTICAST_TTL, options.ttl)
  const { multicastInterface } = options
  if (multicastInterface === undefined) return
  if (isIPv6) {
    set(IPPROTO_IPV6, IPV6_MULTICAST_IF, multicastInterface.index)
  } else if (sockets.setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, multicastInterface.address.bytes, 4) !== 0) {
    throw systemError(sockets, `multicast by interface ${multicastInterface.address.host}`)
  }
}

/** Hears one group only, whatever other sockets of the machine have joined. */
function join(sockets: NativeSockets, fd: number, options: UdpSocketOptions): void {
  const { bytes, isIPv6, text } = options.group!
  const local = options.multicastInterface
  const request = new Uint8Array(isIPv6 ? 20 : 8)
  request.set(bytes)
  if (isIPv6) request.set(int32(local?.index ?? 0), 16)
  else if (local !== undefined) request.set(local.address.bytes, 4)
  const level = isIPv6 ? IPPROTO_IPV6 : IPPROTO_IP
  if (sockets.setsockopt(fd, level, isIPv6 ? IPV6_JOIN_GROUP : IP_ADD_MEMBERSHIP, request, request.length) !== 0) {
    throw systemError(sockets, `join group ${text} on ${local?.name ?? 'any interface'}`)
  }
  // Not known to old kernels, which then deliver the groups of others too: the driver tells streams apart itself.
  sockets.setsockopt(fd, level, isIPv6 ? IPV6_MULTICAST_ALL : IP_MULTICAST_ALL, int32(0), 4)
}

/** As the system reports it: on Linux twice what was asked for. */
function bufferLength(sockets: NativeSockets, fd: number, name: number): number {
  const value = new Int32Array(1)
  sockets.getsockopt(fd, SOL_SOCKET, name, new Uint8Array(value.buffer), int32(4))
  return value[0]!
}

function int32(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer)
}

function systemError(sockets: NativeSockets, what: string): Error {
  return new Error(`${what} failed: ${getSystemErrorName(-sockets.errno())}`)
}
