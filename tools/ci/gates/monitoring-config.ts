/** Prometheus and Alertmanager configurations as their own tools read them, and the alert rules' unit tests. */

import { installDebian } from '../apt.ts'
import type { Gate } from '../gate.ts'
import { require } from '../gate.ts'

export const MONITORING_CONFIG_GATE: Gate = {
  name: 'monitoring-config',
  about: 'promtool and amtool accept the configuration; the alert rules fire when they should',
  timeoutMs: 5 * 60_000,
  async run(context) {
    await installDebian(context, {
      '/usr/bin/promtool': 'prometheus',
      '/usr/bin/amtool': 'prometheus-alertmanager',
    })
    const folder = 'infra/prometheus'
    await context.run('promtool', ['check', 'config', `${folder}/prometheus.yml`])
    const rules = await context.run('promtool', ['check', 'rules', `${folder}/alerts.yml`])
    const tests = await context.run('promtool', ['test', 'rules', `${folder}/alerts.test.yml`])
    require(/SUCCESS/.test(tests.stdout + tests.stderr), 'promtool test rules printed no SUCCESS')
    await context.run('amtool', ['check-config', 'infra/alertmanager/alertmanager.yml'])
    const found = /SUCCESS: (\d+ rules) found/.exec(rules.stdout + rules.stderr)?.[1]
    require(found !== undefined, 'promtool check rules found no rule')
    return `${found}, tests pass`
  },
}
