/** The operator's voice on the bus (stream 1060): requests wait here until the next turn. */

import {
  MASS_ACTION_REASON,
  MASS_ACTION_SCOPE,
  MASS_ACTION_TYPE,
  OrderMassActionRequestEncoder,
  PARAMETER_ACTION,
  PARTY_ACTION_TYPE,
  PARTY_ID_SOURCE,
  PARTY_ROLE,
  ParameterChangeEncoder,
  PartyActionRequestEncoder,
  RISK_ACTION,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'

interface Request {
  /** Unique for the day; answers refer to it. */
  readonly id: string
  /** Who and why: printable ASCII. */
  readonly actor: string
  readonly reason: string
}

/** Texts are printable ASCII and not empty; who calls has checked it. */
export type OperatorRequest =
  | (Request & { readonly kind: 'kill' | 'release' | 'cancel-all' })
  | (Request & {
      readonly kind: 'parameter'
      readonly strategy: string
      /** Both or none: all instruments of the strategy. */
      readonly symbol: string
      readonly market: string
      readonly name: string
      readonly valueE8: number
    })

export type OperatorAction = OperatorRequest['kind']

export class OperatorDesk {
  sent = 0
  readonly #waiting: OperatorRequest[] = []
  readonly #party = new PartyActionRequestEncoder()
  readonly #mass = new OrderMassActionRequestEncoder()
  readonly #parameter = new ParameterChangeEncoder()

  submit(request: OperatorRequest): void {
    this.#waiting.push(request)
  }

  /** @returns how many were sent. */
  onTimer(nowNs: number, out: Outbox): number {
    const count = this.#waiting.length
    if (count === 0) return 0
    for (const request of this.#waiting) this.#send(request, nowNs, out)
    this.#waiting.length = 0
    this.sent += count
    return count
  }

  #send(request: OperatorRequest, nowNs: number, out: Outbox): void {
    switch (request.kind) {
      case 'kill':
        return this.#act(request, PARTY_ACTION_TYPE.HALT_TRADING, RISK_ACTION.HALT, nowNs, out)
      case 'release':
        return this.#act(request, PARTY_ACTION_TYPE.REINSTATE, RISK_ACTION.NORMAL, nowNs, out)
      case 'cancel-all':
        return this.#cancelAll(request, nowNs, out)
      case 'parameter':
        return this.#change(request, nowNs, out)
    }
  }

  /** DH. No scope but the operator's own id: the firm. */
  #act(request: Request, type: number, action: number, nowNs: number, out: Outbox): void {
    this.#party
      .begin(out, STREAM.OPERATOR_CONTROL)
      .partyActionRequestIdText(request.id)
      .partyActionType(type)
      .riskAction(action)
      .transactTime(nowNs)
      .textText(request.reason)
      .noPartyIds(1)
      .partyIdText(request.actor)
      .partyIdSource(PARTY_ID_SOURCE.PROPRIETARY)
      .partyRole(PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID)
      .end()
  }

  /** CA. */
  #cancelAll(request: Request, nowNs: number, out: Outbox): void {
    this.#mass
      .begin(out, STREAM.OPERATOR_CONTROL)
      .clOrdIdText(request.id)
      .massActionType(MASS_ACTION_TYPE.CANCEL_ORDERS)
      .massActionScope(MASS_ACTION_SCOPE.ALL_ORDERS)
      .massActionReason(MASS_ACTION_REASON.STOP_TRADING)
      .transactTime(nowNs)
      .textText(request.reason)
      .noPartyIds(1)
      .partyIdText(request.actor)
      .partyIdSource(PARTY_ID_SOURCE.PROPRIETARY)
      .partyRole(PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID)
      .end()
  }

  /** UP. */
  #change(request: Extract<OperatorRequest, { kind: 'parameter' }>, nowNs: number, out: Outbox): void {
    this.#parameter
      .begin(out, STREAM.OPERATOR_CONTROL)
      .parameterRequestIdText(request.id)
      .parameterAction(PARAMETER_ACTION.REQUEST)
      .strategyIdText(request.strategy)
      .symbolText(request.symbol)
      .marketIdText(request.market)
      .parameterNameText(request.name)
      .parameterNewValueE8(request.valueE8)
      .parameterActorText(request.actor)
      .transactTime(nowNs)
      .textText(request.reason)
      .end()
  }
}
