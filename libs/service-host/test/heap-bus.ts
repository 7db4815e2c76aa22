import { Aeron, HeapMemoryMapper } from '@aeron/client'
import { MediaDriver } from '@aeron/driver'
import { AgentInvoker } from '@reflex/agent'
import { ManualClock, Prng } from '@reflex/base'

/** A real driver and client over heap memory, on a manual clock: what tests and the simulator use as the bus. */
export function heapBus(clock = new ManualClock(0, 1_723_161_600_000)): {
  aeron: Aeron
  doWork: () => number
  clock: ManualClock
  close: () => void
} {
  const mapper = new HeapMemoryMapper()
  const onError = (error: unknown): never => {
    throw error
  }
  const driver = MediaDriver.launch({
    aeronDir: '/sim/aeron',
    mapper,
    nanoClock: clock,
    epochClock: clock,
    random: new Prng(1),
    errorHandler: onError,
    env: {},
  })
  const invoker = new AgentInvoker(driver.agent(), onError)
  invoker.start()
  const aeron = Aeron.connect({
    aeronDir: '/sim/aeron',
    mapper,
    nanoClock: clock,
    epochClock: clock,
    driverAgentInvoker: invoker,
    useConductorAgentInvoker: true,
    errorHandler: onError,
  })
  const conductor = aeron.conductorAgent()
  return {
    aeron,
    clock,
    doWork: () => invoker.invoke() + conductor.doWork(),
    close: () => {
      aeron.close()
      driver.close()
    },
  }
}
