/** The other process of ipc.bench.ts: echoes, or sends without end. Spins. */

import { Aeron } from '@aeron/client'
import { Echo, FLOW_STREAM, PING_STREAM, PONG_STREAM } from './ipc.ts'

const [role, length = '32'] = process.argv.slice(2)
const aeron = Aeron.connect({ useConductorAgentInvoker: true })

function echo(): void {
  const subscription = aeron.addSubscription('aeron:ipc', PING_STREAM)
  const handler = new Echo(aeron.addExclusivePublication('aeron:ipc', PONG_STREAM))
  for (let spins = 1; ; spins++) {
    subscription.poll(handler, 16)
    if (spins % 4096 === 0) aeron.doWork()
  }
}

function send(): void {
  const publication = aeron.addExclusivePublication('aeron:ipc', FLOW_STREAM)
  const bytes = new Uint8Array(Number(length))
  for (let spins = 1; ; spins++) {
    publication.offer(bytes)
    if (spins % 4096 === 0) aeron.doWork()
  }
}

if (role === 'echo') echo()
else send()
