import type { LineageDemand } from '../config/gate-config.ts'
import type { Position } from '../errors.ts'
import type { VersionFacts } from './facts.ts'
import type { Verdict } from './verdict.ts'

export interface LineageInput {
  readonly demand: LineageDemand
  readonly candidate: VersionFacts
  readonly at?: Position
}

/**
 * The version's lineage names what the gate demands: the run that logged it, or the commit of that run. A source
 * project that cannot be seen is an error, not "no run".
 */
export function evaluateLineage({ demand, candidate, at }: LineageInput): Verdict {
  const base = {
    id: `lineage/${demand}`,
    kind: 'lineage',
    label: demand,
    ...(at === undefined ? {} : { at }),
    children: [],
  } as const
  if (candidate.source === null) {
    return { ...base, status: 'error', reason: 'source-not-visible', detail: { type: 'lineage', demand } }
  }
  const run = candidate.producer
  const found = run === null ? null : demand === 'run' ? `${run.entity}/${run.project}/${run.id}` : run.commit
  // An empty commit is as good as none.
  if (!found) return { ...base, status: 'fail', reason: 'lineage-missing', detail: { type: 'lineage', demand } }
  return { ...base, status: 'pass', detail: { type: 'lineage', demand, found } }
}
