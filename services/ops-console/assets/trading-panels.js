/** Market, orders, fills, positions. */

import { age, clock, clockMs, DASH, number, signed, tone } from './format.js'
import { byId, fillTag, setClass, setText, Table } from './table.js'

const STATES = { LIVE: 'good', STALE: 'bad', HALTED: 'bad', CLOSED: 'mid' }
const STALE_MS = 2000

/** @param names maps an instrument id to what the desk says of it. */
export function tradingPanels(names, onChoose) {
  const title = (id) => (names(id) === undefined ? DASH : `${names(id).symbol} ${names(id).venue}`)
  const market = marketTable(title, onChoose)
  const positions = positionsTable(title)
  const orders = ordersTable(title)
  const fills = fillsTable(title)
  return {
    market: (rows, chosen) => market.render(rows.map((row) => ({ ...row, chosen: row.id === chosen }))),
    positions: (section) => {
      positions.render(section.rows.filter((row) => row.strategy === null))
      renderTotals(section.totals)
    },
    orders: (section) => {
      orders.render(section.rows)
      setText(byId('orders-note'), `${section.live} live, ${section.refusals} refused by the gateway`)
    },
    fills: (section) => {
      fills.render(section.rows)
      setText(byId('fills-note'), `${section.count} so far${section.busts > 0 ? `, ${section.busts} taken back` : ''}`)
    },
  }
}

function marketTable(title, onChoose) {
  const onRow = (tr, row) => {
    setClass(tr, row.chosen ? 'chosen' : '')
    tr.tabIndex = 0
    tr.setAttribute('aria-selected', String(row.chosen))
    tr.onclick = () => onChoose(row.id)
    tr.onkeydown = (event) => {
      if (event.key === 'Enter') onChoose(row.id)
    }
  }
  return new Table(
    byId('market'),
    [
      { head: 'Instrument', cell: (r) => title(r.id) },
      { head: 'State', fill: (td, r) => fillTag(td, r.state, STATES[r.state] ?? '') },
      { head: 'Bid qty', cls: 'n', cell: (r) => (r.bid === null ? DASH : [number(r.bidQty), 'soft']) },
      { head: 'Bid', cls: 'n', fill: (td, r) => flash(td, r.bid, 'n up') },
      { head: 'Ask', cls: 'n', fill: (td, r) => flash(td, r.ask, 'n down') },
      { head: 'Ask qty', cls: 'n', cell: (r) => (r.ask === null ? DASH : [number(r.askQty), 'soft']) },
      { head: 'Spread', cls: 'n wide', cell: (r) => [r.spreadBps ?? DASH, 'soft', 'bps of the mid'] },
      { head: 'Fair', cls: 'n', cell: (r) => [number(r.fair), 'fair', `from the ${r.fairFrom}`] },
      {
        head: 'Our bid',
        cls: 'n',
        cell: (r) => [number(r.ownBid), 'own', r.ownBid === null ? '' : `${r.ownBidQty} working`],
      },
      {
        head: 'Our ask',
        cls: 'n',
        cell: (r) => [number(r.ownAsk), 'own', r.ownAsk === null ? '' : `${r.ownAskQty} working`],
      },
      {
        head: 'Last',
        cls: 'n',
        cell: (r) => [number(r.last), r.lastSide === 1 ? 'up' : r.lastSide === 2 ? 'down' : ''],
      },
      { head: 'Age', cls: 'n', cell: (r) => [age(r.ageMs), r.ageMs === null || r.ageMs > STALE_MS ? 'warn' : 'soft'] },
    ],
    onRow,
  )
}

/** Shows a price and marks the moment it moves. */
function flash(td, text, cls) {
  const shown = number(text)
  const before = td.dataset.px
  if (td.textContent === shown) return
  setText(td, shown)
  if (before !== undefined && text !== null) {
    setClass(td, cls)
    void td.offsetWidth // Restarts the animation.
    td.className = `${cls} ${Number(text) > Number(before) ? 'flash-up' : 'flash-down'}`
  }
  td.dataset.px = text ?? ''
}

function positionsTable(title) {
  return new Table(byId('positions'), [
    { head: 'Account', cls: 'wide', cell: (r) => r.account ?? DASH },
    { head: 'Instrument', cell: (r) => title(r.instrument) },
    { head: 'Position', cls: 'n', cell: (r) => [signed(r.qty), r.side > 0 ? 'up' : r.side < 0 ? 'down' : 'soft'] },
    { head: 'Average', cls: 'n', cell: (r) => number(r.average) },
    { head: 'Mark', cls: 'n', cell: (r) => number(r.mark) },
    { head: 'Realised', cls: 'n', cell: (r) => [signed(r.realised), tone(r.realised)] },
    { head: 'Unrealised', cls: 'n', cell: (r) => [signed(r.unrealised), tone(r.unrealised)] },
    { head: 'Fees', cls: 'n', cell: (r) => [number(r.fees), 'soft'] },
    { head: 'Total', cls: 'n', cell: (r) => [signed(r.total), tone(r.total)] },
  ])
}

function renderTotals(totals) {
  const box = byId('totals')
  const parts = totals.flatMap((sum) => [
    [`${sum.currency ?? ''} realised`, signed(sum.realised), tone(sum.realised), ''],
    ['unrealised', signed(sum.unrealised), tone(sum.unrealised), ''],
    ['fees', number(sum.fees), '', ''],
    ['total', signed(sum.total), tone(sum.total), 'total'],
  ])
  while (box.children.length > parts.length) box.lastElementChild.remove()
  parts.forEach(([name, text, cls, group], i) => {
    const item = box.children[i] ?? box.appendChild(newTotal())
    setClass(item, group)
    setText(item.firstElementChild, name)
    setText(item.lastElementChild, text)
    setClass(item.lastElementChild, cls)
  })
  const unmarked = totals.reduce((count, sum) => count + sum.unmarked, 0)
  setText(byId('positions-note'), unmarked > 0 ? `${unmarked} without a mark: not in the unrealised sum` : '')
}

function newTotal() {
  const item = document.createElement('div')
  item.append(document.createElement('span'), document.createElement('b'))
  return item
}

function ordersTable(title) {
  return new Table(
    byId('orders'),
    [
      { head: 'Time', cls: 'm', cell: (r) => [clock(r.time), 'soft', clockMs(r.time)] },
      { head: 'Instrument', cell: (r) => [title(r.instrument), '', r.id] },
      { head: 'Side', cell: (r) => [r.side, r.side === 'BUY' ? 'up' : 'down'] },
      { head: 'Price', cls: 'n', cell: (r) => number(r.price) },
      { head: 'Quantity', cls: 'n', cell: (r) => number(r.qty) },
      { head: 'Filled', cls: 'n', cell: (r) => [number(r.filled), Number(r.filled) > 0 ? '' : 'soft'] },
      {
        head: 'Status',
        cell: (r) => [r.check || r.status, statusClass(r), [r.check, r.text].filter(Boolean).join(': ')],
      },
    ],
    (tr, row) => setClass(tr, row.live ? '' : 'dim'),
  )
}

function statusClass(row) {
  if (row.status === 'Rejected') return 'down'
  return row.live ? 'fair' : row.status === 'Filled' ? 'up' : 'soft'
}

function fillsTable(title) {
  return new Table(
    byId('fills'),
    [
      { head: 'Time', cls: 'm', cell: (r) => [clock(r.time), 'soft', clockMs(r.time)] },
      { head: 'Instrument', cell: (r) => [title(r.instrument), '', `${r.id} of ${r.order}`] },
      { head: 'Side', cell: (r) => [r.good ? r.side : 'BUST', r.side === 'BUY' ? 'up' : 'down', r.liquidity] },
      { head: 'Price', cls: 'n', cell: (r) => number(r.price) },
      { head: 'Quantity', cls: 'n', cell: (r) => number(r.qty) },
      { head: 'Fee', cls: 'n wide', cell: (r) => [number(r.fee), 'soft', r.liquidity] },
      { head: 'Spread', cls: 'n', cell: (r) => [signed(r.spreadBps), '', 'effective spread, bps'] },
      {
        head: 'Markout',
        cls: 'n',
        cell: (r) => [
          signed(r.markoutBps),
          tone(r.markoutBps),
          r.markoutMs === null ? '' : `bps after ${r.markoutMs} ms`,
        ],
      },
    ],
    (tr, row) => setClass(tr, row.good ? '' : 'bad'),
  )
}
