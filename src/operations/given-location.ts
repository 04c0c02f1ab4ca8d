import type { ReportSource } from '../config/gate-config.ts'
import { InputError } from '../errors.ts'
import { parseArtifactFile } from '../evidence/location.ts'
import type { EvidenceLocation } from '../evidence/report.ts'
import type { NamedLocation } from './promote-input.ts'

/**
 * Refuses a line of the `report` input that would go round a rule of the gate: whose runs count is said there, and a workflow
 * that could name a file instead would not be bound by it.
 * @throws InputError
 */
export function checkReplaced(known: ReportSource | undefined, { location }: NamedLocation): void {
  if (known?.location.kind === 'wandb-lineage') throw fixed(known.name, "from W&B's lineage", 'wandb_lineage')
  if (known?.location.kind === 'workflow-artifact' && location.kind !== 'workflow-artifact') {
    throw fixed(known.name, 'from a workflow artifact', 'workflow_artifact')
  }
}

function fixed(name: string, from: string, key: string): InputError {
  return new InputError(`The gate config takes \`${name}\` ${from}; the input \`report\` cannot replace it.`, {
    hint: `Remove the line from the input, or change \`${key}\` in the gate config.`,
  })
}

/**
 * The location of a line of an input. An artifact is of the run that the line names, and bound by the rule of the gate config: the
 * same artifact, the same file.
 * @throws InputError
 */
export function locationOf({ location }: NamedLocation, known: ReportSource | undefined): EvidenceLocation {
  if (location.kind !== 'workflow-artifact') return location
  const rule = known?.location.artifact
  if (known === undefined || rule === undefined) {
    throw new InputError(`The gate config does not say which workflow may make \`${location.text}\`.`, {
      hint: 'Write `workflow_artifact` and `workflow` of the report in the gate config; the input then names the run.',
    })
  }
  const [wanted, given] = [known.location.text, location.text].map(parseArtifactFile)
  if (wanted?.name !== given?.name || wanted?.file !== given?.file) {
    throw new InputError(
      `The gate config takes \`${known.name}\` from \`${wanted?.name}#${wanted?.file}\`, not from \`${given?.name}#${given?.file}\`.`,
      {
        hint: `Write workflow-artifact:RUN/${wanted?.name}#${wanted?.file}.`,
      },
    )
  }
  const { sha256 = known.location.sha256 } = location
  return { ...location, artifact: rule, ...(sha256 === undefined ? {} : { sha256 }) }
}
