/**
 * Prints what arrives, until Ctrl-C: `node basic-subscriber.ts [channel] [stream]`. Channel and stream are those of the
 * official samples, which may be the other end.
 */

import { Aeron, FragmentAssembler } from '@aeron/client'

const [channel = 'aeron:udp?endpoint=localhost:20121', stream = '1001'] = process.argv.slice(2)
const aeron = Aeron.connect()
const decoder = new TextDecoder()

const subscription = aeron.addSubscription(channel, Number(stream), {
  onAvailableImage: (image) => console.log(`publisher ${image.sessionId} from ${image.sourceIdentity}`),
  onUnavailableImage: (image) => console.log(`publisher ${image.sessionId} has gone at ${image.position}`),
})

/** Whole messages: the assembler puts fragments together. */
const handler = new FragmentAssembler({
  onFragment(bytes, offset, length, header) {
    const text = decoder.decode(bytes.subarray(offset, offset + length))
    console.log(`message of ${length} bytes from ${header.sessionId} <<${text}>>`)
  },
})

console.log(`listening on ${channel} stream ${stream}`)
const timer = setInterval(() => subscription.poll(handler, 100), 1)

process.once('SIGINT', () => {
  clearInterval(timer)
  aeron.close()
})
