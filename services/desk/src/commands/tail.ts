import { ReflexError } from '@reflex/base'
import { STREAMS } from '@reflex/schema'
import { Command } from 'commander'
import type { TailOptions } from '../tools/tail.ts'
import { defaultAeronDir } from '../up/directories.ts'
import { parseDuration, type SetExitCode } from './command.ts'

export function tailCommand(_setExitCode: SetExitCode): Command {
  return new Command('tail')
    .description('Prints live bus traffic, FIX with field names')
    .option('--aeron-dir <dir>', 'directory of the driver (default: that of reflex up)')
    .option('--stream <names>', 'comma-separated stream names or ids (default: all but market data and health)')
    .option('--type <types>', 'only these MsgTypes, comma-separated, e.g. D,8')
    .option('--order <clOrdId>', 'only messages with this ClOrdID')
    .option('--raw', 'FIX as on the wire with | between fields', false)
    .option('--json', 'one JSON object a line', false)
    .option('--duration <time>', 'stop after this time', parseDuration)
    .addHelpText(
      'after',
      `
Streams: ${STREAMS.map((stream) => stream.name).join(', ')}

Examples:
  reflex tail
  reflex tail --stream executions --type 8
  reflex tail --order MAKER1-5k2-17 --raw`,
    )
    .action(
      async (
        options: Omit<TailOptions, 'streams' | 'aeronDir'> & { stream?: string; aeronDir?: string; type?: string },
      ) => {
        const { runTail } = await import('../tools/tail.ts')
        await runTail({
          ...options,
          aeronDir: options.aeronDir ?? process.env['AERON_DIR'] ?? defaultAeronDir(),
          streams: chosenStreams(options.stream),
          types: options.type?.split(',') ?? [],
        })
      },
    )
}

const QUIET_BY_DEFAULT = new Set(['market-data', 'market-data-snapshot', 'health'])

function chosenStreams(names: string | undefined): number[] {
  if (names === undefined)
    return STREAMS.filter((stream) => !QUIET_BY_DEFAULT.has(stream.name)).map((stream) => stream.id)
  return names.split(',').map((name) => {
    const found = STREAMS.find((stream) => stream.name === name || String(stream.id) === name)
    if (found === undefined) throw new ReflexError('REFLEX_USAGE', `there is no stream '${name}'`)
    return found.id
  })
}
