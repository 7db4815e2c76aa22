/** The text of one second, `20260130-09:15:02`, kept because almost every stamp falls into the one written last. */

import type { SessionTime } from '@reflex/base'
import { civilFromDays } from './civil.ts'

const ZERO = 48
const DASH = 45
const COLON = 58

export class SecondText {
  /** The first sixteen characters, as words; the last one stands in `lastDigit`. */
  readonly words = new Int32Array(4)
  lastDigit = 0
  #second = Number.NaN
  #sessionTime: SessionTime | undefined = undefined
  readonly #view = new DataView(new ArrayBuffer(20))

  /** Makes it the text of a second since the session epoch, unless it is already. */
  set(second: number, sessionTime: SessionTime): void {
    if (second !== this.#second || sessionTime !== this.#sessionTime) this.#renew(second, sessionTime)
  }

  #renew(second: number, sessionTime: SessionTime): void {
    this.#second = second
    this.#sessionTime = sessionTime
    const epochSecond = second + sessionTime.sessionEpochMs / 1000
    const days = Math.floor(epochSecond / 86_400)
    const secondOfDay = epochSecond - days * 86_400
    const date = civilFromDays(days)
    this.#putTwo(0, Math.floor(date / 1_000_000))
    this.#putTwo(2, Math.floor(date / 10_000) % 100)
    this.#putTwo(4, Math.floor(date / 100) % 100)
    this.#putTwo(6, date % 100)
    this.#view.setUint8(8, DASH)
    this.#putTwo(9, Math.floor(secondOfDay / 3600))
    this.#view.setUint8(11, COLON)
    this.#putTwo(12, Math.floor(secondOfDay / 60) % 60)
    this.#view.setUint8(14, COLON)
    this.#putTwo(15, secondOfDay % 60)
    for (let i = 0; i < 4; i++) this.words[i] = this.#view.getInt32(i * 4, true)
    this.lastDigit = this.#view.getUint8(16)
  }

  #putTwo(offset: number, value: number): void {
    this.#view.setUint8(offset, ZERO + Math.floor(value / 10))
    this.#view.setUint8(offset + 1, ZERO + (value % 10))
  }
}
