import { STREAMS } from '@reflex/schema'
import { buildService, type Service, type ServiceContext } from '@reflex/service-host'
import { RecorderCore } from './recorder-core.ts'

const LIMIT = 512

/**
 * The recorder: every message of every stream into the journal `<data>/warehouse/journal`, in the order it was seen.
 */
export function createWarehouseService(context: ServiceContext): Service {
  const core = new RecorderCore()
  const streams = STREAMS.map((stream) => stream.id)
  return buildService(context, {
    core,
    inputs: streams.map((stream) => ({ stream, limit: LIMIT })),
    outputs: [],
    journal: { streams, replay: false },
    report: () => {
      const byStream = core.streams()
      const recorded = Object.values(byStream).reduce((sum, row) => sum + row.messages, 0)
      const bytes = Object.values(byStream).reduce((sum, row) => sum + row.bytes, 0)
      return { recorded, bytes, streams: byStream }
    },
  })
}
