import { AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { ApplicationMessageReportDecoder } from '@reflex/schema'

const SENDER_COMP_ID = 49

/**
 * Who of the services one depends on is alive and ready, from the heartbeats on the health stream (35=BY). Silence
 * longer than the timeout counts as dead. Part of a core: pure, no allocation per message.
 */
export class PeerLiveness {
  readonly #names = new AsciiTable(16)
  readonly #count: number
  readonly #timeoutNs: number
  readonly #lastNs: Float64Array
  readonly #lives: Float64Array
  readonly #ready: Uint8Array
  readonly #report = new ApplicationMessageReportDecoder()

  /** @param names SenderCompIDs of the peers; their places are the indexes below. */
  constructor(names: readonly string[], timeoutNs: number) {
    for (const name of names) this.#names.internString(name)
    this.#count = names.length
    this.#timeoutNs = timeoutNs
    this.#lastNs = new Float64Array(names.length).fill(Number.NEGATIVE_INFINITY)
    this.#lives = new Float64Array(names.length)
    this.#ready = new Uint8Array(names.length)
  }

  /** Takes a heartbeat. @returns the index of the peer, or -1 when nobody watched sent it. */
  onHeartbeat(nowNs: number, frame: FixFrame): number {
    const slot = frame.find(SENDER_COMP_ID)
    if (slot < 0) return -1
    const index = this.#names.find(frame.bytes, frame.offsetOf(SENDER_COMP_ID), frame.lengthOf(SENDER_COMP_ID))
    if (index === NOT_FOUND) return -1
    const report = this.#report.wrap(frame)
    this.#lastNs[index] = nowNs
    this.#ready[index] = report.ready() ? 1 : 0
    this.#lives[index] = report.serviceLife()
    return index
  }

  isAlive(index: number, nowNs: number): boolean {
    return nowNs - this.#lastNs[index]! <= this.#timeoutNs
  }

  isReady(index: number, nowNs: number): boolean {
    return this.#ready[index] === 1 && this.isAlive(index, nowNs)
  }

  /** Index of the first peer that is not ready, or -1 when all are. */
  firstNotReady(nowNs: number): number {
    for (let i = 0; i < this.#count; i++) if (!this.isReady(i, nowNs)) return i
    return -1
  }

  /** Grows when the peer restarts: what was asked of its former life will not be answered. */
  lifeOf(index: number): number {
    return this.#lives[index]!
  }
}
