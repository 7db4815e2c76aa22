/** The first page of whoever watches the firm: is everything alive, is anything lost, how fast are we. */

import type { DashboardSpec, RowSpec } from './layout.ts'

const perSecond = (metric: string) => `sum by (service) (rate(${metric}[$__rate_interval]))`
const latency = (quantile: string) => `reflex_latency_ns{quantile="${quantile}"}`

const HEALTH: RowSpec = {
  title: 'Health',
  height: 5,
  panels: [
    {
      title: 'Ready',
      about: 'Each service: 1 when it may do its work. Red: see the runbook service-dead.',
      unit: 'none',
      kind: 'stat',
      redBelow: 1,
      queries: [{ expr: 'min by (service) (reflex_ready)', legend: '{{service}}' }],
    },
  ],
}

const LOSS: RowSpec = {
  title: 'Loss',
  height: 7,
  panels: [
    {
      title: 'Bus gaps',
      about: 'Messages missing from a stream by sequence number. Anything above zero: see the runbook bus-full.',
      unit: 'short',
      kind: 'stat',
      redFrom: 1,
      queries: [{ expr: 'sum by (service) (reflex_bus_gaps_total)', legend: '{{service}}' }],
    },
    {
      title: 'Back-pressured turns per second',
      about: 'Turns that could only drain the outbox: a subscriber is slow or the bus is full.',
      unit: 'ops',
      queries: [{ expr: perSecond('reflex_back_pressured_turns_total'), legend: '{{service}}' }],
    },
    {
      title: 'Messages dropped for want of a subscriber, per second',
      about: 'Normal while a service starts; lasting: a consumer is missing.',
      unit: 'ops',
      queries: [{ expr: perSecond('reflex_bus_unconnected_total'), legend: '{{service}}' }],
    },
  ],
}

const LATENCY: RowSpec = {
  title: 'Latency since start',
  height: 9,
  panels: [
    {
      title: 'p50',
      about: 'Median of every measured latency, by service and name.',
      unit: 'ns',
      logarithmic: true,
      queries: [{ expr: latency('0.5'), legend: '{{service}} {{name}}' }],
    },
    {
      title: 'p99',
      about: '99th percentile. A step up: a pause, or a shared core.',
      unit: 'ns',
      logarithmic: true,
      queries: [{ expr: latency('0.99'), legend: '{{service}} {{name}}' }],
    },
    {
      title: 'p99.9 and max',
      about: 'The tail. The largest is what the loop has to survive.',
      unit: 'ns',
      logarithmic: true,
      queries: [
        { expr: latency('0.999'), legend: '{{service}} {{name}} p99.9' },
        { expr: 'reflex_latency_ns_max', legend: '{{service}} {{name}} max' },
      ],
    },
  ],
}

const RISK: RowSpec = {
  title: 'Risk and the book of record',
  height: 7,
  panels: [
    {
      title: 'Halted scopes',
      about: 'Latches of the gateway. Above zero nothing new is sent there: see the runbook halt-and-release.',
      unit: 'short',
      kind: 'stat',
      redFrom: 1,
      queries: [{ expr: 'max by (service) (reflex_latched_scopes)', legend: '{{service}}' }],
    },
    {
      title: 'Orders per second at the gateway',
      about: 'Approved and refused. Refusals above approvals: a limit is reached or an input is missing.',
      unit: 'ops',
      queries: [
        { expr: 'sum(rate(reflex_orders_approved_total[$__rate_interval]))', legend: 'approved' },
        { expr: 'sum(rate(reflex_orders_rejected_total[$__rate_interval]))', legend: 'refused' },
      ],
    },
    {
      title: 'Fills booked per second',
      about: 'Executions in the book of record; duplicates were seen before and ignored.',
      unit: 'ops',
      queries: [
        { expr: 'sum(rate(reflex_oms_fills_total[$__rate_interval]))', legend: 'fills' },
        { expr: 'sum(rate(reflex_oms_duplicates_total[$__rate_interval]))', legend: 'duplicates' },
      ],
    },
    {
      title: 'Breaks',
      about: 'Differences with a venue, and executions known to be missing: see the runbook position-break.',
      unit: 'short',
      kind: 'stat',
      redFrom: 1,
      queries: [
        { expr: 'sum(reflex_oms_breaks)', legend: 'breaks' },
        { expr: 'sum(reflex_oms_executions_missing)', legend: 'missing executions' },
      ],
    },
  ],
}

const MARKET: RowSpec = {
  title: 'Market and orders',
  height: 7,
  panels: [
    {
      title: 'Live instruments',
      about: "Instruments whose book equals the venue's. Fewer than configured: see the runbook feed-stale.",
      unit: 'short',
      kind: 'stat',
      redBelow: 1,
      queries: [{ expr: 'sum(reflex_market_data_live_instruments)', legend: 'live' }],
    },
    {
      title: 'Market data per second',
      about: 'Datagrams read and normalised messages published.',
      unit: 'ops',
      queries: [
        { expr: 'sum(rate(reflex_market_data_feed_events_total[$__rate_interval]))', legend: 'read' },
        { expr: 'sum(rate(reflex_market_data_messages_total[$__rate_interval]))', legend: 'published' },
      ],
    },
    {
      title: 'To venues per second',
      about: 'What the ems sends, and what it gets back.',
      unit: 'ops',
      queries: [
        { expr: 'sum(rate(reflex_orders_sent_total[$__rate_interval]))', legend: 'orders' },
        { expr: 'sum(rate(reflex_replaces_sent_total[$__rate_interval]))', legend: 'replaces' },
        { expr: 'sum(rate(reflex_cancels_sent_total[$__rate_interval]))', legend: 'cancels' },
        { expr: 'sum(rate(reflex_fills_total{service="ems"}[$__rate_interval]))', legend: 'fills' },
      ],
    },
    {
      title: 'Unknown orders',
      about: 'Live orders whose state at the venue is not known: see the runbook orders-unknown.',
      unit: 'short',
      kind: 'stat',
      redFrom: 1,
      queries: [{ expr: 'sum(reflex_unknown_orders)', legend: 'unknown' }],
    },
    {
      title: 'Retunes by measured quality',
      about: 'Parameters that alpha changed because of TCA: the closed loop at work.',
      unit: 'short',
      queries: [{ expr: 'sum(reflex_alpha_retunes_total)', legend: 'retunes' }],
    },
  ],
}

const WORK: RowSpec = {
  title: 'Work',
  height: 8,
  panels: [
    {
      title: 'Messages per second',
      about: 'Messages given to each core.',
      unit: 'ops',
      queries: [{ expr: perSecond('reflex_messages_total'), legend: '{{service}}' }],
    },
    {
      title: 'Share of turns with work',
      about: 'Near 1: the service has no time left.',
      unit: 'percentunit',
      queries: [
        {
          expr: `${perSecond('reflex_work_turns_total')} / ${perSecond('reflex_turns_total')}`,
          legend: '{{service}}',
        },
      ],
    },
    {
      title: 'Longest time between two turns',
      about: 'Garbage collection, a blocked loop, a stolen core; above the liveness timeout a service counts as dead.',
      unit: 'ns',
      logarithmic: true,
      queries: [{ expr: 'max by (service) (reflex_duty_cycle_interval_max_ns)', legend: '{{service}}' }],
    },
  ],
}

export const FIRM_DASHBOARD: DashboardSpec = {
  uid: 'reflex-firm',
  title: 'Reflex: the firm',
  about: 'Health, loss, latency and work of every service.',
  rows: [HEALTH, MARKET, RISK, LOSS, LATENCY, WORK],
}
