import { type Finding, ok, problem, unknown, warning } from './doctor-finding.ts'
import { ADOPTING, type GateStep } from './doctor-workflow.ts'

interface Need {
  readonly permission: string
  readonly level: 'read' | 'write'
  readonly why: string
  /** Without it nothing works; otherwise only the comment is lost. */
  readonly vital: boolean
}

const CONTENTS: Need = {
  permission: 'contents',
  level: 'read',
  why: 'the gate config and the pins are read through the API',
  vital: true,
}
const ACTIONS: Need = {
  permission: 'actions',
  level: 'read',
  why: 'a request is as old as the first attempt of its run',
  vital: true,
}
const REVIEWS: Need = { permission: 'pull-requests', level: 'read', why: 'reviews are approvals', vital: true }
const COMMENT: Need = {
  permission: 'pull-requests',
  level: 'write',
  why: 'the verdict is posted as a comment',
  vital: false,
}
const BRANCH: Need = {
  permission: 'contents',
  level: 'write',
  why: 'the change of the pins file is committed to a branch',
  vital: false,
}
const PULL: Need = {
  permission: 'pull-requests',
  level: 'write',
  why: 'the pull request that puts the pin right is opened',
  vital: false,
}
const TOKEN: Need = {
  permission: 'id-token',
  level: 'write',
  why: "GitHub's identity token is exchanged for one of W&B",
  vital: true,
}

const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  plan: [CONTENTS, REVIEWS, COMMENT],
  promote: [CONTENTS, REVIEWS, COMMENT, ACTIONS],
  rollback: [CONTENTS, ACTIONS],
  hold: [CONTENTS, ACTIONS],
  release: [CONTENTS, ACTIONS],
  [ADOPTING]: [CONTENTS, REVIEWS, COMMENT, ACTIONS],
}
const LEVELS = ['none', 'read', 'write']
/** More than any operation needs, and enough to change what is judged. */
const DANGEROUS = ['contents', 'actions']

/** What the job grants the workflow token, against what the operation needs. */
export function permissionFindings(where: string, step: GateStep, isPrivate: boolean): readonly Finding[] {
  const what = `permissions of ${where}`
  const { permissions } = step
  if (permissions === null) {
    return [
      unknown({
        what,
        found: 'Neither the job nor the workflow has `permissions`, so the default of the repository applies.',
        why: 'The default can be changed in the settings by somebody who does not think of this workflow.',
        remedy: `Write them down: ${describe(needsOf(step))}.`,
      }),
    ]
  }
  const missing = needsOf(step).filter((need) => !grants(permissions, need))
  const findings = missing.map((need) => missingFinding(what, need, isPrivate))
  const excess = typeof permissions === 'string' ? [] : excessOf(permissions, step)
  if (permissions === 'write-all' || excess.length > 0) {
    findings.push(
      warning({
        what,
        found:
          permissions === 'write-all' ? '`write-all`.' : `${excess.map((name) => `\`${name}: write\``).join(', ')}.`,
        why: 'Nothing here needs it, and whoever takes over a step of the job could change the gates with it.',
        remedy: `Grant only ${describe(needsOf(step))}.`,
      }),
    )
  }
  return findings.length > 0 ? findings : [ok(what, `Enough: ${describe(needsOf(step))}.`)]
}

function excessOf(permissions: Readonly<Record<string, string>>, { proposesPin }: GateStep): readonly string[] {
  return DANGEROUS.filter((name) => permissions[name] === 'write' && !(proposesPin && name === 'contents'))
}

function missingFinding(what: string, need: Need, isPrivate: boolean): Finding {
  const told = {
    what,
    found: `\`${need.permission}: ${need.level}\` is missing.`,
    why: `It is needed because ${need.why}.`,
    remedy: `Add \`${need.permission}: ${need.level}\` to the job's \`permissions\`.`,
  }
  // A token without the permission still reads what everybody may read.
  const isFatal = need.vital && (isPrivate || need.permission === 'id-token')
  return isFatal ? problem('github-access', told) : warning(told)
}

function needsOf({ operation, hasAudience, apiKey, comments, proposesPin }: GateStep): readonly Need[] {
  const needs = operation === null ? NEEDS['promote'] : (NEEDS[operation] ?? [CONTENTS])
  const wanted = (needs ?? []).filter((need) => comments || need !== COMMENT)
  const all = proposesPin ? [...wanted, BRANCH, PULL] : wanted
  return hasAudience && apiKey === null ? [...all, TOKEN] : all
}

function grants(permissions: Exclude<GateStep['permissions'], null>, { permission, level }: Need): boolean {
  if (permissions === 'write-all') return true
  // `read-all` does not give identity tokens: they have no level `read`.
  const granted = permissions === 'read-all' ? 'read' : (permissions[permission] ?? 'none')
  return LEVELS.indexOf(granted) >= LEVELS.indexOf(level)
}

function describe(needs: readonly Need[]): string {
  const isWeaker = (need: Need) =>
    needs.some(
      (other) => other.permission === need.permission && LEVELS.indexOf(other.level) > LEVELS.indexOf(need.level),
    )
  const strongest = needs.filter((need, index) => {
    const first = needs.findIndex(({ permission, level }) => permission === need.permission && level === need.level)
    return !isWeaker(need) && first === index
  })
  return strongest.map(({ permission, level }) => `\`${permission}: ${level}\``).join(', ')
}
