export const id = 874;
export const ids = [874,737];
export const modules = {

/***/ 874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  report: () => (/* binding */ report)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/node_modules/@actions/core/lib/core.js + 21 modules
var core = __webpack_require__(9);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/checks/verdict.js
var verdict = __webpack_require__(1024);
// EXTERNAL MODULE: ./lib/promotion/record.js
var promotion_record = __webpack_require__(7836);
;// CONCATENATED MODULE: ./lib/promotion/result-subject.js
/** What the outputs say of a run that moved no alias but is about something; empty where it is about nothing. */
function subjectFields(subject) {
    const version = subject?.version ?? null;
    const { entity, project } = subject?.registry ?? { entity: '', project: '' };
    const record = subject?.record ?? null;
    return {
        applied: subject?.applied ?? false,
        model: subject?.model ?? '',
        stage: subject?.stage ?? '',
        version: version?.version ?? '',
        digest: version?.digest ?? '',
        previous_version: subject?.previous?.version ?? '',
        artifact: version === null ? '' : `${entity}/${project}/${subject?.collection ?? ''}:${version.version}`,
        lineage_url: subject?.lineage ?? '',
        record_url: record?.url ?? '',
        record: recordFields(record),
    };
}
/** A record as results write it (file contracts are snake_case). */
function recordFields(record) {
    if (record === null)
        return null;
    const { runId, sha256, sequence, previousRecord, url } = record;
    return { run_id: runId, sha256: sha256 ?? '', sequence, previous_record: previousRecord ?? '', url };
}

// EXTERNAL MODULE: ./lib/promotion/ticket-summary.js
var ticket_summary = __webpack_require__(9524);
;// CONCATENATED MODULE: ./lib/promotion/result.js




/** Whether the stage's alias was moved by this run and stands there. */
function isApplied({ conclusion, reasons, movesMade }) {
    if (conclusion === 'applied')
        return true;
    return conclusion === 'partial' && !reasons.includes('conflict') && movesMade.some((move) => move.purpose === 'stage');
}
/** `commentUrls`: address of the comment by promotion, in the same order; empty where none was written. */
function toResult(outcome, commentUrls) {
    const promotions = outcome.promotions.map((each, index) => toPromotionResult(each, commentUrls[index] ?? ''));
    const subject = subjectFields(promotions.length === 0 ? outcome.subject : undefined);
    const joined = (name, by) => [...promotions, ...(promotions.length === 0 ? [subject] : [])]
        .map((each) => each[name])
        .filter((text) => text !== '')
        .join(by);
    return {
        schema_version: 1,
        operation: outcome.operation,
        decision: outcome.decision,
        conclusion: outcome.conclusion,
        reason_codes: outcome.reasons,
        applied: promotions.some((each) => each.applied) || subject.applied,
        model: joined('model', ','),
        stage: joined('stage', ','),
        version: joined('version', ','),
        digest: joined('digest', ','),
        previous_version: joined('previous_version', ','),
        artifact: joined('artifact', ','),
        lineage_url: joined('lineage_url', '\n'),
        record_url: joined('record_url', '\n'),
        comment_url: promotions.flatMap((each) => each.comment_url || []).join('\n'),
        pin_pull_request: promotions.flatMap((each) => each.pin_pull_request || []).join('\n'),
        verdict: joinVerdicts(outcome),
        plan: promotions.flatMap((each) => each.plan),
        evidence: promotions.flatMap((each) => each.evidence),
        approvals: promotions.flatMap((each) => each.approvals),
        tickets: promotions.flatMap((each) => each.tickets),
        record: promotions[0]?.record ?? subject.record,
        notes: [...reasonForNothing(outcome), ...outcome.notes.map(toNote)],
        error: outcome.error === null || outcome.conclusion === 'no-change' ? null : toError(outcome.error),
        config: outcome.config,
        promotions,
        listings: outcome.listings.map(({ name, data }) => ({ name, data })),
    };
}
function toPromotionResult(each, commentUrl) {
    const { candidate, record } = each;
    const version = candidate?.version ?? '';
    return {
        model: each.model,
        stage: each.stage,
        alias: each.alias,
        decision: each.decision,
        conclusion: each.conclusion,
        reason_codes: each.reasons,
        applied: isApplied(each),
        dry_run: each.dryRun,
        version,
        digest: candidate?.digest ?? '',
        previous_version: each.previous?.version ?? '',
        artifact: version === '' ? '' : `${each.registry.entity}/${each.registry.project}/${each.collection}:${version}`,
        lineage_url: each.links.lineage ?? '',
        record_url: each.links.record ?? '',
        comment_url: commentUrl,
        pin_pull_request: each.pinPullRequest ?? '',
        verdict: each.verdict,
        plan: each.moves.map((move) => (0,promotion_record/* bodyMove */.YV)(move)),
        moves_made: each.movesMade.map((move) => (0,promotion_record/* bodyMove */.YV)(move)),
        evidence: each.evidence,
        approvals: each.approvals,
        tickets: (0,ticket_summary/* summariseTickets */.G)(each.verdict),
        pull_requests: each.pullRequests,
        record: recordFields(record),
        attestation: attestationOf(each),
        notes: each.notes.map(toNote),
        error: each.error === undefined ? null : toError(each.error),
    };
}
function attestationOf({ attestation }) {
    if (attestation === undefined)
        return null;
    const { id, url, subjectSha256 } = attestation;
    return { id, url, subject_sha256: subjectSha256 };
}
function joinVerdicts({ promotions }) {
    const [first, ...others] = promotions;
    if (first === undefined)
        return null;
    if (others.length === 0)
        return first.verdict;
    const children = promotions.map((each) => each.verdict);
    return { id: 'plan', kind: 'plan', status: (0,verdict/* worst */.QZ)(children.map((child) => child.status)), label: 'plan', children };
}
/** Why there was nothing to do is no error. */
function reasonForNothing({ conclusion, error }) {
    return conclusion === 'no-change' && error !== null ? [{ level: 'info', code: error.code, text: error.message }] : [];
}
function toNote({ level, code, text }) {
    return { level, code: code ?? '', text };
}
function toError({ code, message, hint, issues }) {
    return {
        code,
        message,
        hint: hint ?? '',
        issues: issues.map((issue) => ({
            file: issue.at?.file ?? '',
            line: issue.at?.line ?? 0,
            column: issue.at?.column ?? 0,
            message: issue.message,
        })),
    };
}

// EXTERNAL MODULE: ./lib/render/headline.js
var headline = __webpack_require__(5818);
// EXTERNAL MODULE: ./lib/render/issue-list.js
var issue_list = __webpack_require__(7300);
// EXTERNAL MODULE: ./lib/checks/counted.js
var counted = __webpack_require__(9727);
// EXTERNAL MODULE: ./lib/render/plain.js
var plain = __webpack_require__(940);
// EXTERNAL MODULE: ./lib/render/reason-texts.js + 3 modules
var reason_texts = __webpack_require__(8923);
// EXTERNAL MODULE: ./lib/render/sentences.js
var sentences = __webpack_require__(8654);
// EXTERNAL MODULE: ./lib/render/statuses.js
var statuses = __webpack_require__(6020);
;// CONCATENATED MODULE: ./lib/render/annotations.js






/** GitHub shows ten annotations of a level for a step and drops the rest without a word. */
const MOST_OF_A_LEVEL = 10;
const MESSAGE_LENGTH = 4_000;
const TITLE_LENGTH = 200;
/**
 * Annotations of a run: config problems on their lines, then one for each check that stands in the way. Where a
 * level has more than ten, the tenth says how many more there are.
 */
function renderAnnotations(run) {
    const all = [
        ...ofError(run.error, 'Model Promotion Gate', levelOf(run)),
        ...run.promotions.flatMap(ofPromotion),
        ...ofNotes(run),
    ];
    return ['error', 'warning', 'notice'].flatMap((level) => shortened(all.filter((annotation) => annotation.level === level), level));
}
function shortened(annotations, level) {
    if (annotations.length <= MOST_OF_A_LEVEL)
        return annotations;
    const rest = annotations.length - MOST_OF_A_LEVEL + 1;
    const message = `${(0,counted/* counted */.h)(rest, `more ${level}`)}: see the job summary.`;
    return [...annotations.slice(0, MOST_OF_A_LEVEL - 1), { level, title: 'Model Promotion Gate', message }];
}
function levelOf(outcome) {
    if (outcome.conclusion === 'pending')
        return 'warning';
    return ['refused', 'partial', 'error'].includes(outcome.conclusion) ? 'error' : 'notice';
}
function ofError(error, subject, level) {
    if (error === null)
        return [];
    const title = (0,plain/* plain */.pj)(`${subject}: ${(0,reason_texts/* reasonText */.u)(error.code).title}`, TITLE_LENGTH);
    if (error.issues.length === 0) {
        return [
            {
                level,
                title,
                message: (0,plain/* plain */.pj)(`${error.message} ${error.hint ?? (0,reason_texts/* reasonText */.u)(error.code).remedy}`, MESSAGE_LENGTH),
            },
        ];
    }
    return error.issues.map((issue) => {
        const place = issue.at === undefined ? {} : { file: issue.at.file, line: issue.at.line, column: issue.at.column };
        return { level, title, message: (0,plain/* plain */.pj)((0,issue_list/* issueText */.v)(issue), MESSAGE_LENGTH), ...place };
    });
}
function ofPromotion(promotion) {
    const subject = `${(0,plain/* plain */.pj)(promotion.model, 60)} → ${(0,plain/* plain */.pj)(promotion.stage, 60)}`;
    const nodes = (0,statuses/* problems */.Bk)(promotion.verdict).map((node) => ofNode(node, subject, nodeLevel(node, promotion)));
    return [...ofError(promotion.error ?? null, subject, levelOf(promotion)), ...nodes];
}
function nodeLevel(node, promotion) {
    if (node.status === 'warn' || node.status === 'pending')
        return 'warning';
    // A stage in dry run never fails the job, so nothing of it is shown as an error.
    return promotion.dryRun === 'stage' ? 'warning' : 'error';
}
/** The gate config that judged is the base branch's: its lines are named in the text, not marked in the changed files. */
function ofNode(node, subject, level) {
    const place = node.at === undefined ? '' : ` (${node.at.file}:${node.at.line})`;
    const code = node.reason;
    return {
        level,
        title: (0,plain/* plain */.pj)(`${subject}: ${code === undefined ? node.label : (0,reason_texts/* reasonText */.u)(code).title}`, TITLE_LENGTH),
        message: (0,plain/* plain */.pj)(`${(0,sentences/* problemClause */.NQ)(node)}${place}. ${(0,headline/* nextStep */.sk)(node)}`, MESSAGE_LENGTH),
    };
}
function ofNotes(run) {
    const notes = [...run.notes, ...run.promotions.flatMap((promotion) => promotion.notes)];
    return notes
        .filter((note) => note.level === 'warning')
        .map((note) => {
        const place = note.at === undefined ? {} : { file: note.at.file, line: note.at.line, column: note.at.column };
        return { level: 'warning', title: 'Model Promotion Gate', message: (0,plain/* plain */.pj)(note.text, MESSAGE_LENGTH), ...place };
    });
}

// EXTERNAL MODULE: ./lib/render/budget.js
var render_budget = __webpack_require__(6223);
// EXTERNAL MODULE: ./lib/render/escape.js
var render_escape = __webpack_require__(9889);
// EXTERNAL MODULE: ./lib/render/table.js
var table = __webpack_require__(2236);
;// CONCATENATED MODULE: ./lib/render/listing.js




/** Rows of a table before the rest is only counted. */
const MOST_ROWS = 1_000;
const MOST_LOG_ROWS = 1_000;
const MOST_CELL = 300;
/** Mermaid draws nothing that is longer than 50,000 characters. */
const MOST_DIAGRAM = 45_000;
const WIDEST = 44;
/**
 * One listing for the job summary: title, sentences, table, diagram. A table that would be larger than `limit` (bytes
 * of UTF-8) ends early, between two rows, and says how many are missing.
 */
function renderListing(listing, limit) {
    const { title, intro, rows, diagram } = listing;
    return [
        `#### ${(0,render_escape/* escapeText */.X1)(title, 200)}`,
        ...intro.map((sentence) => (0,render_escape/* escapeProse */.fd)(sentence, 1_000)),
        ...(rows.length === 0 ? [] : [listing_table(listing, limit)]),
        ...(diagram === null || diagram.length > MOST_DIAGRAM ? [] : [(0,render_escape/* fenced */.OF)(diagram, 'mermaid')]),
    ].join('\n\n');
}
function listing_table({ columns, rows }, limit) {
    const shown = [];
    let size = 0;
    for (const row of rows.slice(0, MOST_ROWS)) {
        const cells = row.map(cellText);
        size += (0,render_budget/* utf8Length */.wI)(cells.join(' | ')) + 5;
        if (size > limit)
            break;
        shown.push(cells);
    }
    const missing = rows.length - shown.length;
    const titles = columns.map((column) => ({ title: (0,render_escape/* escapeText */.X1)(column, 80) }));
    const more = missing === 0 ? '' : `\n\n_${(0,counted/* counted */.h)(missing, 'more row')} in the \`result\` output._`;
    return (0,table/* renderTable */.b)(titles, shown) + more;
}
/** An empty cell is shown as a dash, so that nobody takes it for a fault of the table. */
function cellText(cell) {
    if (typeof cell === 'string')
        return (0,render_escape/* escapeText */.X1)(cell, MOST_CELL) || '–';
    return (0,render_escape/* link */.nf)((0,render_escape/* escapeText */.X1)(cell.text, MOST_CELL) || '–', cell.url);
}
/** The listing for the job log: its own lines, else the rows in columns. */
function listingLines({ title, intro, rows, log }) {
    const lines = log ?? aligned(rows.slice(0, MOST_LOG_ROWS).map((row) => row.map(logText)));
    const missing = log === undefined ? rows.length - MOST_LOG_ROWS : 0;
    return [
        `# ${(0,plain/* plain */.pj)(title, 300)}`,
        ...intro.map((sentence) => `  ${(0,plain/* plain */.pj)(sentence, 1_000)}`),
        ...lines.map((line) => `  ${plainKeepingBlanks(line)}`),
        ...(missing > 0 ? [`  ${(0,counted/* counted */.h)(missing, 'more row')} in the result output.`] : []),
    ];
}
function logText(cell) {
    return (0,plain/* plain */.pj)(typeof cell === 'string' ? cell : cell.text, MOST_CELL) || '–';
}
/** Columns as wide as their longest cell, but a long one does not push the others out of sight. */
function aligned(rows) {
    const widths = [];
    for (const row of rows) {
        for (const [index, cell] of row.entries())
            widths[index] = Math.min(WIDEST, Math.max(widths[index] ?? 0, cell.length));
    }
    return rows.map((row) => row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd());
}
/** As `plain`, for a line whose blanks make columns. */
function plainKeepingBlanks(line) {
    return line
        .split(/( {2,})/u)
        .map((part) => (/^ *$/u.test(part) ? part : (0,plain/* plain */.pj)(part, 2_000)))
        .join('');
}

// EXTERNAL MODULE: ./lib/render/move-section.js
var move_section = __webpack_require__(3057);
// EXTERNAL MODULE: ./lib/render/verdict-tree.js
var verdict_tree = __webpack_require__(9058);
;// CONCATENATED MODULE: ./lib/render/log.js









const BREAK = '\u{200B}';
const MOST_STEPS = 20;
/**
 * The whole run in plain text for the job log. No line can be taken for a workflow command: the runner acts on
 * lines that begin with two colons, and on `##[` anywhere.
 */
function renderLog(run) {
    const lines = [
        `Model Promotion Gate · ${(0,plain/* plain */.pj)(run.operation, 40)}: ${run.conclusion}`,
        ...errorLines(run.error),
        ...noteLines(run.notes),
    ];
    for (const listing of run.listings)
        lines.push('', ...listingLines(listing));
    for (const promotion of run.promotions)
        lines.push('', ...promotionLines(promotion, run));
    return `${lines.map(harmless).join('\n')}\n`;
}
function harmless(line) {
    return line.replace(/^(\s*):(?=:)/u, `$1:${BREAK}`).replaceAll('##[', `##${BREAK}[`);
}
function promotionLines(promotion, run) {
    const { sentence, next } = (0,headline/* headline */.Pl)(promotion, run.operation, run.commentOn !== null);
    const facts = [
        ['verdict', sentence],
        ...steps(promotion, next),
        ['dry run', promotion.dryRun === 'no' ? null : promotion.dryRun],
        ['moves', (0,move_section/* moveText */.n)(promotion.moves)],
        ['moved', (0,move_section/* moveText */.n)(promotion.movesMade)],
        ['record', promotion.record === null ? null : `${promotion.record.sha256 ?? 'not closed'} ${promotion.record.url}`],
        ['pin', promotion.pinPullRequest],
        ['lineage', promotion.links.lineage],
    ];
    const shown = facts.flatMap(([name, value]) => (value ? [`  ${name.padEnd(8)} ${(0,plain/* plain */.pj)(value, 1_000)}`] : []));
    const title = (0,plain/* plain */.pj)(`${promotion.model} → ${promotion.stage}: ${promotion.conclusion}`, 300);
    return [
        `# ${title}`,
        ...shown,
        ...issueLines(promotion.error ?? null),
        ...noteLines(promotion.notes),
        '',
        ...(0,verdict_tree/* verdictTree */.g)(promotion.verdict),
    ];
}
/** The remedy of each problem when there are several; the headline has the only one. */
function steps(promotion, next) {
    const all = (0,statuses/* problems */.Bk)(promotion.verdict).filter((node) => node.status !== 'warn');
    if (all.length < 2 || promotion.error !== undefined)
        return [['next', next]];
    const shown = all.slice(0, MOST_STEPS).map((node) => ['next', `${(0,sentences/* problemClause */.NQ)(node)}. ${(0,headline/* nextStep */.sk)(node)}`]);
    return all.length > MOST_STEPS ? [...shown, ['next', `${all.length - MOST_STEPS} more, see the tree`]] : shown;
}
function errorLines(error) {
    if (error === null)
        return [];
    return [
        `  error    ${(0,plain/* plain */.pj)(error.message, 2_000)} [${error.code}]`,
        `  next     ${(0,plain/* plain */.pj)(error.hint ?? (0,reason_texts/* reasonText */.u)(error.code).remedy, 1_000)}`,
        ...issueLines(error),
    ];
}
function issueLines(error) {
    return (error?.issues ?? []).map((issue) => {
        const place = issue.at === undefined ? '' : `${issue.at.file}:${issue.at.line}:${issue.at.column} `;
        return `  - ${(0,plain/* plain */.pj)(place + (0,issue_list/* issueText */.v)(issue), 1_000)}`;
    });
}
function noteLines(notes) {
    return notes.map((note) => `  ${note.level.padEnd(8)} ${(0,plain/* plain */.pj)(note.text, 1_000)}`);
}

// EXTERNAL MODULE: ./lib/render/comment.js + 9 modules
var comment = __webpack_require__(7434);
// EXTERNAL MODULE: ./lib/render/context.js
var render_context = __webpack_require__(9491);
// EXTERNAL MODULE: ./lib/render/run-comment.js
var run_comment = __webpack_require__(5737);
;// CONCATENATED MODULE: ./lib/render/summary.js









/** Bytes that all listings have together; the notes and promotions have the rest. */
const LISTINGS_LIMIT = 600_000;
/** Rows of the overview before the rest is only counted. */
const OVERVIEW_ROWS = 500;
/**
 * The job summary: all promotions of a run, an overview first when there are several. At most 1,000 KiB of
 * UTF-8. Unlike comments it may hold the details that a comment had to leave out.
 */
function renderSummary(run, addresses) {
    // Run notes are said once, not under every promotion.
    const context = { ...(0,render_context/* contextOf */.V)(run, addresses), notes: [] };
    const budget = {
        limit: render_budget/* SUMMARY_LIMIT */.Jt - 1,
        measure: render_budget/* utf8Length */.wI,
        notice: (names) => `_Left out, because a job summary holds 1 MiB: details of ${(0,counted/* counted */.h)(names.length, 'part')}. They are in the \`result\` output._`,
    };
    const always = Number.POSITIVE_INFINITY;
    const sections = run.promotions.map((promotion, index) => ({
        name: promotion.model,
        keep: importance(promotion, index),
        text: part(promotion, context, run),
    }));
    return `${(0,render_budget/* fitWithin */.Hi)([
        {
            name: 'title',
            keep: always,
            text: `### Model Promotion Gate · ${(0,render_escape/* escapeText */.X1)(run.operation, 40)}: ${run.conclusion}`,
        },
        ...(run.error === null
            ? []
            : [{ name: 'error', keep: always, text: (0,run_comment/* runAlert */.y)(run) }, ...(0,run_comment/* runSections */.s)({ ...run, notes: [] }, addresses)]),
        ...(run.error === null && run.promotions.length === 0 && run.listings.length === 0
            ? [{ name: 'nothing', keep: always, text: 'No promotion was judged.' }]
            : []),
        { name: 'notes', keep: always, text: (0,comment/* noteList */.RG)(run.notes, context) },
        { name: 'overview', keep: always, text: run.promotions.length > 1 ? overview(run.promotions) : '' },
        ...run.listings.map((listing) => ({
            name: listing.title,
            keep: 100,
            text: renderListing(listing, LISTINGS_LIMIT / run.listings.length),
        })),
        ...sections,
    ], budget)}\n`;
}
/** When room is short, promotions that went well lose their details first, the later ones before the earlier. */
function importance(promotion, index) {
    const order = ['no-change', 'planned', 'applied', 'pending', 'refused', 'partial', 'error'];
    return 10 + order.indexOf(promotion.conclusion) - index / 1e6;
}
function part(promotion, context, run) {
    const title = run.promotions.length > 1
        ? `---\n\n### ${(0,render_escape/* escapeText */.X1)(promotion.model, 80)} → ${(0,render_escape/* escapeText */.X1)(promotion.stage, 80)}\n\n`
        : '';
    const sections = [
        { name: 'verdict', keep: Number.POSITIVE_INFINITY, text: title + (0,comment/* verdictAlert */.QR)(promotion, context) },
        ...(0,comment/* detailSections */.O8)(promotion, context),
    ];
    return (0,render_budget/* fitWithin */.Hi)(sections, {
        limit: 400_000,
        measure: render_budget/* utf8Length */.wI,
        notice: (names) => `_Left out for their length: ${names.join(', ')}. They are in the \`result\` output._`,
    });
}
function overview(promotions) {
    const columns = [
        { title: 'Outcome' },
        { title: 'Model' },
        { title: 'Stage' },
        { title: 'Version' },
        { title: 'Moves' },
        { title: 'Reasons' },
    ];
    const rows = promotions.slice(0, OVERVIEW_ROWS).map((promotion) => [
        `${ICONS[promotion.conclusion]}&nbsp;${promotion.conclusion}`,
        (0,render_escape/* escapeText */.X1)(promotion.model, 80),
        (0,render_escape/* escapeText */.X1)(promotion.stage, 80),
        (0,render_escape/* code */.aY)(promotion.candidate?.version ?? promotion.asked, 80),
        (0,render_escape/* escapeText */.X1)((0,move_section/* moveText */.n)(promotion.movesMade.length > 0 ? promotion.movesMade : promotion.moves), 200) || '–',
        promotion.reasons
            .slice(0, 4)
            .map((reason) => (0,render_escape/* code */.aY)(reason))
            .join(', ') || '–',
    ]);
    const more = promotions.length > OVERVIEW_ROWS
        ? `\n\n${(0,counted/* counted */.h)(promotions.length - OVERVIEW_ROWS, 'more promotion')} in the \`result\` output.`
        : '';
    return (0,table/* renderTable */.b)(columns, rows) + more;
}
const ICONS = {
    applied: '✅',
    'no-change': 'ℹ️',
    planned: '✅',
    pending: '⏳',
    refused: '❌',
    partial: '⚠️',
    error: '⛔',
};

// EXTERNAL MODULE: ./lib/action/input-table.js
var input_table = __webpack_require__(8699);
;// CONCATENATED MODULE: ./lib/action/report.js









/** A larger result is only in the file: GitHub drops outputs of more than 1 MB. */
const LARGEST_OUTPUT = 900_000;
const LARGEST_SUMMARY_OUTPUT = 60_000;
/** Says the outcome everywhere it belongs: log, annotations, job summary, every output. */
function report({ outcome, commentUrls, warnings, addresses, env }) {
    (0,core/* info */.pq)(renderLog(outcome));
    for (const message of warnings)
        (0,core/* warning */.$e)(message, { title: 'Model Promotion Gate' });
    annotate(outcome);
    const summary = renderSummary(outcome, addresses);
    const summaryFile = env['GITHUB_STEP_SUMMARY'];
    if (summaryFile)
        attempt('The job summary', () => (0,external_node_fs_.appendFileSync)(summaryFile, summary));
    const result = toResult(outcome, commentUrls);
    const outputs = toOutputs(result, summary, env);
    for (const name of input_table/* OUTPUTS */.py)
        (0,core/* setOutput */.uH)(name, outputs[name]);
}
function annotate(outcome) {
    const write = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
    for (const { level, title, message, file, line, column } of renderAnnotations(outcome)) {
        write[level](message, {
            title,
            ...(file === undefined ? {} : { file }),
            ...(line === undefined ? {} : { startLine: line }),
            ...(column === undefined ? {} : { startColumn: column }),
        });
    }
}
function toOutputs(result, summary, env) {
    const json = JSON.stringify(result);
    return {
        decision: result.decision,
        conclusion: result.conclusion,
        'reason-codes': result.reason_codes.join(','),
        applied: String(result.applied),
        model: result.model,
        stage: result.stage,
        version: result.version,
        digest: result.digest,
        'previous-version': result.previous_version,
        artifact: result.artifact,
        'lineage-url': result.lineage_url,
        'record-url': result.record_url,
        'comment-url': result.comment_url,
        result: Buffer.byteLength(json) > LARGEST_OUTPUT ? '' : json,
        'result-file': writeResult(json, env),
        'summary-markdown': summary.length > LARGEST_SUMMARY_OUTPUT ? '' : summary,
    };
}
/** The file lies in the runner's temporary folder, readable by its user only; its name is new for each step. */
function writeResult(json, env) {
    const folder = env['RUNNER_TEMP'];
    if (folder === undefined || folder === '')
        return '';
    const step = (env['GITHUB_ACTION'] ?? 'step').replace(/\W+/g, '-');
    const path = (0,external_node_path_.join)(folder, `model-promotion-gate-${step}-${process.pid}.json`);
    return attempt('The result file', () => (0,external_node_fs_.writeFileSync)(path, json, { mode: 0o600 })) ? path : '';
}
/** What was done is done: a full disk must not keep the outputs from saying so. */
function attempt(what, write) {
    try {
        write();
        return true;
    }
    catch (thrown) {
        (0,core/* warning */.$e)(`${what} could not be written: ${(0,errors/* toGateError */.Vl)(thrown).message}`, { title: 'Model Promotion Gate' });
        return false;
    }
}


/***/ }),

/***/ 5737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderRunComment: () => (/* binding */ renderRunComment),
/* harmony export */   renderWithdrawnComment: () => (/* binding */ renderWithdrawnComment),
/* harmony export */   s: () => (/* binding */ runSections),
/* harmony export */   y: () => (/* binding */ runAlert)
/* harmony export */ });
/* harmony import */ var _budget_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6223);
/* harmony import */ var _comment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7434);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9491);
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5818);
/* harmony import */ var _issue_list_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7300);
/* harmony import */ var _marker_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9556);
/* harmony import */ var _reason_texts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8923);
/* harmony import */ var _todo_section_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4940);








/**
 * The comment on a whole run: an error, or a reason for doing nothing, that belongs to no single promotion.
 * Without one it says that the earlier problem is gone; post it then only over an existing comment.
 */
function renderRunComment(run, addresses) {
    const sections = [
        { name: 'marker', keep: Number.POSITIVE_INFINITY, text: `${(0,_marker_js__WEBPACK_IMPORTED_MODULE_4__/* .runMarker */ .q)()}\n${runAlert(run)}` },
        ...runSections(run, addresses),
    ];
    return `${(0,_budget_js__WEBPACK_IMPORTED_MODULE_5__/* .fitWithin */ .Hi)(sections, { limit: _budget_js__WEBPACK_IMPORTED_MODULE_5__/* .COMMENT_LIMIT */ .W$, measure: (text) => text.length, notice: () => '_The list was too long for a comment. It is in the job summary._' })}\n`;
}
/** What replaces the comment on a model and stage that a pull request no longer asks for. */
function renderWithdrawnComment(model, stage) {
    const head = {
        alert: 'NOTE',
        icon: 'ℹ️',
        sentence: `This pull request no longer asks for ${model} in ${stage}.`,
        next: 'Nothing to do.',
    };
    return `${(0,_marker_js__WEBPACK_IMPORTED_MODULE_4__/* .commentMarker */ .Q)(model, stage)}\n${(0,_headline_js__WEBPACK_IMPORTED_MODULE_1__/* .alertBlock */ .cu)(head)}\n`;
}
/** The verdict on a run without promotions. */
function runAlert(run) {
    if (run.error === null) {
        return (0,_headline_js__WEBPACK_IMPORTED_MODULE_1__/* .alertBlock */ .cu)({
            alert: 'NOTE',
            icon: 'ℹ️',
            sentence: 'No problem with the gates.',
            next: 'What stood here before is settled.',
        });
    }
    return (0,_headline_js__WEBPACK_IMPORTED_MODULE_1__/* .alertBlock */ .cu)({
        ...ALERTS[run.conclusion],
        sentence: errorSentence(run.error),
        next: run.error.hint ?? (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonText */ .u)(run.error.code).remedy,
    });
}
const REFUSED = { alert: 'CAUTION', icon: '❌' };
const QUIET = { alert: 'NOTE', icon: 'ℹ️' };
const ALERTS = {
    applied: QUIET,
    'no-change': QUIET,
    planned: QUIET,
    pending: { alert: 'WARNING', icon: '⏳' },
    refused: REFUSED,
    partial: REFUSED,
    error: { alert: 'CAUTION', icon: '⛔' },
};
function errorSentence(error) {
    const message = error.message.trim();
    return /[.!?]$/u.test(message) ? message : `${message}.`;
}
/** The single problems with their places, and the notes. */
function runSections(run, addresses) {
    const issues = run.error === null ? '' : (0,_issue_list_js__WEBPACK_IMPORTED_MODULE_6__/* .issueList */ .q)(run.error.issues);
    const code = run.error === null ? '' : `Reason:${(0,_todo_section_js__WEBPACK_IMPORTED_MODULE_3__/* .reference */ .i)(run.error.code, addresses.documentation)}`;
    return [
        { name: 'problems', keep: 1, text: issues },
        { name: 'reason', keep: 3, text: code },
        { name: 'notes', keep: 2, text: (0,_comment_js__WEBPACK_IMPORTED_MODULE_0__/* .noteList */ .RG)(run.notes, (0,_context_js__WEBPACK_IMPORTED_MODULE_7__/* .contextOf */ .V)(run, addresses)) },
    ];
}


/***/ })

};
