/** Sends a number of messages to whoever listens: `node basic-publisher.ts [channel] [stream] [count]`. */

import { setTimeout as sleep } from 'node:timers/promises'
import { Aeron, BACK_PRESSURED, NOT_CONNECTED, offerResultName } from '@aeron/client'

const [channel = 'aeron:udp?endpoint=localhost:20121', stream = '1001', count = '10'] = process.argv.slice(2)
const aeron = Aeron.connect()
const publication = aeron.addPublication(channel, Number(stream))
const encoder = new TextEncoder()

for (let n = 0; n < Number(count); ) {
  const result = publication.offer(encoder.encode(`Hello World! ${n}`))
  if (result > 0) {
    console.log(`sent ${n}, position ${result}`)
    n++
  } else if (result === NOT_CONNECTED || result === BACK_PRESSURED) await sleep(10)
  else if (publication.isClosed) throw new Error(`the publication is over: ${offerResultName(result)}`)
}
console.log('done sending')
await sleep(500) // Time for retransmits of the last messages.
aeron.close()
