import type { SessionTime } from '@reflex/base'
import type { SessionScheduleConfig } from './session-config.ts'

const MS_PER_DAY = 86_400_000
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
/** Days looked back for the window that is open, and ahead for the next one. */
const DAYS_AROUND = 8
const NS_PER_MS = 1e6

/**
 * When a session may be open: windows of local time in a time zone, each day (of some) or once a week. A window that
 * ends at or before its start ends the next day. Clock changes of the zone are obeyed.
 */
export class SessionSchedule {
  readonly #config: SessionScheduleConfig
  readonly #sessionTime: SessionTime
  readonly #zone: Intl.DateTimeFormat
  readonly #startSeconds: number
  readonly #endSeconds: number
  /** The window that is open, or the next one. */
  #startNs = Number.NEGATIVE_INFINITY
  #endNs = Number.NEGATIVE_INFINITY

  /** @throws RangeError for a time zone that is not known. */
  constructor(config: SessionScheduleConfig, sessionTime: SessionTime) {
    this.#config = config
    this.#sessionTime = sessionTime
    this.#zone = new Intl.DateTimeFormat('en-US', {
      timeZone: config.timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    this.#startSeconds = secondsOf(config.start)
    this.#endSeconds = secondsOf(config.end)
  }

  isOpen(nowNs: number): boolean {
    this.#find(nowNs)
    return nowNs >= this.#startNs
  }

  /** Begin of the window that is open, or of the next one; ns since the session epoch. */
  startNs(nowNs: number): number {
    this.#find(nowNs)
    return this.#startNs
  }

  /** End of the same window. */
  endNs(nowNs: number): number {
    this.#find(nowNs)
    return this.#endNs
  }

  #find(nowNs: number): void {
    // A clock that was put back looks again too.
    if (nowNs < this.#endNs && nowNs >= this.#startNs) return
    const { sessionEpochMs } = this.#sessionTime
    const nowMs = sessionEpochMs + nowNs / NS_PER_MS
    const today = Math.floor(this.#localMs(nowMs) / MS_PER_DAY)
    for (let day = today - DAYS_AROUND; day <= today + DAYS_AROUND; day++) {
      if (!this.#beginsOn(day)) continue
      const endMs = this.#utcMs(day + this.#lengthDays(), this.#endSeconds)
      if (endMs <= nowMs) continue
      this.#startNs = (this.#utcMs(day, this.#startSeconds) - sessionEpochMs) * NS_PER_MS
      this.#endNs = (endMs - sessionEpochMs) * NS_PER_MS
      return
    }
  }

  #beginsOn(day: number): boolean {
    const { startDay, days } = this.#config
    const weekday = weekdayOf(day)
    return startDay === undefined ? days.length === 0 || days.includes(weekday) : weekday === startDay
  }

  /** Days from the local day of the start to that of the end. */
  #lengthDays(): number {
    const { startDay, endDay } = this.#config
    const isPast = this.#endSeconds <= this.#startSeconds
    if (startDay === undefined || endDay === undefined) return isPast ? 1 : 0
    const days = (WEEKDAYS.indexOf(endDay) - WEEKDAYS.indexOf(startDay) + 7) % 7
    return days === 0 && isPast ? 7 : days
  }

  /** Wall clock of the zone, as ms since 1970 of a clock that shows the same in UTC. */
  #localMs(utcMs: number): number {
    const part: Record<string, number> = {}
    for (const { type, value } of this.#zone.formatToParts(utcMs)) part[type] = Number(value)
    return Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!)
  }

  /** The moment at which the zone's clock shows `seconds` on a day; twice in a doubled hour: the first. */
  #utcMs(day: number, seconds: number): number {
    const local = day * MS_PER_DAY + seconds * 1000
    const before = local - (this.#localMs(local - MS_PER_DAY) - (local - MS_PER_DAY))
    if (this.#localMs(before) === local) return before
    return local - (this.#localMs(before) - before)
  }
}

function weekdayOf(day: number): (typeof WEEKDAYS)[number] {
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[(((day + 4) % 7) + 7) % 7]!
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}
