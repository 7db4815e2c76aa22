export { type DriverSettings, PARAMETERS, printSettings, type ThreadingMode } from './configuration.ts'
export { type DriverProcessOptions, runDriverProcess } from './driver-process.ts'
export { DatagramQueue } from './media/datagram-queue.ts'
export * from './media/datagram-transport.ts'
export { DefaultUdpTransport } from './media/default-udp-transport.ts'
export { FaultyUdpTransport, type UdpFaults } from './media/faulty-udp-transport.ts'
export { NativeUdpTransport } from './media/native-udp-transport.ts'
export { isMulticast, NodeDatagramTransport } from './media/node-datagram-transport.ts'
export { NodeUdpTransport } from './media/node-udp-transport.ts'
export { parseIp, UdpAddress } from './media/udp-address.ts'
export * from './media/udp-transport.ts'
export { VirtualUdpNetwork } from './media/virtual-udp-network.ts'
export { MediaDriver } from './media-driver.ts'
export {
  type ConcludedMediaDriverContext,
  concludeMediaDriverContext,
  type MediaDriverContext,
  printContext,
} from './media-driver-context.ts'
export { type WorkerDriverContext, WorkerMediaDriver } from './worker-media-driver.ts'
