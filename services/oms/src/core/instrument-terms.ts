import { E8 } from '@reflex/base'
import type { Instruments } from '@reflex/schema'
import { ContractTerms } from './contract-terms.ts'

/**
 * Contract terms by instrument id; undefined for ids that are not in use. @throws RangeError when an instrument cannot
 * be booked exactly.
 */
export function termsOf(instruments: Instruments): (ContractTerms | undefined)[] {
  const idMax = instruments.ids[instruments.count - 1] ?? 0
  const terms = new Array<ContractTerms | undefined>(idMax + 1).fill(undefined)
  instruments.all.forEach((instrument, index) => {
    const product = BigInt(instruments.lotE8s[index]!) * BigInt(instruments.multiplierE8s[index]!)
    const contractE8 = Number(product / BigInt(E8))
    if (product % BigInt(E8) !== 0n || !Number.isSafeInteger(contractE8)) {
      throw new RangeError(
        `${instruments.nameOf(instrument.id)}: lotSize x multiplier must be a multiple of 0.00000001`,
      )
    }
    const kind = instrument.kind === 'inverse-perpetual' ? 'inverse' : 'linear'
    const tickE8 = instruments.tickE8s[index]!
    const lotsMax = Math.floor(Number.MAX_SAFE_INTEGER / instruments.lotE8s[index]!)
    terms[instrument.id] = new ContractTerms({ kind, tickE8, contractE8, lotsMax })
  })
  return terms
}
