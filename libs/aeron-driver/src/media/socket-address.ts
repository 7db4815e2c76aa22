import { UdpAddress } from './udp-address.ts'

/** sockaddr_in and sockaddr_in6 of Linux. */
export const AF_INET = 2
export const AF_INET6 = 10
export const SOCKADDR_IN_LENGTH = 16
export const SOCKADDR_IN6_LENGTH = 28
const PORT_OFFSET = 2
const IPV4_OFFSET = 4
const IPV6_OFFSET = 8

/** @returns the length written. */
export function writeSockaddr(target: Uint8Array, offset: number, address: UdpAddress): number {
  const { isIPv6, port, bytes } = address
  const length = isIPv6 ? SOCKADDR_IN6_LENGTH : SOCKADDR_IN_LENGTH
  target.fill(0, offset, offset + length)
  target[offset] = isIPv6 ? AF_INET6 : AF_INET
  target[offset + PORT_OFFSET] = port >> 8
  target[offset + PORT_OFFSET + 1] = port & 0xff
  target.set(bytes, offset + (isIPv6 ? IPV6_OFFSET : IPV4_OFFSET))
  return length
}

export function encodeSockaddr(address: UdpAddress): Uint8Array {
  const target = new Uint8Array(SOCKADDR_IN6_LENGTH)
  return target.subarray(0, writeSockaddr(target, 0, address))
}

export function readSockaddr(source: Uint8Array, offset = 0): UdpAddress {
  const isIPv6 = source[offset] === AF_INET6
  const start = offset + (isIPv6 ? IPV6_OFFSET : IPV4_OFFSET)
  const port = (source[offset + PORT_OFFSET]! << 8) | source[offset + PORT_OFFSET + 1]!
  return new UdpAddress(source.slice(start, start + (isIPv6 ? 16 : 4)), port)
}

const SOURCES_MAX = 256

/** Sources of datagrams as objects, each made once. */
export class SourceAddresses {
  readonly #known: { readonly words: Int32Array; readonly address: UdpAddress }[] = []

  /** @param index of the first 32-bit word of a sockaddr. */
  of(ints: Int32Array, bytes: Uint8Array, index: number): UdpAddress {
    const isIPv6 = (ints[index]! & 0xffff) === AF_INET6
    for (let i = 0; i < this.#known.length; i++) {
      const { words, address } = this.#known[i]!
      if (words[0] !== ints[index] || words[1] !== ints[index + 1]) continue
      if (!isIPv6 || isSameTail(words, ints, index)) return address
    }
    return this.#learn(ints, bytes, index)
  }

  #learn(ints: Int32Array, bytes: Uint8Array, index: number): UdpAddress {
    if (this.#known.length >= SOURCES_MAX) this.#known.length = 0
    const address = readSockaddr(bytes, index * 4)
    this.#known.push({ words: ints.slice(index, index + 6), address })
    return address
  }
}

/** The 16 bytes of an IPv6 address. */
function isSameTail(words: Int32Array, ints: Int32Array, index: number): boolean {
  for (let i = 2; i < 6; i++) if (words[i] !== ints[index + i]) return false
  return true
}
