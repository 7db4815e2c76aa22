import { setTimeout as sleep } from 'node:timers/promises'
import { ReflexError } from '@reflex/base'
import { CRYPTO_FORMATS, type CryptoFormat, dialectOf, FrameRecorder, type RecorderCounts } from '@reflex/market-data'
import { Command } from 'commander'
import { parseDuration, printJson, type SetExitCode } from './command.ts'

const PROGRESS_MS = 1000

interface RecordOptions {
  readonly venue: string
  readonly symbols: string
  readonly out: string
  readonly duration?: number
  readonly wsUrl?: string
  readonly restUrl?: string
  readonly json: boolean
}

export function recordCommand(setExitCode: SetExitCode): Command {
  return new Command('record')
    .description("Records a venue's public streams in the format that `up --input` and `book --set` read")
    .requiredOption('--venue <venue>', `one of ${CRYPTO_FORMATS.join(', ')}`)
    .requiredOption('--symbols <list>', "symbols in the venue's spelling, separated by commas")
    .requiredOption('--out <dir>', 'folder for the file; made when it is not there')
    .option('--duration <time>', 'how long, e.g. 60s or 1h; until Ctrl-C when not given', parseDuration)
    .option('--ws-url <url>', 'base address of the streams instead of the venue')
    .option('--rest-url <url>', 'base address of snapshots instead of the venue')
    .option('--json', 'one JSON object on standard output', false)
    .addHelpText(
      'after',
      '\nExamples:\n  reflex record --venue kraken --symbols XBT/USD,ETH/USD --out recordings/kraken --duration 60s\n' +
        '  reflex record --venue binance-usdm --symbols BTCUSDT --out recordings/btc\n' +
        '  reflex up --input recordings/btc --speed max',
    )
    .action(async (options: RecordOptions) => {
      const format = CRYPTO_FORMATS.find((each) => each === options.venue.toLowerCase())
      if (format === undefined)
        throw new ReflexError(
          'REFLEX_USAGE',
          `there is no venue '${options.venue}'; known: ${CRYPTO_FORMATS.join(', ')}`,
        )
      const counts = await record(format, options)
      if (options.json) printJson({ venue: format, ...counts })
      else process.stdout.write(`${textOf(counts)}\n`)
      setExitCode(counts.frames > 0 ? 0 : 1)
    })
}

async function record(format: CryptoFormat, options: RecordOptions): Promise<RecorderCounts> {
  const symbols = options.symbols.split(',').filter((symbol) => symbol !== '')
  if (symbols.length === 0) throw new ReflexError('REFLEX_USAGE', '--symbols names no symbol')
  for (const url of [options.wsUrl, options.restUrl])
    if (url !== undefined && !URL.canParse(url)) throw new ReflexError('REFLEX_USAGE', `'${url}' is no address`)
  const epochNs = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint()
  const recorder = new FrameRecorder({
    ...{ dialect: dialectOf(format, options.wsUrl, options.restUrl), symbols, dir: options.out, chance: Math.random },
    stamp: () => String(epochNs + process.hrtime.bigint()),
    note: (text) => process.stderr.write(`${text}\n`),
  })
  const stop = new AbortController()
  const onSignal = (): void => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  recorder.start()
  const endMs = Date.now() + (options.duration ?? Number.POSITIVE_INFINITY)
  while (!stop.signal.aborted && Date.now() < endMs) {
    await sleep(Math.min(PROGRESS_MS, endMs - Date.now()), undefined, { signal: stop.signal }).catch(() => undefined)
    if (!options.json && process.stderr.isTTY) process.stderr.write(`\r${textOf(recorder.counts)}`)
  }
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  return recorder.stop()
}

function textOf({ file, frames, bytes, snapshots, connects, failures }: RecorderCounts): string {
  const mib = (bytes / 1024 / 1024).toFixed(1)
  return `${file}: ${frames} frames, ${mib} MiB, ${snapshots} snapshots, ${connects} connections, ${failures} lost`
}
