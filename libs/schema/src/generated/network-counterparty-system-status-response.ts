// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { CompIdsGroup } from './groups.ts'

/**
 * Writes BD NetworkCounterpartySystemStatusResponse. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class NetworkCounterpartySystemStatusResponseEncoder {
  readonly writer = new MessageWriter(16964, 9, [52, 937, 932, 936, 930, 928, 929])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 2048): this {
    this.writer.open(out, streamId, lengthMax)
    return this
  }

  /** Completes and commits it. @returns its length in bytes. */
  end(): number {
    return this.writer.close()
  }

  /** 97 PossResend = Y. */
  possResend(): this {
    this.writer.markPossResend()
    return this
  }

  /** Copies all body fields of a received message but its hop stamps. */
  copyBody(frame: FixFrame): this {
    this.writer.copyBody(frame)
    return this
  }

  /** Copies the hop stamps of a received message and announces `added` more, which must be written next. */
  copyHops(frame: FixFrame, added: number): this {
    this.writer.copyHops(frame, added)
    return this
  }

  /** 937 NetworkStatusResponseType: 1 full, 2 changes. */
  networkStatusResponseType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(1)
    return this
  }

  networkStatusResponseTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(1)
    return this
  }

  /** 932 NetworkResponseID. */
  networkResponseId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  networkResponseIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  networkResponseIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 936 NoCompIDs. */
  noCompIds(count: number): this {
    this.writer.int(3, count)
    return this
  }

  /** 930 RefCompID: venue or service. */
  refCompId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  refCompIdText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  refCompIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 928 StatusValue: 1 connected, 2 down unexpectedly, 3 down as expected, 4 in process. */
  statusValue(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(5)
    return this
  }

  statusValueAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(5)
    return this
  }

  /** 929 StatusText. */
  statusText(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  statusTextText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  statusTextFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }
}

export const networkCounterpartySystemStatusResponseEncoder = new NetworkCounterpartySystemStatusResponseEncoder()

/**
 * Reads BD NetworkCounterpartySystemStatusResponse from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class NetworkCounterpartySystemStatusResponseDecoder {
  frame: FixFrame = NO_FRAME
  readonly #compIds = new CompIdsGroup()

  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
  }

  /** 34 MsgSeqNum. */
  msgSeqNum(): number {
    return this.frame.int(34)
  }

  /** 52 SendingTime, ns since the session epoch. */
  sendingTime(): number {
    return this.frame.utcNs(52, this.frame.sessionTime)
  }

  /** 97 PossResend. */
  possResend(): boolean {
    return this.frame.boolean(97)
  }

  /** 49 SenderCompID. */
  senderCompIdText(): string {
    return this.frame.text(49)
  }

  /** 937 NetworkStatusResponseType: 1 full, 2 changes. */
  networkStatusResponseType(): number {
    return this.frame.int(937)
  }

  /** 932 NetworkResponseID. */
  get networkResponseIdOffset(): number {
    return this.frame.offsetOf(932)
  }

  get networkResponseIdLength(): number {
    return this.frame.lengthOf(932)
  }

  networkResponseIdIs(text: Uint8Array): boolean {
    return this.frame.equals(932, text)
  }

  networkResponseIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(932), table)
  }

  networkResponseIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(932), table)
  }

  networkResponseIdText(): string {
    return this.frame.text(932)
  }

  /** 936 NoCompIDs: the entries, before the first. */
  noCompIds(): CompIdsGroup {
    return this.#compIds.begin(this.frame)
  }
}

export const networkCounterpartySystemStatusResponse = new NetworkCounterpartySystemStatusResponseDecoder()
