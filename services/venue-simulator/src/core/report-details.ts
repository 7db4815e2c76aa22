export const ABSENT = -1

/** What one report tells beyond the order's own state; reset after each. */
export class ReportDetails {
  lastTicks = Number.NaN
  lastLots = Number.NaN
  feeE8 = Number.NaN
  isMaker = false
  /** 103, ABSENT for none. */
  rejectReason = ABSENT
  /** 378, ABSENT for none. */
  restatement = ABSENT
  text = ''

  reset(): void {
    this.lastTicks = Number.NaN
    this.lastLots = Number.NaN
    this.feeE8 = Number.NaN
    this.isMaker = false
    this.rejectReason = ABSENT
    this.restatement = ABSENT
    this.text = ''
  }
}
