import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DriverSettings } from './configuration.ts'

/** What can be told to a driver in another thread: settings, no objects. The rest comes from the environment. */
export interface WorkerDriverContext extends Partial<Omit<DriverSettings, 'threadingMode'>> {
  readonly aeronDir?: string
}

/**
 * A media driver in a thread of its own: the application's event loop may block without a client or a stream being
 * lost. Clients connect to its directory, from this process or any other.
 */
export class WorkerMediaDriver {
  readonly aeronDir: string
  /** Resolves when the thread has ended. @throws what ended it, when that was an error. */
  readonly ended: Promise<void>
  readonly #stop: Int32Array<SharedArrayBuffer>

  private constructor(aeronDir: string, ended: Promise<void>, stop: Int32Array<SharedArrayBuffer>) {
    this.aeronDir = aeronDir
    this.ended = ended
    this.#stop = stop
  }

  /** Resolves when clients can connect. @throws ReflexError as MediaDriver.launch does. */
  static async launch(context: WorkerDriverContext = {}): Promise<WorkerMediaDriver> {
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const worker = startWorker({ context, stop })
    const ended = new Promise<void>((resolve, reject) => {
      worker.once('error', reject)
      worker.once('exit', () => resolve())
    })
    // Whoever does not wait for the end hears of an error by `launch` or not at all.
    ended.catch(() => {})
    const [started] = (await Promise.race([once(worker, 'message'), ended.then(() => [undefined])])) as [
      { aeronDir: string } | undefined,
    ]
    if (started === undefined) throw new Error('the driver thread ended before it had started')
    return new WorkerMediaDriver(started.aeronDir, ended, stop)
  }

  /** Stops the driver. Resolves when its files are released. */
  async close(): Promise<void> {
    Atomics.store(this.#stop, 0, 1)
    Atomics.notify(this.#stop, 0)
    await this.ended
  }
}

function startWorker(workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./driver-worker.js', import.meta.url), { workerData })
  // From source, the thread needs the loader of TypeScript first; --import does not reach workers.
  const script = JSON.stringify(new URL('./driver-worker.ts', import.meta.url).href)
  const bootstrap = `import('tsx/esm/api').then(({ register }) => { register(); return import(${script}) })`
  return new Worker(bootstrap, { eval: true, workerData, execArgv: ['--conditions=source'] })
}
