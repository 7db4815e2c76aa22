import { orderMassActionRequestEncoder, partyActionRequestEncoder, STREAM } from '@reflex/schema'
import type { MessageFrame, Outbox, ServiceCore } from '@reflex/service-host'

export type OperatorCommand =
  | { readonly kind: 'halt'; readonly reason: string; readonly actor: string }
  | { readonly kind: 'release'; readonly reason: string; readonly actor: string }
  | { readonly kind: 'cancel-all'; readonly reason: string; readonly actor: string }

const PARTY_ACTION = { HALT: 1, REINSTATE: 2 } as const
const RISK_ACTION = { NORMAL: 0, HALT: 5 } as const
const MASS_ACTION_CANCEL = 3
const SCOPE_ALL_ORDERS = 7
const REASON_STOP_TRADING = 4
const ROLE_OPERATOR = 'D'.charCodeAt(0)
/** PartyRole 44 = order entry operator: the person who ordered it. */
const PARTY_ROLE_OPERATOR = 44

/**
 * The operator's voice on the bus for the reflex command: what the console's buttons send. Commands wait here until the
 * next turn.
 */
export class OperatorCore implements ServiceCore {
  readonly #waiting: OperatorCommand[] = []
  #count = 0

  command(command: OperatorCommand): void {
    this.#waiting.push(command)
  }

  onMessage(_nowNs: number, _frame: MessageFrame, _out: Outbox): void {}

  onTimer(nowNs: number, out: Outbox): number {
    const count = this.#waiting.length
    for (const command of this.#waiting) this.#send(command, nowNs, out)
    this.#waiting.length = 0
    return count
  }

  isReady(): boolean {
    return true
  }

  statusText(): string {
    return 'ready'
  }

  #send(command: OperatorCommand, nowNs: number, out: Outbox): void {
    const id = `OP-${++this.#count}-${nowNs}`
    if (command.kind === 'cancel-all') return this.#cancelAll(id, command, nowNs, out)
    const halt = command.kind === 'halt'
    partyActionRequestEncoder
      .begin(out, STREAM.OPERATOR_CONTROL)
      .partyActionRequestIdText(id)
      .partyActionType(halt ? PARTY_ACTION.HALT : PARTY_ACTION.REINSTATE)
      .riskAction(halt ? RISK_ACTION.HALT : RISK_ACTION.NORMAL)
      .transactTime(nowNs)
      .textText(command.reason)
      .noPartyIds(1)
      .partyIdText(command.actor)
      .partyIdSource(ROLE_OPERATOR)
      .partyRole(PARTY_ROLE_OPERATOR)
      .end()
  }

  #cancelAll(id: string, command: OperatorCommand, nowNs: number, out: Outbox): void {
    orderMassActionRequestEncoder
      .begin(out, STREAM.OPERATOR_CONTROL)
      .clOrdIdText(id)
      .massActionType(MASS_ACTION_CANCEL)
      .massActionScope(SCOPE_ALL_ORDERS)
      .massActionReason(REASON_STOP_TRADING)
      .transactTime(nowNs)
      .textText(command.reason)
      .end()
  }
}
