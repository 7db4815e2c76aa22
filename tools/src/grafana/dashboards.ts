/** Every dashboard as a file for Grafana's provisioning. */

import type { GeneratedFiles } from '../generate/target.ts'
import { FIRM_DASHBOARD } from './firm-dashboard.ts'
import { buildDashboard, type DashboardSpec } from './layout.ts'

export const DASHBOARDS: Readonly<Record<string, DashboardSpec>> = { firm: FIRM_DASHBOARD }

export function dashboardFiles(): GeneratedFiles {
  const entries = Object.entries(DASHBOARDS).map(([name, spec]): [string, string] => {
    return [`infra/grafana/dashboards/${name}.json`, `${JSON.stringify(buildDashboard(spec), null, 2)}\n`]
  })
  return new Map(entries)
}
