/** The text of one second, `20260130-09:15:02.`, kept because almost every stamp falls into the one written last. */

import type { SessionTime } from '@reflex/base'
import { civilFromDays } from './civil.ts'

const ZERO = 48
const DASH = 45
const COLON = 58
const DOT = 46

export class SecondText {
  readonly text = new Uint8Array(18)
  /** Seconds since the session epoch; NaN at first. */
  second = Number.NaN
  #sessionTime: SessionTime | undefined = undefined

  isFor(second: number, sessionTime: SessionTime): boolean {
    return second === this.second && sessionTime === this.#sessionTime
  }

  renew(second: number, sessionTime: SessionTime): void {
    this.second = second
    this.#sessionTime = sessionTime
    const text = this.text
    const epochSecond = second + sessionTime.sessionEpochMs / 1000
    const days = Math.floor(epochSecond / 86_400)
    const secondOfDay = epochSecond - days * 86_400
    const date = civilFromDays(days)
    putTwo(text, 0, Math.floor(date / 1_000_000))
    putTwo(text, 2, Math.floor(date / 10_000) % 100)
    putTwo(text, 4, Math.floor(date / 100) % 100)
    putTwo(text, 6, date % 100)
    text[8] = DASH
    putTwo(text, 9, Math.floor(secondOfDay / 3600))
    text[11] = COLON
    putTwo(text, 12, Math.floor(secondOfDay / 60) % 60)
    text[14] = COLON
    putTwo(text, 15, secondOfDay % 60)
    text[17] = DOT
  }
}

function putTwo(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = ZERO + Math.floor(value / 10)
  bytes[offset + 1] = ZERO + (value % 10)
}
