/**
 * Health of the containers that serve no /health: the media driver (`driver DIRECTORY`) by its heartbeat in cnc.dat, as
 * any Aeron client reads it; the warehouse loader (`loader FILE`) by its progress file. Services: health.sh.
 */

import { openSync, readFileSync, readSync } from 'node:fs'

const DRIVER_HEARTBEAT_LIMIT_MS = 5_000
const LOADER_LAG_LIMIT = 100_000
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

function driverHealth(directory) {
  const ageMs = driverHeartbeatAgeMs(directory)
  return { healthy: ageMs >= 0 && ageMs < DRIVER_HEARTBEAT_LIMIT_MS, detail: `driver heartbeat ${ageMs} ms ago` }
}

/** Healthy when it keeps up with the journal: behind by less than a few seconds of traffic. */
function loaderHealth(file) {
  const { rows, lagRecords, lastError } = JSON.parse(readFileSync(file, 'utf8'))
  return { healthy: lagRecords < LOADER_LAG_LIMIT, detail: `${rows} rows, ${lagRecords} behind ${lastError}` }
}

function health([kind, path]) {
  if (kind === 'driver') return driverHealth(path)
  if (kind === 'loader') return loaderHealth(path)
  throw new Error('usage: healthcheck.mjs driver DIRECTORY | loader FILE')
}

try {
  const { healthy, detail } = health(process.argv.slice(2))
  console.log(detail)
  process.exit(healthy ? 0 : 1)
} catch (error) {
  console.log(String(error))
  process.exit(1)
}
