/**
 * Keys that a later release will read. They are refused, never ignored: whoever writes one relies on it.
 * Key path (`*` stands for a name or an index) → what it will be for.
 */
export function notYetAvailable(path: string): string | null {
  const purpose = LATER.get(path)
  return purpose === undefined ? null : `\`${path.slice(path.lastIndexOf('.') + 1)}\` (${purpose}) is not available yet`
}

const MODEL = 'models.*'
const STAGE = `${MODEL}.stages.*`

const PURPOSES: Readonly<Record<string, readonly string[]>> = {
  'freezing versions by rule': ['holds', `${MODEL}.holds`, `${STAGE}.holds`],
  'messages to other services': ['notifications', `${MODEL}.notifications`, `${STAGE}.notifications`],
  'attestations of reports or records': [
    'attest',
    `${MODEL}.attest`,
    `${MODEL}.reports.*.attest`,
    `${STAGE}.reports.*.attest`,
  ],
  'models promoted together': ['bundles'],
  'what each environment should run': ['environments'],
  'retirement of old versions': ['retirement', `${MODEL}.retirement`],
  'statistical method for all checks': ['method', `${STAGE}.method`],
  'statistical confidence for all checks': ['confidence', `${STAGE}.confidence`],
  'least number of samples for all checks': ['min_samples', `${STAGE}.min_samples`],
}

const LATER: ReadonlyMap<string, string> = new Map(
  Object.entries(PURPOSES).flatMap(([purpose, paths]) => paths.map((path) => [path, purpose] as const)),
)
