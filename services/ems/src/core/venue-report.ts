import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { EXEC_TRANS_TYPE, EXEC_TYPE, EXEC_TYPE_42 } from '@reflex/schema'
import { isId } from './text-limits.ts'

/**
 * A venue's application message about one of our orders, told the same way for every dialect. FIX.4.2 has fills as
 * ExecType 1 and 2 and says by ExecTransType(20) whether a report is new, a bust, a correction or a mere status; later
 * versions have TRADE, TRADE_CANCEL, TRADE_CORRECT, ORDER_STATUS.
 */
export class VenueReport {
  frame: FixFrame
  /** As in FIX 4.4 and later, whatever the dialect. */
  execType = 0
  /** It has an ExecID that can be one. */
  hasExecId = false
  /** A trade or its correction: the amounts are read. */
  isFill = false
  /** Of a fill, by AMOUNT; NaN where the venue states none. A column, so that no number is boxed on its way. */
  readonly amountsE8 = new Float64Array(4)

  constructor(frame: FixFrame) {
    this.frame = frame
  }

  wrap(frame: FixFrame): this {
    this.frame = frame
    this.execType = normalisedExecType(frame)
    this.hasExecId = isId(frame.lengthOf(TAG.EXEC_ID))
    this.isFill = this.execType === EXEC_TYPE.TRADE || this.execType === EXEC_TYPE.TRADE_CORRECT
    if (this.isFill) {
      this.amountsE8[AMOUNT.LAST_QTY] = frame.decimalE8(TAG.LAST_QTY)
      this.amountsE8[AMOUNT.LAST_PX] = frame.decimalE8(TAG.LAST_PX)
      this.#readFee(frame)
    }
    return this
  }

  /** Sum of the fees of the fill, E8 of their currency; a rebate is negative. NaN when the venue states none. */
  #readFee(frame: FixFrame): void {
    const { amountsE8 } = this
    let slot = frame.find(TAG.MISC_FEE_AMT)
    if (slot < 0) {
      amountsE8[AMOUNT.FEE] = frame.decimalE8(TAG.COMMISSION)
      return
    }
    amountsE8[AMOUNT.FEE] = 0
    for (; slot >= 0; slot = frame.findIn(TAG.MISC_FEE_AMT, slot + 1, frame.fieldCount)) {
      amountsE8[AMOUNT.FEE]! += frame.decimalE8At(slot)
    }
  }
}

/** Places in VenueReport.amountsE8; CHANGE is what a bust or correction makes of the order's CumQty. */
export const AMOUNT = { LAST_QTY: 0, LAST_PX: 1, FEE: 2, CHANGE: 3 } as const

export const TAG = {
  AVG_PX: 6,
  CL_ORD_ID: 11,
  COMMISSION: 12,
  CUM_QTY: 14,
  EXEC_ID: 17,
  EXEC_REF_ID: 19,
  EXEC_TRANS_TYPE: 20,
  LAST_PX: 31,
  LAST_QTY: 32,
  MSG_SEQ_NUM: 34,
  ORDER_ID: 37,
  ORDER_QTY: 38,
  ORD_STATUS: 39,
  ORIG_CL_ORD_ID: 41,
  PRICE: 44,
  SYMBOL: 55,
  TEXT: 58,
  TRANSACT_TIME: 60,
  CXL_REJ_REASON: 102,
  ORD_REJ_REASON: 103,
  MISC_FEE_AMT: 137,
  MISC_FEE_CURR: 138,
  EXEC_TYPE: 150,
  RESTATEMENT_REASON: 378,
  REF_MSG_TYPE: 372,
  BUSINESS_REJECT_REF_ID: 379,
  CXL_REJ_RESPONSE_TO: 434,
  MASS_STATUS_REQ_ID: 584,
  LAST_LIQUIDITY_IND: 851,
} as const

function normalisedExecType(frame: FixFrame): number {
  const execType = frame.char(TAG.EXEC_TYPE)
  if (!frame.has(TAG.EXEC_TRANS_TYPE)) return execType
  switch (frame.char(TAG.EXEC_TRANS_TYPE)) {
    case EXEC_TRANS_TYPE.CANCEL:
      return EXEC_TYPE.TRADE_CANCEL
    case EXEC_TRANS_TYPE.CORRECT:
      return EXEC_TYPE.TRADE_CORRECT
    case EXEC_TRANS_TYPE.STATUS:
      return EXEC_TYPE.ORDER_STATUS
    default:
      return execType === EXEC_TYPE_42.PARTIAL_FILL || execType === EXEC_TYPE_42.FILL ? EXEC_TYPE.TRADE : execType
  }
}

/** @returns the id of a text field in a table, or NOT_FOUND. */
export function findText(
  frame: FixFrame,
  tag: number,
  table: { find(b: Uint8Array, o: number, l: number): number },
): number {
  const slot = frame.find(tag)
  return slot < 0 ? NOT_FOUND : table.find(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
}
