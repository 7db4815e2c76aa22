import { runService } from '@reflex/service-host'
import { createOpsConsoleService } from './index.ts'

await runService('ops-console', createOpsConsoleService)
