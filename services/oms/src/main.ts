import { runService } from '@reflex/service-host'
import { createOmsService } from './index.ts'

await runService('oms', createOmsService)
