/**
 * All Greeks of 10,000 options at once, and the same one option at a time: `reflex bench risk`. Peer: QuantLib's
 * BlackCalculator through its Python package, when that is installed.
 */

import { spawnSync } from 'node:child_process'
import { Prng } from '@reflex/base'
import { measure, peerAbsent, sizeOf } from '@reflex/base/measure'
import { GreeksBatch } from '@reflex/quant'

const OPTIONS = sizeOf(10_000)
const BATCHES = 20
const NAME = `risk: all Greeks of ${OPTIONS} options`

const PEER = `
import sys, time
try:
    import QuantLib as ql
except ImportError:
    sys.exit(3)
n = int(sys.argv[1])
options = [(ql.Option.Call if i % 2 else ql.Option.Put, 80.0 + 40.0 * i / n) for i in range(n)]
start = time.perf_counter()
for kind, strike in options:
    c = ql.BlackCalculator(ql.PlainVanillaPayoff(kind, strike), 101.0, 0.2, 0.98)
    c.value(), c.delta(100.0), c.gamma(100.0), c.vega(0.5), c.theta(100.0, 0.5), c.rho(0.5), c.dividendRho(0.5)
print((time.perf_counter() - start) * 1e9)
`

const prng = new Prng(1)
const batch = new GreeksBatch(OPTIONS)
for (let i = 0; i < OPTIONS; i++) {
  batch.sign[i] = prng.nextBoolean(0.5) ? 1 : -1
  batch.spot[i] = 60_000
  batch.strike[i] = 60_000 * Math.exp(0.3 * prng.nextNormal())
  batch.years[i] = 0.01 + 2 * prng.nextFloat()
  batch.rate[i] = 0.03
  batch.volatility[i] = 0.2 + prng.nextFloat()
}

/** Nanoseconds for all options, undefined when QuantLib is not there. */
function quantLib(): number | undefined {
  const run = spawnSync('python3', ['-c', PEER, String(OPTIONS)], { encoding: 'utf8', timeout: 60_000 })
  return run.status === 0 ? Number(run.stdout) : undefined
}

const peerNs = quantLib()
const peer = peerNs === undefined ? {} : { peer: { name: 'QuantLib (Python)', nsPerOperation: peerNs } }
const inputs = 'one operation = price and ten Greeks of every option'
measure({ name: NAME, inputs, operations: BATCHES, rounds: 7, ...peer }, (onOperation) => {
  let sum = 0
  for (let n = 0; n < BATCHES; n++) {
    batch.evaluate(OPTIONS)
    sum += batch.delta[n % OPTIONS]! + batch.charm[(7 * n) % OPTIONS]!
    onOperation?.()
  }
  return Math.round(sum * 1e6)
})
if (peerNs === undefined) peerAbsent(NAME, 'QuantLib', 'python3 has no QuantLib (apt-get install quantlib-python)')
