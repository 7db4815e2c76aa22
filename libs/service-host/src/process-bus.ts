import { readdirSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Aeron } from '@aeron/client'
import type { Agent } from '@reflex/agent'
import { type EpochClock, type NanoClock, ReflexError } from '@reflex/base'
import type { DeskConfig } from '@reflex/schema'
import { EmbeddedBus } from './embedded-bus.ts'

/** How one process takes part in the bus. */
export interface ProcessBus {
  readonly aeron: Aeron
  /** Runs first in the process's duty cycle: the client's conductor, and the driver where it is embedded. */
  readonly agent: Agent
  close(): void
}

export interface ProcessBusOptions {
  readonly desk: DeskConfig
  /** Directory of the driver; with an embedded one, what its own directory's name begins with. */
  readonly aeronDir: string | undefined
  readonly clientName: string
  readonly nanoClock: NanoClock
  readonly epochClock: EpochClock
  readonly onError: (error: Error) => void
}

/**
 * Joins the bus as the desk says: over a driver that runs in the directory (ours or the official one), or over one of
 * our own embedded in this process, which meets the others by UDP.
 * @throws ReflexError REFLEX_CONFIG_INVALID when the channel cannot connect embedded drivers.
 */
export function joinBus(options: ProcessBusOptions): ProcessBus {
  return options.desk.bus.driver === 'embedded' ? embedded(options) : client(options)
}

function client(options: ProcessBusOptions): ProcessBus {
  const { aeronDir, nanoClock, epochClock, clientName, onError } = options
  const aeron = Aeron.connect({
    ...(aeronDir === undefined ? {} : { aeronDir }),
    ...{ nanoClock, epochClock, clientName, useConductorAgentInvoker: true, errorHandler: onError },
  })
  return { aeron, agent: aeron.conductorAgent(), close: () => aeron.close() }
}

function embedded({ desk, aeronDir, nanoClock, epochClock, clientName, onError }: ProcessBusOptions): ProcessBus {
  const { channel } = desk.bus
  if (!channel.startsWith('aeron:udp')) {
    throw new ReflexError(
      'REFLEX_CONFIG_INVALID',
      `bus.driver 'embedded' needs a UDP channel that connects the drivers, not bus.channel '${channel}'`,
    )
  }
  const prefix = `${aeronDir ?? join('/dev/shm', `reflex-${userInfo().username}`)}-${clientName.replaceAll(' ', '-')}-`
  removeDirectoriesOfDeadProcesses(prefix)
  const onBusError = (error: unknown): void => onError(error instanceof Error ? error : new Error(String(error)))
  const bus = new EmbeddedBus({
    aeronDir: `${prefix}${process.pid}`,
    ...{ nanoClock, epochClock, clientName, onError: onBusError, isNetworked: true },
  })
  return { aeron: bus.aeron, agent: bus, close: () => {} } // Closed as an agent.
}

/** A process killed with -9 leaves its driver's directory behind, in a container even with the number of this one. */
function removeDirectoriesOfDeadProcesses(prefix: string): void {
  const folder = dirname(prefix)
  const name = basename(prefix)
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(name)) continue
    const pid = Number(entry.slice(name.length))
    if (Number.isInteger(pid) && pid > 0 && (pid === process.pid || !isAlive(pid)))
      rmSync(join(folder, entry), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
