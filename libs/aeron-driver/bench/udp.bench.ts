import { UdpFlow } from './udp.ts'

/**
 * Throughput of UDP over loopback, driver and clients in one thread: `udp.bench.ts [messages] [channel]`. Prints one
 * JSON object a length; `checksum` is the same for the same number of messages.
 */
const messages = Number(process.argv[2] ?? 1_000_000)
const channel = process.argv[3] ?? 'aeron:udp?endpoint=127.0.0.1:20125'
const flow = new UdpFlow(`/dev/shm/reflex-udp-bench-${process.pid}`)
for (const [length, share] of [
  [32, 1],
  [32, 1],
  [256, 5],
  [1024, 10],
] as const) {
  const count = Math.floor(messages / share)
  const { messagesPerSecond, checksum, heapBytesPerMessage } = flow.run({ channel, length, messages: count })
  const figures = { messagesPerSecond: Math.round(messagesPerSecond), heapBytesPerMessage: round(heapBytesPerMessage) }
  console.log(JSON.stringify({ length, messages: count, ...figures, checksum }))
}
flow.close()

function round(value: number): number {
  return Math.round(value * 100) / 100
}
