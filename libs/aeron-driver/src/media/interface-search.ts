import { ERROR_CODE } from '@aeron/client'
import { ControlProtocolException } from '../control-protocol-exception.ts'
import { parseIp } from './udp-address.ts'
import type { NetworkInterface } from './udp-transport.ts'

/**
 * The interface behind `addr[:port][/prefix]` or `{name}[:port]`: of those in the subnet the one with the longest
 * prefix. @throws ControlProtocolException when there is none.
 */
export function findInterface(
  interfaces: readonly NetworkInterface[],
  wanted: string,
  isIPv6: boolean,
  channel: string,
): { found: NetworkInterface; port: number } {
  const named = /^\{([^}]+)\}(?::(\d+))?$/.exec(wanted)
  const ofFamily = interfaces.filter(({ address }) => address.isIPv6 === isIPv6)
  if (named !== null) {
    const found = ofFamily.find(({ name }) => name === named[1])
    if (found === undefined) throw unknownInterface(wanted, channel)
    return { found, port: Number(named[2] ?? 0) }
  }
  const match = /^(?:\[([^\]]+)\]|([^:/[\]]+))(?::(\d+))?(?:\/(\d+))?$/.exec(wanted)
  const host = match?.[1] ?? match?.[2]
  const bytes = host === 'localhost' ? loopbackOf(isIPv6) : parseIp(host ?? '')
  if (match === null || bytes === undefined) throw unknownInterface(wanted, channel)
  const prefix = Number(match[4] ?? bytes.length * 8)
  const port = Number(match[3] ?? 0)
  const candidates = ofFamily.filter(({ address }) => isInSubnet(address.bytes, bytes, prefix))
  if (candidates.length === 0) {
    // Any address of 127.0.0.0/8 is the loopback interface's, and the wildcard is everybody's.
    const any = isLoopback(bytes) ? ofFamily.find((candidate) => candidate.isLoopback) : undefined
    if (any !== undefined) return { found: any, port }
    if (bytes.every((byte) => byte === 0) && ofFamily.length > 0) return { found: ofFamily[0]!, port }
    throw unknownInterface(wanted, channel)
  }
  candidates.sort((a, b) => b.prefixLength - a.prefixLength)
  return { found: candidates[0]!, port }
}

/** The interface asked for, or the first one; loopback last. @throws ControlProtocolException. */
export function multicastInterface(
  interfaces: readonly NetworkInterface[],
  wanted: string | undefined,
  isIPv6: boolean,
  channel: string,
): NetworkInterface {
  if (wanted !== undefined) return findInterface(interfaces, wanted, isIPv6, channel).found
  const first = interfaces.find(({ address }) => address.isIPv6 === isIPv6)
  if (first === undefined) throw unknownInterface('for multicast', channel)
  return first
}

function isInSubnet(address: Uint8Array, wanted: Uint8Array, prefixLength: number): boolean {
  if (address.length !== wanted.length) return false
  for (let bit = 0; bit < prefixLength; bit++) {
    const mask = 0x80 >> (bit % 8)
    if (((address[bit >> 3]! ^ wanted[bit >> 3]!) & mask) !== 0) return false
  }
  return true
}

function isLoopback(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes[0] === 127
}

function loopbackOf(isIPv6: boolean): Uint8Array {
  return parseIp(isIPv6 ? '::1' : '127.0.0.1')!
}

function unknownInterface(wanted: string, channel: string): ControlProtocolException {
  return new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, `no network interface ${wanted}: ${channel}`)
}
