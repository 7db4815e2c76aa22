/** The small size of the bench, so that it does not rot. */

import { expect, test } from 'vitest'
import { FLOW_STREAM, flow, oneProcess, pingPongInOneProcess } from '../bench/ipc.ts'

test('what is measured arrives', () => {
  const checksums = [true, false].map((isExclusive) => {
    const { aeron, turn } = oneProcess(64 * 1024)
    const subscription = aeron.addSubscription('aeron:ipc', FLOW_STREAM)
    const publication = isExclusive
      ? aeron.addExclusivePublication('aeron:ipc', FLOW_STREAM)
      : aeron.addPublication('aeron:ipc', FLOW_STREAM)
    turn()
    return flow(publication, subscription, { messages: 10_000, length: 32, turn })
  })
  let roundTrips = 0
  checksums.push(pingPongInOneProcess(10_000, () => roundTrips++))
  expect(new Set(checksums).size).toBe(1)
  expect(roundTrips).toBe(10_000)
})
