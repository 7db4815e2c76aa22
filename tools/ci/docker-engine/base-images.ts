/**
 * Stand-ins for the public base images, for machines that reach no image registry: the same names and tags, made from
 * Debian's packages. The project's own Dockerfile and compose file are used as they are; that a certificate authority
 * of the machine is trusted is the stand-in's affair.
 */

import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installDebian } from '../apt.ts'
import type { GateContext } from '../gate.ts'
import { fetchNode } from '../gates/node-matrix.ts'
import type { Engine } from './engine.ts'

const BASE = 'reflex-stand-in/bookworm'
const NODE_MAJOR = '24'
const HOST_CA_BUNDLE = '/etc/ssl/certs/ca-certificates.crt'
/** libatomic1 for Node.js 26, wget for the health checks of the monitoring images. */
const PACKAGES = ['ca-certificates', 'libatomic1', 'libstdc++6', 'wget']

/** The image tags the stand-ins have to carry, read from the files that name them. */
export function imageTags(root: string): { node: string; prometheus: string; alertmanager: string; grafana: string } {
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8')
  const dockerfile = readFileSync(join(root, 'infra/docker/Dockerfile'), 'utf8')
  const tag = (text: string, pattern: RegExp) => {
    const found = pattern.exec(text)?.[1]
    if (found === undefined) throw new Error(`no image matches ${pattern}`)
    return found
  }
  return {
    node: tag(dockerfile, /^FROM (node:\S+)/m),
    prometheus: tag(compose, /image: (prom\/prometheus:\S+)/),
    alertmanager: tag(compose, /image: (prom\/alertmanager:\S+)/),
    grafana: tag(compose, /image: (grafana\/grafana:\S+)/),
  }
}

export async function makeBaseImages(context: GateContext, engine: Engine): Promise<void> {
  const tags = imageTags(context.root)
  await makeDebianBase(context, engine)
  await makeNodeImage(context, engine, tags.node)
  await makeMonitoringImages(context, engine, tags)
}

async function makeDebianBase(context: GateContext, engine: Engine): Promise<void> {
  const rootfs = join(engine.folder, 'rootfs')
  const tarball = join(engine.folder, 'rootfs.tar')
  context.progress('debootstrap bookworm')
  const include = `--include=${PACKAGES.join(',')}`
  await context.run('debootstrap', ['--variant=minbase', include, 'bookworm', rootfs], { timeoutMs: 8 * 60_000 })
  copyFileSync(HOST_CA_BUNDLE, join(rootfs, 'etc/ssl/certs/ca-certificates.crt'))
  await context.run('tar', ['-c', '-f', tarball, '--exclude=./var/cache/apt/archives/*.deb', '-C', rootfs, '.'])
  await context.run('docker', ['import', tarball, BASE], { env: engine.env })
}

function npmFolder(): string {
  const candidates = ['/usr/lib/node_modules/npm', '/usr/local/lib/node_modules/npm']
  const found = candidates.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`npm is in none of ${candidates.join(', ')}`)
  return found
}

async function buildFrom(
  context: GateContext,
  engine: Engine,
  tag: string,
  folder: string,
  lines: string[],
): Promise<void> {
  context.progress(`image ${tag}`)
  writeFileSync(join(folder, 'Dockerfile'), [`FROM ${BASE}`, ...lines, ''].join('\n'))
  await context.run('docker', ['build', '-q', '-t', tag, folder], { env: engine.env })
}

/** The official image has node, npm, npx and the user `node` with id 1000. */
async function makeNodeImage(context: GateContext, engine: Engine, tag: string): Promise<void> {
  const folder = join(engine.folder, 'image-node')
  mkdirSync(folder, { recursive: true })
  copyFileSync(await fetchNode(context, NODE_MAJOR), join(folder, 'node'))
  cpSync(npmFolder(), join(folder, 'npm'), { recursive: true })
  await buildFrom(context, engine, tag, folder, [
    'COPY node /usr/local/bin/node',
    'COPY npm /usr/local/lib/node_modules/npm',
    'RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm' +
      ' && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx' +
      ' && groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node',
    `ENV NODE_EXTRA_CA_CERTS=${HOST_CA_BUNDLE}`,
    'CMD ["node"]',
  ])
}

async function makeMonitoringImages(
  context: GateContext,
  engine: Engine,
  tags: ReturnType<typeof imageTags>,
): Promise<void> {
  const programs = { prometheus: '/usr/bin/prometheus', alertmanager: '/usr/bin/prometheus-alertmanager' }
  await installDebian(context, {
    [programs.prometheus]: 'prometheus',
    [programs.alertmanager]: 'prometheus-alertmanager',
  })
  for (const name of ['prometheus', 'alertmanager'] as const) {
    const folder = join(engine.folder, `image-${name}`)
    mkdirSync(folder, { recursive: true })
    copyFileSync(programs[name], join(folder, name))
    await buildFrom(context, engine, tags[name], folder, [
      `COPY ${name} /bin/${name}`,
      ...debianTemplates(name, folder),
      `RUN mkdir -p /${name} && chown 65534:65534 /${name}`,
      `WORKDIR /${name}`,
      'USER 65534:65534',
      `ENTRYPOINT ["/bin/${name}"]`,
    ])
  }
  await makeGrafanaStandIn(context, engine, tags)
}

/** Debian's Alertmanager reads its templates from files; the official one carries them inside. */
function debianTemplates(name: string, folder: string): string[] {
  const source = `/usr/share/prometheus/${name}`
  if (name !== 'alertmanager') return []
  cpSync(source, join(folder, 'templates'), { recursive: true, dereference: true })
  return [`COPY templates ${source}`]
}

/**
 * Grafana itself cannot be had here: its stand-in is ready when what is mounted for Grafana is in place and its data
 * source answers.
 */
async function makeGrafanaStandIn(
  context: GateContext,
  engine: Engine,
  tags: ReturnType<typeof imageTags>,
): Promise<void> {
  const folder = join(engine.folder, 'image-grafana')
  mkdirSync(folder, { recursive: true })
  copyFileSync(await fetchNode(context, NODE_MAJOR), join(folder, 'node'))
  copyFileSync(join(import.meta.dirname, 'grafana-stand-in.mjs'), join(folder, 'stand-in.mjs'))
  await buildFrom(context, engine, tags.grafana, folder, [
    'COPY node /usr/local/bin/node',
    'COPY stand-in.mjs /stand-in.mjs',
    'USER 472:0',
    'EXPOSE 3000',
    'ENTRYPOINT ["node", "/stand-in.mjs"]',
  ])
}
