/**
 * Stands where Grafana would in the compose test: `/api/health` answers 200 when the provisioning files and dashboards
 * are where Grafana looks for them and the data source they name answers a query from inside the compose network.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const PROVISIONING = process.env.GF_PATHS_PROVISIONING ?? '/etc/grafana/provisioning'

function firstMatch(folder, pattern) {
  for (const name of readdirSync(folder)) {
    const found = pattern.exec(readFileSync(join(folder, name), 'utf8'))
    if (found !== null) return found[1]
  }
  throw new Error(`nothing matches ${pattern} in ${folder}`)
}

async function check() {
  const url = firstMatch(join(PROVISIONING, 'datasources'), /^\s*url:\s*(\S+)/m)
  const folder = firstMatch(join(PROVISIONING, 'dashboards'), /^\s*path:\s*(\S+)/m)
  const dashboards = readdirSync(folder).filter((name) => name.endsWith('.json'))
  if (dashboards.length === 0) throw new Error(`no dashboard in ${folder}`)
  for (const name of dashboards) JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const answer = await (await fetch(`${url}/api/v1/query?query=up`)).json()
  if (answer.status !== 'success') throw new Error(`${url}: ${JSON.stringify(answer)}`)
  return { database: 'ok', standIn: true, dashboards: dashboards.length }
}

createServer((request, response) => {
  if (request.url !== '/api/health') return response.writeHead(404).end()
  const reply = (code, body) =>
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  check().then(
    (body) => reply(200, body),
    (error) => reply(503, { error: String(error) }),
  )
}).listen(3000)
