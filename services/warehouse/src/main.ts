import { runService } from '@reflex/service-host'
import { createWarehouseService } from './recorder/service.ts'

await runService('warehouse', createWarehouseService)
