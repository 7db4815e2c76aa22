export { parseRiskEngineConfig, type RiskEngineConfig, riskEngineConfigSchema } from './config.ts'
export { ENGINE_COUNTERS } from './counters.ts'
export { createRiskEngineService } from './service.ts'
