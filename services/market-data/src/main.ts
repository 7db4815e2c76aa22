import { runService } from '@reflex/service-host'
import { createMarketDataService } from './index.ts'

await runService('market-data', createMarketDataService)
