export const id = 393;
export const ids = [393];
export const modules = {

/***/ 4393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writePack: () => (/* binding */ writePack)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/promotion/evidence-pack-body.js + 3 modules
var evidence_pack_body = __webpack_require__(8);
// EXTERNAL MODULE: ./lib/promotion/evidence-pack-findings.js
var evidence_pack_findings = __webpack_require__(4519);
// EXTERNAL MODULE: ./lib/render/escape.js
var render_escape = __webpack_require__(9889);
;// CONCATENATED MODULE: ./lib/render/html.js

/** Markup that was made by {@link html}: nothing else gets into a page unescaped. */
class Html {
    markup;
    constructor(markup) {
        this.markup = markup;
    }
}
/** A piece of a page. Texts between the markup are escaped; null is nothing. */
function html(markup, ...parts) {
    const texts = markup.map((piece, index) => piece + (index < parts.length ? partText(parts[index] ?? null) : ''));
    return new Html(texts.join(''));
}
function partText(part) {
    if (part === null)
        return '';
    if (part instanceof Html)
        return part.markup;
    return typeof part === 'object' ? part.map(({ markup }) => markup).join('') : escapeHtml(String(part));
}
const REFERENCES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
/** Safe between tags and in quoted attributes. What cannot be seen (controls, text direction) becomes U+FFFD. */
function escapeHtml(text) {
    return text
        .replace(/[^\n\t\P{Cc}]|[\p{Cf}\p{Cs}]/gu, '\u{FFFD}')
        .replace(/[&<>"']/gu, (character) => REFERENCES[character] ?? '');
}
/** A link, or only its label where the address is none that a page may lead to. */
function htmlLink(label, url) {
    const target = url === null ? null : (0,render_escape/* safeUrl */.Pl)(url);
    return target === null ? html `${label}` : html `<a href="${target}" rel="noreferrer noopener">${label}</a>`;
}
function htmlCode(text) {
    return text === null || text === '' ? html `<span class="none">–</span>` : html `<code>${text}</code>`;
}
/** A table that scrolls by itself where the page is narrow. Cells are pieces of a page. */
function htmlTable(columns, rows) {
    const head = columns.map((column) => html `<th scope="col">${column}</th>`);
    const body = rows.map((cells) => html `<tr>${cells.map((cell) => html `<td>${cell}</td>`)}</tr>`);
    return html `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
/** Terms with what they stand for; those without anything are left out. */
function htmlFacts(facts) {
    const items = facts.flatMap(([term, value]) => value === null ? [] : [html `<div><dt>${term}</dt><dd>${value}</dd></div>`]);
    return html `<dl>${items}</dl>`;
}

// EXTERNAL MODULE: ./lib/render/metric-text.js
var metric_text = __webpack_require__(7032);
;// CONCATENATED MODULE: ./lib/render/pack-marks.js

/** A word in a coloured field: never the colour alone. */
function mark(kind, word) {
    return html `<span class="mark ${kind}">${word}</span>`;
}
const KINDS = {
    pass: 'ok',
    warn: 'note',
    pending: 'note',
    fail: 'bad',
    error: 'bad',
};
function statusField(status) {
    return mark(KINDS[status], status);
}
/** `2026-03-10 10:01:00 UTC`, with the exact text for machines. */
function moment(time) {
    const at = time === null ? Number.NaN : Date.parse(time);
    if (time === null || Number.isNaN(at))
        return html `${time ?? 'at an unknown time'}`;
    const iso = new Date(at).toISOString();
    return html `<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

// EXTERNAL MODULE: ./lib/render/sentences.js
var sentences = __webpack_require__(8654);
// EXTERNAL MODULE: ./lib/render/statuses.js
var statuses = __webpack_require__(6020);
;// CONCATENATED MODULE: ./lib/render/pack-judgement.js





const UNREADABLE = html `<p class="none">The verdict is not of a form that this release knows; the exact record below has it.</p>`;
/** The whole tree: every check, also those that passed. */
function verdictPart({ verdict }) {
    return verdict === null ? UNREADABLE : html `<ul class="tree">${node(verdict)}</ul>`;
}
function node(verdict) {
    const seen = (0,sentences/* observation */.lQ)(verdict);
    const reason = verdict.reason === undefined ? null : html ` <code>${verdict.reason}</code>`;
    const place = verdict.at === undefined ? null : html ` <span class="quiet">${verdict.at.file}:${verdict.at.line}</span>`;
    const below = verdict.children.length === 0 ? null : html `<ul>${verdict.children.map(node)}</ul>`;
    return html `<li>${statusField(verdict.status)} ${(0,sentences/* nodeLabel */.dA)(verdict)}${seen === '' ? '' : `: ${seen}`}${reason}${place}${below}</li>`;
}
function metricsPart({ verdict }) {
    if (verdict === null)
        return UNREADABLE;
    const rows = (0,statuses/* leaves */.FQ)(verdict).flatMap((leaf) => (leaf.detail?.type === 'metric' ? [metricRow(leaf, leaf.detail)] : []));
    if (rows.length === 0)
        return html `<p class="none">No metric was asked for.</p>`;
    return htmlTable(['Verdict', 'Metric', 'Report', 'Value', 'Limits', 'Baseline', 'Change'], rows);
}
function metricRow(leaf, detail) {
    const limits = detail.limits.map(({ met, ...limit }) => {
        const how = met === null ? mark('note', 'not judged') : met ? mark('ok', 'met') : mark('bad', 'not met');
        return html `<div>${(0,metric_text/* limitText */.PW)({ met, ...limit })} ${how}</div>`;
    });
    const n = detail.n === undefined ? null : html `<div class="quiet">n = ${detail.n}</div>`;
    const { baseline } = detail;
    return [
        statusField(leaf.status),
        html `${leaf.label}`,
        html `${detail.report}`,
        html `${(0,metric_text/* valueText */.Ru)(detail)}${n}`,
        html `${limits}`,
        baseline === undefined
            ? dash
            : html `${(0,metric_text/* baselineText */.BW)(detail)} <div class="quiet">${baseline.version}, ${baseline.source}</div>`,
        detail.change === undefined ? dash : html `${(0,metric_text/* changeText */.k0)(detail)}`,
    ];
}
const dash = html `<span class="none">–</span>`;
/** Who was counted, who was not and why. */
function approvalsPart({ approvals }) {
    if (approvals.length === 0)
        return html `<p class="none">No approval was asked for.</p>`;
    return html `${approvals.map((rule) => {
        const enough = rule.counted.length >= rule.need;
        const rows = [
            ...rule.counted.map((review) => [mark('ok', 'counted'), ...who(review), dash]),
            ...rule.ignored.map((review) => [
                mark('note', 'not counted'),
                ...who(review),
                html `${whyText(review.why, review.note)}`,
            ]),
        ];
        const table = rows.length === 0 ? html `<p class="none">Nobody approved.</p>` : htmlTable(COLUMNS, rows);
        return html `<h3>${rule.role} ${mark(enough ? 'ok' : 'bad', `${rule.counted.length} of ${rule.need}`)}</h3>${table}`;
    })}`;
}
const COLUMNS = ['', 'Person', 'When', 'Pull request', 'Commit', 'Why not'];
function who(review) {
    const { pull_request: number, environment } = review;
    // An environment's approval is of the run: the record writes 0 for its pull request.
    const pull = environment !== null ? html `environment ${environment}` : number === null ? dash : html `#${number}`;
    return [html `${review.login}`, moment(review.at), pull, html `<code>${(review.commit ?? '').slice(0, 12)}</code>`];
}
function whyText(why, note) {
    const text = (0,sentences/* ignoredText */.uH)(why) ?? why;
    return note === null ? text : `${text} (${note})`;
}

// EXTERNAL MODULE: ./lib/render/numbers.js
var numbers = __webpack_require__(8394);
// EXTERNAL MODULE: ./lib/checks/counted.js
var counted = __webpack_require__(9727);
;// CONCATENATED MODULE: ./lib/render/pack-proof.js






/** A longer gate config is only in the pack. */
const MOST_CONFIG = 200_000;
/** Rows of the chain before the middle is left out. */
const MOST_LINKS = 60;
const FINDINGS = {
    ok: ['ok', 'holds'],
    note: ['note', 'note'],
    fail: ['bad', 'does not hold'],
};
function findingsPart(findings) {
    const failed = findings.filter(({ status }) => status === 'fail').length;
    const verdict = failed === 0
        ? html `Nothing speaks against this record.`
        : mark('bad', `${failed} of ${findings.length} ${failed === 1 ? 'does' : 'do'} not hold.`);
    const rows = findings.map(({ what, status, text }) => {
        const [kind, word] = FINDINGS[status];
        return [mark(kind, word), html `${what}`, html `${text}`];
    });
    return html `<p>As checked when this page was made. ${verdict}</p>${htmlTable(['', 'What', 'How'], rows)}`;
}
function lineagePart({ lineage, to }) {
    if (lineage === null)
        return html `<p class="none">The record does not tell: it was made by an older release.</p>`;
    const inputs = lineage.inputs.map(({ path, type, digest }) => [html `${path}`, html `${type ?? ''}`, htmlCode(digest)]);
    return html `${htmlFacts([
        ['Version', html `${to?.version ?? ''} <code>${to?.artifact_id ?? ''}</code>`],
        ['Logged as', lineage.source === null ? unseen() : html `${lineage.source}`],
        ['By the run', lineage.run === null ? unseen() : html `${lineage.run}`],
        ['Code commit', lineage.commit === null ? unseen() : htmlCode(lineage.commit)],
    ])}${inputs.length === 0 ? html `<p class="none">No artifact is known that the run used.</p>` : html `<h3>What the run used</h3>${htmlTable(['Artifact', 'Type', 'Digest'], inputs)}`}
<p class="quiet">Digests of W&B are MD5-based: they identify, they do not protect against an attacker.</p>`;
}
function unseen() {
    return html `<span class="none">not known</span>`;
}
function filesPart(pack, { evidence }) {
    if (evidence.length === 0)
        return html `<p class="none">No report was judged.</p>`;
    const rows = evidence.map((each, index) => [
        html `${each.name}<div class="quiet">${each.resolved}</div>`,
        html `<div class="short">${each.format}</div><div class="quiet short">${each.rows === null ? '' : (0,counted/* counted */.h)(each.rows, 'row')}</div>`,
        html `<span class="short">${each.bytes === null ? '' : (0,numbers/* formatBytes */.z3)(each.bytes)}</span>`,
        htmlCode(each.sha256),
        html `${(0,sentences/* identityText */.Ky)(each.identity ?? '')}`,
        moment(each.observed_at),
        stateField(pack.evidence[index] ?? null),
    ]);
    return htmlTable(['Report', 'Format', 'Size', 'SHA-256', 'Made from this version?', 'Read', 'In the pack'], rows);
}
function stateField(file) {
    if (file === null)
        return mark('bad', 'missing');
    const kind = file.state === 'embedded' ? 'ok' : file.state === 'differs' ? 'bad' : 'note';
    return html `${mark(kind, file.state)}${file.note === undefined ? null : html `<div class="quiet">${file.note}</div>`}`;
}
function rulesPart({ config, pins }, body) {
    const facts = htmlFacts([
        ['Gate config', html `${body.config?.path ?? ''}`],
        ['Read at commit', htmlCode(body.config?.commit ?? null)],
        ['Its SHA-256', htmlCode(body.config?.sha256 ?? null)],
        [
            'Pins',
            body.pins === null ? null : html `${body.pins.path ?? ''}: ${body.pins.version ?? 'does not name the stage'}`,
        ],
        ['Pins at commit', body.pins === null ? null : htmlCode(body.pins.commit)],
    ]);
    return html `${facts}${textOf('The gate config, as it was judged by', config)}${textOf('The pins', pins)}`;
}
function textOf(title, file) {
    if (file === null)
        return null;
    if (file.base64 === undefined)
        return html `<p>${title}: ${stateField(file)}</p>`;
    const text = Buffer.from(file.base64, 'base64').toString('utf8');
    return html `<details class="printed"><summary>${title}</summary><pre>${text.slice(0, MOST_CONFIG)}</pre></details>`;
}
/** Oldest first; of a long chain its beginning and what is around the record. */
function chainPart({ chain, record }) {
    const at = chain.records.findIndex(({ sha256 }) => sha256 === record.sha256);
    const near = chain.records.filter((_, index) => index === 0 || Math.abs(index - at) < MOST_LINKS / 2);
    const rows = near.map((link) => linkRow(link, record));
    const left = chain.records.length - near.length;
    const concurrent = chain.concurrent.map((link) => linkRow(link, record));
    return html `${chain.complete ? null : html `<p>${mark('note', 'not from the beginning')} Older records exist and are not in this pack.</p>`}
${htmlTable(['Number', 'What', 'From → to', 'Closed', 'SHA-256', 'Signature'], rows)}
${left === 0 ? null : html `<p class="quiet">${left} more in the pack.</p>`}
${concurrent.length === 0 ? null : html `<h3>Concurrent: runs that met</h3>${htmlTable(['Number', 'What', 'From → to', 'Closed', 'SHA-256', 'Signature'], concurrent)}`}`;
}
function linkRow(link, subject) {
    const isSubject = link.sha256 === subject.sha256;
    const text = isSubject ? subject.record : link.record;
    const body = text === null ? null : (0,evidence_pack_body/* readPackBody */.m)(text);
    return [
        html `#${link.sequence}${isSubject ? html `<div>${mark('ok', 'this one')}</div>` : null}`,
        body === null ? unseen() : html `${body.operation ?? ''}<div class="quiet">${body.conclusion ?? ''}</div>`,
        body === null ? unseen() : html `${body.from?.version ?? 'nobody'} → ${body.to?.version ?? ''}`,
        body === null ? unseen() : moment(body.finished_at),
        html `<code>${htmlLink(link.sha256, link.url)}</code>`,
        html `${link.signature === null ? 'none' : 'signed'}`,
    ];
}

;// CONCATENATED MODULE: ./lib/render/pack-story.js


/** What was moved, by whom, when, why, and from where it was ordered. */
function happenedPart({ record }, body) {
    return htmlFacts([...moveFacts(body), ...personFacts(body), ...orderFacts(body), ...recordFacts(record, body)]);
}
function moveFacts(body) {
    const { from, to } = body;
    const moved = body.moves_made.map((move) => `${move.alias} → ${move.to?.version ?? 'nobody'}`).join(', ');
    return [
        ['Model', html `${body.registry_path ?? body.model}`],
        ['Stage and alias', html `${body.stage}, alias <code>${body.alias}</code>`],
        ['To', to === null ? html `nobody: the alias was taken away` : html `${to.version} <code>${to.digest}</code>`],
        ['From', from === null ? html `nobody held the stage` : html `${from.version} <code>${from.digest}</code>`],
        ['Aliases moved', html `${moved === '' ? 'none' : moved}`],
    ];
}
function personFacts({ actor, triggering_actor: starter, reason, owners, ...body }) {
    const people = [...new Set([actor, starter])].filter((name) => name !== null);
    return [
        ['By', shown(people.join(', re-run by '))],
        ['Reason', shown(reason)],
        ['Owners of the model', shown(owners.join(', '))],
        ['Requested', moment(body.requested_at)],
        ['Judged', moment(body.judged_at)],
        ['Closed', moment(body.finished_at)],
    ];
}
function orderFacts({ repository, run, ...body }) {
    return [
        ['Repository', shown(repository === null ? null : repository.name)],
        ['Pull requests', shown(body.pull_requests.map((number) => `#${number}`).join(', '))],
        ['Head commits', code(body.head_commits.join(' '))],
        ['Commit of the run', code(body.merge_commit)],
        ['Event', shown(body.event)],
        ['Workflow', shown(body.workflow_ref)],
        ['Workflow run', run === null ? null : htmlLink(`${run.id}, attempt ${run.attempt}, job ${run.job}`, run.url)],
    ];
}
function recordFacts(record, body) {
    const { settled_by: settled, software } = body;
    return [
        ['Record in W&B', htmlLink(record.run_id, record.url)],
        ['Made by', software === null ? null : html `${software.name} ${software.version}`],
        ['Closed by another run', settled === null ? null : html `${settled.run}, attempt ${settled.attempt}`],
        ['Undoes the record', code(body.undoes)],
        ['Drift', shown(body.drift)],
        ['Note', shown(body.note)],
    ];
}
function shown(text) {
    return text === null || text === '' ? null : html `${text}`;
}
function code(text) {
    return text === null || text === '' ? null : htmlCode(text);
}

;// CONCATENATED MODULE: ./lib/render/pack-style.js
/** Style of the evidence page: readable on a screen, light or dark, and on paper. No font, image or script is fetched. */
const PACK_STYLE = `
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--text:#1c2128;--quiet:#59636e;--line:#d5dae0;--code:#eef0f3;--ok:#116329;--ok-back:#dafbe1;--note:#7d4e00;--note-back:#fff3d1;--bad:#a40e26;--bad-back:#ffe5e3;--link:#0550ae}
@media (prefers-color-scheme:dark){:root{--page:#0d1117;--card:#151b23;--text:#e6edf3;--quiet:#9198a1;--line:#30363d;--code:#212830;--ok:#6fdd8b;--ok-back:#12261e;--note:#eac55f;--note-back:#272115;--bad:#ff9a94;--bad-back:#2d1418;--link:#71b7ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:68rem;margin:0 auto;padding:2rem 1.25rem 4rem}
header{margin-bottom:1.5rem}
h1{margin:.15rem 0 .5rem;font-size:1.7rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:0 0 .8rem;font-size:1.1rem}
h3{margin:1.2rem 0 .4rem;font-size:.95rem}
p{margin:.4rem 0}
a{color:var(--link)}
.kind,.quiet,dt,.none{color:var(--quiet)}
.kind{margin:0;font-size:.8rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase}
section>:last-child{margin-bottom:0}
section{margin:0 0 1rem;padding:1.1rem 1.25rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:.7rem 1.5rem;margin:0}
dt{font-size:.8rem}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .9rem .4rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{color:var(--quiet);font-size:.8rem;font-weight:600;white-space:nowrap}
tbody tr:last-child td{border-bottom:0}
code,pre{font:.85em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
code{overflow-wrap:anywhere}
pre{margin:.5rem 0 0;padding:.8rem 1rem;max-height:30rem;overflow:auto;background:var(--code);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
.mark{display:inline-block;padding:.05rem .5rem;border-radius:1rem;font-size:.8rem;font-weight:600;white-space:nowrap}
.ok{color:var(--ok);background:var(--ok-back)}
.note{color:var(--note);background:var(--note-back)}
.bad{color:var(--bad);background:var(--bad-back)}
.tree,.tree ul{margin:0;padding:0;list-style:none}
.tree ul{margin-left:.55rem;padding-left:1rem;border-left:1px solid var(--line)}
.tree li{padding:.22rem 0;overflow-wrap:anywhere}
.here td{font-weight:600}
.short{white-space:nowrap}
summary{cursor:pointer}
details{margin:.6rem 0}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--text:#000;--quiet:#444;--line:#bbb;--code:#f4f4f4;--ok:#116329;--ok-back:#fff;--note:#7d4e00;--note-back:#fff;--bad:#a40e26;--bad-back:#fff;--link:#000}body{font-size:10pt}main{max-width:none;padding:0}section{padding:.6rem 0;border:0;border-top:1px solid var(--line);border-radius:0}h2,h3{break-after:avoid}tr,dl div{break-inside:avoid}.scroll{overflow:visible}pre{max-height:none;overflow:visible}.mark{border:1px solid currentcolor}.printed::details-content{content-visibility:visible;block-size:auto}}
`.trim();

;// CONCATENATED MODULE: ./lib/render/pack-page.js








/**
 * The evidence pack as a page for people: one file, no script, nothing fetched. Everything in it that comes from outside
 * is escaped where it is put in.
 */
function packPage(pack) {
    const body = (0,evidence_pack_body/* readPackBody */.m)(pack.record.record);
    const title = `Evidence pack: ${body === null ? 'record that cannot be read' : titleOf(body)}`;
    const page = html `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>`;
    return `${page.markup}${PACK_STYLE}${contents(pack, body).markup}`;
}
function contents(pack, body) {
    return html `</style>
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
`;
}
function readable(pack, body) {
    const findings = (0,evidence_pack_findings/* packFindings */.u)(pack);
    return html `${header(pack, body)}
${section('What happened', happenedPart(pack, body))}
${section('What is proven', findingsPart(findings))}
${section('Verdict', verdictPart(body))}
${section('Metrics', metricsPart(body))}
${section('Approvals', approvalsPart(body))}
${section('Lineage', lineagePart(body))}
${section('Evidence', filesPart(pack, body))}
${section('Rules', rulesPart(pack, body))}
${section('Chain of records', chainPart(pack))}`;
}
function unreadable(pack) {
    return html `<header><p class="kind">Evidence pack</p><h1>${mark('bad', 'not readable')} A record that cannot be read</h1></header>
${section('What is proven', findingsPart((0,evidence_pack_findings/* packFindings */.u)(pack)))}`;
}
function section(title, content) {
    return html `<section><h2>${title}</h2>${content}</section>`;
}
function titleOf({ model, stage, from, to }) {
    return `${model ?? '?'} ${stage ?? '?'}: ${from?.version ?? 'nobody'} → ${to?.version ?? '?'}`;
}
function header({ record }, body) {
    const good = body.conclusion === 'applied' || body.conclusion === 'adopted';
    return html `<header>
<p class="kind">Evidence pack of a model promotion</p>
<h1>${titleOf(body)}</h1>
<p>${mark(good ? 'ok' : 'bad', body.conclusion ?? 'not closed')} ${body.operation ?? ''}, ${moment(body.finished_at)}, record #${body.sequence ?? '?'}</p>
<p><code>${record.sha256}</code></p>
</header>`;
}
function exactPart({ record }) {
    return html `<p>The text that was hashed and signed, as it is read; its exact bytes are in the pack under <code>record.record</code>.</p>
<details><summary>Show the record</summary><pre>${indented(record.record)}</pre></details>
${htmlFacts([
        ['SHA-256', htmlCode(record.sha256)],
        ['Signature', htmlCode(record.signature)],
    ])}`;
}
function indented(text) {
    try {
        return JSON.stringify(JSON.parse(text), null, 2);
    }
    catch {
        return text;
    }
}
function checkPart({ record, record_keys: keys }) {
    const given = keys.length === 0 ? '' : ` ${keys.map((key) => `--key ${key}`).join(' ')}`;
    return html `<p>With Node 20 or newer and <code>scripts/verify-record.mjs</code> of the Model Promotion Gate, offline:</p>
<pre>node verify-record.mjs evidence-pack-….json${given}</pre>
<ul>
<li>Compare the record’s SHA-256 with the one in the pull request’s comment or the job summary: <code>${record.sha256}</code>.</li>
<li>Take the keys from the gate config at a commit that you trust, not from this page.</li>
<li>A single evidence file: decode its <code>base64</code> from the pack, and compare <code>sha256sum</code> with the table above.</li>
</ul>`;
}

;// CONCATENATED MODULE: ./lib/action/pack-files.js





/**
 * Writes the pack and its page into the runner's temporary folder, readable by its user only; the same record has the
 * same names each time.
 * @throws InputError
 */
function writePack(pack, env) {
    const folder = env['RUNNER_TEMP'] || env['GITHUB_WORKSPACE'] || '.';
    const name = packName(pack);
    const place = { json: (0,external_node_path_.join)(folder, `${name}.json`), html: (0,external_node_path_.join)(folder, `${name}.html`) };
    try {
        (0,external_node_fs_.writeFileSync)(place.json, `${JSON.stringify(pack, null, 2)}\n`, { mode: 0o600 });
        (0,external_node_fs_.writeFileSync)(place.html, packPage(pack), { mode: 0o600 });
    }
    catch (thrown) {
        throw new errors/* InputError */.dz(`The evidence pack could not be written to ${folder}: ${(0,errors/* toGateError */.Vl)(thrown).message}`, {
            hint: 'Is the disk of the runner full? `RUNNER_TEMP` names the folder.',
        });
    }
    return place;
}
/** `evidence-pack-<model>-<stage>-<first characters of the record's sha256>`. */
function packName({ record }) {
    const body = (0,evidence_pack_body/* readPackBody */.m)(record.record);
    const parts = [body?.model, body?.stage, record.sha256.slice(0, 12)];
    return ['evidence-pack', ...parts.map((part) => (part ?? '').replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60))].join('-');
}


/***/ }),

/***/ 8:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ filesOfReports),
  m: () => (/* binding */ readPackBody)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./lib/checks/limit-statistics.js
/** How a limit was shown to hold, or tried to be; see docs/statistics.md. */
const STATISTICAL_METHODS = [
    'wilson',
    'standard-error',
    'order-statistics',
    'newcombe',
    'welch',
    'paired-t',
    'sign-flip',
    'mcnemar',
    'tango',
    'mann-whitney',
    'confidence-sequence',
];
const STATISTICAL_RESULTS = ['shown', 'not-shown', 'not-met', 'refuted', 'no-data'];

// EXTERNAL MODULE: ./lib/checks/verdict.js
var verdict = __webpack_require__(1024);
// EXTERNAL MODULE: ./lib/config/gate-config.js
var gate_config = __webpack_require__(8418);
// EXTERNAL MODULE: ./lib/evidence/identity.js
var identity = __webpack_require__(6675);
// EXTERNAL MODULE: ./lib/evidence/report.js
var report = __webpack_require__(4963);
;// CONCATENATED MODULE: ./lib/reason-codes.js
/**
 * Every reason a run can give for its outcome. Users script against these names: they are never renamed,
 * and the list grows only with a release. Their titles and remedies stand in `render/reason-texts.ts`.
 */
const REASON_CODES = [
    'metric-below-min',
    'metric-above-max',
    'metric-regressed',
    'metric-not-improved',
    'metric-suspicious',
    'metric-missing',
    'metric-not-finite',
    'metric-ambiguous',
    'slice-missing',
    'slice-gap',
    'direction-unknown',
    'direction-conflict',
    'unit-conflict',
    'baseline-missing',
    'baseline-not-comparable',
    'first-promotion',
    'insufficient-data',
    'report-missing',
    'report-unreadable',
    'report-format-unknown',
    'report-too-large',
    'report-incomplete',
    'report-other-version',
    'report-unbound',
    'report-too-old',
    'report-untrusted',
    'dataset-mismatch',
    'commit-mismatch',
    'run-mismatch',
    'approvals-missing',
    'environment-rejected',
    'code-owners-not-required',
    'team-not-visible',
    'approval-ignored',
    'changes-requested',
    'ticket-missing',
    'ticket-not-approved',
    'ticket-other-version',
    'ticket-used',
    'ticket-access',
    'ticket-unavailable',
    'pull-request-not-found',
    'pull-request-draft',
    'pull-request-base',
    'pull-request-conflict',
    'unknown-committer',
    'version-not-bound',
    'version-not-found',
    'version-not-in-from-stage',
    'version-not-in-stage',
    'version-not-committed',
    'version-held',
    'stage-held',
    'rolled-back',
    'canary-baking',
    'canary-inferior',
    'canary-undecided',
    'canary-window-unknown',
    'lineage-missing',
    'source-not-visible',
    'config-invalid',
    'config-missing',
    'config-introduced',
    'config-changed-in-this-change',
    'untrusted-event',
    'untrusted-ref',
    'stale-run',
    'not-allowed',
    'emergency',
    'conflict',
    'in-progress',
    'unfinished',
    'drift',
    'record-not-intact',
    'attestation-missing',
    'not-requested',
    'no-credentials',
    'wandb-access',
    'wandb-unavailable',
    'github-access',
    'github-unavailable',
    'ungated',
    'invalid-input',
    'cancelled',
    'internal',
];

;// CONCATENATED MODULE: ./lib/promotion/verdict-schema.js







const ReasonCode = schemas/* enum */.k5n(REASON_CODES);
const strings = schemas/* array */.YOg(schemas/* string */.YjP());
const whole = schemas/* int */.Whr().nonnegative();
const optionalText = schemas/* exactOptional */.yqP(schemas/* string */.YjP());
const LimitName = schemas/* enum */.k5n([
    'min',
    'max',
    'above',
    'below',
    'max_regression',
    'min_improvement',
    'max_improvement',
    'max_gap',
]);
const number = schemas/* exactOptional */.yqP(schemas/* number */.aig());
const Statistics = schemas/* strictObject */.rej({
    limit: LimitName,
    result: schemas/* enum */.k5n(STATISTICAL_RESULTS)
        .describe('`shown`: beyond chance; `not-shown`: may be chance; `not-met`: not even as it came out; `refuted`: the opposite is beyond chance; `no-data`.'),
    method: schemas/* exactOptional */.yqP(schemas/* enum */.k5n(STATISTICAL_METHODS)),
    confidence: number.describe('One-sided.'),
    estimate: number.describe('The value; of a change limit candidate minus baseline.'),
    stderr: number,
    bound: number.describe('The end of the one-sided interval that has to reach `threshold`.'),
    otherBound: number.describe('The other end, of a method that can also show the opposite.'),
    threshold: number,
    pValue: number.describe('One-sided. At most 1 − confidence: the limit is shown.'),
    oppositePValue: number.describe('One-sided, for the opposite. At most 1 − confidence: the limit is refuted.'),
    adjustedPValue: number.describe("After the stage's correction; then this decides."),
    correction: schemas/* exactOptional */.yqP(schemas/* enum */.k5n(['holm', 'bh'])),
    n: number.describe('Samples of the candidate; of a paired comparison items on both sides.'),
    baselineN: number,
    unmatched: number.describe('Share of the items that only one side has.'),
    changed: schemas/* exactOptional */.yqP(schemas/* strictObject */.rej({ gained: whole, lost: whole })),
    neededN: number.describe('So many samples would do if the numbers stay as they are.'),
    note: optionalText,
    onInconclusive: schemas/* enum */.k5n(['fail', 'warn', 'pass', 'pending']),
})
    .describe('How sure one limit is, of a check that asks for it.');
const Limit = schemas/* strictObject */.rej({
    limit: LimitName,
    text: schemas/* string */.YjP().describe('As written in the gate config.'),
    bound: schemas/* exactOptional */.yqP(schemas/* number */.aig())
        .describe('The number that the value was compared with, after applying the baseline.'),
    met: schemas/* boolean */.zMY().nullable(),
    reason: schemas/* exactOptional */.yqP(ReasonCode),
});
const MetricDetail = schemas/* strictObject */.rej({
    type: schemas/* literal */.euz('metric'),
    report: schemas/* string */.YjP(),
    address: schemas/* string */.YjP(),
    value: schemas/* number */.aig().nullable(),
    stderr: schemas/* exactOptional */.yqP(schemas/* number */.aig()),
    n: schemas/* exactOptional */.yqP(schemas/* number */.aig()),
    unit: optionalText,
    direction: schemas/* exactOptional */.yqP(schemas/* enum */.k5n(report/* DIRECTIONS */.X)),
    limits: schemas/* array */.YOg(Limit),
    statistics: schemas/* exactOptional */.yqP(schemas/* array */.YOg(Statistics)),
    baseline: schemas/* exactOptional */.yqP(schemas/* strictObject */.rej({
        value: schemas/* number */.aig().nullable(),
        version: schemas/* string */.YjP(),
        source: schemas/* enum */.k5n(['baseline-report', 'record']),
    })),
    change: schemas/* exactOptional */.yqP(schemas/* number */.aig()).describe('Candidate minus baseline.'),
    pointer: optionalText.describe('JSON Pointer of the number in its report.'),
    from: optionalText.describe('What the number is made of, where it is made of several.'),
    note: optionalText,
    nearest: schemas/* exactOptional */.yqP(strings),
    warnings: strings,
});
const IgnoredWhy = schemas/* enum */.k5n([
    'author',
    'committer',
    'co-author',
    'bot',
    'not-eligible',
    'permission',
    'outdated',
    'dismissed',
    'runner',
    'before-version',
    'not-bound',
    'already-used',
    'deleted-account',
    'withdrawn',
    'expired',
    'counted-elsewhere',
    'earlier-attempt',
]);
const counted = {
    login: schemas/* string */.YjP(),
    pullRequest: whole.describe('0: given to the run, for its environment.'),
    commit: schemas/* string */.YjP(),
    at: schemas/* string */.YjP().describe('When it was given; of an environment, when it was seen.'),
    url: optionalText,
    environment: optionalText,
};
const ApprovalDetail = schemas/* strictObject */.rej({
    type: schemas/* literal */.euz('approvals'),
    role: schemas/* string */.YjP(),
    need: whole,
    permission: schemas/* enum */.k5n(gate_config/* PERMISSIONS */.Jj),
    eligible: strings.nullable(),
    teams: schemas/* exactOptional */.yqP(strings).describe('Teams whose members are eligible too.'),
    bind: schemas/* enum */.k5n(['version', 'head']),
    environment: optionalText.describe('The GitHub environment whose reviewers approve the run.'),
    codeOwners: schemas/* exactOptional */.yqP(schemas/* enum */.k5n(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED', 'none']))
        .describe("GitHub's review decision, where it must rest on a code owner."),
    expires: optionalText,
    counted: schemas/* array */.YOg(schemas/* strictObject */.rej(counted)),
    ignored: schemas/* array */.YOg(schemas/* strictObject */.rej({ ...counted, why: IgnoredWhy, note: optionalText })),
    blocking: strings,
    note: optionalText,
});
const TicketDetail = schemas/* strictObject */.rej({
    type: schemas/* literal */.euz('ticket'),
    system: schemas/* enum */.k5n(['jira', 'servicenow']),
    role: schemas/* string */.YjP(),
    ticket: schemas/* string */.YjP().nullable(),
    asked: optionalText,
    ticketId: optionalText.describe("Never changes: Jira's issue id, ServiceNow's sys_id."),
    url: optionalText,
    shown: optionalText,
    approvedBy: schemas/* array */.YOg(schemas/* strictObject */.rej({ id: schemas/* string */.YjP(), name: schemas/* string */.YjP(), compared: schemas/* boolean */.zMY() })),
    approvedAt: optionalText,
    observedAt: optionalText,
    sha256: optionalText,
    note: optionalText,
});
const ReportDetail = schemas/* strictObject */.rej({
    type: schemas/* literal */.euz('report'),
    name: schemas/* string */.YjP(),
    location: schemas/* string */.YjP(),
    resolved: optionalText,
    format: optionalText,
    sha256: optionalText,
    bytes: schemas/* exactOptional */.yqP(whole),
    identity: schemas/* exactOptional */.yqP(schemas/* enum */.k5n([...identity/* IDENTITY_BY */.p, 'unbound'])),
    claims: schemas/* exactOptional */.yqP(strings),
    warnings: strings,
    note: optionalText,
});
const LineageDetail = schemas/* strictObject */.rej({
    type: schemas/* literal */.euz('lineage'),
    demand: schemas/* enum */.k5n(['run', 'commit']),
    found: optionalText,
});
const FactDetail = schemas/* strictObject */.rej({
    type: schemas/* literal */.euz('fact'),
    expected: optionalText,
    observed: optionalText,
    note: optionalText,
});
/** The verdict tree of `checks/verdict.ts` as a schema. */
const Verdict = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    kind: schemas/* enum */.k5n([
        'plan',
        'promotion',
        'group',
        'version',
        'stage-order',
        'hold',
        'rolled-back',
        'report',
        'binding',
        'metric',
        'lineage',
        'pull-request',
        'approvals',
        'ticket',
        'request',
        'canary',
    ]),
    status: schemas/* enum */.k5n(verdict/* STATUSES */.f),
    reason: schemas/* exactOptional */.yqP(ReasonCode),
    severity: schemas/* exactOptional */.yqP(schemas/* enum */.k5n(['block', 'warn', 'info'])),
    label: schemas/* string */.YjP(),
    detail: schemas/* exactOptional */.yqP(schemas/* discriminatedUnion */.gMt('type', [
        MetricDetail,
        ApprovalDetail,
        TicketDetail,
        ReportDetail,
        LineageDetail,
        FactDetail,
    ])),
    at: schemas/* exactOptional */.yqP(schemas/* strictObject */.rej({ file: schemas/* string */.YjP(), line: whole, column: whole })),
    get children() {
        return schemas/* array */.YOg(Verdict);
    },
})
    .meta({ id: 'verdict', description: 'One node of the verdict tree; the worst child decides for a group.' });

;// CONCATENATED MODULE: ./lib/promotion/evidence-pack-body.js


const evidence_pack_body_text = schemas/* string */.YjP().nullable().catch(null).default(null);
const evidence_pack_body_number = schemas/* number */.aig().nullable().catch(null).default(null);
/** Items of the wrong form are left out, the others stay. */
function listOf(item) {
    return schemas/* array */.YOg(schemas/* unknown */.L5J())
        .catch([])
        .default([])
        .transform((items) => items.flatMap((each) => {
        const parsed = item.safeParse(each);
        return parsed.success ? [parsed.data] : [];
    }));
}
const Version = schemas/* object */.Ikc({ version: schemas/* string */.YjP(), artifact_id: evidence_pack_body_text, digest: evidence_pack_body_text });
const Review = schemas/* object */.Ikc({ login: schemas/* string */.YjP(), pull_request: evidence_pack_body_number, commit: evidence_pack_body_text, at: evidence_pack_body_text, environment: evidence_pack_body_text });
/**
 * A record's text as a page shows it. Records of other releases, and edited ones, may hold anything: what has not the
 * form that is known is null, or left out of its list, and the exact text stands beside it.
 */
const Body = schemas/* object */.Ikc({
    operation: evidence_pack_body_text,
    registry_path: evidence_pack_body_text,
    model: evidence_pack_body_text,
    stage: evidence_pack_body_text,
    alias: evidence_pack_body_text,
    conclusion: evidence_pack_body_text,
    from: Version.nullable().catch(null).default(null),
    to: Version.nullable().catch(null).default(null),
    moves_made: listOf(schemas/* object */.Ikc({ alias: schemas/* string */.YjP(), from: Version.nullable(), to: Version.nullable() })),
    verdict: Verdict.nullable().catch(null).default(null),
    evidence: listOf(schemas/* object */.Ikc({
        name: schemas/* string */.YjP(),
        resolved: schemas/* string */.YjP(),
        location: evidence_pack_body_text,
        format: evidence_pack_body_text,
        sha256: schemas/* string */.YjP(),
        bytes: evidence_pack_body_number,
        rows: evidence_pack_body_number,
        identity: evidence_pack_body_text,
        observed_at: evidence_pack_body_text,
        files: listOf(schemas/* object */.Ikc({ resolved: schemas/* string */.YjP(), sha256: schemas/* string */.YjP(), bytes: evidence_pack_body_number })),
    })),
    config: schemas/* object */.Ikc({ path: evidence_pack_body_text, commit: evidence_pack_body_text, sha256: evidence_pack_body_text }).nullable().catch(null).default(null),
    pins: schemas/* object */.Ikc({ path: evidence_pack_body_text, commit: evidence_pack_body_text, version: evidence_pack_body_text, sha256: evidence_pack_body_text }).nullable().catch(null).default(null),
    approvals: listOf(schemas/* object */.Ikc({
        role: schemas/* string */.YjP(),
        need: schemas/* number */.aig(),
        counted: listOf(Review),
        ignored: listOf(Review.extend({ why: schemas/* string */.YjP(), note: evidence_pack_body_text })),
    })),
    lineage: schemas/* object */.Ikc({
        source: evidence_pack_body_text,
        run: evidence_pack_body_text,
        commit: evidence_pack_body_text,
        inputs: listOf(schemas/* object */.Ikc({ path: schemas/* string */.YjP(), type: evidence_pack_body_text, digest: evidence_pack_body_text })),
    })
        .nullable()
        .catch(null)
        .default(null),
    owners: listOf(schemas/* string */.YjP()),
    reason: evidence_pack_body_text,
    note: evidence_pack_body_text,
    drift: evidence_pack_body_text,
    event: evidence_pack_body_text,
    actor: evidence_pack_body_text,
    triggering_actor: evidence_pack_body_text,
    repository: schemas/* object */.Ikc({ name: evidence_pack_body_text }).nullable().catch(null).default(null),
    pull_requests: listOf(schemas/* number */.aig()),
    head_commits: listOf(schemas/* string */.YjP()),
    merge_commit: evidence_pack_body_text,
    workflow_ref: evidence_pack_body_text,
    run: schemas/* object */.Ikc({ id: evidence_pack_body_text, attempt: evidence_pack_body_number, job: evidence_pack_body_text, url: evidence_pack_body_text }).nullable().catch(null).default(null),
    settled_by: schemas/* object */.Ikc({ run: evidence_pack_body_text, attempt: evidence_pack_body_number }).nullable().catch(null).default(null),
    requested_at: evidence_pack_body_text,
    judged_at: evidence_pack_body_text,
    finished_at: evidence_pack_body_text,
    software: schemas/* object */.Ikc({ name: evidence_pack_body_text, version: evidence_pack_body_text }).nullable().catch(null).default(null),
    undoes: evidence_pack_body_text,
    sequence: evidence_pack_body_number,
    previous_record: evidence_pack_body_text,
});
/** null: the text is no JSON object. */
function readPackBody(record) {
    try {
        const parsed = Body.safeParse(JSON.parse(record));
        return parsed.success ? parsed.data : null;
    }
    catch {
        return null;
    }
}
/** The files that a record's reports were read from: of one that has several, each under the report's name. */
function filesOfReports(body) {
    return (body?.evidence ?? []).flatMap(({ name, resolved, sha256, bytes, files }) => files.length === 0 ? [{ name, resolved, sha256, bytes }] : files.map((file) => ({ ...file, name })));
}


/***/ }),

/***/ 4519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ packFindings)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _canonical_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1962);
/* harmony import */ var _evidence_pack_body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8);
/* harmony import */ var _record_trust_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(235);




/**
 * What the pack proves, checked from its own bytes: the same questions as `scripts/verify-record.mjs`, which needs
 * nobody's word for it.
 */
function packFindings(pack) {
    const { record, record_keys: keys } = pack;
    return [
        (0,_canonical_json_js__WEBPACK_IMPORTED_MODULE_1__/* .sha256Hex */ .f)(record.record) === record.sha256
            ? finding('Record', 'ok', 'Its text has the SHA-256 that it is known by.')
            : finding('Record', 'fail', 'Its text has another SHA-256: it was altered.'),
        signature(record, keys),
        chain(pack),
        ...fileFindings(pack),
    ];
}
function finding(what, status, text) {
    return { what, status, text };
}
function signature({ record, signature: signed }, keys) {
    if (signed === null) {
        return keys.length === 0
            ? finding('Signature', 'note', 'None. Who may write records is decided by W&B alone.')
            : finding('Signature', 'fail', 'None, although the gate config lists record keys.');
    }
    if (keys.length === 0)
        return finding('Signature', 'note', 'There is one, but the gate config lists no key to check it by.');
    const signer = keys.find((key) => (0,_record_trust_js__WEBPACK_IMPORTED_MODULE_3__/* .isSignedBy */ .s3)(record, signed, [key]));
    return signer === undefined
        ? finding('Signature', 'fail', 'None of the record keys made it.')
        : finding('Signature', 'ok', `Made by ${signer}`);
}
/** Links with their text are proven by it; the others only name their hashes. */
function chain(pack) {
    const links = pack.chain.records;
    const textOf = (link) => (link.sha256 === pack.record.sha256 ? pack.record.record : link.record);
    const broken = links.flatMap((link, index) => {
        const before = links[index - 1];
        const text = textOf(link);
        const said = text === null ? null : (0,_evidence_pack_body_js__WEBPACK_IMPORTED_MODULE_2__/* .readPackBody */ .m)(text);
        const problems = [
            text !== null && (0,_canonical_json_js__WEBPACK_IMPORTED_MODULE_1__/* .sha256Hex */ .f)(text) !== link.sha256 ? 'was altered' : null,
            text !== null && isForeign(text, link.signature, pack.record_keys)
                ? 'is signed by none of the record keys'
                : null,
            said !== null && said.previous_record !== link.previous_record ? 'names another predecessor than listed' : null,
            before !== undefined && link.previous_record !== before.sha256 ? 'does not follow the one before it' : null,
            before !== undefined && link.sequence !== before.sequence + 1 ? 'has a number out of turn' : null,
        ];
        return problems.filter((each) => each !== null).map((problem) => `#${link.sequence} ${problem}`);
    });
    const [first] = links;
    if (pack.chain.complete !== (first?.previous_record === null))
        broken.push('it does not begin where it is said to');
    if (!links.some(({ sha256 }) => sha256 === pack.record.sha256))
        broken.push('the record of this pack is not in it');
    if (broken.length > 0)
        return finding('Chain', 'fail', `${broken.join('; ')}.`);
    const named = links.filter((link) => textOf(link) === null).length;
    const reach = pack.chain.complete ? 'from the first record of the stage' : 'but older records are not in this pack';
    const rest = named === 0 ? '' : ` ${named} of them are named by their hashes only.`;
    const text = `${links.length === 1 ? '1 record' : `${links.length} records`}, each names the one before it, ${reach}.${rest}`;
    return finding('Chain', pack.chain.complete && named === 0 ? 'ok' : 'note', text);
}
/** Records from before there were keys carry no signature; one that none of the keys made is another matter. */
function isForeign(text, signed, keys) {
    return keys.length > 0 && signed !== null && !(0,_record_trust_js__WEBPACK_IMPORTED_MODULE_3__/* .isSignedBy */ .s3)(text, signed, keys);
}
/** The record has the last word on what each file should be. */
function fileFindings({ record, evidence, config, pins }) {
    const body = (0,_evidence_pack_body_js__WEBPACK_IMPORTED_MODULE_2__/* .readPackBody */ .m)(record.record);
    const known = [...(0,_evidence_pack_body_js__WEBPACK_IMPORTED_MODULE_2__/* .filesOfReports */ .c)(body), body?.config, body?.pins].map((each) => each?.sha256);
    const reports = evidence.map((file) => ({ ...file, name: `Report ${file.name}` }));
    const files = [...reports, ...(config === null ? [] : [config]), ...(pins === null ? [] : [pins])];
    return files.map((file) => fileFinding(file, known.includes(file.sha256)));
}
function fileFinding(file, isNamed) {
    if (!isNamed)
        return finding(file.name, 'fail', 'The record names no file with this SHA-256.');
    const what = file.state === 'embedded' ? checkBytes(file) : STATES[file.state];
    return finding(file.name, what.status, what.text);
}
function checkBytes({ base64, sha256 }) {
    const found = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(Buffer.from(base64 ?? '', 'base64'))
        .digest('hex');
    return found === sha256
        ? { status: 'ok', text: 'Its bytes are in the pack, and have the SHA-256 that the record names.' }
        : { status: 'fail', text: 'Its bytes in the pack are not those that the record names.' };
}
const STATES = {
    'too-large': { status: 'note', text: 'Too large to be kept beside the record; the record names its SHA-256.' },
    'left-out': { status: 'note', text: 'Left out of the pack for its size; it lies beside the record.' },
    absent: { status: 'note', text: 'Does not lie beside the record; the record names its SHA-256.' },
    differs: { status: 'fail', text: 'What lies beside the record is not what was judged.' },
    unreadable: { status: 'note', text: 'Could not be fetched when the pack was made.' },
};


/***/ })

};
