import * as z from 'zod'
import type { MetricDetail } from '../checks/detail.ts'
import type { RecordFacts } from '../checks/facts.ts'

/** A number that the checks of a recorded promotion saw. */
export interface RecordedMetric {
  readonly value: number
  readonly unit: string | undefined
  readonly pointer: string | undefined
  /** Whether it is what the other check saw, too: same name, same report, same address, made in the same way. */
  readonly isSame: (detail: MetricDetail, label: string) => boolean
}

const text = z.exactOptional(z.string())

/** As much of a recorded node as is needed; whoever may write records may put anything there. */
const Seen = z.object({
  label: z.string(),
  detail: z.object({
    type: z.literal('metric'),
    report: z.string(),
    address: z.string(),
    value: z.number(),
    unit: text,
    pointer: text,
    from: text,
  }),
})

/** Nodes of one recorded verdict that are looked at. */
const MOST_NODES = 5_000

/** The metrics in the verdict that a record keeps; what has another form is passed over. */
export function recordedMetrics({ body }: RecordFacts): readonly RecordedMetric[] {
  const metrics: RecordedMetric[] = []
  const waiting: unknown[] = [body?.['verdict']]
  for (let seen = 0; waiting.length > 0 && seen < MOST_NODES; seen += 1) {
    const node = waiting.pop()
    const parsed = Seen.safeParse(node)
    if (parsed.success) metrics.push(metricOf(parsed.data))
    if (typeof node === 'object' && node !== null && 'children' in node && Array.isArray(node.children))
      waiting.push(...node.children.slice(0, MOST_NODES))
  }
  return metrics
}

function metricOf({ label, detail }: z.infer<typeof Seen>): RecordedMetric {
  const { value, unit, pointer } = detail
  const own = keyOf(label, detail)
  return { value, unit, pointer, isSame: (other, name) => keyOf(name, other) === own }
}

/** A mean of 57 numbers may stand at the same address as the least of them, and both under a name that somebody kept. */
function keyOf(label: string, { report, address, from }: Pick<MetricDetail, 'report' | 'address' | 'from'>): string {
  const made =
    from === undefined ? '' : (/^(\w+) of \d+( weighted.*)?$/u.exec(from)?.slice(1).join('') ?? 'one of them')
  return JSON.stringify([report, address, label, made])
}
