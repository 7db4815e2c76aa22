import { runService } from '@reflex/service-host'
import { createTcaService } from './index.ts'

await runService('tca', createTcaService)
