import { runService } from '@reflex/service-host'
import { createRiskGatewayService } from './service.ts'

await runService('risk-gateway', createRiskGatewayService)
