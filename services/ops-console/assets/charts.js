/** The two charts: mid with our quotes and fills, and P&L. They begin with the server's history and grow with the state. */

import uPlot from '/uplot/uPlot.esm.js'
import { clockMs, number } from './format.js'

const SPAN_S = 300
const POINTS_MAX = 4000
const GRID = { stroke: '#1b2530', width: 1 }
const TEXT = '#93a3b5'
const FONT = '10.5px "DejaVu Sans", system-ui, sans-serif'

const utc = (seconds) => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC')

function axes(format) {
  return [
    {
      stroke: TEXT,
      font: FONT,
      grid: GRID,
      ticks: GRID,
      size: 24,
      values: (_, splits) => splits.map((s) => clockMs(s * 1e3).slice(0, 8)),
      space: 70,
    },
    {
      stroke: TEXT,
      font: FONT,
      grid: GRID,
      ticks: GRID,
      size: 76,
      values: (_, splits) => splits.map(format),
      space: 26,
    },
  ]
}

function line(label, stroke, extra = {}) {
  return { label, stroke, width: 1.4, points: { show: false }, spanGaps: false, ...extra }
}

class Chart {
  constructor(element, series, format, hooks = {}) {
    this.element = element
    this.data = series.map(() => []).concat([[]])
    this.plot = new uPlot(
      {
        ...this.#size(),
        tzDate: utc,
        padding: [6, 10, 0, 0],
        cursor: { drag: { x: false, y: false }, points: { size: 5 } },
        legend: { show: false },
        scales: { x: { time: true } },
        axes: axes(format),
        series: [{}, ...series],
        hooks,
      },
      this.data,
      element,
    )
    new ResizeObserver(() => this.plot.setSize(this.#size())).observe(element)
  }

  #size() {
    return { width: Math.max(80, this.element.clientWidth), height: Math.max(60, this.element.clientHeight) }
  }

  begin(columns) {
    this.data = columns
    this.draw()
  }

  add(values) {
    const times = this.data[0]
    if (times.length > 0 && values[0] <= times[times.length - 1]) return
    values.forEach((value, i) => {
      this.data[i].push(value)
    })
    const tooMany = Math.max(
      times.findIndex((t) => t >= values[0] - SPAN_S),
      times.length - POINTS_MAX,
    )
    if (tooMany > 0) for (const column of this.data) column.splice(0, tooMany)
  }

  draw() {
    this.plot.setData(this.data)
  }
}

/** Steps that break where there is no quote (uPlot's own steps draw a line across the end of a gap). */
function steps(u, seriesIndex, first, last) {
  const stroke = new Path2D()
  const [xs, ys] = [u.data[0], u.data[seriesIndex]]
  let before = null
  for (let i = first; i <= last; i++) {
    const value = ys[i]
    if (value !== null && value !== undefined) {
      const x = u.valToPos(xs[i], 'x', true)
      if (before === null) stroke.moveTo(x, u.valToPos(value, 'y', true))
      else {
        stroke.lineTo(x, u.valToPos(before, 'y', true))
        stroke.lineTo(x, u.valToPos(value, 'y', true))
      }
    }
    before = value ?? null
  }
  return { stroke }
}

export class MidChart {
  #fills = []
  #decimals = 2

  constructor(element) {
    const series = [
      line('mid', '#dbe4ee', { width: 1.3 }),
      line('our bid', '#2fc48d', { paths: steps }),
      line('our ask', '#ff6673', { paths: steps }),
    ]
    this.chart = new Chart(element, series, (v) => number(v.toFixed(this.#decimals)), {
      draw: [(u) => this.#drawFills(u)],
    })
  }

  begin(history, decimals) {
    this.#decimals = decimals
    const { time, mid, bid, ask } = history
    const first = time.findIndex((t) => t >= (time.at(-1) ?? 0) - SPAN_S * 1e3)
    const cut = (column) => column.slice(Math.max(0, first))
    this.chart.begin([cut(time).map((t) => t / 1e3), cut(mid), cut(bid), cut(ask)])
  }

  add(nowMs, row) {
    this.chart.add([nowMs / 1e3, row.mid, row.ownBidPx, row.ownAskPx])
    this.chart.draw()
  }

  fills(rows) {
    this.#fills = rows
  }

  /** A triangle for each fill, up for a buy. */
  #drawFills(u) {
    const { ctx } = u
    const size = 5 * devicePixelRatio
    ctx.save()
    ctx.beginPath()
    ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height)
    ctx.clip()
    for (const fill of this.#fills) {
      const x = u.valToPos(fill.time / 1e3, 'x', true)
      const y = u.valToPos(fill.px, 'y', true)
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      const up = fill.side === 'BUY' ? 1 : -1
      ctx.beginPath()
      ctx.moveTo(x, y - up * size)
      ctx.lineTo(x - size, y + up * size)
      ctx.lineTo(x + size, y + up * size)
      ctx.closePath()
      ctx.fillStyle = up > 0 ? '#2fc48d' : '#ff6673'
      ctx.fill()
      ctx.lineWidth = devicePixelRatio
      ctx.strokeStyle = '#0b0f14'
      ctx.stroke()
    }
    ctx.restore()
  }
}

export class PnlChart {
  constructor(element) {
    const series = [
      line('total', '#5aa9ff', { width: 1.8, fill: '#5aa9ff1c' }),
      line('realised', '#2fc48d'),
      line('unrealised', '#f0b132'),
    ]
    this.chart = new Chart(element, series, (v) =>
      number(Math.abs(v) >= 1000 ? v.toFixed(0) : String(Number(v.toFixed(2)))),
    )
  }

  begin({ time, realised, unrealised, total }) {
    this.chart.begin([time.map((t) => t / 1e3), total, realised, unrealised])
  }

  add(nowMs, value) {
    this.chart.add([nowMs / 1e3, value.total, value.realised, value.unrealised])
    this.chart.draw()
  }
}
