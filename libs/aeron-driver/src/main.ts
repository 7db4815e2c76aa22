import { runDriverProcess } from './driver-process.ts'

const USAGE = `usage: node --conditions=source --import tsx libs/aeron-driver/src/main.ts [--print-config] [--spin]

Runs a media driver until SIGINT or SIGTERM. Settings come from the environment, named as in the official Aeron:
AERON_DIR, AERON_IPC_TERM_BUFFER_LENGTH, AERON_CLIENT_LIVENESS_TIMEOUT and so on; see configuration.ts.
  --print-config   prints all settings at start (also AERON_PRINT_CONFIGURATION=true)
  --spin           never parks: lowest latency, one core`

const args = process.argv.slice(2)
const unknown = args.filter((arg) => arg !== '--print-config' && arg !== '--spin')
if (unknown.length > 0) {
  console.log(USAGE)
  process.exitCode = args.includes('--help') ? 0 : 2
} else {
  const context = args.includes('--print-config') ? { printConfiguration: true } : {}
  process.exitCode = await runDriverProcess({ context, spin: args.includes('--spin') })
}
