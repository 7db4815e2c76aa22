import { createAlphaService } from '@reflex/alpha'
import { createEmsService } from '@reflex/ems'
import { createMarketDataService } from '@reflex/market-data'
import { createOmsService } from '@reflex/oms'
import { createOpsConsoleService } from '@reflex/ops-console'
import { createRiskEngineService } from '@reflex/risk-engine'
import { createRiskGatewayService } from '@reflex/risk-gateway'
import type { ServiceFactory } from '@reflex/service-host'
import { createTcaService } from '@reflex/tca'
import { createVenueSimulatorService } from '@reflex/venue-simulator'
import { createWarehouseService } from '@reflex/warehouse'

export interface ServiceEntry {
  readonly name: string
  readonly create: ServiceFactory
}

/**
 * The firm, in the order of the duty cycle when it shares a thread: a tick goes down the list from market data to the
 * venue within one round. The one place that sees the services side by side.
 */
export const SERVICES: readonly ServiceEntry[] = [
  { name: 'venue-simulator', create: createVenueSimulatorService },
  { name: 'market-data', create: createMarketDataService },
  { name: 'alpha', create: createAlphaService },
  { name: 'risk-gateway', create: createRiskGatewayService },
  { name: 'ems', create: createEmsService },
  { name: 'oms', create: createOmsService },
  { name: 'tca', create: createTcaService },
  { name: 'risk-engine', create: createRiskEngineService },
  { name: 'warehouse', create: createWarehouseService },
  { name: 'ops-console', create: createOpsConsoleService },
]
