import { CncFileReader, defaultAeronDirectory, NativeMemoryMapper, RegistrationException } from '@aeron/client'
import { ReflexError } from '@reflex/base'
import { Command, InvalidArgumentError } from 'commander'
import type { BusToolOptions } from '../tools/bus/bus-client.ts'
import { parseDuration, printJson, type SetExitCode } from './command.ts'

/** Channels and streams are those of the official samples, so that either end may be one of them. */
const PING_CHANNEL = 'aeron:udp?endpoint=localhost:20123'
const PONG_CHANNEL = 'aeron:udp?endpoint=localhost:20124'
const SAMPLE_CHANNEL = 'aeron:udp?endpoint=localhost:20121'

export function busCommand(_setExitCode: SetExitCode): Command {
  return new Command('bus')
    .description('Tools for any Aeron media driver, ours or the official ones')
    .addCommand(pingCommand())
    .addCommand(pongCommand())
    .addCommand(publishCommand())
    .addCommand(subscribeCommand())
    .addCommand(reportCommand('errors', 'Prints the distinct errors a driver has recorded', printErrors))
    .addCommand(reportCommand('loss', 'Prints the loss a driver has seen, by stream and sender', printLoss))
    .addHelpText(
      'after',
      `
Examples:
  reflex bus pong --aeron-dir /dev/shm/aeron-a          echoes; ping measures the round trip
  reflex bus ping --channel aeron:ipc --pong-channel aeron:ipc --json
  reflex bus subscribe --channel 'aeron:udp?endpoint=224.20.30.39:40123|interface=localhost' --stream 7
  reflex bus publish --channel aeron:ipc --stream 7 --count 3 'hello {n}'
  reflex bus errors; reflex bus loss --json`,
    )
}

function toolCommand(name: string, description: string, channel: string, stream: number): Command {
  return new Command(name)
    .description(description)
    .option('--aeron-dir <dir>', 'directory of the driver (default: env AERON_DIR, else /dev/shm/aeron-<user>)')
    .option('--channel <uri>', 'channel to send to (ping) or to listen on (pong)', channel)
    .option('--stream <id>', 'stream id', parseInteger, stream)
    .option('--json', 'JSON on standard output', false)
}

function pingCommand(): Command {
  return toolCommand('ping', 'Measures round trips to a pong', PING_CHANNEL, 1002)
    .option('--pong-channel <uri>', 'channel of the answers', PONG_CHANNEL)
    .option('--pong-stream <id>', 'stream of the answers', parseInteger, 1003)
    .option('--messages <n>', 'round trips to measure', parseCount, 100_000)
    .option('--warmup <n>', 'round trips before', parseCount, 10_000)
    .option('--length <bytes>', 'message length, at least 8', parseCount, 32)
    .action(async (options) => {
      const { runPing } = await import('../tools/bus/ping-pong.ts')
      const result = await explained(runPing(options))
      if (options.json) return printJson(result)
      const us = (ns: number): string => `${(ns / 1000).toFixed(2)} us`
      const line = `p50 ${us(result.p50)}, p99 ${us(result.p99)}, p99.9 ${us(result.p999)}, max ${us(result.max)}`
      process.stdout.write(`${result.messages} round trips of ${result.length} B over ${result.channel}: ${line}\n`)
    })
}

function pongCommand(): Command {
  return toolCommand('pong', 'Sends back what a ping sends', PING_CHANNEL, 1002)
    .option('--pong-channel <uri>', 'channel of the answers', PONG_CHANNEL)
    .option('--pong-stream <id>', 'stream of the answers', parseInteger, 1003)
    .action(async (options) => {
      const { runPong } = await import('../tools/bus/ping-pong.ts')
      const onReady = (): void => say(options, `echoing ${options.channel} stream ${options.stream}`)
      const echoed = await explained(runPong({ ...options, onReady }))
      if (options.json) printJson({ echoed })
      else process.stdout.write(`${echoed} messages echoed\n`)
    })
}

function publishCommand(): Command {
  return toolCommand('publish', 'Waits for a subscriber and sends messages', SAMPLE_CHANNEL, 1001)
    .argument('<message...>', 'texts to send; {n} becomes the number of the message')
    .option('--count <n>', 'how often', parseCount, 1)
    .option('--interval <time>', 'between two messages', parseDuration, 0)
    .option('--linger <time>', 'before the publication is closed', parseDuration, 500)
    .action(async (messages: string[], options) => {
      const { runPublish } = await import('../tools/bus/publish-subscribe.ts')
      const { interval: intervalMs, linger: lingerMs } = options
      const sent = await explained(runPublish({ ...options, messages, intervalMs, lingerMs }))
      if (options.json) printJson({ sent })
      else process.stdout.write(`${sent} messages sent\n`)
    })
}

function subscribeCommand(): Command {
  return toolCommand('subscribe', 'Prints messages as they arrive', SAMPLE_CHANNEL, 1001)
    .option('--count <n>', 'end after so many', parseCount, Number.POSITIVE_INFINITY)
    .option('--duration <time>', 'end after this time', parseDuration, Number.POSITIVE_INFINITY)
    .action(async (options) => {
      const { runSubscribe } = await import('../tools/bus/publish-subscribe.ts')
      const received = await explained(
        runSubscribe({
          ...options,
          durationMs: options.duration,
          onReady: () => say(options, `listening on ${options.channel} stream ${options.stream}`),
          onMessage: (message) => {
            if (options.json) return printJson(message)
            const content = message.text ?? message.hex ?? ''
            process.stdout.write(`${message.stream}/${message.sessionId} @${message.position} <<${content}>>\n`)
          },
        }),
      )
      if (!options.json) process.stdout.write(`${received} messages received\n`)
    })
}

function reportCommand(name: string, description: string, print: (reader: CncFileReader, json: boolean) => void) {
  return new Command(name)
    .description(`${description}, living or dead`)
    .option('--aeron-dir <dir>', 'directory of the driver (default: env AERON_DIR, else /dev/shm/aeron-<user>)')
    .option('--json', 'JSON on standard output', false)
    .action((options: { aeronDir?: string; json: boolean }) => {
      const aeronDir = options.aeronDir ?? defaultAeronDirectory()
      const reader = CncFileReader.open(aeronDir, new NativeMemoryMapper())
      if (reader === undefined) throw new ReflexError('REFLEX_DRIVER_NOT_RUNNING', `no media driver in ${aeronDir}`)
      try {
        print(reader, options.json)
      } finally {
        reader.close()
      }
    })
}

function printErrors(reader: CncFileReader, json: boolean): void {
  const errors = reader.errorLog()
  if (json) return printJson({ aeronDir: reader.aeronDir, errors })
  for (const { count, firstEpochMs, lastEpochMs, text } of errors)
    process.stdout.write(`${count} observations from ${timeOf(firstEpochMs)} to ${timeOf(lastEpochMs)} for:\n${text}\n`)
  process.stdout.write(`${errors.length} distinct errors observed\n`)
}

function printLoss(reader: CncFileReader, json: boolean): void {
  const losses = reader.lossReport()
  if (json) return printJson({ aeronDir: reader.aeronDir, losses })
  for (const { count, totalBytesLost, firstEpochMs, lastEpochMs, sessionId, streamId, channel, source } of losses) {
    const when = `${count} losses, ${totalBytesLost} bytes, ${timeOf(firstEpochMs)} to ${timeOf(lastEpochMs)}`
    process.stdout.write(`${when}: stream ${streamId} session ${sessionId} of ${source} on ${channel}\n`)
  }
  process.stdout.write(`${losses.length} streams with loss\n`)
}

/** What the driver refuses is the caller's to put right. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof RegistrationException)) throw error
    throw new ReflexError('REFLEX_USAGE', `the media driver refuses: ${error.message}`)
  }
}

function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

function say(options: BusToolOptions, text: string): void {
  if (!options.json) process.stdout.write(`${text}\n`)
}

function parseInteger(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || value !== (value | 0)) throw new InvalidArgumentError('give a 32-bit integer')
  return value
}

function parseCount(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number above 0')
  return value
}
