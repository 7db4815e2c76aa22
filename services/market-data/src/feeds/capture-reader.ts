/**
 * Packet captures, pcap (us and ns, both byte orders) and pcapng (interfaces with their own link types and time
 * resolutions), one packet after the other.
 */

import { UdpPacket } from '../core/feeds/packet/udp-packet.ts'
import { BlockReader } from './block-reader.ts'
import { SetClock } from './set-clock.ts'
import type { SetFile } from './set-file.ts'

const PCAP_US = 0xa1b2c3d4
const PCAP_NS = 0xa1b23c4d
const PCAPNG_SECTION = 0x0a0d0d0a
const PCAPNG_ORDER = 0x1a2b3c4d
const BLOCK_INTERFACE = 1
const BLOCK_SIMPLE = 3
const BLOCK_ENHANCED = 6
const OPTION_RESOLUTION = 9
const NS_PER_SECOND = 1_000_000_000n
const PACKET_LENGTH_MAX = 1024 * 1024
const PROBE_PACKETS = 8
const END = 0
const FOUND = 1
const OTHER = 2

type Found = typeof END | typeof FOUND | typeof OTHER

interface Interface {
  readonly link: number
  /** Ticks of the time stamp in a second. */
  readonly perSecond: bigint
}

export class CaptureReader {
  /** UDP or TCP payload of the present packet. */
  readonly packet = new UdpPacket()
  /** Captured packets without one. */
  others = 0
  /**
   * Packets whose UDP checksum is wrong. They are passed over as lost, unless most checksums of the capture are wrong:
   * then it was taken before they were filled in, or changed on purpose.
   */
  badChecksums = 0
  /** Time of the present packet, ns since the midnight before the first. */
  timeNs = 0
  /** Bytes behind the last whole packet of a file that was cut. */
  truncatedBytes = 0
  readonly reader: BlockReader
  readonly #clock = new SetClock()
  #isNg = false
  #isLittleEndian = true
  #interfaces: Interface[] = []
  /** Bytes of the packet in hand, taken when the next is asked for. */
  #pending = 0
  #goodChecksums = 0

  /** @throws ReflexError REFLEX_RECORDING_INVALID when the file is no capture. */
  constructor(file: SetFile) {
    this.reader = new BlockReader(file)
    if (!this.reader.need(24) || !isCapture(this.reader.view, this.reader.offset))
      throw this.reader.damaged('no capture')
    const { view, offset } = this.reader
    this.#isNg = view.getUint32(offset) === PCAPNG_SECTION
    if (this.#isNg) return
    const magic = view.getUint32(offset, true)
    this.#isLittleEndian = magic === PCAP_US || magic === PCAP_NS
    const isNs = view.getUint32(offset, this.#isLittleEndian) === PCAP_NS
    const link = view.getUint32(offset + 20, this.#isLittleEndian) & 0xffff
    this.#interfaces = [{ link, perSecond: isNs ? NS_PER_SECOND : 1_000_000n }]
    this.reader.take(24)
  }

  /** Goes to the next UDP or TCP payload. @returns false at the end. */
  next(): boolean {
    while (true) {
      const found = this.#isNg ? this.#nextBlock() : this.#nextRecord()
      if (found === END) {
        this.truncatedBytes = this.reader.available
        return false
      }
      if (found === FOUND) return true
    }
  }

  close(): void {
    this.reader.close()
  }

  #nextRecord(): Found {
    const { reader } = this
    reader.take(this.#pending)
    this.#pending = 0
    if (!reader.need(16)) return END
    const length = reader.view.getUint32(reader.offset + 8, this.#isLittleEndian)
    if (length > PACKET_LENGTH_MAX) throw reader.damaged(`a packet of ${length} bytes`)
    if (!reader.need(16 + length)) return END
    const { view, offset } = reader
    this.#pending = 16 + length
    const [each] = this.#interfaces
    const seconds = view.getUint32(offset, this.#isLittleEndian)
    const fraction = view.getUint32(offset + 4, this.#isLittleEndian)
    const nanos = each!.perSecond === NS_PER_SECOND ? fraction : fraction * 1000
    this.#setTime(BigInt(seconds) * NS_PER_SECOND + BigInt(nanos))
    return this.#find(offset + 16, length, each!.link)
  }

  #nextBlock(): Found {
    const { reader } = this
    reader.take(this.#pending)
    this.#pending = 0
    if (!reader.need(12)) return END
    if (reader.view.getUint32(reader.offset) === PCAPNG_SECTION) {
      this.#isLittleEndian = reader.view.getUint32(reader.offset + 8, true) === PCAPNG_ORDER
      this.#interfaces = []
    }
    const type = reader.view.getUint32(reader.offset, this.#isLittleEndian)
    const length = reader.view.getUint32(reader.offset + 4, this.#isLittleEndian)
    if (length < 12 || length % 4 !== 0 || length > 64 * PACKET_LENGTH_MAX)
      throw reader.damaged('a block without length')
    if (!reader.need(length)) return END
    this.#pending = length
    if (type === BLOCK_INTERFACE) this.#addInterface(reader.offset, length)
    if (type === BLOCK_ENHANCED) return this.#onEnhanced(reader.offset, length)
    if (type !== BLOCK_SIMPLE) return OTHER
    const each = this.#interfaces[0]
    return each === undefined ? OTHER : this.#find(reader.offset + 12, length - 16, each.link)
  }

  #onEnhanced(offset: number, blockLength: number): Found {
    const { view } = this.reader
    const each = this.#interfaces[view.getUint32(offset + 8, this.#isLittleEndian)]
    const length = view.getUint32(offset + 20, this.#isLittleEndian)
    if (each === undefined || length > blockLength - 32) return OTHER
    const high = view.getUint32(offset + 12, this.#isLittleEndian)
    const low = view.getUint32(offset + 16, this.#isLittleEndian)
    const ticks = (BigInt(high) << 32n) + BigInt(low)
    this.#setTime((ticks * NS_PER_SECOND) / each.perSecond)
    return this.#find(offset + 28, length, each.link)
  }

  #addInterface(offset: number, length: number): void {
    const { view } = this.reader
    let perSecond = 1_000_000n
    for (let at = offset + 16; at + 4 <= offset + length - 4; ) {
      const code = view.getUint16(at, this.#isLittleEndian)
      const size = view.getUint16(at + 2, this.#isLittleEndian)
      if (code === 0) break
      if (code === OPTION_RESOLUTION && size === 1) {
        const value = view.getUint8(at + 4)
        perSecond = value >= 128 ? 2n ** BigInt(value & 127) : 10n ** BigInt(value)
      }
      at += 4 + ((size + 3) & ~3)
    }
    this.#interfaces.push({ link: view.getUint16(offset + 8, this.#isLittleEndian), perSecond })
  }

  #setTime(ns: bigint): void {
    this.timeNs = this.#clock.nsOfWords(Number(ns >> 32n), Number(ns & 0xffff_ffffn))
  }

  #find(offset: number, length: number, link: number): Found {
    if (!this.packet.find(this.reader.view, offset, length, link)) {
      this.others++
      return OTHER
    }
    if (this.packet.hasGoodChecksum(this.reader.view)) {
      this.#goodChecksums++
      return FOUND
    }
    this.badChecksums++
    return this.badChecksums > this.#goodChecksums ? FOUND : OTHER
  }
}

/** Whether bytes begin a capture. */
export function isCapture(view: DataView, offset: number): boolean {
  if (view.byteLength - offset < 24) return false
  const magic = view.getUint32(offset, true)
  const swapped = view.getUint32(offset)
  return [PCAP_US, PCAP_NS].some((each) => each === magic || each === swapped) || swapped === PCAPNG_SECTION
}

/** The first payloads of a capture that are not empty, copied; none when the file is no capture. */
export function payloadsOf(file: SetFile): Uint8Array[] {
  const { head } = file
  if (!isCapture(new DataView(head.buffer, head.byteOffset, head.length), 0)) return []
  const capture = new CaptureReader(file)
  const payloads: Uint8Array[] = []
  try {
    while (payloads.length < PROBE_PACKETS && capture.next()) {
      const { offset, length, isTcp } = capture.packet
      if (length > 0 && !isTcp) payloads.push(capture.reader.bytes.slice(offset, offset + length))
    }
  } catch {
    // A damaged capture is told as such by who reads it whole.
  } finally {
    capture.close()
  }
  return payloads
}
