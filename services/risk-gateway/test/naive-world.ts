/** What the naive twin of the gateway knows: plain objects and lists. */

export interface NaiveOrder {
  id: string
  account: number
  strategy: number
  instrument: number
  side: 'B' | 'S'
  qty: number
  cum: number
  price: number | null
  /** Quantity and price a replace in flight asks for. */
  pending: { qty: number; price: number | null } | null
  rests: boolean
}

export interface NaiveIntent {
  nowNs: number
  sendingNs: number
  account: number | null
  strategy: number | null
  instrument: number | null
  side: 'B' | 'S'
  qty: number
  isOnLot: boolean
  price: number | null
  isOnTick: boolean
  ordType: string
  tif: string
  isDuplicate: boolean
  isCloseOnly: boolean
  /** The order this one replaces. */
  replaces: NaiveOrder | null
}

export interface NaiveLimits {
  orderQty?: number
  orderMoney?: bigint
  openOrders?: number
  long?: number[]
  short?: number[]
  gross?: bigint
  net?: bigint
  credit?: bigint
  marginBps?: number
  dayLoss?: bigint
  drawdown?: bigint
  collarBps?: number
  collarTicks?: number
  isCollarAggressive?: boolean
  executions?: number
  rejects?: number
  ageNs?: number
  window?: { max: number; ns: number }
  bucket?: { capacity: number; perSecond: number }
  advBps?: number
  /** By underlying. */
  delta?: number[]
  vega?: number
  orderBase?: number[]
  ordTypes?: string
  tifs?: string
}

export interface NaiveInstrument {
  venue: number
  underlying: number
  isLive: boolean
  isOpen: boolean
  lotStep: number
  minQty: number
  tickStep: number
  basePerLot: number
  moneyPerHalfTickLot: number
  /** Inverse contracts: money of a lot, and units of the underlying of a lot at one half tick; else 0. */
  moneyPerLot: number
  inverseBase: number
  adv: number | null
  /** Of one lot; what the engine told, when. */
  unitDelta: number
  unitVega: number
  greeksNs: number
  isShortRestricted: boolean
  bid: number | null
  ask: number | null
  quoteNs: number
  last: number | null
  lastNs: number
}

/** A scope is 'F', 'A0', 'S1', 'I2' or 'V0'. */
export interface NaiveWorld {
  instruments: NaiveInstrument[]
  orders: NaiveOrder[]
  /** Position in lots by 'A0/2' or 'S0/2' (row, instrument). */
  positions: Record<string, number>
  pnl: Record<string, bigint>
  highWater: Record<string, bigint>
  limits: Record<string, NaiveLimits>
  latched: Record<string, string[]>
  levels: Record<string, { level: number; untilNs: number }>
  executions: Record<string, number>
  rejects: Record<string, number>
  sent: Record<string, number[]>
  /** Approved new orders: what they said, when. */
  recent: { economics: string; ns: number }[]
  sameMax: number | null
  sameNs: number
  /** Freezes of market maker protection by 'S0/1' (strategy, underlying). */
  frozenUntil: Record<string, number>
  flatteners: number[]
  /** Instruments that ever had a position or an order. */
  everHeld: Set<number>
  greeksAgeMaxNs: number
  permitted: boolean[][]
  tradable: boolean[][]
  restricted: boolean[][]
  missing: string[]
  quoteAgeMaxNs: number
  lastAgeMaxNs: number
  isReductionExempt: boolean
}
