/** Shows the page with synthetic data: `npx tsx --conditions=source services/ops-console/dev/serve.ts [port]`. */

import { Prng, SystemEpochClock, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { ConsoleWorld } from '../test/console-world.ts'
import { SyntheticFirm } from '../test/synthetic-firm.ts'

const STEP_MS = 50
const epochMs = sessionEpochMsOf(Date.now())
const clocks = { clock: new SystemNanoClock(epochMs), epochClock: new SystemEpochClock(), epochMs }
const world = new ConsoleWorld({ clocks, config: { port: Number(process.argv[2] ?? 7788) } })
const firm = new SyntheticFirm(world.senders, world.bus, new Prng(7))
setInterval(() => {
  world.turn()
  firm.step()
  world.turn()
}, STEP_MS)
console.log(String(await world.url()))
