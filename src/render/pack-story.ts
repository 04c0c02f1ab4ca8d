import type { EvidencePack } from '../promotion/evidence-pack.ts'
import type { PackBody } from '../promotion/evidence-pack-body.ts'
import { type Html, html, htmlCode, htmlFacts, htmlLink } from './html.ts'
import { moment } from './pack-marks.ts'

type Fact = readonly [string, Html | null]

/** What was moved, by whom, when, why, and from where it was ordered. */
export function happenedPart({ record }: EvidencePack, body: PackBody): Html {
  return htmlFacts([...moveFacts(body), ...personFacts(body), ...orderFacts(body), ...recordFacts(record, body)])
}

function moveFacts(body: PackBody): readonly Fact[] {
  const { from, to } = body
  const moved = body.moves_made.map((move) => `${move.alias} → ${move.to?.version ?? 'nobody'}`).join(', ')
  return [
    ['Model', html`${body.registry_path ?? body.model}`],
    ['Stage and alias', html`${body.stage}, alias <code>${body.alias}</code>`],
    ['To', to === null ? html`nobody: the alias was taken away` : html`${to.version} <code>${to.digest}</code>`],
    ['From', from === null ? html`nobody held the stage` : html`${from.version} <code>${from.digest}</code>`],
    ['Aliases moved', html`${moved === '' ? 'none' : moved}`],
  ]
}

function personFacts({ actor, triggering_actor: starter, reason, owners, ...body }: PackBody): readonly Fact[] {
  const people = [...new Set([actor, starter])].filter((name) => name !== null)
  return [
    ['By', shown(people.join(', re-run by '))],
    ['Reason', shown(reason)],
    ['Owners of the model', shown(owners.join(', '))],
    ['Requested', moment(body.requested_at)],
    ['Judged', moment(body.judged_at)],
    ['Closed', moment(body.finished_at)],
  ]
}

function orderFacts({ repository, run, ...body }: PackBody): readonly Fact[] {
  return [
    ['Repository', shown(repository === null ? null : repository.name)],
    ['Pull requests', shown(body.pull_requests.map((number) => `#${number}`).join(', '))],
    ['Head commits', code(body.head_commits.join(' '))],
    ['Commit of the run', code(body.merge_commit)],
    ['Event', shown(body.event)],
    ['Workflow', shown(body.workflow_ref)],
    ['Workflow run', run === null ? null : htmlLink(`${run.id}, attempt ${run.attempt}, job ${run.job}`, run.url)],
  ]
}

function recordFacts(record: EvidencePack['record'], body: PackBody): readonly Fact[] {
  const { settled_by: settled, software } = body
  return [
    ['Record in W&B', htmlLink(record.run_id, record.url)],
    ['Made by', software === null ? null : html`${software.name} ${software.version}`],
    ['Closed by another run', settled === null ? null : html`${settled.run}, attempt ${settled.attempt}`],
    ['Undoes the record', code(body.undoes)],
    ['Drift', shown(body.drift)],
    ['Note', shown(body.note)],
  ]
}

function shown(text: string | null): Html | null {
  return text === null || text === '' ? null : html`${text}`
}

function code(text: string | null): Html | null {
  return text === null || text === '' ? null : htmlCode(text)
}
