import { decimalText, SessionTime } from '@reflex/base'
import { FixFrame, type FixGroup } from '@reflex/fix'

/** Times in tables are Int64 nanoseconds since the Unix epoch; JSON carries them as text, exactly. */
export class EpochText {
  sessionEpochMs = 0

  of(sessionNs: number): string {
    return Number.isNaN(sessionNs) ? '0' : String(BigInt(this.sessionEpochMs) * 1_000_000n + BigInt(sessionNs))
  }
}

/** What column readers see of one FIX message. */
export class FixRecord {
  frame = new FixFrame(new SessionTime(0), 512)
  readonly epoch: EpochText
  #sessionEpochMs = Number.NaN

  constructor(epoch: EpochText) {
    this.epoch = epoch
  }

  /** @returns false when the bytes are no FIX message. */
  wrap(bytes: Uint8Array, offset: number, length: number): boolean {
    if (this.#sessionEpochMs !== this.epoch.sessionEpochMs) {
      this.#sessionEpochMs = this.epoch.sessionEpochMs
      this.frame = new FixFrame(new SessionTime(this.#sessionEpochMs), 512)
    }
    return this.frame.wrap(bytes, offset, length) >= 0
  }
}

export interface Column {
  readonly name: string
  /** ClickHouse type. */
  readonly type: string
  readonly read: (record: FixRecord) => unknown
}

/** Text of a field; empty when absent. */
export function text(name: string, tag: number, type = 'String'): Column {
  return { name, type, read: ({ frame }) => (frame.has(tag) ? frame.text(tag) : '') }
}

/** Text from a small set of values. */
export function label(name: string, tag: number): Column {
  return text(name, tag, 'LowCardinality(String)')
}

/** A decimal as it stands on the wire: no float in between. 0 when absent. */
export function decimal(name: string, tag: number): Column {
  return { name, type: 'Decimal64(8)', read: ({ frame }) => (frame.has(tag) ? frame.text(tag) : '0') }
}

export function integer(name: string, tag: number, type = 'Int64'): Column {
  return {
    name,
    type,
    read: ({ frame }) => {
      const value = frame.int(tag)
      return Number.isNaN(value) ? 0 : value
    },
  }
}

export function flag(name: string, tag: number): Column {
  return { name, type: 'UInt8', read: ({ frame }) => (frame.boolean(tag) ? 1 : 0) }
}

/** A UTCTimestamp as Int64 epoch ns; 0 when absent. */
export function time(name: string, tag: number): Column {
  return { name, type: 'Int64', read: ({ frame, epoch }) => epoch.of(frame.utcNs(tag, frame.sessionTime)) }
}

/** One value of each entry of a repeating group, as an array. */
export function groupColumn(
  name: string,
  type: string,
  group: (record: FixRecord) => FixGroup,
  read: (group: FixGroup, record: FixRecord) => unknown,
): Column {
  return {
    name,
    type: `Array(${type})`,
    read: (record) => {
      const entries = group(record)
      const values: unknown[] = []
      while (entries.next()) values.push(read(entries, record))
      return values
    },
  }
}

/** An E8 integer as decimal text. */
export function e8Text(e8: number): string {
  return Number.isNaN(e8) ? '0' : decimalText(e8)
}
