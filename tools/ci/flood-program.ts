/**
 * A strategy gone wrong: joins the bus of a running firm and sends orders on the stream of intents, as fast as told,
 * whatever is answered. Half way the operator halts the firm; at the end he releases it. Prints what it did as JSON.
 *
 *     node --conditions=source --import tsx tools/ci/flood-program.ts AERON_DIR DATA_DIR PRICE RATE SECONDS
 */

import { NodeDatagramTransport } from '@aeron/driver'
import { AgentRunner, BACKOFF, CompositeAgent } from '@reflex/agent'
import { SystemEpochClock, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { NodeTransport } from '@reflex/fix-session'
import { NodeStorage } from '@reflex/journal'
import { loadDeskConfig, NewOrderSingleEncoder, PartyActionRequestEncoder, STREAM } from '@reflex/schema'
import { buildService, joinBus, type Outbox, Runtime, type ServiceCore } from '@reflex/service-host'
import pino from 'pino'

const [aeronDir = '', dataDir = '', price = '', rate = '', seconds = ''] = process.argv.slice(2)
const PER_TURN_MAX = 256
const LIFE = Date.now().toString(36)

class FloodCore implements ServiceCore {
  sent = 0
  haltedMs = 0
  readonly #order = new NewOrderSingleEncoder()
  readonly #action = new PartyActionRequestEncoder()
  #startNs = Number.NaN
  #isReleased = false

  onMessage(): void {}

  onTimer(nowNs: number, out: Outbox): number {
    if (Number.isNaN(this.#startNs)) this.#startNs = nowNs
    const elapsedNs = nowNs - this.#startNs
    const totalNs = Number(seconds) * 1e9
    if (elapsedNs > totalNs) {
      if (!this.#isReleased) this.#act(2, nowNs, out)
      this.#isReleased = true
      return 0
    }
    if (this.haltedMs === 0 && elapsedNs > totalNs / 2) {
      this.#act(1, nowNs, out)
      this.haltedMs = Date.now()
    }
    const due = Math.min(Math.floor((elapsedNs / 1e9) * Number(rate)) - this.sent, PER_TURN_MAX)
    for (let i = 0; i < due; i++) this.#send(nowNs, out)
    return due
  }

  isReady(): boolean {
    return true
  }

  statusText(): string {
    return 'floods'
  }

  #send(nowNs: number, out: Outbox): void {
    const message = this.#order.begin(out, STREAM.ORDERS_INTENT).clOrdIdText(`FLOOD-${LIFE}-${++this.sent}`)
    message.accountText('MM1').symbolText('BTC-USD').marketIdText('XALP').side(49).orderQtyE8(10_000).ordType(50)
    message
      .priceE8(Math.round(Number(price) * 1e8))
      .transactTime(nowNs)
      .strategyIdText('MAKER1')
      .end()
  }

  #act(type: number, nowNs: number, out: Outbox): void {
    const message = this.#action.begin(out, STREAM.OPERATOR_CONTROL).partyActionRequestIdText(`FLOOD-${LIFE}-${type}`)
    message.partyActionType(type).transactTime(nowNs).textText('flood drill').noPartyIds(1)
    message.partyIdText('drill').partyIdSource(68).partyRole(44).end()
  }
}

const desk = loadDeskConfig('config/desk.json')
const sessionEpochMs = sessionEpochMsOf(Date.now())
const clock = new SystemNanoClock(sessionEpochMs)
const epochClock = new SystemEpochClock()
const log = pino({ level: 'warn' }, pino.destination(2))
const onError = (error: Error): void => log.warn({ err: error }, 'flood')
const bus = joinBus({ desk, aeronDir, clientName: 'flood', nanoClock: clock, epochClock, onError })
const shared = { desk, sessionEpochMs, clock, epochClock, aeron: bus.aeron, dataDir, seed: 1, log, isVirtual: false }
const transports = { datagrams: new NodeDatagramTransport(clock), tcp: new NodeTransport(), storage: new NodeStorage() }
const runtime = new Runtime({ ...shared, ...transports, wake: () => {}, onFatal: onError })
const core = new FloodCore()
const outputs = [STREAM.ORDERS_INTENT, STREAM.OPERATOR_CONTROL]
const service = buildService(runtime.contextFor('flood'), { core, inputs: [], outputs })
const runner = new AgentRunner(
  new CompositeAgent([bus.agent, service.agent]),
  (error) => log.warn({ err: error }, 'flood'),
  BACKOFF,
)
runner.start()
setTimeout(
  () => {
    process.stdout.write(`${JSON.stringify({ sent: core.sent, haltedMs: core.haltedMs })}\n`)
    runner.close()
    bus.close()
    process.exit(0)
  },
  Number(seconds) * 1000 + 1500,
)
