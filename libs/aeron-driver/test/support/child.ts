/**
 * What a child process of a system test does: `child.ts <role> <channel> <stream> <count> <tag>`, a client of the
 * driver in AERON_DIR.
 */

import { Aeron, BufferClaim } from '@aeron/client'

const [role, channel = 'aeron:ipc', stream = '7', count = '0', tag = ''] = process.argv.slice(2)
const streamId = Number(stream)
const aeron = Aeron.connect({ useConductorAgentInvoker: true })
const bytes = new Uint8Array(4096)
const view = new DataView(bytes.buffer)

/** Message n: its number, its writer's tag, and up to 3 KB that depend on n. */
function encode(n: number): number {
  view.setInt32(0, n, true)
  view.setInt32(4, Number(tag), true)
  const length = 8 + ((n * 37) % 3000) * (n % 10 === 0 ? 1 : 0)
  bytes.fill(n & 0xff, 8, length)
  return length
}

function sendAll(
  publication: { offer(bytes: Uint8Array, offset: number, length: number): number },
  total: number,
): void {
  for (let n = 0; n < total; ) {
    if (publication.offer(bytes, 0, encode(n)) > 0) n++
    else aeron.doWork()
  }
}

switch (role) {
  case 'shared':
    sendAll(aeron.addPublication(channel, streamId), Number(count))
    break
  case 'exclusive':
    sendAll(aeron.addExclusivePublication(channel, streamId), Number(count))
    break
  case 'claim': {
    const publication = aeron.addPublication(channel, streamId)
    while (publication.tryClaim(100, new BufferClaim()) < 0) aeron.doWork()
    process.kill(process.pid, 'SIGKILL')
  }
}
console.log('sent')
setInterval(() => aeron.doWork(), 10)
