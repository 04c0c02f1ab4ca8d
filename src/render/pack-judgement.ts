import type { IgnoredWhy, MetricDetail } from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { PackBody } from '../promotion/evidence-pack-body.ts'
import { type Html, html, htmlTable } from './html.ts'
import { baselineText, changeText, limitText, valueText } from './metric-text.ts'
import { mark, moment, statusField } from './pack-marks.ts'
import { ignoredText, nodeLabel, observation } from './sentences.ts'
import { leaves } from './statuses.ts'

const UNREADABLE = html`<p class="none">The verdict is not of a form that this release knows; the exact record below has it.</p>`

/** The whole tree: every check, also those that passed. */
export function verdictPart({ verdict }: PackBody): Html {
  return verdict === null ? UNREADABLE : html`<ul class="tree">${node(verdict)}</ul>`
}

function node(verdict: Verdict): Html {
  const seen = observation(verdict)
  const reason = verdict.reason === undefined ? null : html` <code>${verdict.reason}</code>`
  const place =
    verdict.at === undefined ? null : html` <span class="quiet">${verdict.at.file}:${verdict.at.line}</span>`
  const below = verdict.children.length === 0 ? null : html`<ul>${verdict.children.map(node)}</ul>`
  return html`<li>${statusField(verdict.status)} ${nodeLabel(verdict)}${seen === '' ? '' : `: ${seen}`}${reason}${place}${below}</li>`
}

export function metricsPart({ verdict }: PackBody): Html {
  if (verdict === null) return UNREADABLE
  const rows = leaves(verdict).flatMap((leaf) => (leaf.detail?.type === 'metric' ? [metricRow(leaf, leaf.detail)] : []))
  if (rows.length === 0) return html`<p class="none">No metric was asked for.</p>`
  return htmlTable(['Verdict', 'Metric', 'Report', 'Value', 'Limits', 'Baseline', 'Change'], rows)
}

function metricRow(leaf: Verdict, detail: MetricDetail): readonly Html[] {
  const limits = detail.limits.map(({ met, ...limit }) => {
    const how = met === null ? mark('note', 'not judged') : met ? mark('ok', 'met') : mark('bad', 'not met')
    return html`<div>${limitText({ met, ...limit })} ${how}</div>`
  })
  const n = detail.n === undefined ? null : html`<div class="quiet">n = ${detail.n}</div>`
  const { baseline } = detail
  return [
    statusField(leaf.status),
    html`${leaf.label}`,
    html`${detail.report}`,
    html`${valueText(detail)}${n}`,
    html`${limits}`,
    baseline === undefined
      ? dash
      : html`${baselineText(detail)} <div class="quiet">${baseline.version}, ${baseline.source}</div>`,
    detail.change === undefined ? dash : html`${changeText(detail)}`,
  ]
}

const dash = html`<span class="none">–</span>`

/** Who was counted, who was not and why. */
export function approvalsPart({ approvals }: PackBody): Html {
  if (approvals.length === 0) return html`<p class="none">No approval was asked for.</p>`
  return html`${approvals.map((rule) => {
    const enough = rule.counted.length >= rule.need
    const rows = [
      ...rule.counted.map((review) => [mark('ok', 'counted'), ...who(review), dash]),
      ...rule.ignored.map((review) => [
        mark('note', 'not counted'),
        ...who(review),
        html`${whyText(review.why, review.note)}`,
      ]),
    ]
    const table = rows.length === 0 ? html`<p class="none">Nobody approved.</p>` : htmlTable(COLUMNS, rows)
    return html`<h3>${rule.role} ${mark(enough ? 'ok' : 'bad', `${rule.counted.length} of ${rule.need}`)}</h3>${table}`
  })}`
}

const COLUMNS = ['', 'Person', 'When', 'Pull request', 'Commit', 'Why not']

function who(review: PackBody['approvals'][number]['counted'][number]): readonly Html[] {
  const { pull_request: number, environment } = review
  // An environment's approval is of the run: the record writes 0 for its pull request.
  const pull = environment !== null ? html`environment ${environment}` : number === null ? dash : html`#${number}`
  return [html`${review.login}`, moment(review.at), pull, html`<code>${(review.commit ?? '').slice(0, 12)}</code>`]
}

function whyText(why: string, note: string | null): string {
  const text = ignoredText(why as IgnoredWhy) ?? why
  return note === null ? text : `${text} (${note})`
}
