/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * The page in Chromium, against a console fed with encoded messages. Needs REFLEX_CHROMIUM, the path of the browser.
 */

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Prng, SystemEpochClock, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { STREAM } from '@reflex/schema'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConsoleWorld } from '../console-world.ts'
import { SyntheticFirm } from '../synthetic-firm.ts'

const OUT = fileURLToPath(new URL('./out', import.meta.url))
const FLAGS = [
  ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

export function browserTests(executablePath: string): void {
  describe('the page', () => {
    let browser: Browser
    let world: ConsoleWorld
    let firm: SyntheticFirm
    let page: Page
    let timer: NodeJS.Timeout
    const problems: string[] = []

    beforeAll(async () => {
      mkdirSync(OUT, { recursive: true })
      const epochMs = sessionEpochMsOf(Date.now())
      const clocks = { clock: new SystemNanoClock(epochMs), epochClock: new SystemEpochClock(), epochMs }
      world = new ConsoleWorld({ clocks })
      firm = new SyntheticFirm(world.senders, world.bus, new Prng(7))
      timer = setInterval(() => {
        world.turn()
        firm.step()
        world.turn()
      }, 50)
      browser = await chromium.launch({ executablePath, args: FLAGS })
      page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
    })

    afterAll(async () => {
      clearInterval(timer)
      await browser?.close()
      world?.close()
    })

    it('shows what the messages say', async () => {
      const url = await world.url()
      const foreign: string[] = []
      page.on('request', (request) => {
        if (new URL(request.url()).host !== url.host) foreign.push(request.url())
      })
      await page.goto(url.href)
      await page.waitForFunction(() => document.querySelectorAll('#market tbody tr').length === 6)
      await page.waitForFunction(() => document.querySelectorAll('#fills tbody tr').length > 8)
      expect(page.url()).not.toContain('token')
      expect(await text(page, '#state-name')).toBe('TRADING')
      expect(await text(page, '#market tbody tr:first-child td:first-child')).toBe('BTC-USD XALP')
      const bid = await text(page, '#market tbody tr:first-child td:nth-child(4)')
      expect(bid).toMatch(/^6\d,\d{3}\.\d{2}$/)
      expect(await text(page, '#market tbody tr:nth-child(5) td:nth-child(4)')).toMatch(/^6\d,\d{3}\.[05]$/)
      expect(await rows(page, 'limits')).toContainEqual(['value at risk 99 %', 'MM1', '41,250', '40,000', '', '103'])
      expect((await rows(page, 'quality'))[0]!.slice(0, 3)).toEqual(['XALP', '+1.741.68…1.80', '+0.900.85…0.95'])
      expect((await rows(page, 'services')).map((row) => row[0])).toContain('risk-gateway')
      expect(await text(page, '#links')).toBe('XALP upXBET upXPRP up')
      expect(foreign).toEqual([])
      await page.waitForTimeout(6000)
      await page.screenshot({ path: `${OUT}/trading.png` })
    }, 60_000)

    it('halts the firm: a reason is required, Esc closes, DH goes out, the page follows the answers', async () => {
      await page.click('#kill')
      await page.keyboard.press('Escape')
      expect(await page.isVisible('#dialog')).toBe(false)
      await page.click('#kill')
      await page.fill('#f-actor', 'R. Desk')
      await page.click('#dialog-ok')
      expect(await page.isVisible('#dialog')).toBe(true)
      expect(world.bus.texts(STREAM.OPERATOR_CONTROL)).toEqual([])
      await page.fill('#f-reason', 'mid off by 2 % on XBET')
      await page.screenshot({ path: `${OUT}/kill-dialog.png` })
      await page.click('#dialog-ok')
      await page.waitForFunction(() => document.getElementById('state-name')?.textContent === 'HALTED')
      const [message] = world.bus.texts(STREAM.OPERATOR_CONTROL)
      expect(message).toContain('|35=DH|')
      expect(message).toContain('|2329=1|10212=5|')
      expect(message).toContain('|58=mid off by 2 % on XBET|453=1|448=R. Desk|447=D|452=44|')
      await page.waitForFunction(() => document.getElementById('state-why')?.textContent?.includes('ems ✓'))
      expect(await text(page, '#state-why')).toMatch(
        /^R\. Desk: mid off by 2 % on XBET — gateway ✓, ems ✓, \d+ orders cancelled in /,
      )
      await page.click('#tab-audit')
      expect((await rows(page, 'audit'))[0]!.slice(1)).toEqual(['kill', 'R. Desk: mid off by 2 % on XBET'])
      await page.waitForTimeout(1000)
      await page.screenshot({ path: `${OUT}/halted.png` })
    }, 60_000)

    it('releases, and works on a laptop', async () => {
      await page.click('#release')
      await page.fill('#f-reason', 'feed is back')
      await page.click('#dialog-ok')
      await page.waitForFunction(() => document.getElementById('state-name')?.textContent === 'TRADING')
      expect(world.bus.texts(STREAM.OPERATOR_CONTROL).at(-1)).toContain('|2329=2|10212=0|')
      await page.setViewportSize({ width: 1280, height: 720 })
      await page.waitForTimeout(800)
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      expect(isWide).toBe(false)
      await page.screenshot({ path: `${OUT}/laptop.png`, fullPage: true })
      await page.setViewportSize({ width: 1440, height: 900 })
    }, 60_000)

    it('refuses a wrong token, and is read-only without one', async () => {
      const url = await world.url()
      const stranger = await browser.newContext()
      const wrong = await stranger.newPage()
      await wrong.goto(`${url.origin}/?token=wrong`)
      await wrong.waitForFunction(() => document.getElementById('kill')?.matches(':enabled'))
      await wrong.click('#kill')
      await wrong.fill('#f-actor', 'Mallory')
      await wrong.fill('#f-reason', 'because')
      const before = world.bus.texts(STREAM.OPERATOR_CONTROL).length
      await wrong.click('#dialog-ok')
      await wrong.waitForFunction(() => document.getElementById('dialog-error')?.textContent !== '')
      expect(await text(wrong, '#dialog-error')).toBe('Not sent: wrong or missing token')
      expect(world.bus.texts(STREAM.OPERATOR_CONTROL)).toHaveLength(before)
      const reader = await (await browser.newContext()).newPage()
      await reader.goto(url.origin)
      await reader.waitForFunction(() => document.getElementById('link')?.textContent === 'live, read-only')
      expect(await reader.isDisabled('#kill')).toBe(true)
      await stranger.close()
    }, 60_000)

    it('had no error', () => {
      expect(problems).toEqual([])
    })
  })
}

async function text(page: Page, selector: string): Promise<string> {
  return (await page.textContent(selector)) ?? ''
}

function rows(page: Page, table: string): Promise<string[][]> {
  return page.$$eval(`#${table} tbody tr`, (found) =>
    found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
  )
}
