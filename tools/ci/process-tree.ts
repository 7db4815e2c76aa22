/** Descendants of a process that this run started, read from /proc: the only processes a gate may kill. */

import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  readonly args: readonly string[]
}

function readProcess(pid: number): ProcessInfo | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1)
    return { pid, parent, args }
  } catch {
    return undefined
  }
}

export function descendants(root: number): ProcessInfo[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const all = pids.flatMap((pid) => readProcess(Number(pid)) ?? [])
  const found: ProcessInfo[] = []
  const parents = [root]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const children = all.filter((info) => info.parent === parent)
    found.push(...children)
    parents.push(...children.map((info) => info.pid))
  }
  return found
}

/** @returns the process that runs `reflex service <name>` below `root`. */
export function findService(root: number, name: string): ProcessInfo | undefined {
  return descendants(root).find(({ args }) => {
    const at = args.indexOf('service')
    return at > 0 && args[at + 1] === name
  })
}
