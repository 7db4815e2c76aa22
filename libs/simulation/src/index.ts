export * from './event-queue.ts'
export * from './scheduler.ts'
export * from './sim-datagram-transport.ts'
export * from './sim-stream-transport.ts'
