/**
 * The one catalogue of operator-facing errors. Every code stands in docs/reference/errors.md (a test compares both
 * directions). Codes say what went wrong; `action` says what to do about it.
 */

export const ERRORS = {
  REFLEX_CONFIG_INVALID: {
    exitCode: 2,
    action: 'Correct the named key in the configuration file; see docs/reference/configuration.md.',
  },
  REFLEX_CONFIG_NOT_FOUND: { exitCode: 2, action: 'Check the path given with --config.' },
  REFLEX_USAGE: { exitCode: 2, action: 'See --help for the options of the command.' },
  REFLEX_RECORDING_NOT_FOUND: {
    exitCode: 2,
    action: 'Check the folder given with --input, or record one with reflex record.',
  },
  REFLEX_RECORDING_INVALID: {
    exitCode: 2,
    action: 'The folder holds no recording in a known format; see the README of market-data.',
  },
  REFLEX_SBE_SCHEMA_INVALID: { exitCode: 2, action: 'Correct the schema at the place that is named.' },
  REFLEX_SBE_MESSAGE_INVALID: {
    exitCode: 1,
    action: 'The bytes are no message of the schema; check schema, framing (--framing) and file.',
  },
  REFLEX_PORT_IN_USE: { exitCode: 2, action: 'Stop the other program or give another port.' },
  REFLEX_DRIVER_ACTIVE: { exitCode: 2, action: 'Stop the other driver, or give another directory with --aeron-dir.' },
  REFLEX_DRIVER_NOT_RUNNING: {
    exitCode: 1,
    action: 'Start one with reflex driver, or give its directory with --aeron-dir.',
  },
  REFLEX_STORAGE_SPACE: {
    exitCode: 2,
    action: 'Free space on the named file system, or give a smaller term length or another directory.',
  },
  REFLEX_DATA_DIR_IN_USE: {
    exitCode: 2,
    action: 'Stop the other instance, or give another directory with --data-dir.',
  },
  REFLEX_UNSUPPORTED_PLATFORM: { exitCode: 2, action: 'Use Linux on x86-64 with Node.js 20.19 or newer.' },
  REFLEX_JOURNAL_CORRUPT: {
    exitCode: 1,
    action: 'Keep the file for analysis and restore from a snapshot; only a torn tail is repaired automatically.',
  },
  REFLEX_WAREHOUSE_UNAVAILABLE: {
    exitCode: 1,
    action:
      'Stop the other process that holds the folder, or check the address of the server; chDB needs Linux or macOS.',
  },
} as const

export type ErrorCode = keyof typeof ERRORS

/** An error an operator can act on. Printed as one sentence plus the action; no stack. */
export class ReflexError extends Error {
  override readonly name = 'ReflexError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  get action(): string {
    return ERRORS[this.code].action
  }

  get exitCode(): number {
    return ERRORS[this.code].exitCode
  }
}
