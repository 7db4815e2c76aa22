/** The gates in the order they run: the cheap ones that fail most often first. */

import type { Gate } from '../gate.ts'
import { BROWSER_GATE } from './browser.ts'
import { JAVA_BUS_GATE, MULTICAST_BUS_GATE } from './bus.ts'
import { COMPOSE_GATE } from './compose.ts'
import { DASHBOARDS_GATE } from './dashboards.ts'
import { FIRM_GATES } from './firm.ts'
import { FIX_ACCEPTANCE_GATE } from './fix-acceptance.ts'
import { FIX_SESSIONS_GATE } from './fix-sessions.ts'
import { JAVA_GATE } from './java.ts'
import { LOOK_INSIDE_GATE } from './look-inside.ts'
import { MONITORING_CONFIG_GATE } from './monitoring-config.ts'
import { NODE_MATRIX_GATES } from './node-matrix.ts'
import { QUICKFIXJ_GATE } from './quickfixj.ts'
import { RISK_GATES } from './risk.ts'
import { RISK_GATEWAY_GATES } from './risk-gateway.ts'
import { STATIC_GATES } from './static.ts'
import { UDP_BUS_GATES } from './udp-bus.ts'

export const GATES: readonly Gate[] = [
  ...STATIC_GATES,
  MONITORING_CONFIG_GATE,
  ...FIRM_GATES,
  ...RISK_GATEWAY_GATES,
  ...RISK_GATES,
  ...UDP_BUS_GATES,
  LOOK_INSIDE_GATE,
  MULTICAST_BUS_GATE,
  FIX_ACCEPTANCE_GATE,
  FIX_SESSIONS_GATE,
  ...NODE_MATRIX_GATES,
  DASHBOARDS_GATE,
  JAVA_GATE,
  JAVA_BUS_GATE,
  QUICKFIXJ_GATE,
  BROWSER_GATE,
  COMPOSE_GATE,
]
