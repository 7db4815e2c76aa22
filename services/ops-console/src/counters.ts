import { type CounterDefinition, CounterTable } from '@reflex/service-host'

/** Counters of the console, as they stand on /metrics. */
export const CONSOLE_COUNTERS = {
  malformed: { name: 'console_malformed_total', help: 'Messages that could not be read', kind: 'counter' },
  clients: { name: 'console_clients', help: 'Pages connected to the event stream', kind: 'gauge' },
  clientsRefused: { name: 'console_clients_refused_total', help: 'Pages beyond the limit', kind: 'counter' },
  clientsSlow: { name: 'console_clients_slow_total', help: 'Pages closed because they did not read', kind: 'counter' },
  requests: { name: 'console_http_requests_total', help: 'HTTP requests answered', kind: 'counter' },
  actions: { name: 'console_actions_total', help: 'Operator actions taken', kind: 'counter' },
  actionsRefused: { name: 'console_actions_refused_total', help: 'Operator actions refused', kind: 'counter' },
  auditFailures: { name: 'console_audit_failures_total', help: 'Audit records that were not written', kind: 'counter' },
} as const satisfies Record<string, CounterDefinition>

export type ConsoleCounter = keyof typeof CONSOLE_COUNTERS

export function createConsoleCounters(service: string): CounterTable<ConsoleCounter> {
  return new CounterTable(service, CONSOLE_COUNTERS)
}
