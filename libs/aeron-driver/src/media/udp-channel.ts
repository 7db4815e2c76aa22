import { type ChannelUri, ERROR_CODE, parseDuration, parseInt32, parseSize } from '@aeron/client'
import { ControlProtocolException } from '../control-protocol-exception.ts'
import { findInterface, multicastInterface } from './interface-search.ts'
import { parseIp, splitHostPort, UdpAddress } from './udp-address.ts'
import type { NetworkInterface } from './udp-transport.ts'

export type ControlMode = 'none' | 'manual' | 'dynamic' | 'response'

/** What a channel is resolved with. */
export interface AddressBook {
  interfaces(): readonly NetworkInterface[]
  resolve(host: string): Uint8Array | undefined
}

const NULL_TAG = -1

/** A UDP channel, its addresses found and its parameters checked. */
export class UdpChannel {
  readonly uri: ChannelUri
  readonly text: string
  readonly controlMode: ControlMode
  readonly hasExplicitEndpoint: boolean
  readonly hasExplicitControl: boolean
  readonly isMulticast: boolean
  /** Where the endpoint is; the wildcard when none was given. */
  readonly remoteData: UdpAddress
  /** Where status messages and NAKs go: the control group, the explicit control address, or the endpoint. */
  readonly remoteControl: UdpAddress
  /** What a publication binds. */
  readonly local: UdpAddress
  readonly multicastInterface: NetworkInterface | undefined
  /** Hops of a multicast datagram; 0: the driver's default. */
  readonly ttl: number
  readonly tag: number
  readonly canonicalForm: string
  /** In bytes; 0: the driver's default. */
  readonly sendBufferLength: number
  readonly receiveBufferLength: number
  readonly receiverWindowLength: number
  /** Undefined: the driver's default. */
  readonly nakDelayNs: number | undefined
  /** Of this receiver; undefined: none. */
  readonly groupTag: bigint | undefined

  /** @throws ControlProtocolException. */
  constructor(uri: ChannelUri, text: string, book: AddressBook, uniqueSuffix: () => string) {
    this.uri = uri
    this.text = text
    this.controlMode = controlModeOf(uri)
    this.tag = tagOf(uri)
    const endpoint = addressOf(uri, 'endpoint', book)
    const control = addressOf(uri, 'control', book)
    this.hasExplicitEndpoint = endpoint !== undefined
    this.hasExplicitControl = control !== undefined
    this.#checkAddresses(endpoint, control)
    this.isMulticast = endpoint?.isMulticast === true
    const isIPv6 = (endpoint ?? control)?.isIPv6 === true
    this.remoteData = endpoint ?? UdpAddress.any(isIPv6, 0)
    this.ttl = integer(uri, 'ttl', 0, 255) ?? 0
    const wanted = uri.get('interface')
    if (this.isMulticast) {
      const last = this.remoteData.bytes.at(-1)!
      if (last % 2 === 0) {
        throw invalid(`a multicast data address must end in an odd byte, the next one is for control: ${text}`)
      }
      this.multicastInterface = multicastInterface(book.interfaces(), wanted, isIPv6, text)
      this.remoteControl = this.remoteData.nextAddress()
      this.local = this.multicastInterface.address
    } else {
      this.multicastInterface = undefined
      this.remoteControl = control ?? this.remoteData
      this.local = control ?? localAddress(book.interfaces(), wanted, isIPv6, text)
    }
    this.sendBufferLength = size(uri, 'so-sndbuf')
    this.receiveBufferLength = size(uri, 'so-rcvbuf')
    this.receiverWindowLength = size(uri, 'rcv-wnd')
    this.nakDelayNs = uri.has('nak-delay') ? parseDuration('nak-delay', uri.get('nak-delay')!) : undefined
    this.groupTag = groupTagOf(uri)
    this.canonicalForm = this.#canonicalForm(uniqueSuffix)
  }

  get isManualControlMode(): boolean {
    return this.controlMode === 'manual'
  }

  get isDynamicControlMode(): boolean {
    return this.controlMode === 'dynamic'
  }

  get isResponseControlMode(): boolean {
    return this.controlMode === 'response'
  }

  /** Several receivers behind one socket that is not multicast. */
  get isMultiDestination(): boolean {
    return this.isManualControlMode || this.isDynamicControlMode
  }

  get hasTag(): boolean {
    return this.tag !== NULL_TAG
  }

  /** Names an endpoint by its tag alone. */
  get isTagOnly(): boolean {
    return this.hasTag && !this.hasExplicitEndpoint && !this.hasExplicitControl
  }

  /** Whether this text may stand for the endpoint of another with the same tag. @throws ControlProtocolException. */
  matchesTag(other: UdpChannel): boolean {
    if (!this.hasTag || this.tag !== other.tag) return false
    if (this.isTagOnly) return true
    const isSame =
      (this.controlMode === 'none' || this.controlMode === other.controlMode) &&
      this.remoteData.equals(other.remoteData) &&
      this.local.equals(other.local)
    if (isSame) return true
    throw invalid(`tag ${this.tag} is in use for another channel: ${other.text} and ${this.text}`)
  }

  /** Whether two texts mean one endpoint. */
  matchesCanonically(other: UdpChannel): boolean {
    if (this.hasTag && other.hasTag && this.tag !== other.tag) return false
    return this.canonicalForm === other.canonicalForm
  }

  #checkAddresses(endpoint: UdpAddress | undefined, control: UdpAddress | undefined): void {
    const isAddressless = this.isManualControlMode || this.isResponseControlMode || this.hasTag
    if (endpoint === undefined && control === undefined && !isAddressless) {
      throw invalid(`a UDP channel needs endpoint, control, tags or control-mode manual or response: ${this.text}`)
    }
    if (this.isDynamicControlMode && control === undefined) {
      throw invalid(`control-mode=dynamic needs control: ${this.text}`)
    }
  }

  #canonicalForm(uniqueSuffix: () => string): string {
    const local = this.hasExplicitControl && !this.isMulticast ? this.uri.get('control')! : this.local.text
    const remote = this.isMulticast || !this.hasExplicitEndpoint ? this.remoteData.text : this.uri.get('endpoint')!
    const hasNoAddress = !this.hasExplicitEndpoint && !this.hasExplicitControl
    const hasWildcardPort =
      (this.hasExplicitEndpoint && this.remoteData.port === 0) || (this.hasExplicitControl && this.local.port === 0)
    const suffix = hasNoAddress || hasWildcardPort ? (this.hasTag ? `#${this.tag}` : uniqueSuffix()) : ''
    return `UDP-${local}-${remote}${suffix}`
  }
}

function controlModeOf(uri: ChannelUri): ControlMode {
  const mode = uri.get('control-mode') ?? 'none'
  if (mode === 'none' || mode === 'manual' || mode === 'dynamic' || mode === 'response') return mode
  throw invalid(`unknown control-mode: ${mode}`)
}

function tagOf(uri: ChannelUri): number {
  const text = uri.get('tags')?.split(',')[0]
  if (text === undefined || text === '') return NULL_TAG
  const tag = Number(text)
  if (!Number.isSafeInteger(tag)) throw invalid(`tags is not a number: ${text}`)
  return tag
}

function groupTagOf(uri: ChannelUri): bigint | undefined {
  const text = uri.get('gtag')
  if (text === undefined) return undefined
  if (!/^-?\d+$/.test(text)) throw invalid(`gtag is not a number: ${text}`)
  return BigInt.asIntN(64, BigInt(text))
}

/** The address behind a key. @throws ControlProtocolException UNKNOWN_HOST. */
export function addressOf(uri: ChannelUri, key: string, book: AddressBook): UdpAddress | undefined {
  const text = uri.get(key)
  if (text === undefined) return undefined
  const { host, port } = splitHostPort(text)
  const bytes = parseIp(host) ?? book.resolve(host)
  if (bytes !== undefined) return new UdpAddress(bytes, port)
  throw new ControlProtocolException(ERROR_CODE.UNKNOWN_HOST, `unresolved ${key}: ${text}`)
}

function localAddress(
  interfaces: readonly NetworkInterface[],
  wanted: string | undefined,
  isIPv6: boolean,
  text: string,
): UdpAddress {
  if (wanted === undefined) return UdpAddress.any(isIPv6, 0)
  const { found, port } = findInterface(interfaces, wanted, isIPv6, text)
  return found.address.withPort(port)
}

function size(uri: ChannelUri, key: string): number {
  const text = uri.get(key)
  return text === undefined ? 0 : parseSize(key, text)
}

function integer(uri: ChannelUri, key: string, min: number, max: number): number | undefined {
  const text = uri.get(key)
  if (text === undefined) return undefined
  const value = parseInt32(key, text)
  if (value < min || value > max) throw invalid(`${key} must be from ${min} to ${max}: ${text}`)
  return value
}

function invalid(message: string): ControlProtocolException {
  return new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, message)
}
