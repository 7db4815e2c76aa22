/** Limits, quality, latency, services, parameters, events. */

import { age, clock, clockMs, DASH, duration, number, signed, tone } from './format.js'
import { byId, fillTag, setClass, setText, Table } from './table.js'

const WARN = 0.7
const FULL = 1

export function firmPanels() {
  const limits = limitsTable()
  const quality = qualityTable()
  const latency = latencyTable()
  const services = servicesTable()
  const parameters = parametersTable()
  const alerts = alertsTable()
  const control = controlTable()
  const audit = auditTable()
  return {
    limits: (section) => {
      limits.render(section.rows)
      const over = section.rows.filter((row) => row.percent >= FULL).length
      const near = section.rows.filter((row) => row.percent >= WARN && row.percent < FULL).length
      setText(byId('limits-note'), `${section.rows.length} limits, ${near} above 70 %, ${over} reached`)
    },
    quality,
    latency: (section) => {
      latency.render([section.tickToTrade, ...section.hops])
      setText(byId('latency-note'), `${section.tickToTrade.count.toLocaleString('en-US')} orders`)
    },
    services: (section) => {
      services.render(section.services)
      renderLinks(section.links)
    },
    parameters: (section) => {
      parameters.render(section.log)
      setText(byId('parameters-note'), `${section.table.length} in force, ${section.retunes} retunes`)
    },
    alerts: (rows) => alerts.render(rows),
    control: (section) => control.render(section.log),
    audit: (rows) => audit.render(rows),
  }
}

function limitsTable() {
  const level = (r) => (r.percent >= FULL ? 'bad' : r.percent >= WARN ? 'mid' : '')
  return new Table(byId('limits'), [
    { head: 'Limit', cell: (r) => [r.check ?? DASH, '', `${r.source ?? ''} ${r.currency ?? ''}`] },
    { head: 'Of', cell: (r) => [[r.owner, r.symbol].filter(Boolean).join(' ') || DASH, 'soft', r.role] },
    { head: 'Used', cls: 'n', cell: (r) => number(r.used) },
    { head: 'Limit', cls: 'n', cell: (r) => [number(r.limit), 'soft'] },
    {
      head: 'Use',
      fill: (td, r) => {
        const bar = td.firstElementChild ?? newBar(td)
        setClass(bar, `bar ${level(r)}`)
        bar.firstElementChild.style.width = `${Math.min(100, Math.max(0, (r.percent ?? 0) * 100))}%`
        bar.setAttribute('aria-valuenow', String(Math.round((r.percent ?? 0) * 100)))
      },
    },
    {
      head: '%',
      cls: 'n',
      cell: (r) => [
        r.percent === null ? DASH : (r.percent * 100).toFixed(0),
        { bad: 'down', mid: 'warn' }[level(r)] ?? '',
      ],
    },
  ])
}

function newBar(td) {
  const bar = document.createElement('div')
  bar.setAttribute('role', 'meter')
  bar.setAttribute('aria-valuemin', '0')
  bar.setAttribute('aria-valuemax', '100')
  bar.append(document.createElement('i'), document.createElement('u'))
  return td.appendChild(bar)
}

/** Its columns follow the horizons that are measured. */
function qualityTable() {
  const columns = [
    { head: 'Venue', cell: (r) => r.venue },
    { head: 'Spread', cls: 'n pair', fill: (td, r) => interval(td, r.effective, () => '') },
    ...[0, 1, 2, 3].map((i) => ({
      head: DASH,
      cls: 'n pair',
      fill: (td, r) => interval(td, r.markouts[i]),
    })),
    { head: 'Filled', cls: 'n wide', cell: (r) => [share(r.fillRatio), 'soft', 'share of orders with a fill'] },
    { head: 'Ack', cls: 'n', cell: (r) => [r.ackMs === null ? DASH : duration(Number(r.ackMs.value) * 1e6), 'soft'] },
  ]
  const table = new Table(byId('quality'), columns)
  let horizons = ''
  return (section) => {
    if (horizons !== section.horizonsMs.join()) {
      horizons = section.horizonsMs.join()
      const names = [0, 1, 2, 3].map((i) =>
        section.horizonsMs[i] === undefined ? DASH : horizon(section.horizonsMs[i]),
      )
      table.head(['Venue', 'Spread', ...names, 'Filled', 'Ack'])
    }
    table.render(section.venues)
  }
}

function horizon(ms) {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`
}

function share(metric) {
  return metric === null ? DASH : `${(Number(metric.value) * 100).toFixed(1)} %`
}

/** @param colour of the value: a markout above 0 is good for us; an effective spread is paid above 0 and earned below. */
function interval(td, metric, colour = tone) {
  if (td.childElementCount === 0) td.append(document.createElement('b'), document.createElement('small'))
  const [value, range] = td.children
  setText(value, metric ? signed(metric.value) : DASH)
  setClass(value, metric ? colour(metric.value) : 'soft')
  const known = metric && metric.low !== null
  setText(range, known ? `${number(metric.low)}…${number(metric.high)}` : metric ? `n ${metric.n}` : '')
  const title = metric ? `${metric.n} samples` : ''
  if (td.title !== title) td.title = title
}

function latencyTable() {
  const columns = ['p50', 'p99', 'p999', 'max']
  return new Table(
    byId('latency'),
    [
      { head: 'Hop', cell: (r) => r.name },
      ...columns.map((key) => ({
        head: key === 'p999' ? 'p99.9' : key,
        cls: key === 'p999' ? 'n wide' : 'n',
        cell: (r) => [r.count === 0 ? DASH : duration(r[key]), key === 'max' ? 'soft' : ''],
      })),
    ],
    (tr, row) => setClass(tr, row.name === 'tick to trade' ? 'chosen' : ''),
  )
}

function servicesTable() {
  const state = (r) => {
    if (!r.alive) return ['dead', 'bad']
    return [r.status || (r.ready ? 'ready' : 'waiting'), r.ready && !/halt|latch/.test(r.status) ? 'good' : 'mid']
  }
  return new Table(byId('services'), [
    { head: 'Service', cell: (r) => r.name },
    { head: 'State', cls: 'wrap', fill: (td, r) => fillTag(td, ...state(r)) },
    {
      head: 'Heard',
      cls: 'n',
      cell: (r) => [age(r.ageMs), r.alive ? 'soft' : 'down', `longest silence ${age(r.gapMaxMs)}`],
    },
    { head: 'Restarts', cls: 'n', cell: (r) => [String(r.restarts), r.restarts > 0 ? 'warn' : 'soft'] },
  ])
}

function renderLinks(links) {
  const box = byId('links')
  while (box.children.length > links.length) box.lastElementChild.remove()
  links.forEach((link, i) => {
    const tag = box.children[i] ?? box.appendChild(document.createElement('span'))
    setText(tag, `${link.name} ${link.state}`)
    setClass(tag, `tag ${link.up ? 'good' : link.state === 'connecting' ? 'mid' : 'bad'}`)
    tag.title = link.losses > 0 ? `lost ${link.losses} times` : ''
  })
}

function parametersTable() {
  return new Table(byId('parameters'), [
    { head: 'Time', cls: 'm', cell: (r) => [clock(r.time), 'soft'] },
    { head: 'Parameter', cell: (r) => [r.name ?? DASH, '', `${r.strategy ?? ''}: ${r.text}`] },
    { head: 'Of', cell: (r) => [[r.symbol, r.market].filter(Boolean).join(' ') || (r.strategy ?? DASH), 'soft'] },
    { head: 'From', cls: 'n', cell: (r) => [number(r.from), 'soft'] },
    { head: 'To', cls: 'n', cell: (r) => [number(r.to), r.refused ? 'down' : 'fair', r.refused ? r.text : ''] },
    { head: 'By', cell: (r) => [r.refused ? 'refused' : r.actor, r.refused ? 'down' : 'soft', r.text] },
  ])
}

function alertsTable() {
  return new Table(byId('alerts'), [
    { head: 'Time', cls: 'm', cell: (r) => [clock(r.time), 'soft', clockMs(r.time)] },
    {
      head: 'Alert',
      cls: 'wrap',
      cell: (r) => [`${r.text}${r.repeats > 1 ? ` (${r.repeats}×)` : ''}`, r.flash ? 'warn' : '', r.sender],
    },
  ])
}

function controlTable() {
  const outcome = (r) => {
    const parts = [r.reply || r.answer]
    if (r.cancelled !== null) parts.push(`${r.cancelled} cancelled`)
    if (r.cancelNs !== null) parts.push(`in ${duration(r.cancelNs)}`)
    return parts.filter(Boolean).join(', ')
  }
  return new Table(byId('control'), [
    { head: 'Time', cls: 'm', cell: (r) => [clock(r.time), 'soft', clockMs(r.time)] },
    { head: 'Action', cell: (r) => [r.action, r.action === 'halt' ? 'down' : '', r.scope] },
    {
      head: 'By, reason, outcome',
      cls: 'wrap',
      cell: (r) => [
        `${r.scope === 'firm' ? '' : `${r.scope}, `}${r.actor || r.source}: ${r.reason}. ${outcome(r)}`,
        r.answer === 'refused' ? 'down' : '',
      ],
    },
  ])
}

function auditTable() {
  return new Table(byId('audit'), [
    { head: 'Time', cls: 'm', cell: (r) => [r.time.slice(11, 19), 'soft', r.time] },
    { head: 'Action', fill: (td, r) => fillTag(td, r.action, r.result === 'accepted' ? 'good' : 'bad') },
    {
      head: 'By, reason',
      cls: 'wrap',
      cell: (r) => [
        `${r.actor || r.remote}: ${[r.reason, r.detail].filter(Boolean).join('; ')}${r.result === 'refused' ? ' (refused)' : ''}`,
        r.result === 'refused' ? 'down' : '',
        `${r.id} from ${r.remote}`,
      ],
    },
  ])
}
