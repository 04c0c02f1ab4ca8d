import type { EvidencePack, PackedFile, PackedLink } from '../promotion/evidence-pack.ts'
import { type PackBody, readPackBody } from '../promotion/evidence-pack-body.ts'
import type { PackFinding } from '../promotion/evidence-pack-findings.ts'
import { type Html, html, htmlCode, htmlFacts, htmlLink, htmlTable } from './html.ts'
import { formatBytes } from './numbers.ts'
import { type MarkKind, mark, moment } from './pack-marks.ts'
import { counted } from './plain.ts'
import { identityText } from './sentences.ts'

/** A longer gate config is only in the pack. */
const MOST_CONFIG = 200_000
/** Rows of the chain before the middle is left out. */
const MOST_LINKS = 60

const FINDINGS: Readonly<Record<PackFinding['status'], readonly [MarkKind, string]>> = {
  ok: ['ok', 'holds'],
  note: ['note', 'note'],
  fail: ['bad', 'does not hold'],
}

export function findingsPart(findings: readonly PackFinding[]): Html {
  const failed = findings.filter(({ status }) => status === 'fail').length
  const verdict =
    failed === 0
      ? html`Nothing speaks against this record.`
      : mark('bad', `${failed} of ${findings.length} ${failed === 1 ? 'does' : 'do'} not hold.`)
  const rows = findings.map(({ what, status, text }) => {
    const [kind, word] = FINDINGS[status]
    return [mark(kind, word), html`${what}`, html`${text}`]
  })
  return html`<p>As checked when this page was made. ${verdict}</p>${htmlTable(['', 'What', 'How'], rows)}`
}

export function lineagePart({ lineage, to }: PackBody): Html {
  if (lineage === null) return html`<p class="none">The record does not tell: it was made by an older release.</p>`
  const inputs = lineage.inputs.map(({ path, type, digest }) => [html`${path}`, html`${type ?? ''}`, htmlCode(digest)])
  return html`${htmlFacts([
    ['Version', html`${to?.version ?? ''} <code>${to?.artifact_id ?? ''}</code>`],
    ['Logged as', lineage.source === null ? unseen() : html`${lineage.source}`],
    ['By the run', lineage.run === null ? unseen() : html`${lineage.run}`],
    ['Code commit', lineage.commit === null ? unseen() : htmlCode(lineage.commit)],
  ])}${inputs.length === 0 ? html`<p class="none">No artifact is known that the run used.</p>` : html`<h3>What the run used</h3>${htmlTable(['Artifact', 'Type', 'Digest'], inputs)}`}
<p class="quiet">Digests of W&B are MD5-based: they identify, they do not protect against an attacker.</p>`
}

function unseen(): Html {
  return html`<span class="none">not known</span>`
}

export function filesPart(pack: EvidencePack, { evidence }: PackBody): Html {
  if (evidence.length === 0) return html`<p class="none">No report was judged.</p>`
  const rows = evidence.map((each, index) => [
    html`${each.name}<div class="quiet">${each.resolved}</div>`,
    html`<div class="short">${each.format}</div><div class="quiet short">${each.rows === null ? '' : counted(each.rows, 'row')}</div>`,
    html`<span class="short">${each.bytes === null ? '' : formatBytes(each.bytes)}</span>`,
    htmlCode(each.sha256),
    html`${identityText(each.identity ?? '')}`,
    moment(each.observed_at),
    stateField(pack.evidence[index] ?? null),
  ])
  return htmlTable(['Report', 'Format', 'Size', 'SHA-256', 'Made from this version?', 'Read', 'In the pack'], rows)
}

function stateField(file: PackedFile | null): Html {
  if (file === null) return mark('bad', 'missing')
  const kind = file.state === 'embedded' ? 'ok' : file.state === 'differs' ? 'bad' : 'note'
  return html`${mark(kind, file.state)}${file.note === undefined ? null : html`<div class="quiet">${file.note}</div>`}`
}

export function rulesPart({ config, pins }: EvidencePack, body: PackBody): Html {
  const facts = htmlFacts([
    ['Gate config', html`${body.config?.path ?? ''}`],
    ['Read at commit', htmlCode(body.config?.commit ?? null)],
    ['Its SHA-256', htmlCode(body.config?.sha256 ?? null)],
    [
      'Pins',
      body.pins === null ? null : html`${body.pins.path ?? ''}: ${body.pins.version ?? 'does not name the stage'}`,
    ],
    ['Pins at commit', body.pins === null ? null : htmlCode(body.pins.commit)],
  ])
  return html`${facts}${textOf('The gate config, as it was judged by', config)}${textOf('The pins', pins)}`
}

function textOf(title: string, file: PackedFile | null): Html | null {
  if (file === null) return null
  if (file.base64 === undefined) return html`<p>${title}: ${stateField(file)}</p>`
  const text = Buffer.from(file.base64, 'base64').toString('utf8')
  return html`<details class="printed"><summary>${title}</summary><pre>${text.slice(0, MOST_CONFIG)}</pre></details>`
}

/** Oldest first; of a long chain its beginning and what is around the record. */
export function chainPart({ chain, record }: EvidencePack): Html {
  const at = chain.records.findIndex(({ sha256 }) => sha256 === record.sha256)
  const near = chain.records.filter((_, index) => index === 0 || Math.abs(index - at) < MOST_LINKS / 2)
  const rows = near.map((link) => linkRow(link, record))
  const left = chain.records.length - near.length
  const concurrent = chain.concurrent.map((link) => linkRow(link, record))
  return html`${chain.complete ? null : html`<p>${mark('note', 'not from the beginning')} Older records exist and are not in this pack.</p>`}
${htmlTable(['Number', 'What', 'From → to', 'Closed', 'SHA-256', 'Signature'], rows)}
${left === 0 ? null : html`<p class="quiet">${left} more in the pack.</p>`}
${concurrent.length === 0 ? null : html`<h3>Concurrent: runs that met</h3>${htmlTable(['Number', 'What', 'From → to', 'Closed', 'SHA-256', 'Signature'], concurrent)}`}`
}

function linkRow(link: PackedLink, subject: EvidencePack['record']): readonly Html[] {
  const isSubject = link.sha256 === subject.sha256
  const text = isSubject ? subject.record : link.record
  const body = text === null ? null : readPackBody(text)
  return [
    html`#${link.sequence}${isSubject ? html`<div>${mark('ok', 'this one')}</div>` : null}`,
    body === null ? unseen() : html`${body.operation ?? ''}<div class="quiet">${body.conclusion ?? ''}</div>`,
    body === null ? unseen() : html`${body.from?.version ?? 'nobody'} → ${body.to?.version ?? ''}`,
    body === null ? unseen() : moment(body.finished_at),
    html`<code>${htmlLink(link.sha256, link.url)}</code>`,
    html`${link.signature === null ? 'none' : 'signed'}`,
  ]
}
