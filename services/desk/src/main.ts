import { runCli } from './cli.ts'

// Exits at once: sockets of something that was refused half way must not keep the process alive.
process.exit(await runCli(process.argv.slice(2)))
