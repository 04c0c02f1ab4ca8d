import { emergencyLogins } from '../checks/emergency.ts'
import type { PermissionOf, PullRequestFacts } from '../checks/facts.ts'
import type { CodeOwnerFacts, PeopleFacts, RunReviews, TeamsOf } from '../checks/people-facts.ts'
import type { ApprovalRule, EmergencyRule, StageConfig } from '../config/gate-config.ts'
import { RemoteError } from '../errors.ts'
import type { CodeHost } from './ports.ts'

export interface PeopleAsked {
  readonly stage: StageConfig
  /** What was moved by hand is to be adopted: another rule says who may, and an emergency may stand in for the gate. */
  readonly adopting: boolean
  readonly pullRequests: readonly PullRequestFacts[]
  /** Who started or re-ran a dispatched run. */
  readonly startedBy: readonly string[]
  /** The run carries something out: nobody is asked yet to let a pull request's own run into an environment. */
  readonly isOrder: boolean
  readonly pins: { readonly path: string; readonly commit: string; readonly blob: string | null }
}

/**
 * What the stage's rules ask about people beyond their reviews. Nothing is requested that no rule asks for, and what
 * does not depend on another answer goes out at once.
 * @throws AccessError, RemoteError
 */
export async function readPeople(asked: PeopleAsked, host: CodeHost): Promise<PeopleFacts> {
  const [runReviews, codeOwners] = await Promise.all([readRun(asked, host), readOwners(asked, host)])
  const approvers = [...reviewersOf(asked.pullRequests), ...approversOf(runReviews)]
  const teamsOf = await readTeams(teamsOfStage(asked), [...approvers, ...asked.startedBy], host)
  return { teamsOf, codeOwners, runReviews }
}

/** Members of the teams among the people; no team, no request. */
export async function readTeams(
  teams: readonly string[],
  logins: readonly string[],
  host: Pick<CodeHost, 'teams'>,
): Promise<TeamsOf> {
  const wanted = [...new Set(teams.map((team) => team.toLowerCase()))]
  return wanted.length === 0 ? new Map() : host.teams(wanted, [...new Set(logins)])
}

/** Logins of the people whose team or role decides about an emergency. */
export function emergencyPeople(
  rule: EmergencyRule | null,
  pullRequest: PullRequestFacts | null,
): { readonly forRoles: readonly string[]; readonly forTeams: readonly string[]; readonly teams: readonly string[] } {
  const reviewers = rule === null || pullRequest === null ? [] : reviewersOf([pullRequest])
  return { forRoles: emergencyLogins(rule, pullRequest), forTeams: reviewers, teams: rule?.teams ?? [] }
}

function teamsOfStage({ stage, startedBy, adopting }: PeopleAsked): readonly string[] {
  const starters = startedBy.length === 0 ? [] : (stage.may.get(adopting ? 'adopt' : 'promote')?.teams ?? [])
  const emergency = adopting ? (stage.emergency?.teams ?? []) : []
  return [...stage.approvals.flatMap(({ teams }) => teams ?? []), ...starters, ...emergency]
}

async function readRun({ stage, isOrder, pins }: PeopleAsked, host: CodeHost): Promise<RunReviews | null> {
  if (!isOrder || !stage.approvals.some(isOfRun)) return null
  const run = await host.runReviews()
  if (run.commit === pins.commit) return { ...run, pinsStand: true }
  const blobs = await host.blobs(run.commit, [pins.path])
  return { ...run, pinsStand: (blobs.get(pins.path) ?? null) === pins.blob }
}

async function readOwners(
  { stage, pullRequests }: PeopleAsked,
  host: CodeHost,
): Promise<ReadonlyMap<number, CodeOwnerFacts>> {
  if (!stage.approvals.some(({ codeOwners }) => codeOwners)) return new Map()
  const read = pullRequests.map(async ({ number, baseBranch, headCommit }) => {
    const { headCommit: judged, ...facts } = await host.codeOwnerReview(number, baseBranch)
    if (judged === headCommit) return [number, facts] as const
    throw new RemoteError('github', `Pull request #${number} changed while its code owners were read.`, {
      hint: 'Somebody is pushing to it; run again when that is done.',
    })
  })
  return new Map(await Promise.all(read))
}

/** Roles are asked only where a rule demands one that the review itself does not prove. */
export async function readRoles(
  { stage, pullRequests, adopting }: PeopleAsked,
  people: Promise<PeopleFacts>,
  host: CodeHost,
): Promise<PermissionOf> {
  const ofReviews = stage.approvals.some((rule) => !isOfRun(rule) && !['read', 'write'].includes(rule.permission))
  const ofRun = stage.approvals.some((rule) => isOfRun(rule) && rule.permission !== 'read')
  const approvers = ofRun ? approversOf((await people).runReviews) : []
  const emergency = adopting ? emergencyLogins(stage.emergency, pullRequests[0] ?? null) : []
  const logins = [...(ofReviews ? reviewersOf(pullRequests) : emergency), ...approvers]
  if (!ofReviews && logins.length === 0) return new Map()
  return host.permissions([...new Set(logins)])
}

function isOfRun({ environment }: ApprovalRule): boolean {
  return environment !== null
}

function reviewersOf(pullRequests: readonly PullRequestFacts[]): readonly string[] {
  return pullRequests.flatMap(({ reviews }) =>
    reviews.flatMap(({ author }) => (author?.kind === 'user' ? [author.login] : [])),
  )
}

function approversOf(run: RunReviews | null): readonly string[] {
  return (run?.reviews ?? []).flatMap(({ person }) => (person?.kind === 'user' ? [person.login] : []))
}
