import type { FixFrame } from '@reflex/fix'
import {
  FIELDS,
  type Instruments,
  MASS_ACTION_SCOPE,
  type OrderMassActionRequestEncoder,
  PARTY_ID_SOURCE,
  PARTY_ROLE,
  PartiesGroup,
  type PartyActionRequestEncoder,
} from '@reflex/schema'

/**
 * What an action is about: the firm, an account, or one instrument. Actions on an underlying are actions on each of its
 * instruments.
 */
export interface ActionScope {
  readonly label: string
  /** '' unless it is an account. */
  readonly account: string
  /** Dense index, -1 unless it is an instrument. */
  readonly instrument: number
}

export const FIRM_SCOPE = 0

export function firmScope(firm: string): ActionScope {
  return { label: `firm ${firm}`, account: '', instrument: -1 }
}

export function accountScope(account: string): ActionScope {
  return { label: `account ${account}`, account, instrument: -1 }
}

export function instrumentScope(instruments: Instruments, instrument: number): ActionScope {
  return { label: `instrument ${instruments.nameOf(instruments.ids[instrument]!)}`, account: '', instrument }
}

/** Names the scope in a DH; the firm is named by leaving it out. */
export function writeScope(message: PartyActionRequestEncoder, scope: ActionScope, instruments: Instruments): void {
  if (scope.instrument >= 0) {
    message
      .symbolFrom(instruments.texts, instruments.symbolTexts[scope.instrument]!)
      .marketIdFrom(instruments.texts, instruments.venueTexts[scope.instrument]!)
  } else if (scope.account !== '') {
    message
      .noPartyIds(1)
      .partyIdText(scope.account)
      .partyIdSource(PARTY_ID_SOURCE.PROPRIETARY)
      .partyRole(PARTY_ROLE.CUSTOMER_ACCOUNT)
  }
}

/** Names the scope in a CA. */
export function writeCancelScope(
  message: OrderMassActionRequestEncoder,
  scope: ActionScope,
  instruments: Instruments,
): void {
  if (scope.instrument >= 0) {
    message
      .symbolFrom(instruments.texts, instruments.symbolTexts[scope.instrument]!)
      .marketIdFrom(instruments.texts, instruments.venueTexts[scope.instrument]!)
  } else if (scope.account !== '') message.accountText(scope.account)
}

export function cancelScopeCode(scope: ActionScope): number {
  return scope.instrument >= 0 ? MASS_ACTION_SCOPE.ALL_ORDERS_FOR_A_SECURITY : MASS_ACTION_SCOPE.ALL_ORDERS
}

/** What a control message says about its scope and its author. Rare messages: strings are fine. */
export class ControlSubject {
  account = ''
  person = ''
  symbol = ''
  venue = ''
  readonly #parties = new PartiesGroup()

  read(frame: FixFrame): this {
    this.account = frame.text(FIELDS.Account.tag)
    this.symbol = frame.text(FIELDS.Symbol.tag)
    this.venue = frame.text(FIELDS.MarketID.tag)
    this.person = ''
    const parties = this.#parties.begin(frame)
    while (parties.next()) {
      const role = parties.partyRole()
      if (role === PARTY_ROLE.CUSTOMER_ACCOUNT) this.account = parties.partyIdText()
      if (role === PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID) this.person = parties.partyIdText()
    }
    return this
  }

  get isFirm(): boolean {
    return this.account === '' && this.symbol === '' && this.venue === ''
  }

  /** Whether the scope lies within what the message names. */
  includes(scope: ActionScope, instruments: Instruments): boolean {
    if (this.isFirm) return true
    if (scope.account !== '') return scope.account === this.account
    if (scope.instrument < 0) return false
    const { symbol, venue } = instruments.all[scope.instrument]!
    const isNamed = this.symbol !== '' || this.venue !== ''
    return isNamed && (this.symbol === '' || this.symbol === symbol) && (this.venue === '' || this.venue === venue)
  }
}
