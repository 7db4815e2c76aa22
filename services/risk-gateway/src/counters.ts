import type { CounterDefinition } from '@reflex/service-host'
import { CHECKS, type CheckName } from './core/check-catalogue.ts'

/** Counters of the gateway. `reject_<check>_total` counts refusals by the check that was named. */
const OWN = {
  orders: { name: 'orders_total', help: 'New orders and replaces decided', kind: 'counter' },
  approved: { name: 'orders_approved_total', help: 'New orders and replaces passed to the ems', kind: 'counter' },
  rejected: { name: 'orders_rejected_total', help: 'New orders and replaces refused', kind: 'counter' },
  cancels: { name: 'cancels_passed_total', help: 'Cancel requests passed to the ems', kind: 'counter' },
  massActions: { name: 'mass_actions_passed_total', help: 'Mass cancels passed to the ems', kind: 'counter' },
  softBreaches: { name: 'soft_breaches_total', help: 'Orders passed with a soft breach', kind: 'counter' },
  observedBreaches: { name: 'observed_breaches_total', help: 'Breaches under observe-only switches', kind: 'counter' },
  malformed: { name: 'malformed_messages_total', help: 'Messages that could not be read', kind: 'counter' },
  executions: { name: 'executions_total', help: 'Execution reports read', kind: 'counter' },
  fills: { name: 'fills_total', help: 'Fills counted in positions', kind: 'counter' },
  adopted: { name: 'orders_adopted_total', help: 'Open orders learned from the ems', kind: 'counter' },
  swept: {
    name: 'orders_swept_total',
    help: 'Open orders given up because the ems does not know them',
    kind: 'counter',
  },
  overfilled: { name: 'overfills_total', help: 'Executions beyond the quantity of an order', kind: 'counter' },
  positionReports: { name: 'position_reports_total', help: 'Position reports read', kind: 'counter' },
  controls: { name: 'control_messages_total', help: 'Control messages obeyed', kind: 'counter' },
  controlsRefused: { name: 'control_messages_refused_total', help: 'Control messages refused', kind: 'counter' },
  freezes: { name: 'protection_freezes_total', help: 'Quotes pulled by market maker protection', kind: 'counter' },
  limitChanges: { name: 'limit_changes_total', help: 'Changes of limits by the operator', kind: 'counter' },
  limitChangesRefused: {
    name: 'limit_changes_refused_total',
    help: 'Changes of limits that were refused',
    kind: 'counter',
  },
  greeksReports: { name: 'greeks_reports_total', help: 'Greeks told by the risk engine', kind: 'counter' },
  latchesSet: { name: 'latches_set_total', help: 'Latches set', kind: 'counter' },
  latchesReleased: { name: 'latches_released_total', help: 'Latches released', kind: 'counter' },
  alerts: { name: 'alerts_total', help: 'Alerts published', kind: 'counter' },
  openOrders: { name: 'open_orders', help: 'Open orders, in flight included', kind: 'gauge' },
  latched: { name: 'latched_scopes', help: 'Scopes with a latch', kind: 'gauge' },
  missing: { name: 'missing_inputs', help: 'Bits of what the gateway waits for', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type GatewayCounter = keyof typeof OWN | `reject_${CheckName}`

const REJECTS = Object.fromEntries(
  CHECKS.map(({ name }) => [
    `reject_${name}`,
    { name: `reject_${name.toLowerCase()}_total`, help: `Refused, first breach ${name}`, kind: 'counter' },
  ]),
) as Record<`reject_${CheckName}`, CounterDefinition>

export const GATEWAY_COUNTERS: Readonly<Record<GatewayCounter, CounterDefinition>> = { ...OWN, ...REJECTS }
