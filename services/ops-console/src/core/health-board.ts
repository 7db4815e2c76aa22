/** Services by their heartbeats (35=BY) and links by their states (35=BD). */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  ApplicationMessageReportDecoder,
  internAt,
  NetworkCounterpartySystemStatusResponseDecoder,
} from '@reflex/schema'
import { TextColumn } from './text-column.ts'

const SERVICES_MAX = 64
const LINKS_MAX = 128
const TEXT_WIDTH = 120
const TAG_SENDER_COMP_ID = 49
const TAG_TEXT = 58

export class HealthBoard {
  readonly names = new AsciiTable(64)
  readonly statusTexts = new TextColumn(SERVICES_MAX, TEXT_WIDTH)
  readonly isReady = new Uint8Array(SERVICES_MAX)
  readonly lastNs = new Float64Array(SERVICES_MAX).fill(Number.NEGATIVE_INFINITY)
  /** Longest silence between two heartbeats of one life, ns. */
  readonly gapMaxNs = new Float64Array(SERVICES_MAX)
  readonly restarts = new Float64Array(SERVICES_MAX)
  readonly #lives = new Float64Array(SERVICES_MAX).fill(Number.NaN)

  readonly linkNames = new AsciiTable(64)
  /** STATUS_VALUE; 0 before the first report. */
  readonly linkStates = new Uint8Array(LINKS_MAX)
  readonly linkChangedNs = new Float64Array(LINKS_MAX)
  /** Times a link went away. */
  readonly linkLosses = new Float64Array(LINKS_MAX)
  version = 0
  readonly #report = new ApplicationMessageReportDecoder()
  readonly #links = new NetworkCounterpartySystemStatusResponseDecoder()

  onHeartbeat(nowNs: number, frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    if (this.names.size >= SERVICES_MAX) return
    const service = internAt(frame, frame.find(TAG_SENDER_COMP_ID), this.names)
    if (service === NOT_FOUND) return
    const life = report.serviceLife()
    const gap = nowNs - this.lastNs[service]!
    const isNewLife = life !== this.#lives[service]!
    if (isNewLife && !Number.isNaN(this.#lives[service]!)) this.restarts[service]!++
    if (!isNewLife && gap > this.gapMaxNs[service]!) this.gapMaxNs[service] = gap
    this.#lives[service] = life
    this.lastNs[service] = nowNs
    this.isReady[service] = report.ready() ? 1 : 0
    this.statusTexts.setField(service, frame, TAG_TEXT)
    this.version++
  }

  onLinks(nowNs: number, frame: FixFrame): void {
    const links = this.#links.wrap(frame).noCompIds()
    while (links.next()) {
      if (this.linkNames.size >= LINKS_MAX) return
      const link = links.refCompIdIntern(this.linkNames)
      const state = links.statusValue()
      if (link === NOT_FOUND || state === this.linkStates[link]) continue
      if (this.linkStates[link] === CONNECTED) this.linkLosses[link]!++
      this.linkStates[link] = state
      this.linkChangedNs[link] = nowNs
    }
    this.version++
  }

  /** Seconds of silence, Infinity before the first heartbeat. */
  ageNs(service: number, nowNs: number): number {
    return nowNs - this.lastNs[service]!
  }
}

const CONNECTED = 1
