export { type EmsConfig, emsConfigSchema } from './config.ts'
export { createEmsService } from './service.ts'
