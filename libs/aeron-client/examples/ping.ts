/** Measures round trips to pong.ts: `node ping.ts [pingChannel] [pongChannel] [roundTrips]`. */

import { Aeron, type FragmentHandler } from '@aeron/client'

const [
  pingChannel = 'aeron:udp?endpoint=localhost:20123',
  pongChannel = 'aeron:udp?endpoint=localhost:20124',
  roundTrips = '10000',
] = process.argv.slice(2)
const aeron = Aeron.connect({ useConductorAgentInvoker: true })
const publication = aeron.addExclusivePublication(pingChannel, 1002)
const subscription = aeron.addSubscription(pongChannel, 1003)
const times = new Float64Array(Number(roundTrips))
const message = new Uint8Array(32)
let answers = 0

const handler: FragmentHandler = {
  onFragment() {
    answers++
  },
}

while (!publication.isConnected || !subscription.isConnected) {
  aeron.doWork()
  await new Promise((resolve) => setTimeout(resolve, 1))
}

for (let i = 0; i < times.length; i++) {
  const start = performance.now()
  while (publication.offer(message) < 0) aeron.doWork()
  for (let polls = 1; answers <= i; polls++) {
    subscription.poll(handler, 1)
    if (polls % 5000 === 0) aeron.doWork()
  }
  times[i] = (performance.now() - start) * 1000
  if (i % 5000 === 0) aeron.doWork()
}

times.sort()
const at = (p: number): string => times[Math.floor((times.length - 1) * p)]!.toFixed(2)
console.log(`${times.length} round trips, us: p50 ${at(0.5)} p99 ${at(0.99)} p99.9 ${at(0.999)} max ${at(1)}`)
aeron.close()
