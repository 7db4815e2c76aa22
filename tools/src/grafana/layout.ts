/**
 * Rows of panels to a Grafana dashboard: ids, grid positions, data source and legends are set here, so that a panel
 * says only what it shows.
 */

import * as common from '@grafana/grafana-foundation-sdk/common'
import { VizLegendOptionsBuilder, VizTooltipOptionsBuilder } from '@grafana/grafana-foundation-sdk/common'
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard'
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus'
import * as stat from '@grafana/grafana-foundation-sdk/stat'
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries'

/** The uid in infra/grafana/provisioning/datasources; a test compares the two. */
export const DATASOURCE = { type: 'prometheus', uid: 'reflex-prometheus' } as const

const GRID_WIDTH = 24

export interface Query {
  readonly expr: string
  readonly legend: string
}

export interface PanelSpec {
  readonly title: string
  /** What it tells and what to do when it looks wrong. */
  readonly about: string
  /** A Grafana unit: ns, short, ops, percentunit, bool... */
  readonly unit: string
  readonly queries: readonly Query[]
  /** `stat` shows the last value; default a time series. */
  readonly kind?: 'stat'
  /** Value from which the panel turns red. */
  readonly redFrom?: number
  /** Value below which the panel is red, e.g. for readiness. */
  readonly redBelow?: number
  readonly logarithmic?: boolean
}

export interface RowSpec {
  readonly title: string
  readonly height: number
  readonly panels: readonly PanelSpec[]
}

export interface DashboardSpec {
  readonly uid: string
  readonly title: string
  readonly about: string
  readonly rows: readonly RowSpec[]
}

export function buildDashboard(spec: DashboardSpec): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.about)
    .tags(['reflex', 'generated'])
    .timezone('utc')
    .refresh('5s')
    .time({ from: 'now-15m', to: 'now' })
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .readonly()
  let id = 1
  let y = 0
  for (const row of spec.rows) {
    builder.withRow(new dashboard.RowBuilder(row.title).gridPos({ x: 0, y, w: GRID_WIDTH, h: 1 }).id(id++))
    y += 1
    const width = Math.floor(GRID_WIDTH / row.panels.length)
    row.panels.forEach((panel, index) => {
      builder.withPanel(buildPanel(panel, id++, { x: index * width, y, w: width, h: row.height }))
    })
    y += row.height
  }
  return builder.build()
}

function buildPanel(
  spec: PanelSpec,
  id: number,
  gridPos: dashboard.GridPos,
): stat.PanelBuilder | timeseries.PanelBuilder {
  const panel = spec.kind === 'stat' ? statPanel() : timePanel(spec)
  panel.id(id).title(spec.title).description(spec.about).unit(spec.unit).gridPos(gridPos).datasource(DATASOURCE)
  panel.thresholds(thresholds(spec))
  spec.queries.forEach((query, index) => {
    panel.withTarget(
      new prometheus.DataqueryBuilder()
        .expr(query.expr)
        .legendFormat(query.legend)
        .datasource(DATASOURCE)
        .range()
        .refId(String.fromCharCode(65 + index)),
    )
  })
  return panel
}

function statPanel(): stat.PanelBuilder {
  return new stat.PanelBuilder()
    .colorMode(common.BigValueColorMode.Background)
    .graphMode(common.BigValueGraphMode.None)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
}

function timePanel(spec: PanelSpec): timeseries.PanelBuilder {
  const panel = new timeseries.PanelBuilder()
    .lineWidth(1)
    .fillOpacity(6)
    .showPoints(common.VisibilityMode.Never)
    .legend(legend())
    .tooltip(new VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending))
  if (spec.logarithmic === true) {
    const scale = new common.ScaleDistributionConfigBuilder().type(common.ScaleDistribution.Log).log(10)
    panel.scaleDistribution(scale)
  }
  return panel
}

function legend(): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .displayMode(common.LegendDisplayMode.Table)
    .placement(common.LegendPlacement.Bottom)
    .showLegend(true)
    .calcs(['lastNotNull', 'max'])
}

function thresholds(spec: PanelSpec): dashboard.ThresholdsConfigBuilder {
  const steps: dashboard.Threshold[] = [{ value: null, color: 'green' }]
  if (spec.redFrom !== undefined) steps.push({ value: spec.redFrom, color: 'red' })
  if (spec.redBelow !== undefined) {
    steps[0] = { value: null, color: 'red' }
    steps.push({ value: spec.redBelow, color: 'green' })
  }
  return new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps(steps)
}
