import { runService } from '@reflex/service-host'
import { createAlphaService } from './index.ts'

await runService('alpha', createAlphaService)
