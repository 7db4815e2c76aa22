import type { ServiceFactory } from '@reflex/service-host'

/** One service by name, without compiling the others: a process of its own starts several times faster. */
export const SERVICE_LOADERS: Readonly<Record<string, () => Promise<ServiceFactory>>> = {
  'venue-simulator': async () => (await import('@reflex/venue-simulator')).createVenueSimulatorService,
  'market-data': async () => (await import('@reflex/market-data')).createMarketDataService,
  alpha: async () => (await import('@reflex/alpha')).createAlphaService,
  'risk-gateway': async () => (await import('@reflex/risk-gateway')).createRiskGatewayService,
  ems: async () => (await import('@reflex/ems')).createEmsService,
  oms: async () => (await import('@reflex/oms')).createOmsService,
  tca: async () => (await import('@reflex/tca')).createTcaService,
  'risk-engine': async () => (await import('@reflex/risk-engine')).createRiskEngineService,
  warehouse: async () => (await import('@reflex/warehouse')).createWarehouseService,
  'ops-console': async () => (await import('@reflex/ops-console')).createOpsConsoleService,
}
