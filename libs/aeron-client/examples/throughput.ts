/**
 * One process sends to itself as fast as it goes: `node throughput.ts [channel] [messages] [length]`. Shows tryClaim,
 * by which a message is written straight into the log.
 */

import { Aeron, BufferClaim, type FragmentHandler } from '@aeron/client'

const [channel = 'aeron:ipc', messages = '5000000', length = '32'] = process.argv.slice(2)
const total = Number(messages)
const aeron = Aeron.connect({ useConductorAgentInvoker: true })
const subscription = aeron.addSubscription(channel, 10)
const publication = aeron.addExclusivePublication(channel, 10)
const claim = new BufferClaim()
let received = 0
let sum = 0

const handler: FragmentHandler = {
  onFragment(_bytes, offset, _length, header) {
    received++
    sum += header.view.getInt32(offset, true)
  },
}

while (!publication.isConnected || !subscription.isConnected) aeron.doWork()

const start = performance.now()
for (let sent = 0; received < total; ) {
  for (let i = 0; i < 50 && sent < total; i++) {
    if (publication.tryClaim(Number(length), claim) < 0) break
    claim.view.setInt32(claim.offset, sent++, true)
    claim.commit()
  }
  if (subscription.poll(handler, 100) === 0) aeron.doWork()
}
const seconds = (performance.now() - start) / 1000
const expected = (total * (total - 1)) / 2
console.log(`${total} messages of ${length} bytes, ${(total / seconds / 1e6).toFixed(2)} M msg/s`)
console.log(sum === expected ? 'all received in order' : `WRONG SUM ${sum}, expected ${expected}`)
aeron.close()
