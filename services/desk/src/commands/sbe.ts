import { ReflexError } from '@reflex/base'
import { Command, Option } from 'commander'
import type { SbeFraming } from '../tools/sbe-decode.ts'
import { printJson, type SetExitCode } from './command.ts'

interface DecodeOptions {
  readonly schema: string
  readonly framing: SbeFraming | 'auto'
  readonly hex: boolean
  readonly json: boolean
}

/** `reflex sbe`: tools for Simple Binary Encoding. */
export function sbeCommand(_setExitCode: SetExitCode): Command {
  return new Command('sbe').description('Tools for FIX Simple Binary Encoding').addCommand(decodeCommand())
}

function decodeCommand(): Command {
  return new Command('decode')
    .description('Decodes a file of SBE messages by a schema given at run time')
    .argument('<file>', 'messages one after the other, plain or .gz; - for standard input')
    .requiredOption('--schema <xml>', "the schema, plain or .gz; includes are read from the schema's folder")
    .addOption(
      new Option('--framing <kind>', 'what stands before each message')
        .choices(['auto', 'none', 'sofh', 'ilink3'])
        .default('auto'),
    )
    .option('--hex', 'the file is hexadecimal text', false)
    .option('--json', 'one JSON object on standard output', false)
    .addHelpText('after', '\nExample:\n  reflex sbe decode --schema car.xml car.sbe --json')
    .action(async (file: string, options: DecodeOptions) => {
      const { decodeSbeFile, jsonOf } = await import('../tools/sbe-decode.ts')
      const { schema, hex, framing } = options
      const decoded = decodeSbeFile({ schema, file, isHex: hex, ...(framing === 'auto' ? {} : { framing }) })
      const { id, version, byteOrder } = decoded.schema
      const messages = decoded.messages.map(({ fields, ...head }) => ({ ...head, fields: jsonOf(fields) }))
      if (options.json) return printJson({ schema: { id, version, byteOrder }, messages })
      if (messages.length === 0) throw new ReflexError('REFLEX_SBE_MESSAGE_INVALID', `${file} is empty`)
      for (const { name, offset, length, fields } of messages)
        process.stdout.write(`${name} at ${offset}, ${length} bytes\n${JSON.stringify(fields, null, 2)}\n`)
    })
}
