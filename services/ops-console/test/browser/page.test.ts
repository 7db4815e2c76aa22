import { describe, it } from 'vitest'
import { browserTests } from './page-in-browser.ts'

const executablePath = process.env['REFLEX_CHROMIUM']

if (executablePath === undefined) {
  describe.skip('the page (set REFLEX_CHROMIUM to the path of Chromium)', () => {
    it('is shown in a browser', () => {})
  })
} else browserTests(executablePath)
