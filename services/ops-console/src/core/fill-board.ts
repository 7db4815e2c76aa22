/** The fills heard of last, in a ring; tca's measurements are added to them as they come. */

import { EXEC_TYPE, type ExecutionReportDecoder, type TcaMeasurementDecoder } from '@reflex/schema'
import { NO_ROW, TextColumn } from './text-column.ts'

const ID_WIDTH = 40
const TAG_EXEC_ID = 17
const TAG_CL_ORD_ID = 11

export class FillBoard {
  readonly rows: number
  readonly execIds: TextColumn
  readonly clOrdIds: TextColumn
  /** Dense index, -1 when unknown. */
  readonly instruments: Int32Array
  readonly sides: Uint8Array
  /** 1 added, 2 removed, 0 unknown. */
  readonly liquidity: Uint8Array
  /** 1 a trade, 0 taken back (bust). */
  readonly isGood: Uint8Array
  readonly priceE8s: Float64Array
  readonly qtyE8s: Float64Array
  readonly feeE8s: Float64Array
  /** At the venue, ns. */
  readonly timesNs: Float64Array
  /** bps scaled by 1e8, NaN until measured. */
  readonly spreadE8s: Float64Array
  readonly markoutE8s: Float64Array
  readonly markoutMs: Float64Array
  count = 0
  busts = 0
  duplicates = 0
  version = 0

  constructor(rows: number) {
    this.rows = rows
    this.execIds = new TextColumn(rows, ID_WIDTH)
    this.clOrdIds = new TextColumn(rows, ID_WIDTH)
    this.instruments = new Int32Array(rows).fill(-1)
    this.sides = new Uint8Array(rows)
    this.liquidity = new Uint8Array(rows)
    this.isGood = new Uint8Array(rows)
    this.priceE8s = new Float64Array(rows)
    this.qtyE8s = new Float64Array(rows)
    this.feeE8s = new Float64Array(rows)
    this.timesNs = new Float64Array(rows)
    this.spreadE8s = new Float64Array(rows)
    this.markoutE8s = new Float64Array(rows)
    this.markoutMs = new Float64Array(rows)
  }

  /** @param instrument dense index. Trades are added once, busts and corrections change the fill they refer to. */
  onReport(report: ExecutionReportDecoder, instrument: number): void {
    const type = report.execType()
    if (type === EXEC_TYPE.TRADE) this.#add(report, instrument)
    else if (type === EXEC_TYPE.TRADE_CANCEL) this.#bust(report)
    else if (type === EXEC_TYPE.TRADE_CORRECT) this.#correct(report)
  }

  onMeasurement(measurement: TcaMeasurementDecoder): void {
    const row = this.execIds.findField(measurement.frame, TAG_EXEC_ID)
    if (row < 0) return
    const spread = measurement.effectiveSpreadBpsE8()
    if (!Number.isNaN(spread)) this.spreadE8s[row] = spread
    const markouts = measurement.noMarkouts()
    while (markouts.next()) {
      const horizonMs = markouts.markoutHorizonMs()
      if (horizonMs < this.markoutMs[row]!) continue
      this.markoutMs[row] = horizonMs
      this.markoutE8s[row] = markouts.markoutBpsE8()
    }
    this.version++
  }

  #add(report: ExecutionReportDecoder, instrument: number): void {
    const known = this.execIds.findField(report.frame, TAG_EXEC_ID)
    if (known >= 0 && this.instruments[known] === instrument) {
      this.duplicates++
      return
    }
    const row = this.count++ % this.rows
    this.execIds.setField(row, report.frame, TAG_EXEC_ID)
    this.clOrdIds.setField(row, report.frame, TAG_CL_ORD_ID)
    this.instruments[row] = instrument
    this.sides[row] = report.side()
    const liquidity = report.lastLiquidityInd()
    this.liquidity[row] = liquidity > 0 ? liquidity : 0
    this.isGood[row] = 1
    this.spreadE8s[row] = Number.NaN
    this.markoutE8s[row] = Number.NaN
    this.markoutMs[row] = -1
    this.#amounts(row, report)
    this.version++
  }

  #amounts(row: number, report: ExecutionReportDecoder): void {
    this.priceE8s[row] = report.lastPxE8()
    this.qtyE8s[row] = report.lastQtyE8()
    this.timesNs[row] = report.transactTime()
    this.feeE8s[row] = Number.NaN
    const fees = report.noMiscFees()
    while (fees.next()) this.feeE8s[row] = (this.feeE8s[row]! || 0) + fees.miscFeeAmtE8()
  }

  #bust(report: ExecutionReportDecoder): void {
    const row = this.#referred(report)
    this.busts++
    if (row >= 0) this.isGood[row] = 0
    this.version++
  }

  #correct(report: ExecutionReportDecoder): void {
    const row = this.#referred(report)
    if (row >= 0) this.#amounts(row, report)
    this.version++
  }

  #referred(report: ExecutionReportDecoder): number {
    return report.execRefIdLength === 0
      ? NO_ROW
      : this.execIds.find(report.bytes, report.execRefIdOffset, report.execRefIdLength)
  }
}
