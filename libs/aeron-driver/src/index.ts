export { type DriverSettings, PARAMETERS, printSettings, type ThreadingMode } from './configuration.ts'
export { type DriverProcessOptions, runDriverProcess } from './driver-process.ts'
export { DatagramQueue } from './media/datagram-queue.ts'
export * from './media/datagram-transport.ts'
export { isMulticast, NodeDatagramTransport } from './media/node-datagram-transport.ts'
export { MediaDriver } from './media-driver.ts'
export {
  type ConcludedMediaDriverContext,
  concludeMediaDriverContext,
  type MediaDriverContext,
  printContext,
} from './media-driver-context.ts'
