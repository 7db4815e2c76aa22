import { parentPort, workerData } from 'node:worker_threads'
import { MediaDriver } from './media-driver.ts'
import type { WorkerDriverContext } from './worker-media-driver.ts'

/** What runs in the thread of a WorkerMediaDriver. */
interface WorkerData {
  readonly context: WorkerDriverContext
  /** Not 0: stop. */
  readonly stop: Int32Array<SharedArrayBuffer>
}

const SLICE_TURNS = 1000
const IDLE_TURNS_MAX = 200
const PARK_MS = 1

const { context, stop } = workerData as WorkerData
const driver = MediaDriver.launch({ ...context, threadingMode: 'INVOKER' })
parentPort!.postMessage({ aeronDir: driver.aeronDir })
let idleTurns = 0
while (Atomics.load(stop, 0) === 0) {
  for (let i = 0; i < SLICE_TURNS && idleTurns <= IDLE_TURNS_MAX; i++) {
    idleTurns = driver.invoke() > 0 ? 0 : idleTurns + 1
  }
  if (idleTurns > IDLE_TURNS_MAX) {
    Atomics.wait(stop, 0, 0, PARK_MS)
    idleTurns = driver.invoke() > 0 ? 0 : idleTurns
  }
  // Sockets of node:dgram and errors from elsewhere need the event loop now and then.
  await new Promise((resolve) => setImmediate(resolve))
}
driver.close()
