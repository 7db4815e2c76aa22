/**
 * Tells the operator of breaks (35=B on the health stream): one message each, at most so many a second; the rest is
 * counted in the break list.
 */

import { putText } from '@reflex/base'
import { NEWS_CATEGORY, NewsEncoder, STREAM, URGENCY } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import { BREAK, BREAK_NAMES, type BreakList } from './break-list.ts'
import type { ExecutionBook } from './execution-book.ts'

const SECOND_NS = 1e9

export class BreakAlerts {
  /** Breaks that were not told one by one because too many came at once. */
  suppressed = 0
  readonly #book: ExecutionBook
  readonly #breaks: BreakList
  readonly #perSecondMax: number
  readonly #news = new NewsEncoder()
  readonly #headline = new Uint8Array(1024)
  #told = 0
  #secondEndsNs = Number.NEGATIVE_INFINITY
  #inSecond = 0

  constructor(book: ExecutionBook, perSecondMax: number) {
    this.#book = book
    this.#breaks = book.breaks
    this.#perSecondMax = perSecondMax
  }

  /** After recovery: what was told in an earlier life is not told again. */
  skipAll(): void {
    this.#told = this.#breaks.total
  }

  /** Tells what was raised since the last call. */
  tell(nowNs: number, out: Outbox): void {
    if (this.#told === this.#breaks.total) return
    if (nowNs >= this.#secondEndsNs) {
      this.#secondEndsNs = nowNs + SECOND_NS
      this.#inSecond = 0
    }
    for (; this.#told < this.#breaks.total; this.#told++) {
      if (this.#inSecond++ < this.#perSecondMax) this.#send(this.#told, out)
      else this.suppressed++
    }
  }

  #send(number: number, out: Outbox): void {
    const breaks = this.#breaks
    const row = number % breaks.kinds.length
    const kind = breaks.kinds[row]!
    const headline = this.#headline
    let length = putText(headline, 0, 'oms break ')
    length += putText(headline, length, BREAK_NAMES[kind]!)
    const execId = breaks.execIds[row]!
    if (execId >= 0) {
      length += putText(headline, length, ' execution ')
      length += this.#book.execIds.copyTo(execId, headline, length)
    }
    const order = breaks.orders[row]!
    if (order >= 0 && this.#book.orders.clOrdIds.lengthOf(order) < 256) {
      length += putText(headline, length, ' order ')
      length += this.#book.orders.clOrdIds.copyTo(order, headline, length)
    }
    this.#news
      .begin(out, STREAM.HEALTH)
      .headline(headline, 0, length)
      .urgency(kind === BREAK.UNBOOKABLE ? URGENCY.FLASH : URGENCY.NORMAL)
      .newsCategory(NEWS_CATEGORY.TECHNICAL_NEWS)
      .applSeqNum(breaks.sequences[row]! > 0 ? breaks.sequences[row]! : Number.NaN)
      .end()
  }
}
