/** What the documentation names exists: linked files, npm scripts, gates, containers, Node.js versions. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { SERVICES } from '../ci/chaos.ts'
import { GATES } from '../ci/gates/index.ts'
import { NODE_VERSIONS } from '../ci/gates/node-matrix.ts'
import { listFiles, ROOT, readPackages } from '../src/repository.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const pages = listFiles(ROOT).filter((path) => path.endsWith('.md'))

test('every relative link of every page leads to a file', () => {
  const broken = pages.flatMap((page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map(
      (match) => match[1]!,
    )
    return links
      .filter((link) => !existsSync(join(dirname(page), link)))
      .map((link) => `${relative(ROOT, page)}: ${link}`)
  })
  expect(pages.length).toBeGreaterThan(10)
  expect(broken).toEqual([])
})

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = pages.flatMap((page) => {
    const text = readFileSync(page, 'utf8')
    return [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => match[1]!)
  })
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([])
})

test('the gates that the workflow and the pages name exist', () => {
  const known = new Set(GATES.map((gate) => gate.name))
  const texts = [read('.github/workflows/ci.yml'), read('docs/HACKING.md'), read('tools/README.md')]
  const lists = texts.flatMap((text) => [...text.matchAll(/--(?:only|skip) ([\w,-]+)/g)].map((match) => match[1]!))
  expect(lists.length).toBeGreaterThan(3)
  expect(lists.flatMap((list) => list.split(',')).filter((name) => !known.has(name))).toEqual([])
})

test('the workflow and the gates run the same Node.js versions', () => {
  const matrix = /node: \[([\d, ]+)\]/.exec(read('.github/workflows/ci.yml'))![1]!
  expect(matrix.split(',').map((version) => version.trim())).toEqual([...NODE_VERSIONS])
})

test('every service has its container, its scrape target and its place in the chaos test', () => {
  const services = readPackages().map((workspace) => workspace.folder)
  const names = services.filter((folder) => /^services\/(?!desk$)/.test(folder)).map((folder) => folder.slice(9))
  expect([...SERVICES].sort()).toEqual(names.sort())
  const compose = read('docker-compose.yml')
  const targets = read('infra/prometheus/targets/compose.yml')
  for (const name of names) {
    expect(compose).toContain(`command: [service, ${name}]`)
    expect(targets).toContain(`targets: [${name}:9464]`)
  }
})

test('compose asks for nothing that a plain engine refuses', () => {
  const compose = read('docker-compose.yml')
  expect(compose).not.toMatch(/privileged|memlock|network_mode: host/)
  const published = [...compose.matchAll(/ports: \["([^"]+)"/g)].map((match) => match[1]!)
  expect(published.length).toBeGreaterThan(3)
  expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  expect(read('infra/docker/Dockerfile')).not.toMatch(/^# syntax=|<<-?\w/m)
})
