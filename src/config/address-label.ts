import type { MetricAddress, MetricCheck } from './gate-config.ts'

/** A check for people, made from its address: `mean of acc · mmlu_* · language=de`. */
export function checkLabel(address: MetricAddress, aggregate: MetricCheck['aggregate']): string {
  const label = addressLabel(address)
  if (address.by === 'select') return address.reduce === undefined ? label : `${address.reduce} of ${label}`
  return aggregate === undefined ? label : `${aggregate.replace('_', ' ')} of ${label}`
}

/** An address for people: `acc · arc_easy · none · language=de`. */
function addressLabel(address: MetricAddress): string {
  if (address.by === 'select') return address.select
  const slice = Object.entries(address.slice ?? {}).map(([dimension, value]) => `${dimension}=${value}`)
  const parts = [address.metric, address.task, address.filter, address.scorer, ...slice]
  return parts.filter((part) => part !== undefined && part !== '').join(' · ')
}
