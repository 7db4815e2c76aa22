/**
 * Health of the container it runs in. A service: GET /health of its metrics port. The media driver (first argument `driver`, second its
 * directory): the driver's heartbeat in cnc.dat, as any Aeron client reads it.
 */

import { openSync, readSync } from 'node:fs'

const DRIVER_HEARTBEAT_LIMIT_MS = 5_000
const CNC_HEADER_LENGTH = 128
const RING_TRAILER_LENGTH = 768
const CONSUMER_HEARTBEAT_OFFSET = 640

function driverHeartbeatAgeMs(directory) {
  const file = openSync(`${directory}/cnc.dat`, 'r')
  const bytes = Buffer.alloc(8)
  readSync(file, bytes, 0, 8, 0)
  const ringCapacity = bytes.readInt32LE(4) - RING_TRAILER_LENGTH
  readSync(file, bytes, 0, 8, CNC_HEADER_LENGTH + ringCapacity + CONSUMER_HEARTBEAT_OFFSET)
  return Date.now() - Number(bytes.readBigInt64LE(0))
}

async function serviceHealth() {
  const port = process.env.REFLEX_METRICS_PORT ?? '9464'
  const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(1_500) })
  return { healthy: response.ok, detail: await response.text() }
}

function driverHealth(directory) {
  const ageMs = driverHeartbeatAgeMs(directory)
  return { healthy: ageMs >= 0 && ageMs < DRIVER_HEARTBEAT_LIMIT_MS, detail: `driver heartbeat ${ageMs} ms ago` }
}

try {
  const { healthy, detail } = process.argv[2] === 'driver' ? driverHealth(process.argv[3]) : await serviceHealth()
  console.log(detail)
  process.exit(healthy ? 0 : 1)
} catch (error) {
  console.log(String(error))
  process.exit(1)
}
