import { ChannelUri, parseDuration, parseSize } from './channel-uri.ts'
import { checkTermLength } from './logbuffer/log-buffer-descriptor.ts'

/**
 * The parameters of a channel by their names in the program; sizes in bytes, durations in nanoseconds (or text with a
 * unit, `64k`, `500ms`), addresses `host:port`.
 */
export interface ChannelParams {
  /** Publication: where to send. Subscription: address to bind, or multicast group (last byte odd). */
  readonly endpoint?: string
  /** Local interface, `address[:port][/prefix]` or `{name}`. */
  readonly networkInterface?: string
  /** Address a multi-destination publisher binds and subscribers answer to. */
  readonly control?: string
  readonly controlMode?: 'manual' | 'dynamic' | 'response'
  /** Of multicast, 0 to 255. */
  readonly ttl?: number
  /** `channelTag[,entityTag]`. */
  readonly tags?: string
  /** Free text for people. */
  readonly alias?: string
  /** An i32, or `tag:<entityTag>`. */
  readonly sessionId?: number | string
  /** Power of two from 64 KiB to 1 GiB. */
  readonly termLength?: number | string
  /** Multiple of 32, up to 65504. */
  readonly mtu?: number | string
  readonly linger?: number | string
  readonly isEos?: boolean
  readonly isSparse?: boolean
  /** Spies count as subscribers. */
  readonly isSpiesSimulateConnection?: boolean
  readonly publicationWindow?: number | string
  /** 1 to 256 concurrent retransmits. */
  readonly maxResend?: number
  /** `max`, `min[,t:timeout][,g:/size]` or `tagged,g:tag[/size][,t:timeout]`. */
  readonly flowControl?: string
  /** False: gaps are filled with padding instead of being asked for again. */
  readonly isReliable?: boolean
  readonly isRejoin?: boolean
  /** False: the driver may drop this subscriber when it is slow. */
  readonly isTether?: boolean
  /** Whether images count as multicast. */
  readonly group?: boolean | 'infer'
  readonly groupTag?: number
  readonly congestionControl?: string
  readonly receiverWindow?: number | string
  readonly nakDelay?: number | string
  readonly untetheredWindowLimitTimeout?: number | string
  readonly untetheredLingerTimeout?: number | string
  readonly untetheredRestingTimeout?: number | string
  readonly socketSendBuffer?: number | string
  readonly socketReceiveBuffer?: number | string
  /** Payload offset for an i64 of epoch ns, or `reserved` for the frame's reserved value. */
  readonly mediaReceiveTimestampOffset?: number | 'reserved'
  readonly channelReceiveTimestampOffset?: number | 'reserved'
  readonly channelSendTimestampOffset?: number | 'reserved'
  readonly responseCorrelationId?: number | 'prototype'
  readonly streamId?: number
}

const KEYS: { readonly [Name in keyof ChannelParams]-?: string } = {
  endpoint: 'endpoint',
  networkInterface: 'interface',
  control: 'control',
  controlMode: 'control-mode',
  ttl: 'ttl',
  tags: 'tags',
  alias: 'alias',
  sessionId: 'session-id',
  termLength: 'term-length',
  mtu: 'mtu',
  linger: 'linger',
  isEos: 'eos',
  isSparse: 'sparse',
  isSpiesSimulateConnection: 'ssc',
  publicationWindow: 'pub-wnd',
  maxResend: 'max-resend',
  flowControl: 'fc',
  isReliable: 'reliable',
  isRejoin: 'rejoin',
  isTether: 'tether',
  group: 'group',
  groupTag: 'gtag',
  congestionControl: 'cc',
  receiverWindow: 'rcv-wnd',
  nakDelay: 'nak-delay',
  untetheredWindowLimitTimeout: 'untethered-window-limit-timeout',
  untetheredLingerTimeout: 'untethered-linger-timeout',
  untetheredRestingTimeout: 'untethered-resting-timeout',
  socketSendBuffer: 'so-sndbuf',
  socketReceiveBuffer: 'so-rcvbuf',
  mediaReceiveTimestampOffset: 'media-rcv-ts-offset',
  channelReceiveTimestampOffset: 'channel-rcv-ts-offset',
  channelSendTimestampOffset: 'channel-snd-ts-offset',
  responseCorrelationId: 'response-correlation-id',
  streamId: 'stream-id',
}

const MTU_MAX = 65_504

/**
 * Builds channels and checks them before a driver sees them:
 *
 *     new ChannelUriBuilder('udp').set({ endpoint: '239.1.2.3:40456', networkInterface: 'localhost' }).build()
 */
export class ChannelUriBuilder {
  #uri: ChannelUri

  /** @param from media of a new channel, or a channel to start from. @throws Error when it is not a channel. */
  constructor(from: string) {
    this.#uri = from === 'udp' || from === 'ipc' ? new ChannelUri(from) : ChannelUri.parse(from)
  }

  /** Sets the parameters given; undefined ones stay. @throws RangeError for a value out of its range. */
  set(params: ChannelParams): this {
    for (const [name, value] of Object.entries(params)) {
      if (value === undefined) continue
      check(name as keyof ChannelParams, value)
      this.#uri = this.#uri.with(KEYS[name as keyof ChannelParams], value)
    }
    return this
  }

  clear(name: keyof ChannelParams): this {
    this.#uri = this.#uri.without(KEYS[name])
    return this
  }

  /** Makes a publication start at a position. @param position bytes, multiple of 32. */
  initialPosition(position: number, initialTermId: number, termLength: number): this {
    checkTermLength(termLength)
    if (position < 0 || position % 32 !== 0) throw new RangeError(`position must be a multiple of 32: ${position}`)
    this.#uri = this.#uri.withInitialPosition(position, initialTermId, termLength)
    return this
  }

  /** Makes a subscription read a publication of the same driver from its log. */
  spy(): this {
    this.#uri = this.#uri.asSpy()
    return this
  }

  /** @throws Error when what a driver needs is missing. */
  build(): string {
    const uri = this.#uri
    if (uri.media === 'udp') {
      const mode = uri.get('control-mode')
      const hasAddress = uri.has('endpoint') || uri.has('control') || uri.has('tags')
      if (!hasAddress && mode !== 'manual' && mode !== 'response')
        throw new Error(`udp needs an endpoint, a control address, tags, or control-mode manual: ${uri}`)
      if (mode === 'dynamic' && !uri.has('control'))
        throw new Error(`control-mode dynamic needs a control address: ${uri}`)
    }
    return uri.toString()
  }

  toString(): string {
    return this.build()
  }
}

/** @throws RangeError. */
function check(name: keyof ChannelParams, value: string | number | boolean): void {
  const text = String(value)
  if (text === '' || /[|=]/.test(text) || (text.includes('?') && name !== 'alias'))
    throw new RangeError(`${name} must not be empty nor contain | or =: ${text}`)
  switch (name) {
    case 'termLength':
      return checkTermLength(parseSize(name, text))
    case 'mtu': {
      const mtu = parseSize(name, text)
      if (mtu <= 32 || mtu > MTU_MAX || mtu % 32 !== 0)
        throw new RangeError(`mtu must be a multiple of 32 above 32 and up to ${MTU_MAX}: ${text}`)
      return
    }
    case 'ttl':
      return checkInteger(name, value, 0, 255)
    case 'maxResend':
      return checkInteger(name, value, 1, 256)
    case 'publicationWindow':
    case 'receiverWindow':
    case 'socketSendBuffer':
    case 'socketReceiveBuffer':
      return void parseSize(name, text)
    case 'linger':
    case 'nakDelay':
    case 'untetheredWindowLimitTimeout':
    case 'untetheredLingerTimeout':
    case 'untetheredRestingTimeout':
      return void parseDuration(name, text)
    case 'sessionId':
      if (!text.startsWith('tag:')) checkInteger(name, Number(value), -(2 ** 31), 2 ** 31 - 1)
  }
}

function checkInteger(name: string, value: unknown, min: number, max: number): void {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return
  throw new RangeError(`${name} must be an integer from ${min} to ${max}: ${value}`)
}
