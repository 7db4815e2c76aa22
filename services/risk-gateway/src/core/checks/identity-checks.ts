/** Checks on who and what: instrument, account, strategy, restrictions, ids, market state. */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import type { LimitTable } from '../limit-table.ts'
import { ACCOUNT, INSTRUMENT, type OrderRequest, STRATEGY } from '../order-request.ts'
import { MARKET_CLOSED } from '../reference-table.ts'
import type { RiskState } from '../risk-state.ts'
import { FIRM_KEY } from '../scopes.ts'

export function checkMarketState(request: OrderRequest, state: RiskState, decision: Decision): void {
  if (request.instrument < 0) return
  if (state.references.marketState[request.instrument] === MARKET_CLOSED) {
    decision.fail(CHECK.EXCHANGE_CLOSED, request.keys[INSTRUMENT]!)
  }
}

export function checkSymbol(request: OrderRequest, state: RiskState, decision: Decision): void {
  if (request.instrument < 0) decision.fail(CHECK.UNKNOWN_SYMBOL, FIRM_KEY)
  else if (state.instruments.isLive[request.instrument] === 0) {
    decision.fail(CHECK.UNKNOWN_SYMBOL, request.keys[INSTRUMENT]!)
  }
}

export function checkAccount(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const { account, strategy, instrument } = request
  if (account < 0) decision.fail(CHECK.UNKNOWN_ACCOUNT, FIRM_KEY)
  else if (strategy < 0) decision.fail(CHECK.UNKNOWN_ACCOUNT, request.keys[ACCOUNT]!)
  else if (limits.isPermitted[strategy * state.scopes.accountCount + account] === 0) {
    decision.fail(CHECK.UNKNOWN_ACCOUNT, request.keys[STRATEGY]!)
  } else if (limits.isFlattener[strategy] === 1 && !request.isCloseOnly) {
    decision.fail(CHECK.UNKNOWN_ACCOUNT, request.keys[STRATEGY]!)
  } else if (instrument >= 0 && limits.isTradable[strategy * state.scopes.instrumentCount + instrument] === 0) {
    decision.fail(CHECK.UNKNOWN_ACCOUNT, request.keys[INSTRUMENT]!)
  }
}

export function checkRestricted(request: OrderRequest, limits: LimitTable, state: RiskState, decision: Decision): void {
  if (request.account < 0 || request.instrument < 0) return
  const cell = request.account * state.instruments.count + request.instrument
  if (limits.isRestricted[cell] === 1) decision.fail(CHECK.RESTRICTED, request.keys[ACCOUNT]!)
}

export function checkDuplicateId(request: OrderRequest, decision: Decision): void {
  if (request.isDuplicate) decision.fail(CHECK.DUPLICATE_CLORDID, request.keys[ACCOUNT]!)
}
