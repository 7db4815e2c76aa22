import { Aeron, HeapMemoryMapper } from '@aeron/client'
import { MediaDriver } from '@aeron/driver'
import { ManualClock, Prng } from '@reflex/base'

/** A real driver and client over heap memory, on a manual clock: what tests and the simulator use as the bus. */
export function heapBus(clock = new ManualClock(0, 1_723_161_600_000)): { aeron: Aeron; doWork: () => number } {
  const shared = { aeronDir: '/sim/aeron', mapper: new HeapMemoryMapper(), nanoClock: clock, epochClock: clock }
  const errorHandler = (error: unknown): never => {
    throw error
  }
  const driver = MediaDriver.launch({ ...shared, threadingMode: 'INVOKER', random: new Prng(1), errorHandler, env: {} })
  const aeron = Aeron.connect({ ...shared, driverAgentInvoker: driver, useConductorAgentInvoker: true, errorHandler })
  return { aeron, doWork: () => driver.invoke() + aeron.doWork() }
}
