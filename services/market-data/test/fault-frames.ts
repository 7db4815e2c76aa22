/** Ethernet frames with UDP payloads and right checksums, and what can befall them on their way. */

import type { Prng } from '@reflex/base'
import { MessageFrame } from '@reflex/service-host'
import type { FeedHandler } from '../src/core/feed-event.ts'
import { LINK_ETHERNET, UdpPacket } from '../src/core/feeds/packet/udp-packet.ts'

const HEADERS = 14 + 20 + 8
export const FAULTS = ['drop', 'duplicate', 'reorder', 'truncate', 'corrupt', 'delay'] as const
export type Fault = (typeof FAULTS)[number]

export interface TimedFrame {
  readonly bytes: Uint8Array
  readonly timeNs: number
}

export function udpFrame(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADERS + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(12, 0x0800)
  view.setUint8(14, 0x45)
  view.setUint16(16, 28 + payload.length)
  view.setUint8(23, 17)
  view.setUint32(26, 0x0a00_0001)
  view.setUint32(30, 0xe000_1f40)
  view.setUint16(34, 14_340)
  view.setUint16(36, 14_340)
  view.setUint16(38, 8 + payload.length)
  bytes.set(payload, HEADERS)
  let sum = 17 + 8 + payload.length
  for (let at = 26; at < bytes.length; at += 2) sum += (bytes[at]! << 8) | (bytes[at + 1] ?? 0)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  view.setUint16(40, sum === 0xffff ? 0xffff : ~sum & 0xffff)
  return bytes
}

/** About one frame in forty has the fault. */
export function withFault(frames: readonly Uint8Array[], fault: Fault, random: Prng): TimedFrame[] {
  const sent = frames.flatMap((bytes, i): TimedFrame[] => {
    const timeNs = i * 10_000
    if (i < 2 || !random.nextBoolean(0.025)) return [{ bytes, timeNs }]
    switch (fault) {
      case 'drop':
        return []
      case 'duplicate':
        return [
          { bytes, timeNs },
          { bytes, timeNs: timeNs + random.nextInt(100_000) },
        ]
      case 'reorder':
        return [{ bytes, timeNs: timeNs + random.nextInt(60_000) }]
      case 'delay':
        return [{ bytes, timeNs: timeNs + 1_000_000 + random.nextInt(9_000_000) }]
      case 'truncate':
        return [{ bytes: bytes.slice(0, random.nextInt(bytes.length)), timeNs }]
      default:
        return [{ bytes: damaged(bytes, random), timeNs }]
    }
  })
  return sent.sort((a, b) => a.timeNs - b.timeNs)
}

/** One bit of the payload is wrong. */
function damaged(bytes: Uint8Array, random: Prng): Uint8Array {
  const copy = bytes.slice()
  copy[HEADERS + random.nextInt(bytes.length - HEADERS)]! ^= 1 << random.nextInt(8)
  return copy
}

/** Hands the frames to a handler as a capture or a socket would; `onFrame` is called after each. */
export function receive(handler: FeedHandler, frames: readonly TimedFrame[], onFrame: (timeNs: number) => void): void {
  const packet = new UdpPacket()
  const frame = new MessageFrame()
  for (const { bytes, timeNs } of frames) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (packet.find(view, 0, bytes.length, LINK_ETHERNET) && packet.hasGoodChecksum(view)) {
      frame.set(0, 1, bytes, view, packet.offset, packet.length)
      handler.onFrame(timeNs, frame)
    }
    onFrame(timeNs)
  }
}
