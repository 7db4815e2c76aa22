import { ERROR_CODE } from '@aeron/client'
import { ControlProtocolException } from '../control-protocol-exception.ts'

const IPV4_LENGTH = 4
const IPV6_LENGTH = 16
const PORT_MAX = 65_535

/** An IPv4 or IPv6 address with a port. */
export class UdpAddress {
  /** 4 or 16 bytes in network order. */
  readonly bytes: Uint8Array
  readonly port: number
  /** As text, `1.2.3.4` or `fe80::1`. */
  readonly host: string
  /** `1.2.3.4:5` or `[fe80::1]:5`. */
  readonly text: string

  constructor(bytes: Uint8Array, port: number) {
    this.bytes = bytes
    this.port = port
    this.host = formatIp(bytes)
    this.text = bytes.length === IPV4_LENGTH ? `${this.host}:${port}` : `[${this.host}]:${port}`
  }

  /** The wildcard of a family. */
  static any(isIPv6: boolean, port: number): UdpAddress {
    return new UdpAddress(new Uint8Array(isIPv6 ? IPV6_LENGTH : IPV4_LENGTH), port)
  }

  get isIPv6(): boolean {
    return this.bytes.length === IPV6_LENGTH
  }

  get isMulticast(): boolean {
    return this.isIPv6 ? this.bytes[0] === 0xff : this.bytes[0]! >= 224 && this.bytes[0]! <= 239
  }

  get isAny(): boolean {
    return this.bytes.every((byte) => byte === 0)
  }

  withPort(port: number): UdpAddress {
    return new UdpAddress(this.bytes, port)
  }

  /** The address whose last byte is one more: the control group of a data group. */
  nextAddress(): UdpAddress {
    const bytes = this.bytes.slice()
    bytes[bytes.length - 1]! += 1
    return new UdpAddress(bytes, this.port)
  }

  equals(other: UdpAddress): boolean {
    return this.port === other.port && sameBytes(this.bytes, other.bytes)
  }
}

/** The two parts of `host:port` or `[v6]:port`; the port may be missing when a default is given. */
export function splitHostPort(text: string, defaultPort?: number): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:\][]+))(?::(\d+))?$/.exec(text)
  const port = match?.[3] === undefined ? defaultPort : Number(match[3])
  if (match === null || port === undefined || port > PORT_MAX) {
    throw new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, `an address is host:port or [v6]:port: ${text}`)
  }
  return { host: (match[1] ?? match[2])!, port }
}

/** @returns the bytes of a literal address, or undefined for a name. */
export function parseIp(host: string): Uint8Array | undefined {
  return parseIPv4(host) ?? parseIPv6(host.split('%')[0]!)
}

function parseIPv4(host: string): Uint8Array | undefined {
  const parts = host.split('.')
  if (parts.length !== IPV4_LENGTH || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) {
    return undefined
  }
  return Uint8Array.from(parts, Number)
}

function parseIPv6(host: string): Uint8Array | undefined {
  const halves = host.split('::')
  if (!host.includes(':') || halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupsOf)))
  const [head, tail] = [groups[0]!, groups[1] ?? []]
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const all = [...head, ...new Array<number>(missing).fill(0), ...tail]
  if (all.some((group) => Number.isNaN(group))) return undefined
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]))
}

/** One group of four hexadecimal digits, or two for a trailing IPv4 address. */
function groupsOf(part: string): number[] {
  const ipv4 = parseIPv4(part)
  if (ipv4 !== undefined) return [(ipv4[0]! << 8) | ipv4[1]!, (ipv4[2]! << 8) | ipv4[3]!]
  return [/^[0-9a-f]{1,4}$/i.test(part) ? Number.parseInt(part, 16) : Number.NaN]
}

function formatIp(bytes: Uint8Array): string {
  if (bytes.length === IPV4_LENGTH) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16))
  const zeros = longestRunOfZeros(groups)
  if (zeros.length < 2) return groups.join(':')
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`
}

function longestRunOfZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  return best
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
