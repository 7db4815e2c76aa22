import { runCli } from './cli.ts'
import { SUPERVISED } from './up/supervisor.ts'

// A supervised child ends with its supervisor, whose end of this pipe closes even when it is killed.
if (process.env[SUPERVISED] === '1') {
  process.stdin.resume()
  process.stdin.once('end', () => process.kill(process.pid, 'SIGTERM'))
}

// Exits at once: sockets of something that was refused half way must not keep the process alive.
process.exit(await runCli(process.argv.slice(2)))
