/**
 * The metric names a PromQL expression uses, by Grafana's own grammar: a name in a branch that is never taken counts
 * too.
 */

import { parser, VectorSelector } from '@prometheus-io/lezer-promql'

const NODE_IDENTIFIER = 'Identifier'
const STEP_S = 30

/** Puts values in the place of Grafana's variables, so that the expression is plain PromQL. */
export function substituteVariables(expr: string): string {
  return expr
    .replaceAll('$__rate_interval', `${STEP_S}s`)
    .replaceAll('$__interval', `${STEP_S}s`)
    .replaceAll('$__range', `${STEP_S}s`)
    .replaceAll(/=~"\$\w+"/g, '=~".*"')
}

/** @returns the names, sorted. @throws when the expression is no PromQL. */
export function metricNames(expr: string): string[] {
  const names = new Set<string>()
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError) throw new Error(`no PromQL at column ${node.from + 1}: ${expr}`)
      if (node.type.id !== VectorSelector) return
      const name = node.node.getChild(NODE_IDENTIFIER)
      if (name === null) throw new Error(`a selector without a name: ${expr}`)
      names.add(expr.slice(name.from, name.to))
    },
  })
  return [...names].sort()
}
