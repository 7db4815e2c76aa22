import { runService } from '@reflex/service-host'
import { createEmsService } from './index.ts'

await runService('ems', createEmsService)
