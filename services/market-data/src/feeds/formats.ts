import { CME_FORMAT } from './cme-set.ts'
import { CRYPTO_SET_FORMATS } from './crypto-set.ts'
import { DATABENTO_CSV_FORMAT } from './databento-csv-set.ts'
import { DBN_FORMAT } from './dbn-set.ts'
import type { SetFormat } from './feed-set.ts'
import { IEX_FORMAT } from './iex-set.ts'
import { ITCH_FORMAT } from './itch-set.ts'
import { LOBSTER_FORMAT } from './lobster-set.ts'

/** All formats, in the order in which they are asked whether a file is theirs. */
export const FORMATS: readonly SetFormat[] = [
  DBN_FORMAT,
  ITCH_FORMAT,
  CME_FORMAT,
  IEX_FORMAT,
  DATABENTO_CSV_FORMAT,
  LOBSTER_FORMAT,
  ...CRYPTO_SET_FORMATS,
]
