/**
 * Finds the UDP payload in a captured frame: Ethernet (with VLAN tags), Linux cooked capture, loopback or raw IP; IPv4
 * and IPv6. TCP payloads are found too, for captures that hold one message each. Everything else is no packet.
 */

export const LINK_NULL = 0
export const LINK_ETHERNET = 1
export const LINK_RAW = 101
export const LINK_LINUX_SLL = 113
export const LINK_IPV4 = 228
export const LINK_IPV6 = 229
export const LINK_LINUX_SLL2 = 276
const ETHERTYPE_IPV4 = 0x0800
const ETHERTYPE_IPV6 = 0x86dd
const ETHERTYPE_VLAN = 0x8100
const ETHERTYPE_QINQ = 0x88a8
const PROTOCOL_TCP = 6
const PROTOCOL_UDP = 17
const UDP_HEADER_LENGTH = 8
const IPV4_FRAGMENT = 0x3fff

export class UdpPacket {
  /** Where the payload stands, after `find` returned true. */
  offset = 0
  length = 0
  sourcePort = 0
  port = 0
  /** Last four bytes of the source's and the destination's address, big endian. */
  sourceAddress = 0
  address = 0
  isTcp = false
  /** Where source and destination address stand, and their length together. */
  #addressesAt = 0
  #addressesLength = 0

  /** @returns whether the frame holds a whole UDP or TCP payload. */
  find(view: DataView, offset: number, length: number, link: number): boolean {
    const end = offset + length
    switch (link) {
      case LINK_ETHERNET:
        return this.#afterType(view, offset + 12, end)
      case LINK_LINUX_SLL:
        return this.#afterType(view, offset + 14, end)
      case LINK_LINUX_SLL2:
        return length >= 20 && this.#network(view, offset + 20, end, view.getUint16(offset))
      case LINK_NULL:
        return this.#ip(view, offset + 4, end)
      case LINK_RAW:
      case LINK_IPV4:
      case LINK_IPV6:
        return this.#ip(view, offset, end)
      default:
        return false
    }
  }

  /** Whether the checksum of the UDP packet found is right, or was not sent (0). TCP is not looked at. */
  hasGoodChecksum(view: DataView): boolean {
    if (this.isTcp || view.getUint16(this.offset - 2) === 0) return true
    const length = this.length + UDP_HEADER_LENGTH
    let sum = PROTOCOL_UDP + length
    for (let i = 0; i < this.#addressesLength; i += 2) sum += view.getUint16(this.#addressesAt + i)
    const end = this.offset + this.length
    let at = this.offset - UDP_HEADER_LENGTH
    for (; at + 1 < end; at += 2) sum += view.getUint16(at)
    if (at < end) sum += view.getUint8(at) << 8
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
    return sum === 0xffff
  }

  #afterType(view: DataView, start: number, end: number): boolean {
    let at = start
    while (at + 2 <= end) {
      const type = view.getUint16(at)
      at += 2
      if (type !== ETHERTYPE_VLAN && type !== ETHERTYPE_QINQ) return this.#network(view, at, end, type)
      at += 2
    }
    return false
  }

  #network(view: DataView, at: number, end: number, type: number): boolean {
    return (type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6) && this.#ip(view, at, end)
  }

  #ip(view: DataView, at: number, end: number): boolean {
    if (at + 20 > end) return false
    const version = view.getUint8(at) >> 4
    if (version === 4) {
      const headerLength = (view.getUint8(at) & 15) * 4
      const total = view.getUint16(at + 2)
      if (headerLength < 20 || total < headerLength || (view.getUint16(at + 6) & IPV4_FRAGMENT) !== 0) return false
      this.#addressesAt = at + 12
      this.#addressesLength = 8
      this.sourceAddress = view.getUint32(at + 12)
      this.address = view.getUint32(at + 16)
      return at + total <= end && this.#transport(view, at + headerLength, at + total, view.getUint8(at + 9))
    }
    if (version !== 6 || at + 40 > end) return false
    const total = at + 40 + view.getUint16(at + 4)
    this.#addressesAt = at + 8
    this.#addressesLength = 32
    this.sourceAddress = view.getUint32(at + 20)
    this.address = view.getUint32(at + 36)
    return total <= end && this.#transport(view, at + 40, total, view.getUint8(at + 6))
  }

  #transport(view: DataView, at: number, end: number, protocol: number): boolean {
    this.isTcp = protocol === PROTOCOL_TCP
    if ((protocol !== PROTOCOL_UDP && !this.isTcp) || at + (this.isTcp ? 20 : 8) > end) return false
    this.sourcePort = view.getUint16(at)
    this.port = view.getUint16(at + 2)
    const headerLength = this.isTcp ? (view.getUint8(at + 12) >> 4) * 4 : 8
    this.offset = at + headerLength
    this.length = (this.isTcp ? end : at + view.getUint16(at + 4)) - this.offset
    return this.length >= 0 && this.offset + this.length <= end
  }
}
