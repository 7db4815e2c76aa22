import { runService } from '@reflex/service-host'
import { createRiskEngineService } from './service.ts'

await runService('risk-engine', createRiskEngineService)
