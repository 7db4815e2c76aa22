import { readdirSync } from 'node:fs'
import { UdpFlow } from './udp.ts'

/**
 * UDP at full rate for REFLEX_SOAK_SECONDS (default 10; ten minutes when it matters). Ends with exit code 1 when the
 * memory of the process or the number of files grows.
 */
const seconds = Number(process.env['REFLEX_SOAK_SECONDS'] ?? 10)
const CHANNEL = 'aeron:udp?endpoint=127.0.0.1:20126|term-length=64k|linger=0'
const MESSAGES = 100_000
const WARM_UP_ROUNDS = 3
const GROWTH_MAX = 48 * 1024 * 1024
const aeronDir = `/dev/shm/reflex-udp-soak-${process.pid}`
const flow = new UdpFlow(aeronDir)
const end = Date.now() + seconds * 1000
let rounds = 0
let rssAtFirst = 0
let filesAtMost = 0
while (Date.now() < end || rounds <= WARM_UP_ROUNDS) {
  flow.run({ channel: CHANNEL, length: 200, messages: MESSAGES })
  rounds++
  globalThis.gc?.()
  if (rounds === WARM_UP_ROUNDS) rssAtFirst = process.memoryUsage().rss
  filesAtMost = Math.max(filesAtMost, countFiles())
  await new Promise((resolve) => setImmediate(resolve))
}
const growth = process.memoryUsage().rss - rssAtFirst
const { aeronDir: _, ...report } = { aeronDir, rounds, messages: rounds * MESSAGES, growthBytes: growth, filesAtMost }
flow.close()
console.log(JSON.stringify(report))
// Ended streams linger for a while: as many logs as rounds within it, never all of them.
if (growth > GROWTH_MAX || filesAtMost > 4 + 2 * Math.min(rounds, 64)) process.exitCode = 1

function countFiles(): number {
  return ['publications', 'images'].reduce((count, name) => count + readdirSync(`${aeronDir}/${name}`).length, 0)
}
