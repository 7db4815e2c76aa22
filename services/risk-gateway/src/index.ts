export { parseRiskGatewayConfig, type RiskGatewayConfig, riskGatewayConfigSchema } from './config.ts'
export { GATEWAY_COUNTERS } from './counters.ts'
export { createRiskGatewayService } from './service.ts'
