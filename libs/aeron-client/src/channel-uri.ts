const SPY_PREFIX = 'aeron-spy:'
const AERON_SCHEME = 'aeron'

/**
 * `[aeron-spy:]aeron:<udp|ipc>[?key=value{|key=value}]`: keys and values are case-sensitive and not escaped; unknown
 * keys are kept.
 */
export class ChannelUri {
  readonly isSpy: boolean
  readonly media: 'udp' | 'ipc'
  readonly #params: Map<string, string>

  constructor(media: 'udp' | 'ipc', params: Iterable<readonly [string, string]> = [], isSpy = false) {
    this.media = media
    this.isSpy = isSpy
    this.#params = new Map(params)
  }

  /** @throws Error with what is wrong. */
  static parse(text: string): ChannelUri {
    const isSpy = text.startsWith(SPY_PREFIX)
    const rest = isSpy ? text.slice(SPY_PREFIX.length) : text
    const query = rest.indexOf('?')
    const address = query < 0 ? rest : rest.slice(0, query)
    const [scheme, media, ...more] = address.split(':')
    if (scheme !== AERON_SCHEME || more.length > 0) throw new Error(`a channel starts with aeron: ${text}`)
    if (media !== 'udp' && media !== 'ipc') throw new Error(`unknown media, udp or ipc is expected: ${text}`)
    const params = new Map<string, string>()
    if (query >= 0 && query < rest.length - 1) {
      for (const pair of rest.slice(query + 1).split('|')) {
        const equals = pair.indexOf('=')
        if (equals <= 0) throw new Error(`parameter without a key or value "${pair}": ${text}`)
        params.set(pair.slice(0, equals), pair.slice(equals + 1))
      }
    }
    return new ChannelUri(media, params, isSpy)
  }

  get(key: string): string | undefined {
    return this.#params.get(key)
  }

  has(key: string): boolean {
    return this.#params.has(key)
  }

  /** A copy with one parameter more or changed. */
  with(key: string, value: string | number | boolean): ChannelUri {
    return new ChannelUri(this.media, [...this.#params, [key, String(value)]], this.isSpy)
  }

  without(key: string): ChannelUri {
    return new ChannelUri(
      this.media,
      [...this.#params].filter(([name]) => name !== key),
      this.isSpy,
    )
  }

  /** A copy with the prefix `aeron-spy:`. */
  asSpy(): ChannelUri {
    return new ChannelUri(this.media, this.#params, true)
  }

  /** A copy that starts at a position: sets init-term-id, term-id and term-offset. */
  withInitialPosition(position: number, initialTermId: number, termLength: number): ChannelUri {
    const termId = (initialTermId + Math.floor(position / termLength)) | 0
    return this.with('init-term-id', initialTermId)
      .with('term-id', termId)
      .with('term-offset', position % termLength)
      .with('term-length', termLength)
  }

  toString(): string {
    const params = [...this.#params].map(([key, value]) => `${key}=${value}`).join('|')
    return `${this.isSpy ? SPY_PREFIX : ''}${AERON_SCHEME}:${this.media}${params === '' ? '' : `?${params}`}`
  }
}

/** Bytes, with an optional suffix k, m or g (1024 each). @throws Error. */
export function parseSize(name: string, text: string): number {
  const match = /^(\d+)([kmg]?)$/i.exec(text)
  if (match === null) throw new Error(`${name} is not a size: ${text}`)
  return Number(match[1]) * { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[match[2]!.toLowerCase()]!
}

/** Nanoseconds, from a number with suffix ns, us, ms, s or none (ns). @throws Error. */
export function parseDuration(name: string, text: string): number {
  const match = /^(\d+)(ns|us|ms|s|)$/i.exec(text)
  if (match === null) throw new Error(`${name} is not a duration: ${text}`)
  return Number(match[1]) * { '': 1, ns: 1, us: 1e3, ms: 1e6, s: 1e9 }[match[2]!.toLowerCase()]!
}

/** @throws Error. */
export function parseBoolean(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new Error(`${name} is neither true nor false: ${text}`)
  return text === 'true'
}

/** @throws Error unless an integer in the 32-bit range. */
export function parseInt32(name: string, text: string): number {
  const value = Number(text)
  if (!/^[+-]?\d+$/.test(text) || value !== (value | 0)) throw new Error(`${name} is not a 32-bit integer: ${text}`)
  return value
}
