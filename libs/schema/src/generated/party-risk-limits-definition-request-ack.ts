// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes CT PartyRiskLimitsDefinitionRequestAck. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class PartyRiskLimitsDefinitionRequestAckEncoder {
  readonly writer = new MessageWriter(17236, 9, [52, 1666, 1761, 1762, 10201, 58])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 1024): this {
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

  /** 1666 RiskLimitRequestID. */
  riskLimitRequestId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  riskLimitRequestIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  riskLimitRequestIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1761 RiskLimitRequestResult: 0 done, 1 invalid party, 4 unknown limit, 5 invalid amount, 9 not authorised. */
  riskLimitRequestResult(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  riskLimitRequestResultAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 1762 RiskLimitRequestStatus: 0 accepted, 1 waits for another person, 2 refused. */
  riskLimitRequestStatus(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(3)
    return this
  }

  riskLimitRequestStatusAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(3)
    return this
  }

  /** 10201 LimitsVersion: in force now. */
  limitsVersion(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  limitsVersionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }
}

export const partyRiskLimitsDefinitionRequestAckEncoder = new PartyRiskLimitsDefinitionRequestAckEncoder()

/**
 * Reads CT PartyRiskLimitsDefinitionRequestAck from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class PartyRiskLimitsDefinitionRequestAckDecoder {
  frame: FixFrame = NO_FRAME

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

  /** 1666 RiskLimitRequestID. */
  get riskLimitRequestIdOffset(): number {
    return this.frame.offsetOf(1666)
  }

  get riskLimitRequestIdLength(): number {
    return this.frame.lengthOf(1666)
  }

  riskLimitRequestIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1666, text)
  }

  riskLimitRequestIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1666), table)
  }

  riskLimitRequestIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1666), table)
  }

  riskLimitRequestIdText(): string {
    return this.frame.text(1666)
  }

  /** 1761 RiskLimitRequestResult: 0 done, 1 invalid party, 4 unknown limit, 5 invalid amount, 9 not authorised. */
  riskLimitRequestResult(): number {
    return this.frame.int(1761)
  }

  /** 1762 RiskLimitRequestStatus: 0 accepted, 1 waits for another person, 2 refused. */
  riskLimitRequestStatus(): number {
    return this.frame.int(1762)
  }

  /** 10201 LimitsVersion: in force now. */
  limitsVersion(): number {
    return this.frame.int(10201)
  }

  /** 58 Text. */
  get textOffset(): number {
    return this.frame.offsetOf(58)
  }

  get textLength(): number {
    return this.frame.lengthOf(58)
  }

  textIs(text: Uint8Array): boolean {
    return this.frame.equals(58, text)
  }

  textFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(58), table)
  }

  textIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(58), table)
  }

  textText(): string {
    return this.frame.text(58)
  }
}

export const partyRiskLimitsDefinitionRequestAck = new PartyRiskLimitsDefinitionRequestAckDecoder()
