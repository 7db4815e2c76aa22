import { runService } from '@reflex/service-host'
import { createVenueSimulatorService } from './index.ts'

await runService('venue-simulator', createVenueSimulatorService)
