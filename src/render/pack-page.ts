import type { EvidencePack } from '../promotion/evidence-pack.ts'
import { type PackBody, readPackBody } from '../promotion/evidence-pack-body.ts'
import { packFindings } from '../promotion/evidence-pack-findings.ts'
import { type Html, html, htmlCode, htmlFacts, htmlLink } from './html.ts'
import { approvalsPart, metricsPart, verdictPart } from './pack-judgement.ts'
import { mark, moment } from './pack-marks.ts'
import { chainPart, filesPart, findingsPart, lineagePart, rulesPart } from './pack-proof.ts'
import { happenedPart } from './pack-story.ts'
import { PACK_STYLE } from './pack-style.ts'

/**
 * The evidence pack as a page for people: one file, no script, nothing fetched. Everything in it that comes from outside
 * is escaped where it is put in.
 */
export function packPage(pack: EvidencePack): string {
  const body = readPackBody(pack.record.record)
  const title = `Evidence pack: ${body === null ? 'record that cannot be read' : titleOf(body)}`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>`
  return `${page.markup}${PACK_STYLE}${contents(pack, body).markup}`
}

function contents(pack: EvidencePack, body: PackBody | null): Html {
  return html`</style>
</head>
<body>
<main>
${body === null ? unreadable(pack) : readable(pack, body)}
${section('The record, exactly', exactPart(pack))}
${section('Check it yourself', checkPart(pack))}
<p class="quiet">Made ${moment(pack.made_at)} by ${pack.made_by.name} ${pack.made_by.version}, ${htmlLink('workflow run', pack.made_by.run)}. This page shows what the pack holds; the pack (the JSON file of the same name) is what can be checked.</p>
</main>
</body>
</html>
`
}

function readable(pack: EvidencePack, body: PackBody): Html {
  const findings = packFindings(pack)
  return html`${header(pack, body)}
${section('What happened', happenedPart(pack, body))}
${section('What is proven', findingsPart(findings))}
${section('Verdict', verdictPart(body))}
${section('Metrics', metricsPart(body))}
${section('Approvals', approvalsPart(body))}
${section('Lineage', lineagePart(body))}
${section('Evidence', filesPart(pack, body))}
${section('Rules', rulesPart(pack, body))}
${section('Chain of records', chainPart(pack))}`
}

function unreadable(pack: EvidencePack): Html {
  return html`<header><p class="kind">Evidence pack</p><h1>${mark('bad', 'not readable')} A record that cannot be read</h1></header>
${section('What is proven', findingsPart(packFindings(pack)))}`
}

function section(title: string, content: Html): Html {
  return html`<section><h2>${title}</h2>${content}</section>`
}

function titleOf({ model, stage, from, to }: PackBody): string {
  return `${model ?? '?'} ${stage ?? '?'}: ${from?.version ?? 'nobody'} → ${to?.version ?? '?'}`
}

function header({ record }: EvidencePack, body: PackBody): Html {
  const good = body.conclusion === 'applied' || body.conclusion === 'adopted'
  return html`<header>
<p class="kind">Evidence pack of a model promotion</p>
<h1>${titleOf(body)}</h1>
<p>${mark(good ? 'ok' : 'bad', body.conclusion ?? 'not closed')} ${body.operation ?? ''}, ${moment(body.finished_at)}, record #${body.sequence ?? '?'}</p>
<p><code>${record.sha256}</code></p>
</header>`
}

function exactPart({ record }: EvidencePack): Html {
  return html`<p>The text that was hashed and signed, as it is read; its exact bytes are in the pack under <code>record.record</code>.</p>
<details><summary>Show the record</summary><pre>${indented(record.record)}</pre></details>
${htmlFacts([
  ['SHA-256', htmlCode(record.sha256)],
  ['Signature', htmlCode(record.signature)],
])}`
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function checkPart({ record, record_keys: keys }: EvidencePack): Html {
  const given = keys.length === 0 ? '' : ` ${keys.map((key) => `--key ${key}`).join(' ')}`
  return html`<p>With Node 20 or newer and <code>scripts/verify-record.mjs</code> of the Model Promotion Gate, offline:</p>
<pre>node verify-record.mjs evidence-pack-….json${given}</pre>
<ul>
<li>Compare the record’s SHA-256 with the one in the pull request’s comment or the job summary: <code>${record.sha256}</code>.</li>
<li>Take the keys from the gate config at a commit that you trust, not from this page.</li>
<li>A single evidence file: decode its <code>base64</code> from the pack, and compare <code>sha256sum</code> with the table above.</li>
</ul>`
}
