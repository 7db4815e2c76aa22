/** What must hold for a generated dashboard without a Grafana to look at it. */

export interface DashboardJson {
  readonly uid: string
  readonly panels: readonly PanelJson[]
}

interface PanelJson {
  readonly id: number
  readonly title: string
  readonly type: string
  readonly description?: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: { readonly uid?: string }
  readonly targets?: readonly TargetJson[]
}

interface TargetJson {
  readonly expr: string
  readonly legendFormat?: string
  readonly datasource?: { readonly uid?: string }
}

export interface PanelQuery {
  readonly panel: string
  readonly expr: string
}

export function panelQueries(dashboard: DashboardJson): PanelQuery[] {
  return dashboard.panels.flatMap((panel) => {
    return (panel.targets ?? []).map((target) => ({ panel: panel.title, expr: target.expr }))
  })
}

/** @returns what is wrong, one sentence each. */
export function verifyLayout(dashboard: DashboardJson, datasourceUid: string): string[] {
  const panels = dashboard.panels
  const problems: string[] = []
  if (new Set(panels.map((panel) => panel.id)).size !== panels.length) problems.push('panel ids repeat')
  panels.forEach((panel, index) => {
    for (const other of panels.slice(index + 1)) {
      if (overlap(panel.gridPos, other.gridPos)) problems.push(`'${panel.title}' covers '${other.title}'`)
    }
    if (panel.type !== 'row') problems.push(...verifyPanel(panel, datasourceUid))
  })
  return problems
}

function verifyPanel(panel: PanelJson, datasourceUid: string): string[] {
  const problems: string[] = []
  if ((panel.description ?? '') === '') problems.push(`'${panel.title}' has no description`)
  if ((panel.targets ?? []).length === 0) problems.push(`'${panel.title}' has no query`)
  if (panel.datasource?.uid !== datasourceUid) problems.push(`'${panel.title}' has another data source`)
  if (panel.gridPos.x + panel.gridPos.w > 24) problems.push(`'${panel.title}' is wider than the grid`)
  for (const target of panel.targets ?? []) {
    if (target.datasource?.uid !== datasourceUid) problems.push(`a query of '${panel.title}' has another data source`)
    if ((target.legendFormat ?? '') === '') problems.push(`a query of '${panel.title}' has no legend`)
  }
  return problems
}

function overlap(a: PanelJson['gridPos'], b: PanelJson['gridPos']): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}
