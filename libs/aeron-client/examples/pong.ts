/**
 * Sends back what ping sends: `node pong.ts [pingChannel] [pongChannel]`. One core; the official Ping works as well.
 */

import { Aeron, type FragmentHandler } from '@aeron/client'

const [pingChannel = 'aeron:udp?endpoint=localhost:20123', pongChannel = 'aeron:udp?endpoint=localhost:20124'] =
  process.argv.slice(2)
const aeron = Aeron.connect({ useConductorAgentInvoker: true })
const subscription = aeron.addSubscription(pingChannel, 1002)
const publication = aeron.addExclusivePublication(pongChannel, 1003)

const echo: FragmentHandler = {
  onFragment(bytes, offset, length) {
    while (publication.offer(bytes, offset, length) < 0) if (!publication.isConnected) return
  },
}

console.log('ready')

/** Polls hard, but lets Node see signals, and the client its driver, every few thousand turns. */
function run(): void {
  for (let i = 0; i < 5000; i++) subscription.poll(echo, 10)
  aeron.doWork()
  setImmediate(run)
}

run()
