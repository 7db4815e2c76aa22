/** The live page and the operator's actions. */

export * from './config.ts'
export { createOpsConsoleService } from './service.ts'
