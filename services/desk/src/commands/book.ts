import { Command, InvalidArgumentError } from 'commander'
import { printJson, type SetExitCode } from './command.ts'

const DEPTH_MAX = 5000

interface BookOptions {
  readonly set: string
  readonly depth: number
  readonly csv?: string
  readonly format?: string
  readonly json: boolean
}

/** `reflex book`: a folder of market data through the real feed handlers. */
export function bookCommand(_setExitCode: SetExitCode): Command {
  return new Command('book')
    .description('Runs a folder of recorded market data through the feed handlers and prints the books')
    .requiredOption('--set <dir>', 'folder (or one file) of market data, plain, .gz or .zst')
    .option('--depth <levels>', 'levels a side to print, and in the rows of --csv', parseDepth, 0)
    .option('--csv <file>', 'write a row of levels after each event that changed them')
    .option('--format <name>', 'format of the files; told by the content when not given')
    .option('--json', 'one JSON object on standard output', false)
    .addHelpText('after', '\nExamples:\n  reflex book --set data/itch50\n  reflex book --set data/es --depth 5 --json')
    .action(async (options: BookOptions) => {
      const { runSet } = await import('@reflex/market-data')
      const { set, depth, csv, format } = options
      const result = runSet(
        { set, depth, ...(csv === undefined ? {} : { csv }), ...(format === undefined ? {} : { format }) },
        () => performance.now(),
      )
      if (options.json) return printJson(result)
      const { printBooks } = await import('./book-text.ts')
      process.stdout.write(printBooks(result))
    })
}

function parseDepth(text: string): number {
  const depth = Number(text)
  if (!Number.isInteger(depth) || depth < 0 || depth > DEPTH_MAX)
    throw new InvalidArgumentError(`give a whole number from 0 to ${DEPTH_MAX}`)
  return depth
}
