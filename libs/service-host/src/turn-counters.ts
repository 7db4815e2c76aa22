import type { CounterDefinition, CounterTable } from './counter-table.ts'

/** Counters every service has; the host keeps them. */
export const HOST_COUNTERS = {
  turns: { name: 'turns_total', help: 'Duty cycles run', kind: 'counter' },
  workTurns: { name: 'work_turns_total', help: 'Duty cycles that did work', kind: 'counter' },
  messages: { name: 'messages_total', help: 'Messages given to the core', kind: 'counter' },
  backPressured: { name: 'back_pressured_turns_total', help: 'Turns that only drained the outbox', kind: 'counter' },
  busGaps: { name: 'bus_gaps_total', help: 'Messages missing from a bus stream, by sequence number', kind: 'counter' },
  busUnconnected: {
    name: 'bus_unconnected_total',
    help: 'Messages dropped because nobody was subscribed',
    kind: 'counter',
  },
  publishers: {
    name: 'bus_publisher_changes_total',
    help: 'New publisher lives seen on input streams',
    kind: 'counter',
  },
  lastTurnNs: { name: 'last_turn_ns', help: 'Session time of the last turn, ns', kind: 'gauge' },
  intervalMaxNs: { name: 'duty_cycle_interval_max_ns', help: 'Longest time between two turns, ns', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type HostCounter = keyof typeof HOST_COUNTERS

/** The counters of the duty cycle, by slot. */
export class TurnCounters {
  readonly table: CounterTable<HostCounter>
  readonly #values: Float64Array
  readonly #turns: number
  readonly #workTurns: number
  readonly #messages: number
  readonly #backPressured: number
  readonly #lastTurn: number
  readonly #intervalMax: number

  constructor(table: CounterTable<HostCounter>) {
    this.table = table
    this.#values = table.values
    this.#turns = table.slot('turns')
    this.#workTurns = table.slot('workTurns')
    this.#messages = table.slot('messages')
    this.#backPressured = table.slot('backPressured')
    this.#lastTurn = table.slot('lastTurnNs')
    this.#intervalMax = table.slot('intervalMaxNs')
  }

  turn(nowNs: number, workCount: number): void {
    const values = this.#values
    values[this.#turns]!++
    if (workCount > 0) values[this.#workTurns]!++
    const last = values[this.#lastTurn]!
    if (last > 0 && nowNs - last > values[this.#intervalMax]!) values[this.#intervalMax] = nowNs - last
    values[this.#lastTurn] = nowNs
  }

  message(): void {
    this.#values[this.#messages]!++
  }

  backPressured(): void {
    this.#values[this.#backPressured]!++
  }
}
