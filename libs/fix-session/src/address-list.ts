import { BlockList, isIP } from 'node:net'

/** Addresses and networks from which callers are taken: `10.1.2.3`, `10.0.0.0/8`, `2001:db8::/32`. */
export class AddressList {
  readonly #list = new BlockList()
  readonly #isOpen: boolean

  /** @param entries none: everybody. @throws RangeError naming an entry that is no address or network. */
  constructor(entries: readonly string[]) {
    this.#isOpen = entries.length === 0
    for (const entry of entries) this.#add(entry)
  }

  /** @param remote `address:port`. */
  has(remote: string): boolean {
    if (this.#isOpen) return true
    const address = remote.slice(0, remote.lastIndexOf(':')).replace(/^::ffff:(?=[\d.]+$)/, '')
    const version = isIP(address)
    return version !== 0 && this.#list.check(address, familyOf(version))
  }

  #add(entry: string): void {
    const [address = '', prefix] = entry.split('/')
    const version = isIP(address)
    const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix)
    if (version === 0 || prefix === '' || !Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) {
      throw new RangeError(`not an address or network: '${entry}'; write 10.1.2.3 or 10.0.0.0/8`)
    }
    this.#list.addSubnet(address, bits, familyOf(version))
  }
}

function familyOf(version: number): 'ipv4' | 'ipv6' {
  return version === 4 ? 'ipv4' : 'ipv6'
}
