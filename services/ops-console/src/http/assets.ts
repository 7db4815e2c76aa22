import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Asset {
  readonly type: string
  readonly body: Buffer
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * The page's files by path, read once: the same folder serves `src` and the built `dist`. uPlot comes from its package.
 */
export function loadAssets(): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>()
  const folder = assetsFolder()
  for (const file of readdirSync(folder)) {
    const type = TYPES[extname(file)]
    if (type !== undefined) assets.set(`/${file}`, { type, body: readFileSync(join(folder, file)) })
  }
  const page = assets.get('/index.html')
  if (page !== undefined) assets.set('/', page)
  const uplot = dirname(createRequire(import.meta.url).resolve('uplot/package.json'))
  for (const file of ['uPlot.esm.js', 'uPlot.min.css']) {
    assets.set(`/uplot/${file}`, { type: TYPES[extname(file)]!, body: readFileSync(join(uplot, 'dist', file)) })
  }
  return assets
}

/** This file is src/http/assets.ts or dist/http/assets.js: the folder `assets` stands beside src and dist. */
function assetsFolder(): string {
  return fileURLToPath(new URL('../../assets', import.meta.url))
}
