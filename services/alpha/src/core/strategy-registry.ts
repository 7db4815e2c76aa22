import type { ParameterDefinition } from './parameter-table.ts'
import { type BasisTakerParameters, basisTaker } from './strategies/basis-taker.ts'
import { type MarketMakerParameters, marketMaker } from './strategies/market-maker.ts'
import type { Strategy, StrategyContext } from './strategy.ts'

/**
 * What the configuration may name, with the parameters of each kind. A strategy of one's own: one more entry here and
 * in config.ts.
 */
export type StrategyChoice =
  | { readonly kind: 'market-maker'; readonly parameters: MarketMakerParameters }
  | { readonly kind: 'basis-taker'; readonly parameters: BasisTakerParameters }

/** Parameters that any kind can have, each name once. */
export function allParameterDefinitions(): readonly ParameterDefinition[] {
  const byName = new Map<string, ParameterDefinition>()
  for (const definition of [...marketMaker.parameters, ...basisTaker.parameters])
    byName.set(definition.name, definition)
  return [...byName.values()]
}

export function createStrategy(choice: StrategyChoice, context: StrategyContext): Strategy {
  switch (choice.kind) {
    case 'market-maker':
      return marketMaker.create(context, choice.parameters)
    case 'basis-taker':
      return basisTaker.create(context, choice.parameters)
  }
}
