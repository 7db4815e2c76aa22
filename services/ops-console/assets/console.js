/** The page: listens to the server's events and renders the sections that came. */

import { Actions } from './actions.js'
import { MidChart, PnlChart } from './charts.js'
import { firmPanels } from './firm-panels.js'
import { clock, DASH, duration, number, signed, tone } from './format.js'
import { byId, setClass, setText } from './table.js'
import { tradingPanels } from './trading-panels.js'

const SILENCE_MS = 3000
const STATE_CLASSES = {
  TRADING: 'trading',
  HALTED: 'halted',
  'PARTLY HALTED': 'halted',
  'CANCEL-ALL': 'halted',
  'REDUCE-ONLY': 'reduced',
}

const state = { instruments: new Map(), chosen: undefined, heardMs: 0, isOnline: false }
const actions = new Actions()
const midChart = new MidChart(byId('mid-chart'))
const pnlChart = new PnlChart(byId('pnl-chart'))
const trading = tradingPanels((id) => state.instruments.get(id), choose)
const firm = firmPanels()

function takeDesk(desk) {
  setText(byId('firm'), desk.firm)
  document.title = `${desk.firm} console`
  state.instruments = new Map(desk.instruments.map((instrument, index) => [instrument.id, { ...instrument, index }]))
  void choose(state.chosen ?? desk.instruments[0].id)
}

async function choose(id) {
  state.chosen = id
  const instrument = state.instruments.get(id)
  const response = await fetch(`/api/history?index=${instrument.index}`)
  if (!response.ok || state.chosen !== id) return
  const { quotes, pnl } = await response.json()
  midChart.begin(quotes, instrument.priceDecimals)
  pnlChart.begin(pnl)
  setText(byId('mid-name'), `${instrument.symbol} ${instrument.venue}, ${instrument.currency}; ▲ our buys, ▼ our sells`)
  showFills()
  if (state.market) trading.market(state.market, id)
}

function showFills() {
  midChart.fills((state.fills?.rows ?? []).filter((fill) => fill.instrument === state.chosen && fill.good))
}

const sections = {
  desk: takeDesk,
  control: (section) => {
    setText(byId('state-name'), section.state)
    setClass(byId('state'), `state ${STATE_CLASSES[section.state] ?? ''}`)
    byId('strip').hidden = section.why === ''
    setClass(byId('strip'), section.state.includes('HALTED') ? 'strip' : 'strip reduced')
    setText(byId('state-since'), section.halt ? `since ${clock(section.halt.since)}` : '')
    setText(byId('state-why'), haltText(section))
    firm.control(section)
  },
  market: (rows, now) => {
    trading.market(rows, state.chosen)
    const chosen = rows.find((row) => row.id === state.chosen)
    if (chosen) midChart.add(now, chosen)
    const sum = state.positions?.totals[0]
    if (sum) pnlChart.add(now, sum.value)
  },
  orders: (section) => {
    trading.orders(section)
    setText(byId('fig-orders'), String(section.live))
    setText(byId('fig-refusals'), number(section.refusals))
  },
  fills: (section) => {
    trading.fills(section)
    setText(byId('fig-fills'), number(section.count))
    showFills()
  },
  positions: (section) => {
    trading.positions(section)
    const sum = section.totals[0]
    setText(byId('fig-pnl'), sum ? `${signed(sum.total)} ${sum.currency ?? ''}` : DASH)
    setClass(byId('fig-pnl'), sum ? tone(sum.total) : '')
    setText(byId('pnl-name'), sum ? `${sum.currency ?? ''}: total (blue), realised (green), unrealised (amber)` : '')
  },
  latency: (section) => {
    firm.latency(section)
    const t = section.tickToTrade
    setText(byId('fig-t2t'), t.count > 0 ? `${duration(t.p50)} / ${duration(t.p99)}` : DASH)
  },
  services: (section) => {
    firm.services(section)
    const ready = section.services.filter((service) => service.alive && service.ready).length
    setText(byId('fig-services'), `${ready} of ${section.services.length} ready`)
    setClass(byId('fig-services'), ready === section.services.length ? '' : 'warn')
  },
  limits: firm.limits,
  quality: firm.quality,
  parameters: firm.parameters,
  alerts: firm.alerts,
  audit: firm.audit,
}

/** Why, and how far gateway and ems have come. */
function haltText({ halt, why }) {
  if (!halt) return why
  const done = [halt.gateway === null ? 'gateway …' : 'gateway ✓', halt.ems === null ? 'ems …' : 'ems ✓']
  if (halt.cancelled !== null)
    done.push(`${halt.cancelled} orders cancelled${halt.cancelNs === null ? '' : ` in ${duration(halt.cancelNs)}`}`)
  return `${halt.actor}: ${halt.reason} — ${done.join(', ')}`
}

function take(message) {
  state.heardMs = Date.now()
  for (const [name, render] of Object.entries(sections)) {
    if (message[name] === undefined) continue
    state[name] = message[name]
    render(message[name], message.now)
  }
  setText(byId('clock'), `${clock(message.now)} UTC`)
  const isStopped = state.control
    ? state.control.halt !== null || state.control.stops.length > 0 || state.control.state.includes('HALTED')
    : false
  actions.update(isStopped, state.parameters?.table ?? [])
  showLink()
}

function showLink() {
  const isOnline = Date.now() - state.heardMs < SILENCE_MS
  const isBack = isOnline && !state.isOnline
  state.isOnline = isOnline
  document.body.classList.toggle('offline', !isOnline)
  setText(byId('link'), isOnline ? (actions.isReadOnly ? 'live, read-only' : 'live') : 'no connection')
  setClass(byId('link'), isOnline ? 'link on' : 'link')
  if (isBack && state.control) sections.control(state.control)
  if (isOnline) return
  setText(byId('state-name'), 'NO CONNECTION')
  byId('strip').hidden = false
  setText(byId('state-why'), 'The console does not answer: what is shown is old.')
  setClass(byId('state'), 'state halted')
}

for (const tab of document.querySelectorAll('[role="tab"]')) {
  tab.onclick = () => {
    for (const other of document.querySelectorAll('[role="tab"]')) {
      other.setAttribute('aria-selected', String(other === tab))
      byId(other.getAttribute('aria-controls')).hidden = other !== tab
    }
  }
}

new EventSource('/api/events').onmessage = (event) => take(JSON.parse(event.data))
setInterval(showLink, 1000)
