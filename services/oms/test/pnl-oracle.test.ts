import { decimalE8 } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { Amount, PARTS } from '../src/core/amount.ts'
import { BREAK } from '../src/core/break-list.ts'
import { ContractTerms } from '../src/core/contract-terms.ts'
import { BOOKED, ExecutionBook } from '../src/core/execution-book.ts'
import { ExecutionInput } from '../src/core/execution-input.ts'
import { FIGURE, FIGURE_COUNT } from '../src/core/position-ledger.ts'
import { oracleCases } from './oracles.ts'

interface OracleEvent {
  readonly ev: 'trade' | 'bust' | 'correct' | 'funding'
  readonly execId: string
  readonly refId?: string
  readonly execType?: 'G' | 'H'
  readonly side?: 'B' | 'S'
  readonly qty?: string
  readonly px?: string
  readonly fee?: string
  readonly expect?: string
  readonly duplicate?: boolean
  readonly after?: { readonly pos: string; readonly realizedAvg: string; readonly realizedFifo: string }
}

interface SequenceIn {
  readonly kind: 'linear' | 'inverse' | 'quanto'
  readonly multiplier: string
  readonly mark: string
  readonly events: readonly OracleEvent[]
}

interface SequenceOut {
  readonly pos: string
  readonly avgCost: string | null
  readonly realizedAvg: string
  readonly unrealizedAvg: string
  readonly realizedFifo: string
  readonly unrealizedFifo: string
  /** [signed quantity, price], oldest first. */
  readonly openLots: readonly (readonly [string, string])[]
  readonly grossTotal: string
  readonly fees: string
}

const INSTRUMENT = 1

/** The book with one instrument: the coarsest lots and ticks that hold every quantity and price of a case. */
class OracleBook {
  readonly terms: ContractTerms
  readonly book: ExecutionBook
  readonly #input = new ExecutionInput()
  readonly #lotE8: number

  constructor(kind: SequenceIn['kind'], multiplier: string, events: readonly OracleEvent[], prices: string[] = []) {
    this.#lotE8 = commonStep(events.flatMap(({ qty }) => (qty === undefined ? [] : [qty])))
    this.terms = new ContractTerms({
      kind: kind === 'inverse' ? 'inverse' : 'linear',
      tickE8: commonStep([...prices, ...events.flatMap(({ px }) => (px === undefined ? [] : [px]))]),
      contractE8: (decimalE8(multiplier) * this.#lotE8) / 1e8,
      lotsMax: 2 ** 52,
    })
    this.book = new ExecutionBook({
      terms: [undefined, this.terms],
      ordersCapacity: 4,
      executionsCapacity: 4,
      positionsCapacity: 1,
    })
  }

  apply(event: OracleEvent, sequence: number): number {
    const input = this.#input
    const row = (id: string): number => this.book.execRow(Buffer.from(id), 0, id.length)
    input.execId = row(event.execId)
    input.refExecId = event.refId === undefined ? -1 : row(event.refId)
    input.account = 0
    input.instrument = INSTRUMENT
    input.side = event.side === 'S' ? -1 : 1
    input.execType = (event.execType ?? 'F').charCodeAt(0)
    input.lastLots = event.qty === undefined ? Number.NaN : decimalE8(event.qty) / this.#lotE8
    input.lastPriceE8 = event.px === undefined ? Number.NaN : decimalE8(event.px)
    input.feeE8 = event.fee === undefined ? Number.NaN : decimalE8(event.fee)
    input.sequence = sequence
    this.book.sequence.observe(sequence)
    if (!this.book.accept(input)) return 0
    const result = event.ev === 'trade' ? this.book.trade(input) : this.book.amend(input)
    this.book.settle()
    return result
  }

  get lots(): number {
    return this.book.byAccount.ledger.lots[0] ?? 0
  }

  get qty(): number {
    return (this.lots * this.#lotE8) / 1e8
  }

  /** [signed quantity, price] of the open lots, oldest first. */
  openLots(): [number, number][] {
    const { fifo } = this.book.byAccount
    const open: [number, number][] = []
    for (let trade = fifo.firstOpen(0); trade >= 0; trade = fifo.nextOpen(trade)) {
      open.push([(fifo.openLots[trade]! * this.#lotE8) / 1e8, this.book.trades.priceE8[trade]! / 1e8])
    }
    return open
  }

  realisedFifo(): number {
    return this.#currency(new Amount().load(this.book.byAccount.fifo.realised, 0))
  }

  figures(mark: string): Float64Array {
    const out = new Float64Array(FIGURE_COUNT)
    this.book.byAccount.ledger.measure(0, new Float64Array([Number.NaN, decimalE8(mark)]), INSTRUMENT, out)
    return out
  }

  /** The exact realised amount in currency, before rounding to E8. */
  realised(): number {
    return this.#currency(new Amount().load(this.book.byAccount.ledger.realised, 0))
  }

  unrealised(mark: string): number {
    const cost = new Amount().load(this.book.byAccount.ledger.cost, 0)
    const sign = this.lots > 0 ? this.terms.direction : -this.terms.direction
    const price = Number(mark)
    const lots = Math.abs(this.lots)
    const value = this.terms.isInverse
      ? (lots * this.terms.contractE8) / 1e8 / price
      : (lots * price * this.terms.contractE8) / 1e8
    return sign * (value - this.#currency(cost))
  }

  averageCost(): number {
    const cost = this.#currency(new Amount().load(this.book.byAccount.ledger.cost, 0))
    const contract = (Math.abs(this.lots) * this.terms.contractE8) / 1e8
    return this.terms.isInverse ? contract / cost : cost / contract
  }

  #currency(amount: Amount): number {
    const units = amount.high + amount.low / PARTS
    return this.terms.isInverse ? units / 1e8 : (units * this.terms.tickE8 * this.terms.contractE8) / 1e16
  }
}

const sequences = oracleCases<SequenceIn, SequenceOut>('pnl_sequences')

describe.skipIf(sequences === undefined)(
  'oracle pnl_sequences (average cost and FIFO; funding is not in this model)',
  () => {
    for (const { id, in: input, out } of sequences ?? []) {
      const tolerance = input.kind === 'linear' ? 1e-9 : 1e-12
      it(id, () => {
        const oracle = new OracleBook(input.kind, input.multiplier, input.events, [input.mark])
        let breaks = 0
        const executions = input.events.filter((event) => event.ev !== 'funding')
        executions.forEach((event, i) => {
          const result = oracle.apply(event, i + 1)
          if (event.expect !== undefined) breaks++
          expect(result === BOOKED, `event ${i}`).toBe(event.expect === undefined && event.duplicate !== true)
          expect(oracle.qty, `event ${i}`).toBe(Number(event.after?.pos))
          const fifoError = Math.abs(oracle.realisedFifo() - Number(event.after?.realizedFifo))
          expect(fifoError, `realised by FIFO after event ${i}`).toBeLessThanOrEqual(tolerance)
          const error = Math.abs(oracle.realised() - Number(event.after?.realizedAvg))
          expect(error, `realised after event ${i}`).toBeLessThanOrEqual(tolerance)
        })
        expect(oracle.book.breaks.total).toBe(breaks)
        expect(oracle.qty).toBe(Number(out.pos))
        expect(oracle.openLots()).toEqual(out.openLots.map(([qty, px]) => [Number(qty), Number(px)]))
        const gained = oracle.realised() + oracle.unrealised(input.mark)
        expect(Math.abs(gained - oracle.realisedFifo() - Number(out.unrealizedFifo))).toBeLessThanOrEqual(tolerance)
        expect(Math.abs(oracle.unrealised(input.mark) - Number(out.unrealizedAvg))).toBeLessThanOrEqual(tolerance)
        if (out.avgCost !== null) {
          expect(Math.abs(oracle.averageCost() - Number(out.avgCost))).toBeLessThanOrEqual(1e-9)
        }
        const figures = oracle.figures(input.mark)
        expect(figures[FIGURE.FEES]).toBe(decimalE8(out.fees))
        const gross = figures[FIGURE.REALISED]! + figures[FIGURE.UNREALISED]!
        expect(Math.abs(gross / 1e8 - Number(out.grossTotal))).toBeLessThanOrEqual(1e-8)
      })

      it(`${id}, reports arriving in the reverse order and twice`, () => {
        const forward = new OracleBook(input.kind, input.multiplier, input.events)
        const backward = new OracleBook(input.kind, input.multiplier, input.events)
        const known = input.events
          .filter((event) => event.ev !== 'funding' && event.duplicate !== true)
          .map((event, i) => ({ event, sequence: i + 1 }))
        for (const { event, sequence } of known) forward.apply(event, sequence)
        for (const { event, sequence } of [...known].reverse()) backward.apply(event, sequence)
        for (const { event, sequence } of known) backward.apply(event, sequence)
        backward.book.resolvePending()
        expect(backward.lots).toBe(forward.lots)
        expect(backward.figures(input.mark)).toEqual(forward.figures(input.mark))
        expect(backward.realised()).toBe(forward.realised())
        expect(backward.realisedFifo()).toBe(forward.realisedFifo())
        expect(backward.openLots()).toEqual(forward.openLots())
        const refused = known.filter(({ event }) => event.expect !== undefined).length
        expect(backward.book.breaks.countOf(BREAK.UNKNOWN_REFERENCE)).toBe(refused)
      })
    }
  },
)

const published = oracleCases<Record<string, number | string>, Record<string, number>>('pnl_published')

describe.skipIf(published === undefined)('oracle pnl_published', () => {
  for (const { id, in: input, out, tol } of published ?? []) {
    const isCovered = 'pnlCoin' in out || 'avg' in out || 'valueCoin' in out
    it.skipIf(!isCovered || input['kind'] === 'inverseOption')(
      `${id}${isCovered ? '' : ' (options are not in this model)'}`,
      () => {
        const oracle = new OracleBook(input['kind'] as SequenceIn['kind'], toDecimal(input['multiplier'] ?? 1), [
          { ev: 'trade', execId: '0', qty: '1', px: '0.01' },
        ])
        const buy = (execId: string, qty: number, px: number): number =>
          oracle.apply({ ev: 'trade', execId, side: 'B', qty: String(qty), px: String(px) }, Number(execId))
        if ('pnlCoin' in out) {
          const isLong = input['side'] === 'long'
          const side = (opening: boolean): 'B' | 'S' => (opening === isLong ? 'B' : 'S')
          const qty = String(input['contracts'])
          oracle.apply({ ev: 'trade', execId: '1', side: side(true), qty, px: String(input['entry']) }, 1)
          oracle.apply({ ev: 'trade', execId: '2', side: side(false), qty, px: String(input['exit']) }, 2)
          expect(Math.abs(oracle.realised() - out['pnlCoin']!)).toBeLessThanOrEqual(tol ?? 1e-9)
        } else if ('avg' in out) {
          buy('1', Number(input['prevQty']), Number(input['prevAvg']))
          buy('2', Number(input['tradeQty']), Number(input['tradeValue']) / Number(input['tradeQty']))
          expect(oracle.averageCost()).toBeCloseTo(out['avg']!, 9)
        } else {
          buy('1', Number(input['contracts']), Number(input['price']))
          expect(
            -oracle.unrealised('0.01') + Number(input['contracts']) * Number(input['multiplier']) * 0.01,
          ).toBeCloseTo(out['valueCoin']!, 9)
        }
      },
    )
  }
})

/** The largest step, E8, that every one of some decimals is a multiple of; that of 1 and 0.01 when there is none. */
function commonStep(decimals: readonly string[]): number {
  const step = decimals.map(decimalE8).reduce((a, b) => greatestCommonDivisor(a, Math.abs(b)), 0)
  return step === 0 ? 1_000_000 : step
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function toDecimal(value: number | string): string {
  return Number(value).toFixed(8)
}
