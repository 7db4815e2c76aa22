/** The console in a real browser. */

import { installDebian } from '../apt.ts'
import type { Gate } from '../gate.ts'
import { require } from '../gate.ts'

const CHROMIUM = '/usr/bin/chromium'

export const BROWSER_GATE: Gate = {
  name: 'browser',
  about: 'the console page in headless Chromium',
  timeoutMs: 8 * 60_000,
  async run(context) {
    await installDebian(context, {
      [CHROMIUM]: 'chromium',
      '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf': 'fonts-dejavu-core',
    })
    const env = { CI: 'true', NO_COLOR: '1', REFLEX_CHROMIUM: CHROMIUM }
    const result = await context.run('npx', ['vitest', 'run', 'services/ops-console/test/browser'], { env })
    const summary = /Tests\s+(.*)/.exec(result.stdout)?.[1] ?? ''
    require(/[1-9]\d* passed/.test(summary), `no browser test ran: ${summary}`)
    require(!/skipped/.test(summary), `browser tests were skipped although Chromium is there: ${summary}`)
    return summary
  },
}
