export const id = 434;
export const ids = [434];
export const modules = {

/***/ 6223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hi: () => (/* binding */ fitWithin),
/* harmony export */   Jt: () => (/* binding */ SUMMARY_LIMIT),
/* harmony export */   W$: () => (/* binding */ COMMENT_LIMIT),
/* harmony export */   wI: () => (/* binding */ utf8Length)
/* harmony export */ });
/**
 * Joins sections by blank lines. When they are too long together, whole sections are dropped, least useful
 * first; nothing is ever cut in the middle, so no table or fence stays open.
 */
function fitWithin(sections, budget) {
    const filled = sections.filter((section) => section.text !== '');
    const sizes = new Map(filled.map((section) => [section, budget.measure(`${section.text}\n\n`)]));
    const gone = new Set();
    let size = [...sizes.values()].reduce((sum, one) => sum + one, 0);
    const droppable = filled.filter((section) => section.keep !== Number.POSITIVE_INFINITY);
    for (const section of droppable.sort((one, other) => one.keep - other.keep)) {
        const notice = gone.size === 0 ? '' : budget.notice(namesOf(filled, gone));
        if (size + budget.measure(notice) <= budget.limit)
            break;
        gone.add(section);
        size -= sizes.get(section) ?? 0;
    }
    const kept = filled.filter((section) => !gone.has(section)).map((section) => section.text);
    return [...kept, ...(gone.size === 0 ? [] : [budget.notice(namesOf(filled, gone))])].join('\n\n');
}
function namesOf(sections, chosen) {
    return sections.filter((section) => chosen.has(section)).map((section) => section.name);
}
/** Comments on GitHub hold 65,536 characters; some room is left for how GitHub counts. */
const COMMENT_LIMIT = 65_000;
/** Job summaries hold 1 MiB for a step; in bytes of UTF-8. */
const SUMMARY_LIMIT = 1_000 * 1_024;
function utf8Length(text) {
    return new TextEncoder().encode(text).length;
}


/***/ }),

/***/ 7434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O8: () => (/* binding */ detailSections),
  RG: () => (/* binding */ noteList),
  renderComment: () => (/* binding */ renderComment),
  QR: () => (/* binding */ verdictAlert)
});

// UNUSED EXPORTS: USEFULNESS

// EXTERNAL MODULE: ./lib/render/escape.js
var render_escape = __webpack_require__(9889);
// EXTERNAL MODULE: ./lib/checks/counted.js
var counted = __webpack_require__(9727);
// EXTERNAL MODULE: ./lib/render/sentences.js
var sentences = __webpack_require__(8654);
// EXTERNAL MODULE: ./lib/render/statuses.js
var statuses = __webpack_require__(6020);
// EXTERNAL MODULE: ./lib/render/table.js
var table = __webpack_require__(2236);
;// CONCATENATED MODULE: ./lib/render/approval-section.js





/** Names in one cell before the rest is only counted. */
const NAMES = 4;
/** Ignored approvals listed in the fold. */
const IGNORED_ROWS = 100;
/** Who approved, whose approval did not count and why; the full list of the latter for a fold. */
function approvalTables(verdict) {
    const rows = (0,statuses/* leaves */.FQ)(verdict).flatMap((node) => node.detail?.type === 'approvals' ? [{ node, detail: node.detail }] : []);
    if (rows.length === 0)
        return { open: '', rest: '' };
    const anyOut = rows.some(({ detail }) => detail.ignored.length + detail.blocking.length > 0);
    const titles = ['Verdict', 'Role', 'Approvals', 'Counted', ...(anyOut ? ['Not counted'] : [])];
    const columns = titles.map((title) => ({ title }));
    const open = [
        '#### Approvals',
        (0,table/* renderTable */.b)(columns, rows.map((row) => cells(row, rows).slice(0, columns.length))),
    ];
    if (rows.some(({ detail }) => detail.bind === 'head' && detail.environment === undefined))
        open.push(WEAK);
    return { open: open.join('\n\n'), rest: ignoredFold(rows) };
}
const WEAK = '`bind: head`: these approvals are for the commit and name no version, which is weaker than approving the version itself.';
function cells({ node, detail }, all) {
    const deed = detail.environment === undefined ? 'requests changes' : 'rejected the run';
    const blocking = detail.blocking.slice(0, NAMES).map((login) => `${(0,render_escape/* code */.aY)(login, 40)} ${deed}`);
    const ignored = detail.ignored.slice(0, NAMES).map((approval) => `${person(approval)} ${why(approval)}`);
    if (detail.ignored.length > NAMES)
        ignored.push(`${detail.ignored.length - NAMES} more`);
    // With several pull requests each has to satisfy the rule, so the role stands in several rows.
    const number = [...detail.counted, ...detail.ignored][0]?.pullRequest;
    const repeated = all.filter((row) => row.detail.role === detail.role).length > 1;
    const ofPullRequest = repeated && number !== undefined && number > 0 ? `, pull request ${number}` : '';
    return [
        (0,statuses/* statusMark */.w8)(node).replace(' ', '&nbsp;'),
        (0,render_escape/* escapeText */.X1)(detail.role, 60) + ofPullRequest + how(detail),
        `${detail.counted.length} of ${detail.need}`,
        names(detail.counted),
        [...blocking, ...ignored].join('<br>') || '–',
    ];
}
/** In what other way than by a review that names the version. */
function how({ environment, codeOwners, bind }) {
    const parts = [
        ...(environment === undefined ? [] : [`environment ${(0,render_escape/* code */.aY)(environment, 40)}`]),
        ...(codeOwners === undefined ? [] : [`code owners: ${(0,render_escape/* code */.aY)(codeOwners)}`]),
        ...(bind === 'head' ? ['`bind: head`'] : []),
    ];
    return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
function names(approvals) {
    const shown = approvals.slice(0, NAMES).map(person);
    if (approvals.length > NAMES)
        shown.push(`${approvals.length - NAMES} more`);
    return shown.join(', ') || '–';
}
function person(approval) {
    return (0,render_escape/* link */.nf)((0,render_escape/* code */.aY)(approval.login, 40), approval.url ?? null);
}
function why(approval) {
    return (0,sentences/* ignoredText */.uH)(approval.why) + (approval.note === undefined ? '' : ` (${(0,render_escape/* escapeText */.X1)(approval.note, 80)})`);
}
function ignoredFold(rows) {
    const all = rows.flatMap(({ detail }) => detail.ignored.map((approval) => ({ role: detail.role, approval })));
    if (!rows.some(({ detail }) => detail.ignored.length > NAMES))
        return '';
    const columns = [
        { title: 'Person' },
        { title: 'Role' },
        { title: 'Why not' },
        { title: 'Commit' },
        { title: 'Pull request' },
    ];
    const lines = all
        .slice(0, IGNORED_ROWS)
        .map(({ role, approval }) => [
        person(approval),
        (0,render_escape/* escapeText */.X1)(role, 60),
        why(approval),
        (0,render_escape/* code */.aY)(approval.commit.slice(0, 7)),
        approval.environment === undefined ? `${approval.pullRequest}` : '–',
    ]);
    const more = all.length > IGNORED_ROWS
        ? `\n\n${(0,counted/* counted */.h)(all.length - IGNORED_ROWS, 'more is', 'more are')} in the \`result\` output.`
        : '';
    return (0,table/* folded */.T)((0,counted/* counted */.h)(all.length, 'approval that did not count', 'approvals that did not count'), (0,table/* renderTable */.b)(columns, lines) + more);
}

// EXTERNAL MODULE: ./lib/render/budget.js
var render_budget = __webpack_require__(6223);
// EXTERNAL MODULE: ./lib/render/metric-text.js
var metric_text = __webpack_require__(7032);
// EXTERNAL MODULE: ./lib/render/numbers.js
var numbers = __webpack_require__(8394);
;// CONCATENATED MODULE: ./lib/render/change-section.js





const MOST_INPUTS = 10;
/** What a version has that the one it replaces has not: data, code, config, and numbers that no check reads. */
function changeSection(changes, { repositoryUrl }) {
    if (changes === null)
        return '';
    const { from, to, inputs, commits, settings, metrics } = changes;
    const versions = [(0,render_escape/* code */.aY)(from, 20), (0,render_escape/* code */.aY)(to, 20)];
    const parts = [
        inputPart(inputs, versions),
        commitPart(commits, repositoryUrl),
        settingPart(settings, versions),
        metricPart(metrics, versions),
    ];
    return (0,table/* folded */.T)(title(changes), parts.filter((part) => part !== '').join('\n\n'));
}
function title({ from, inputs, commits, settings, metrics }) {
    const moved = settings === null ? 0 : settings.changes.length + settings.more;
    const parts = [
        inputs === null || inputs.length === 0 ? '' : (0,counted/* counted */.h)(inputs.length, 'input'),
        commits === null || commits.from === commits.to ? '' : 'code',
        moved === 0 ? '' : (0,counted/* counted */.h)(moved, 'setting'),
        metrics.length === 0 ? '' : (0,counted/* counted */.h)(metrics.length, 'other metric'),
    ].filter((part) => part !== '');
    return `What changed since ${(0,render_escape/* escapeText */.X1)(from, 20)}${parts.length === 0 ? '' : ` · ${parts.join(', ')}`}`;
}
const UNKNOWN = 'not known of both versions';
function inputPart(inputs, [from, to]) {
    if (inputs === null)
        return `**Inputs of the producing runs:** ${UNKNOWN}.`;
    if (inputs.length === 0)
        return '**Inputs of the producing runs:** the same.';
    const rows = inputs
        .slice(0, MOST_INPUTS)
        .map((input) => [(0,render_escape/* code */.aY)(lastPart(input.name), 80), (0,render_escape/* escapeText */.X1)(input.type, 40), used(input.from), used(input.to)]);
    const more = inputs.length > MOST_INPUTS ? `\n\n${inputs.length - MOST_INPUTS} more in W&amp;B.` : '';
    const columns = [{ title: 'Input of the producing run' }, { title: 'Type' }, { title: from }, { title: to }];
    return (0,table/* renderTable */.b)(columns, rows) + more;
}
function used(versions) {
    return versions === null ? 'not used' : (0,render_escape/* code */.aY)(versions, 60);
}
/** `entity/project/name` → `name`: the full path is in W&B. */
function lastPart(path) {
    return path.split('/').at(-1) ?? path;
}
function commitPart(commits, repositoryUrl) {
    if (commits === null)
        return `**Code of the producing runs:** ${UNKNOWN}.`;
    const { from, to, repository } = commits;
    if (from === to)
        return `**Code of the producing runs:** the same commit, ${(0,render_escape/* code */.aY)(from.slice(0, 12))}.`;
    const isHere = repository !== null && repository.toLowerCase() === repositoryUrl?.toLowerCase();
    const isHex = [from, to].every((commit) => /^[0-9a-f]{7,64}$/iu.test(commit));
    const url = isHere && isHex ? `${repositoryUrl}/compare/${from}...${to}` : null;
    return `**Code of the producing runs:** ${(0,render_escape/* link */.nf)((0,render_escape/* code */.aY)(`${from.slice(0, 7)}...${to.slice(0, 7)}`), url)}`;
}
function settingPart(settings, [from, to]) {
    if (settings === null)
        return `**Config of the producing runs:** ${UNKNOWN}.`;
    const { changes, more, complete } = settings;
    const part = complete ? '' : ' A config was too long to be compared whole.';
    if (changes.length === 0)
        return `**Config of the producing runs:** the same.${part}`;
    const rows = changes.map((change) => [(0,render_escape/* code */.aY)(change.key, 80), setting(change.from), setting(change.to)]);
    const columns = [
        { title: 'Config of the producing run' },
        { title: from, align: 'right' },
        { title: to, align: 'right' },
    ];
    const rest = more > 0 ? `${more} more in W&amp;B.` : '';
    const below = [rest + part].filter((text) => text !== '').map((text) => `\n\n${text.trim()}`);
    return (0,table/* renderTable */.b)(columns, rows) + below.join('');
}
function setting(value) {
    if (value === null)
        return '–';
    return value === 'hidden' ? '_not shown_' : (0,render_escape/* code */.aY)(value.text, 40);
}
function metricPart(metrics, [from, to]) {
    if (metrics.length === 0)
        return '';
    const several = new Set(metrics.map(({ report }) => report)).size > 1;
    const columns = [
        { title: 'Metric without a check' },
        ...(several ? [{ title: 'Report' }] : []),
        ...[from, to, 'Change'].map((text) => ({ title: text, align: 'right' })),
    ];
    const rows = metrics.map((metric) => [
        (0,render_escape/* escapeText */.X1)(metric.name, 80),
        ...(several ? [(0,render_escape/* escapeText */.X1)(metric.report, 40)] : []),
        number(metric.from, metric),
        number(metric.to, metric),
        (0,render_escape/* escapeText */.X1)((0,metric_text/* differenceText */.Lr)(metric.to - metric.from, metric.from, metric.direction), 60),
    ]);
    return (0,table/* renderTable */.b)(columns, rows);
}
function number(value, { from, to, unit }) {
    return (0,render_escape/* escapeText */.X1)((0,numbers/* withUnit */.$o)((0,numbers/* formatNumber */.ZV)(value, Math.min(8, (0,numbers/* digitsToTell */.$J)(value, [from, to]))), unit), 40);
}

// EXTERNAL MODULE: ./lib/render/plain.js
var plain = __webpack_require__(940);
;// CONCATENATED MODULE: ./lib/render/chart-section.js




/**
 * The blocking metrics over the versions that held the stage, one small chart each, with the same numbers in words: a picture alone
 * tells a screen reader nothing.
 */
function chartSection(courses) {
    const charts = courses.flatMap((course) => {
        const picture = chart(course);
        return picture === null ? [] : [`**${(0,render_escape/* escapeText */.X1)(course.label, 80)}**${caption(course)}\n\n${picture}`];
    });
    if (charts.length === 0)
        return '';
    return (0,table/* folded */.T)(`Metrics over the versions that held the stage · ${(0,counted/* counted */.h)(charts.length, 'chart')}`, charts.join('\n\n'));
}
function caption({ points, limits, leftOut, unit }) {
    const all = points.map(({ value }) => value);
    const number = (value) => {
        const digits = Math.min(8, (0,numbers/* digitsToTell */.$J)(value, [...all, ...limits.map(({ bound }) => bound)]));
        return (0,numbers/* formatNumber */.ZV)(value, digits);
    };
    const values = points.map(({ version, value }) => `${(0,render_escape/* code */.aY)(version, 20)} ${number(value)}`).join(' → ');
    const lines = limits.map(({ limit, bound }) => `${LINES[limit]} ${number(bound)}`);
    const flat = lines.length === 0 ? '' : `; flat ${lines.length === 1 ? 'line' : 'lines'} in red: ${lines.join(', ')}`;
    const other = leftOut.length === 0
        ? ''
        : `. Not shown, because measured otherwise: ${(0,plain/* listed */.KE)(leftOut.map((version) => (0,render_escape/* code */.aY)(version, 20)), 6)}`;
    const measure = unit === undefined || unit === 'fraction' ? '' : ` in ${(0,render_escape/* escapeText */.X1)(unit, 20)}`;
    return `${measure}: ${values}${flat}${other}`;
}
const LINES = {
    min: 'minimum',
    max: 'maximum',
    above: 'to stay above',
    below: 'to stay below',
};
/** Blue and red that can be told apart, and from the background, in light and in dark: Mermaid's own first colour is nearly white. */
const LOOK = '%%{init: {"xyChart": {"width": 640, "height": 260}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#388bfd, #e5534b, #e5534b"}}}}%%';
/** null: the numbers cannot be written in the plain decimals that Mermaid reads. */
function chart({ points, limits, unit }) {
    const values = points.map(({ value }) => decimal(value));
    const flat = limits.map(({ bound }) => decimal(bound));
    const range = axis([...points.map(({ value }) => value), ...limits.map(({ bound }) => bound)]);
    if (range === null || values.includes(null) || flat.includes(null))
        return null;
    const label = (text) => `"${(0,render_escape/* mermaidLabel */._b)(text, 20)}"`;
    const title = unit === undefined || unit === 'fraction' ? '' : `${label(unit)} `;
    return [
        '```mermaid',
        LOOK,
        'xychart-beta',
        `  x-axis [${points.map(({ version }) => label(version)).join(', ')}]`,
        `  y-axis ${title}${range.low} --> ${range.high}`,
        `  line [${values.join(', ')}]`,
        ...flat.map((bound) => `  line [${points.map(() => bound).join(', ')}]`),
        '```',
    ].join('\n');
}
/** A little room above and below; not below zero where nothing is. */
function axis(numbers) {
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    const room = (most - least) * 0.15 || Math.abs(most) * 0.05 || 1;
    const low = decimal(least >= 0 ? Math.max(0, least - room) : least - room);
    const high = decimal(most <= 0 && least < 0 ? Math.min(0, most + room) : most + room);
    return low === null || high === null || low === high ? null : { low, high };
}
/** Six digits without an exponent; null for what would need one, and for what is no number. */
function decimal(value) {
    if (!Number.isFinite(value))
        return null;
    if (value === 0)
        return '0';
    const magnitude = Math.floor(Math.log10(Math.abs(value)));
    if (magnitude < -9 || magnitude >= 15)
        return null;
    return String(Number(value.toPrecision(6)).toFixed(Math.max(0, 5 - magnitude)))
        .replace(/(\.\d*?)0+$/u, '$1')
        .replace(/\.$/u, '');
}

;// CONCATENATED MODULE: ./lib/render/check-lines.js

/** Up to this many rows stand in one open table, in the order of the gate config. */
const OPEN_ROWS = 12;
/** With more checks than that, those that did not pass stand in the open, and no more than this. */
const OPEN_PROBLEMS = 10;
/** Members of a group in the open: where there are few checks, and where there are many. */
const OPEN_MEMBERS = { few: 3, many: 1 };
const FOLDED_ROWS = 300;
/** Sorts all metrics of a verdict into what everybody should see and the rest. */
function layOut(verdict) {
    const items = itemsOf(verdict);
    const all = (0,statuses/* leaves */.FQ)(verdict).filter(({ detail }) => detail?.type === 'metric');
    const whole = items.flatMap((item) => linesOf(item, item.members));
    if (whole.length <= OPEN_ROWS)
        return { all, open: whole, rest: [], cut: 0 };
    const isFew = items.length <= OPEN_ROWS;
    const chosen = isFew ? items : troubled(items).slice(0, OPEN_PROBLEMS);
    const most = items.length <= 4 ? OPEN_MEMBERS.few : OPEN_MEMBERS.many;
    const seen = new Map(chosen.map((item) => [item, item.members.slice(0, item.isGroup ? most : 1)]));
    const open = chosen.flatMap((item) => linesOf(item, seen.get(item) ?? []));
    const hidden = [...troubled(items), ...items.filter(({ node }) => node.status === 'pass')].flatMap((item) => {
        const shown = seen.get(item) ?? [];
        const members = item.members.filter((member) => !shown.includes(member));
        return members.length === 0 ? [] : linesOf(item, members);
    });
    const rest = hidden.slice(0, FOLDED_ROWS);
    return { all, open, rest, cut: hidden.slice(FOLDED_ROWS).filter(({ detail }) => detail !== null).length };
}
function itemsOf(node) {
    if (node.detail?.type === 'metric')
        return [{ node, members: [{ node, detail: node.detail }], isGroup: false }];
    const below = node.children.flatMap(itemsOf);
    // A group with a place in the gate config is one check; the others only sort checks by kind.
    if (node.kind !== 'group' || node.at === undefined || below.length === 0)
        return below;
    return [{ node, members: worstFirst(below.flatMap(({ members }) => members)), isGroup: true }];
}
/** By verdict; then by value, where it is known which way is worse. */
function worstFirst(members) {
    return members.toSorted((one, other) => rank(other.node) - rank(one.node) || badness(other) - badness(one));
}
function badness({ detail: { value, direction, limits } }) {
    if (value === null)
        return Number.MAX_VALUE;
    const isFloor = limits.some(({ limit }) => limit === 'min' || limit === 'above');
    const isCeiling = limits.some(({ limit }) => limit === 'max' || limit === 'below');
    if (direction === 'higher_is_better' || (direction === undefined && isFloor))
        return -value;
    return direction === 'lower_is_better' || isCeiling ? value : 0;
}
function troubled(items) {
    return items.filter(({ node }) => node.status !== 'pass').toSorted((one, other) => rank(other.node) - rank(one.node));
}
function rank(node) {
    return statuses/* STATUS_SIGNS */.cO[node.status].rank;
}
function linesOf({ node, members, isGroup }, shown) {
    const lines = shown.map((member) => ({ ...member, group: isGroup ? node : null, members: [] }));
    if (!isGroup)
        return lines;
    return [{ node, detail: null, group: null, members: members.map((member) => member.node) }, ...lines];
}

// EXTERNAL MODULE: ./lib/render/statistics-text.js
var statistics_text = __webpack_require__(7977);
;// CONCATENATED MODULE: ./lib/render/check-section.js







/** The checks of metrics: what everybody should see, and the rest for a fold. */
function checkTables(verdict) {
    const { all, open, rest, cut } = layOut(verdict);
    if (all.length === 0)
        return { open: '', rest: '' };
    const title = heading(all);
    const first = all.some((node) => node.reason === 'first-promotion') ? FIRST_TIME : '';
    const more = cut === 0 ? '' : `\n\n${cut} more are in the \`result\` output.`;
    return {
        open: (open.length === 0 ? title : `${title}\n\n${check_section_table(open)}`) + first,
        rest: rest.length === 0 ? '' : (0,table/* folded */.T)(restTitle(rest, cut), check_section_table(rest) + more),
    };
}
const FIRST_TIME = '\n\nNobody held this stage before, so there was nothing to compare with.';
function heading(all) {
    return `#### Metrics · ${all.filter((node) => node.status === 'pass').length} of ${all.length} pass`;
}
function restTitle(rest, cut) {
    const metrics = rest.filter(({ detail }) => detail !== null);
    const passing = metrics.filter(({ node }) => node.status === 'pass').length;
    if (passing === metrics.length && cut === 0)
        return (0,counted/* counted */.h)(passing, 'metric that passes', 'metrics that pass');
    return `${metrics.length + cut} more metrics · ${passing} of ${cut === 0 ? 'them' : 'those below'} pass`;
}
function check_section_table(lines) {
    const details = lines.flatMap(({ detail }) => (detail === null ? [] : [detail]));
    // Columns that would say nothing are left out: a first promotion has no baseline, and a label mostly names its report.
    const baselines = new Set(details.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline.version])));
    const metrics = lines.filter(({ detail }) => detail !== null);
    const reports = new Set(metrics.map(({ node }) => node.label)).size < metrics.length;
    const columns = [{ title: 'Verdict' }, { title: 'Metric' }];
    if (reports)
        columns.push({ title: 'Report' });
    columns.push({ title: 'Value', align: 'right' }, { title: 'Limit' });
    if (baselines.size > 0)
        columns.push({ title: baselineTitle(baselines), align: 'right' }, { title: 'Change', align: 'right' });
    const shown = { reports, baselines };
    return (0,table/* renderTable */.b)(columns, lines.map((line) => {
        const cells = line.detail === null ? headCells(line) : metricCells(line, line.detail, shown);
        return columns.map((_, index) => cells[index] ?? '');
    }));
}
function baselineTitle(versions) {
    const [only] = versions;
    return versions.size === 1 && only !== undefined ? `Baseline ${(0,render_escape/* code */.aY)(only, 20)}` : 'Baseline';
}
/** The line above the members of a group: how many of them pass. */
function headCells({ node, members }) {
    const passing = members.filter(({ status }) => status === 'pass').length;
    return [
        unbroken((0,statuses/* statusMark */.w8)(node)),
        `**${(0,render_escape/* escapeText */.X1)(node.label, 80)}**<br>${passing} of ${(0,counted/* counted */.h)(members.length, 'passes', 'pass')}`,
    ];
}
function metricCells({ node, group }, detail, shown) {
    const line = [unbroken((0,statuses/* statusMark */.w8)(node)), group === null ? (0,render_escape/* escapeText */.X1)(node.label, 80) : memberLabel(node, group)];
    if (shown.reports)
        line.push((0,render_escape/* escapeText */.X1)(detail.report, 40));
    const value = unbroken((0,render_escape/* escapeText */.X1)((0,metric_text/* valueText */.Ru)(detail), 60));
    line.push(node.status === 'pass' ? value : `**${value}**`, limits(detail));
    if (shown.baselines.size > 0) {
        const version = shown.baselines.size > 1 && detail.baseline !== undefined ? ` (${(0,render_escape/* code */.aY)(detail.baseline.version, 20)})` : '';
        // A check without limits on changes has no baseline to look for.
        const baseline = detail.baseline === undefined ? '–' : unbroken((0,render_escape/* escapeText */.X1)((0,metric_text/* baselineText */.BW)(detail), 60));
        line.push(baseline + version, (0,render_escape/* escapeText */.X1)((0,metric_text/* changeText */.k0)(detail), 60));
    }
    return line;
}
/** `acc · mmlu_law` below `acc · mmlu_*` is `mmlu_law`. */
function memberLabel({ label }, group) {
    const shared = group.label.split(SEPARATOR);
    const parts = label.split(SEPARATOR);
    const own = parts.findIndex((part, index) => part !== shared[index]);
    return `↳&nbsp;${(0,render_escape/* escapeText */.X1)(own < 0 ? label : parts.slice(own).join(SEPARATOR), 80)}`;
}
const SEPARATOR = ' · ';
/** Each limit, and below it how sure it is where that was asked for: the bound, not the value, decides then. */
function limits(detail) {
    const texts = detail.limits.map((limit) => {
        const bound = (0,statistics_text/* boundText */.O6)(limit, detail);
        const mark = bound === '' ? (0,statistics_text/* confidenceMark */._m)(limit, detail) : '';
        const text = unbroken((0,render_escape/* escapeText */.X1)((0,metric_text/* limitText */.PW)(limit) + mark, 60));
        const shown = limit.met === false || limit.reason === 'insufficient-data' ? `**${text}**` : text;
        return bound === '' ? shown : `${shown}<br><sub>${unbroken((0,render_escape/* escapeText */.X1)(bound, 80))}</sub>`;
    });
    return texts.join('<br>');
}
/** Short texts stay on one line in a narrow cell; a long one may break. */
function unbroken(text) {
    return text.length > 30 ? text : text.replaceAll(' ', '&nbsp;');
}

;// CONCATENATED MODULE: ./lib/render/evidence-section.js





const MOST = 50;
const MOST_FILES = 20;
/** What was judged: place, format, digest, and how far it can be trusted to be about this version. */
function evidenceSection(evidence) {
    if (evidence.length === 0)
        return '';
    const items = evidence.slice(0, MOST).map(item);
    if (evidence.length > MOST)
        items.push(`- ${(0,counted/* counted */.h)(evidence.length - MOST, 'more is', 'more are')} in the \`result\` output`);
    return (0,table/* folded */.T)(`Evidence · ${(0,counted/* counted */.h)(evidence.length, 'report')}`, items.join('\n'));
}
function item(report) {
    const size = `${(0,render_escape/* escapeText */.X1)(report.format, 40)}, ${(0,counted/* counted */.h)(report.rows, 'number')}, ${(0,numbers/* formatBytes */.z3)(report.bytes)}`;
    const lines = [`- **${(0,render_escape/* escapeText */.X1)(report.name, 80)}**: ${(0,render_escape/* code */.aY)(report.resolved, 200)} (${size})`];
    if (report.location !== report.resolved)
        lines.push(`  - asked for as ${(0,render_escape/* code */.aY)(report.location, 200)}`);
    lines.push(`  - version: ${(0,render_escape/* escapeText */.X1)((0,sentences/* identityText */.Ky)(report.identity), 200)}`, `  - trust: ${(0,render_escape/* escapeText */.X1)(report.trust.text, 1500)}`, `  - sha256: ${(0,render_escape/* code */.aY)(report.sha256, 80)}`);
    const { files = [] } = report;
    if (files.length > 0)
        lines.push(`  - ${(0,counted/* counted */.h)(files.length, 'file')}, each with its own digest; the one above is of their list`);
    for (const file of files.slice(0, MOST_FILES))
        lines.push(`    - ${(0,render_escape/* code */.aY)(file.resolved, 200)} ${(0,render_escape/* code */.aY)(file.sha256, 80)}`);
    if (files.length > MOST_FILES)
        lines.push(`    - ${files.length - MOST_FILES} more are in the \`result\` output`);
    return lines.join('\n');
}

// EXTERNAL MODULE: ./lib/render/headline.js
var headline = __webpack_require__(5818);
// EXTERNAL MODULE: ./lib/render/issue-list.js
var issue_list = __webpack_require__(7300);
;// CONCATENATED MODULE: ./lib/render/lineage-section.js


/** Inputs of the run drawn one by one; the rest is counted. */
const INPUTS = 4;
/** Where the version comes from and where it goes: dataset → run → version → alias, as a flowchart with the links below. */
function lineageSection(promotion) {
    const links = [
        (0,render_escape/* link */.nf)('Lineage in W&amp;B', promotion.links.lineage),
        (0,render_escape/* link */.nf)('producing run', promotion.links.producer),
        (0,render_escape/* link */.nf)('registry', promotion.links.registry),
    ].filter((text) => text.startsWith('['));
    const parts = ['#### Lineage'];
    if (promotion.candidate !== null)
        parts.push(flowchart(promotion, promotion.candidate));
    if (links.length > 0)
        parts.push(links.join(' · '));
    return parts.length === 1 ? '' : parts.join('\n\n');
}
function flowchart(promotion, candidate) {
    const held = promotion.movesMade.some((move) => move.alias === promotion.alias) || promotion.conclusion === 'no-change';
    const label = (text) => `"${(0,render_escape/* mermaidLabel */._b)(text)}"`;
    const lines = ['```mermaid', 'flowchart LR', ...origin(candidate)];
    lines.push(`  version[${label(`${promotion.collection} ${candidate.version}`)}]`, `  alias([${label(promotion.alias)}])`);
    lines.push(held ? '  version ==>|holds| alias' : `  version -.->|${arrow(promotion)}| alias`);
    if (promotion.previous !== null && promotion.previous.artifactId !== candidate.artifactId) {
        lines.push(`  previous[${label(`${promotion.collection} ${promotion.previous.version}`)}]`);
        lines.push(held ? '  previous -.-x|held before| alias' : '  previous -->|holds now| alias');
    }
    return [...lines, '```'].join('\n');
}
function arrow(promotion) {
    if (promotion.conclusion === 'planned')
        return promotion.dryRun === 'no' ? 'will hold' : 'would hold';
    return promotion.conclusion === 'pending' ? 'waits for' : 'asks for';
}
function origin(candidate) {
    const run = candidate.producer;
    if (run === null) {
        const text = candidate.source === null ? 'source not visible' : 'no producing run';
        return [`  run("${text}")`, '  run -.-> version'];
    }
    const commit = run.commit === null ? '' : ` (${run.commit.slice(0, 7)})`;
    const lines = [`  run("${(0,render_escape/* mermaidLabel */._b)(`run ${(0,plain/* clip */.$Q)(run.displayName ?? run.id, 28)}${commit}`)}")`, '  run --> version'];
    for (const [index, input] of run.inputs.slice(0, INPUTS).entries()) {
        lines.push(`  input${index}[("${(0,render_escape/* mermaidLabel */._b)(shortPath(input.path))}")]`, `  input${index} -->|"${(0,render_escape/* mermaidLabel */._b)(input.type, 20)}"| run`);
    }
    const more = run.inputs.length - INPUTS;
    if (more > 0)
        lines.push(`  inputs[("${more} more")]`, '  inputs --> run');
    return lines;
}
/** `entity/project/name:v3` → `name:v3`: the full path is one click away. */
function shortPath(path) {
    return path.split('/').at(-1) ?? path;
}

// EXTERNAL MODULE: ./lib/render/marker.js
var render_marker = __webpack_require__(9556);
// EXTERNAL MODULE: ./lib/render/move-section.js
var move_section = __webpack_require__(3057);
;// CONCATENATED MODULE: ./lib/render/record-section.js


const MOST_PULL_REQUESTS = 20;
/** Where everything can be looked up again: the version, the record, the rules, the workflow run. */
function recordSection(promotion, context) {
    const lines = [...version(promotion), ...record(promotion), ...rules(context), ...run(promotion, context)];
    return lines.length === 0 ? '' : (0,table/* folded */.T)('Version, record, rules and run', lines.map((line) => `- ${line}`).join('\n'));
}
function version(promotion) {
    const { candidate, registry } = promotion;
    const collection = `${registry.entity}/${registry.project}/${promotion.collection}`;
    if (candidate === null)
        return [`asked for: ${(0,render_escape/* code */.aY)(promotion.asked)} in ${(0,render_escape/* code */.aY)(collection, 200)}`];
    const lines = [
        `version: ${(0,render_escape/* code */.aY)(`${collection}:${candidate.version}`, 240)}`,
        `digest: ${(0,render_escape/* code */.aY)(candidate.digest)} (identity, not protection against forgery)`,
    ];
    if (candidate.source !== null) {
        const { entity, project, collection: name, version: source } = candidate.source;
        lines.push(`logged as: ${(0,render_escape/* code */.aY)(`${entity}/${project}/${name}:${source}`, 240)}`);
    }
    if (candidate.producer?.commit)
        lines.push(`trained at commit: ${(0,render_escape/* code */.aY)(candidate.producer.commit)}`);
    return lines;
}
function record(promotion) {
    const { record: entry, attestation } = promotion;
    if (entry === null)
        return [];
    const number = `number ${entry.sequence} of this stage`;
    const lines = [`record: ${(0,render_escape/* link */.nf)((0,render_escape/* code */.aY)(entry.runId), entry.url)}, ${number}`];
    lines.push(entry.sha256 === null ? 'record sha256: not closed yet' : `record sha256: ${(0,render_escape/* code */.aY)(entry.sha256)}`);
    if (entry.previousRecord !== null)
        lines.push(`previous record: ${(0,render_escape/* code */.aY)(entry.previousRecord)}`);
    if (attestation !== undefined) {
        const { id, url, subjectSha256 } = attestation;
        lines.push(`attestation: ${(0,render_escape/* link */.nf)((0,render_escape/* code */.aY)(id), url)}, of the version's manifest ${(0,render_escape/* code */.aY)(subjectSha256)}`);
    }
    return lines;
}
function rules({ config, repositoryUrl }) {
    if (config === null)
        return [];
    const path = config.path.split('/').map(encodeURIComponent).join('/');
    const url = repositoryUrl === null ? null : `${repositoryUrl}/blob/${encodeURIComponent(config.commit)}/${path}`;
    return [
        `gates: ${(0,render_escape/* link */.nf)((0,render_escape/* code */.aY)(`${config.path}@${config.commit.slice(0, 7)}`, 200), url)}`,
        `gates sha256: ${(0,render_escape/* code */.aY)(config.sha256)}`,
    ];
}
function run(promotion, { repositoryUrl }) {
    const lines = [];
    const numbers = promotion.pullRequests.slice(0, MOST_PULL_REQUESTS).map((number) => {
        return (0,render_escape/* link */.nf)(`pull request ${number}`, repositoryUrl === null ? null : `${repositoryUrl}/pull/${number}`);
    });
    if (numbers.length > 0)
        lines.push(`asked for by ${numbers.join(', ')}`);
    const pin = promotion.pinPullRequest ?? null;
    if (pin !== null)
        lines.push((0,render_escape/* link */.nf)('pull request that puts the pin right', pin));
    const url = promotion.links.workflowRun;
    if (url !== null)
        lines.push((0,render_escape/* link */.nf)((0,render_escape/* escapeText */.X1)('workflow run'), url));
    return lines;
}

;// CONCATENATED MODULE: ./lib/render/ticket-section.js



const SYSTEMS = { jira: 'Jira', servicenow: 'ServiceNow' };
/** Names in one cell before the rest is only counted. */
const ticket_section_NAMES = 4;
/** Tickets that the gate asks for: state, who approved and when. Everything of the ticket system is escaped. */
function ticketTable(verdict) {
    const rows = (0,statuses/* leaves */.FQ)(verdict).flatMap((node) => (node.detail?.type === 'ticket' ? [ticket_section_cells(node, node.detail)] : []));
    if (rows.length === 0)
        return '';
    const columns = ['Verdict', 'Role', 'Ticket', 'State', 'Approved by', 'Remark'].map((title) => ({ title }));
    return ['#### Tickets', (0,table/* renderTable */.b)(columns, rows)].join('\n\n');
}
function ticket_section_cells(node, detail) {
    const people = detail.approvedBy.slice(0, ticket_section_NAMES).map(({ name }) => (0,render_escape/* escapeText */.X1)(name, 60));
    if (detail.approvedBy.length > ticket_section_NAMES)
        people.push(`${detail.approvedBy.length - ticket_section_NAMES} more`);
    const when = detail.approvedAt === undefined ? '' : ` (${(0,render_escape/* escapeText */.X1)(minute(detail.approvedAt), 30)})`;
    return [
        (0,statuses/* statusMark */.w8)(node).replace(' ', '&nbsp;'),
        (0,render_escape/* escapeText */.X1)(detail.role, 60),
        `${SYSTEMS[detail.system]} ${detail.ticket === null ? '–' : (0,render_escape/* link */.nf)((0,render_escape/* code */.aY)(detail.ticket, 60), detail.url ?? null)}`,
        (0,render_escape/* escapeText */.X1)(detail.shown ?? '', 80) || '–',
        people.length === 0 ? '–' : `${people.join(', ')}${when}`,
        (0,render_escape/* escapeText */.X1)(detail.note ?? '', 240) || '–',
    ];
}
/** `2026-03-10 09:41 UTC`: seconds are in the record. */
function minute(time) {
    return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

// EXTERNAL MODULE: ./lib/render/todo-section.js
var todo_section = __webpack_require__(4940);
// EXTERNAL MODULE: ./lib/render/verdict-tree.js
var verdict_tree = __webpack_require__(9058);
;// CONCATENATED MODULE: ./lib/render/comment.js


















const TREE_LINES = 400;
const NOTES = 10;
/**
 * The sticky comment on one model and stage: marker, verdict, then what a reader needs in the order of need.
 * Equal data gives equal text. At most 65,000 characters (UTF-16 units).
 */
function renderComment(promotion, context) {
    const budget = {
        limit: render_budget/* COMMENT_LIMIT */.W$,
        measure: (text) => text.length,
        notice: (names) => leftOut(names, promotion.links.workflowRun),
    };
    const marker = {
        name: 'marker',
        keep: Number.POSITIVE_INFINITY,
        text: `${(0,render_marker/* commentMarker */.Q)(promotion.model, promotion.stage)}\n${verdictAlert(promotion, context)}`,
    };
    return `${(0,render_budget/* fitWithin */.Hi)([marker, ...detailSections(promotion, context)], budget)}\n`;
}
function leftOut(names, run) {
    const where = run === null ? 'the job summary' : (0,render_escape/* link */.nf)('the job summary', run);
    return `_Left out, because a comment on GitHub holds 65,536 characters: ${(0,plain/* listed */.KE)(names, 12)}. See ${where} or the \`result\` output of the run._`;
}
/** The verdict in an alert block: one sentence, the next step, and a label when nothing is written. */
function verdictAlert(promotion, context) {
    const head = (0,headline/* headline */.Pl)(promotion, context.operation, context.commentOn !== null);
    // A stage that is only watched never fails anything, so it does not shout either.
    const watched = promotion.dryRun === 'stage' && head.alert === 'CAUTION' && promotion.decision === 'fail';
    return (0,headline/* alertBlock */.cu)(watched ? { ...head, alert: 'NOTE' } : head, DRY_RUN[promotion.dryRun]);
}
const DRY_RUN = {
    no: '',
    input: '**Dry run:** nothing is written to W&B.',
    stage: '**Dry run:** the stage is in `mode: dry_run`, so the gate is watched but not enforced.',
};
/**
 * From what is given up first when room is short to what is kept longest. What repeats something goes before what is said nowhere else;
 * what people read goes after what they look up, except for the few lines that lead to everything left out.
 */
const USEFULNESS = [
    'further checks',
    'ignored approvals',
    'charts',
    'full verdict',
    'what changed',
    'evidence',
    'lineage',
    'tickets',
    'approvals',
    'checks',
    'notes',
    'what to do',
    'alias moves',
    'problems',
    'record and run',
];
function part(name, text) {
    return { name, keep: USEFULNESS.indexOf(name), text };
}
/** Everything below the verdict. */
function detailSections(promotion, context) {
    const checks = checkTables(promotion.verdict);
    const approvals = approvalTables(promotion.verdict);
    const notes = [...context.notes, ...promotion.notes];
    return [
        part('problems', errorDetails(promotion.error)),
        part('notes', noteList(notes, context)),
        part('what to do', (0,todo_section/* todoSection */.a)(promotion, context.documentation)),
        part('alias moves', (0,move_section/* moveSection */.h)(promotion)),
        part('checks', checks.open),
        part('approvals', approvals.open),
        part('tickets', ticketTable(promotion.verdict)),
        part('lineage', lineageSection(promotion)),
        part('what changed', changeSection(promotion.changes ?? null, context)),
        part('further checks', checks.rest),
        part('charts', chartSection(promotion.courses ?? [])),
        part('ignored approvals', approvals.rest),
        part('full verdict', (0,table/* folded */.T)('Full verdict', (0,render_escape/* fenced */.OF)((0,verdict_tree/* verdictTree */.g)(promotion.verdict, TREE_LINES).join('\n')))),
        part('evidence', evidenceSection(promotion.evidence)),
        part('record and run', recordSection(promotion, context)),
    ];
}
function errorDetails(error) {
    return error === undefined ? '' : (0,issue_list/* issueList */.q)(error.issues);
}
/** Warnings first; they are the ones that people should see. */
function noteList(notes, context) {
    const ordered = [
        ...notes.filter((note) => note.level === 'warning'),
        ...notes.filter((note) => note.level === 'info'),
    ];
    const lines = ordered.slice(0, NOTES).map((note) => {
        const icon = note.level === 'warning' ? '⚠️ **warning:**' : 'ℹ️';
        const place = note.at === undefined ? '' : `${(0,render_escape/* code */.aY)(`${note.at.file}:${note.at.line}`, 200)} `;
        return `- ${icon} ${place}${(0,render_escape/* escapeProse */.fd)(note.text, 400)}${(0,todo_section/* reference */.i)(note.code, context.documentation)}`;
    });
    if (ordered.length > NOTES)
        lines.push(`- ${(0,counted/* counted */.h)(ordered.length - NOTES, 'more note')} in the log`);
    return lines.join('\n');
}


/***/ }),

/***/ 5818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   cu: () => (/* binding */ alertBlock),
/* harmony export */   sk: () => (/* binding */ nextStep)
/* harmony export */ });
/* harmony import */ var _checks_emergency_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2872);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9889);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9727);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(940);
/* harmony import */ var _reason_texts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8923);
/* harmony import */ var _sentences_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8654);
/* harmony import */ var _statuses_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6020);






/** What the reader must know when nothing else is read. `onPullRequest`: an open pull request was judged. */
function headline(promotion, operation, onPullRequest) {
    switch (promotion.conclusion) {
        case 'applied':
            return adopts(operation) ? adopted(promotion) : applied(promotion, operation);
        case 'planned':
            return planned(promotion, operation, onPullRequest);
        case 'no-change':
            return noChange(promotion);
        case 'pending':
            return withProblem(promotion, { alert: 'WARNING', icon: '⏳', verb: `is not ready for ${promotion.stage} yet` });
        case 'refused':
            return withProblem(promotion, {
                alert: 'CAUTION',
                icon: '❌',
                verb: `may not ${action(operation)} ${promotion.stage}`,
            });
        case 'partial':
            return partial(promotion);
        case 'error':
            return failed(promotion, operation);
    }
}
function applied(promotion, operation) {
    const before = promotion.previous === null ? 'Nobody held the alias before' : `It took over from ${promotion.previous.version}`;
    const back = goesBack(operation) ? ', rolled back' : '';
    return {
        alert: 'TIP',
        icon: '✅',
        sentence: `${subject(promotion)} is now ${promotion.stage}${back}.`,
        next: `${before}; the move was read back and recorded. If it goes wrong, run the rollback workflow.`,
    };
}
/** No alias moved: somebody had moved it by hand, and that is on record now. */
function adopted(promotion) {
    const byEmergency = (0,_checks_emergency_js__WEBPACK_IMPORTED_MODULE_0__/* .isEmergency */ .u7)(promotion.verdict);
    const how = byEmergency ? ', by the emergency rule: it does not pass the gate' : '';
    const before = promotion.previous === null
        ? 'No record had named another version'
        : `By record it was ${promotion.previous.version}`;
    return {
        alert: byEmergency ? 'WARNING' : 'TIP',
        icon: byEmergency ? '⚠️' : '✅',
        sentence: `${subject(promotion)} is adopted as ${promotion.stage}${how}.`,
        next: `${before}. Somebody had moved the alias by hand; nothing was moved now, and what stands there is recorded.`,
    };
}
function planned(promotion, operation, onPullRequest) {
    const act = onPullRequest
        ? 'Merge this pull request to move the alias.'
        : adopts(operation)
            ? 'Run it without `dry-run` to record it.'
            : `Run \`${operation === 'plan' ? 'promote' : operation}\` to move the alias.`;
    const dry = promotion.dryRun === 'no' ? act : 'This is a dry run: the alias stays where it is.';
    return {
        alert: 'TIP',
        icon: '✅',
        sentence: `${subject(promotion)} may ${action(operation)} ${promotion.stage}: ${passed(promotion.verdict)}.`,
        next: dry,
    };
}
function passed(verdict) {
    const all = (0,_statuses_js__WEBPACK_IMPORTED_MODULE_3__/* .leaves */ .FQ)(verdict);
    const warnings = all.filter((node) => node.status === 'warn').length;
    if (warnings === 0)
        return `${all.length === 1 ? 'the one check passes' : `all ${all.length} checks pass`}`;
    return `${all.length - warnings} of ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .h)(all.length, 'check')} pass, ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .h)(warnings, 'warning')}`;
}
function noChange(promotion) {
    const quiet = promotion.reasons.find((code) => code === 'not-requested' || code === 'config-introduced');
    if (quiet !== undefined) {
        const { title, remedy } = (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(quiet);
        return { alert: 'NOTE', icon: 'ℹ️', sentence: `Nothing was promoted: ${title}.`, next: remedy };
    }
    const alert = promotion.reasons.includes('drift') ? 'IMPORTANT' : 'NOTE';
    return {
        alert,
        icon: 'ℹ️',
        sentence: `${subject(promotion)} already is ${promotion.stage}, and the newest record says so.`,
        next: alert === 'IMPORTANT' ? (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)('drift').remedy : 'Nothing to do.',
    };
}
function withProblem(promotion, words) {
    const [first, ...others] = (0,_statuses_js__WEBPACK_IMPORTED_MODULE_3__/* .problems */ .Bk)(promotion.verdict).filter((node) => node.status !== 'warn');
    const { alert, icon } = words;
    const start = `${subject(promotion)} ${words.verb}`;
    if (first === undefined) {
        const code = promotion.reasons[0];
        const why = promotion.error?.message ?? (code === undefined ? 'no reason was given' : (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(code).title);
        return { alert, icon, sentence: `${start}: ${unstopped(why)}.`, next: promotion.error?.hint ?? remedyOf(code) };
    }
    const clause = (0,_plain_js__WEBPACK_IMPORTED_MODULE_5__/* .clip */ .$Q)((0,_sentences_js__WEBPACK_IMPORTED_MODULE_2__/* .problemClause */ .NQ)(first), 240);
    if (others.length === 0)
        return { alert, icon, sentence: `${start}: ${clause}.`, next: nextStep(first) };
    const more = (0,_plain_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .h)(others.length, 'more problem');
    return { alert, icon, sentence: `${start}: ${clause} (and ${more}).`, next: 'What to do is listed below.' };
}
function unstopped(text) {
    return (0,_plain_js__WEBPACK_IMPORTED_MODULE_5__/* .clip */ .$Q)(text.trim().replace(/\.$/u, ''), 300);
}
function action(operation) {
    if (adopts(operation))
        return 'be adopted as';
    return goesBack(operation) ? 'be the rollback target of' : 'be promoted to';
}
/** `verify` has promotions only where it adopts. */
function adopts(operation) {
    return operation === 'verify';
}
/** The fallback of a hold is a rollback of each stage. */
function goesBack(operation) {
    return operation === 'rollback' || operation === 'hold';
}
function remedyOf(code) {
    return code === undefined ? 'See the full verdict below.' : (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(code).remedy;
}
/** The remedy of a node, with names where the node knows them. */
function nextStep(node) {
    const { detail, reason } = node;
    if (detail?.type === 'approvals' && reason === 'approvals-missing') {
        if (detail.environment !== undefined)
            return environmentStep(node, detail.environment);
        const people = whoCouldApprove(detail);
        const whose = people.length === 0 ? '' : ` by ${people.length > 5 ? (0,_plain_js__WEBPACK_IMPORTED_MODULE_5__/* .listed */ .KE)(people) : people.join(' or ')}`;
        // A failed rule, not a pending one, means that nothing waits for reviews any more.
        return node.status === 'pending'
            ? `Ask for a review${whose} of the newest commit.`
            : `Get a review${whose} of the last commit of the pull request and run this job again, or request the version in a new pull request.`;
    }
    return reason === undefined ? 'See the full verdict below.' : (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(reason).remedy;
}
function environmentStep({ status }, environment) {
    return status === 'pending'
        ? `It is given when a reviewer of the environment ${environment} lets the promoting job start.`
        : `Start a new run whose job has \`environment: ${environment}\`, and let a reviewer who did not start it approve.`;
}
const MAY_APPROVE_AGAIN = [
    'outdated',
    'dismissed',
    'withdrawn',
    'before-version',
    'not-bound',
    'already-used',
    'expired',
];
/** Eligible people whose approval is still missing and would count. */
function whoCouldApprove(detail) {
    const teams = (detail.teams ?? []).map((team) => `a member of ${team}`);
    const never = detail.ignored.filter((approval) => !MAY_APPROVE_AGAIN.includes(approval.why));
    const out = new Set([...detail.counted, ...never].map((approval) => approval.login.toLowerCase()));
    return [...(detail.eligible ?? []).filter((login) => !out.has(login.toLowerCase())), ...teams];
}
function partial(promotion) {
    const done = promotion.movesMade.map((move) => `${move.alias} is on ${move.to.version}`);
    const made = new Set(promotion.movesMade.map((move) => move.alias));
    const left = promotion.moves
        .filter((move) => !made.has(move.alias))
        .map((move) => `${move.alias} did not reach ${move.to.version}`);
    const state = (0,_plain_js__WEBPACK_IMPORTED_MODULE_5__/* .listed */ .KE)([...done, ...left], 6);
    const said = promotion.error?.message;
    return {
        alert: 'CAUTION',
        icon: '⚠️',
        sentence: `${subject(promotion)} is only partly ${promotion.stage}${state === '' ? '' : `: ${state}`}.`,
        next: `${said === undefined ? '' : `${sentence(said)} `}${promotion.error?.hint ?? remedyOf(promotion.reasons[0])}`,
    };
}
function failed(promotion, operation) {
    const [first, ...others] = (0,_statuses_js__WEBPACK_IMPORTED_MODULE_3__/* .problems */ .Bk)(promotion.verdict).filter((node) => node.status === 'error');
    const code = promotion.error?.code ?? first?.reason ?? promotion.reasons[0];
    const clause = promotion.error?.message ??
        (first === undefined ? (code === undefined ? 'no reason was given' : (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(code).title) : (0,_sentences_js__WEBPACK_IMPORTED_MODULE_2__/* .problemClause */ .NQ)(first));
    const more = promotion.error === undefined && others.length > 0 ? ` (and ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .h)(others.length, 'more error')})` : '';
    return {
        alert: 'CAUTION',
        icon: '⛔',
        sentence: `It cannot be told whether ${subject(promotion)} may ${action(operation)} ${promotion.stage}: ${unstopped(clause)}${more}.`,
        next: promotion.error?.hint ?? remedyOf(code),
    };
}
function subject(promotion) {
    return `${(0,_plain_js__WEBPACK_IMPORTED_MODULE_5__/* .clip */ .$Q)(promotion.model, 80)} ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_5__/* .clip */ .$Q)(promotion.candidate?.version ?? promotion.asked, 80)}`;
}
function sentence(text) {
    const trimmed = text.trim();
    return /[.!?]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
/** The alert block of a headline; `label` is Markdown of ours and stands first. */
function alertBlock(head, label = '') {
    const lines = [`> [!${head.alert}]`];
    if (label !== '')
        lines.push(`> ${label}`, '>');
    lines.push(`> ${head.icon} **${(0,_escape_js__WEBPACK_IMPORTED_MODULE_6__/* .escapeProse */ .fd)(head.sentence, 700)}**`, '>', `> ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_6__/* .escapeProse */ .fd)(head.next, 700)}`);
    return lines.join('\n');
}


/***/ }),

/***/ 7300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ issueList),
/* harmony export */   v: () => (/* binding */ issueText)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9889);

const MOST = 50;
/** Problems of a file with their places, as a list; empty for none. */
function issueList(issues) {
    const lines = issues.slice(0, MOST).map((issue) => {
        const place = issue.at === undefined ? '' : `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(`${issue.at.file}:${issue.at.line}:${issue.at.column}`, 200)} `;
        return `- ${place}${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeProse */ .fd)(issueText(issue), 800)}`;
    });
    if (issues.length > MOST)
        lines.push(`- ${issues.length - MOST} more`);
    return lines.join('\n');
}
/** The problem in one plain line: what, found, expected, what to do. */
function issueText(issue) {
    const parts = [issue.message.replace(/\.\s*$/u, '')];
    if (issue.found !== undefined)
        parts.push(`found ${issue.found}`);
    if (issue.expected !== undefined)
        parts.push(`expected ${issue.expected}`);
    const text = parts.join('; ');
    return issue.hint === undefined ? text : `${text}. ${issue.hint}`;
}


/***/ }),

/***/ 3057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ moveSection),
/* harmony export */   n: () => (/* binding */ moveText)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9889);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(940);


/** More moves than this belong to no ordinary promotion. */
const MOST = 20;
/** The alias moves that were or would be made, one line each; empty when there are none. */
function moveSection(promotion) {
    const moves = promotion.moves.length > 0 ? promotion.moves : promotion.movesMade;
    if (moves.length === 0 || promotion.conclusion === 'no-change')
        return '';
    const made = new Set(promotion.movesMade.map((move) => move.alias));
    const lines = moves.slice(0, MOST).map((move) => `- ${change(move)}${state(promotion, made.has(move.alias))}`);
    if (moves.length > MOST)
        lines.push(`- ${moves.length - MOST} more`);
    return [`**${title(promotion)}**`, lines.join('\n')].join('\n\n');
}
function title(promotion) {
    if (promotion.movesMade.length > 0)
        return 'Alias moves';
    if (promotion.dryRun !== 'no')
        return 'Alias moves this would make';
    return promotion.conclusion === 'planned' ? 'Alias moves on promotion' : 'Alias moves once everything passes';
}
function change(move) {
    const from = move.from === null ? 'nobody' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(move.from.version, 40);
    const follows = move.purpose === 'keep-previous' ? ' (follows the replaced version)' : '';
    return `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(move.alias, 80)}: ${from} → **${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(move.to.version, 40)}**${follows}`;
}
function state(promotion, made) {
    if (promotion.conclusion !== 'partial')
        return '';
    return made ? ' · ✅ done' : ' · ❌ not done';
}
/** `production v11 → v12, …` in plain text, for tables and logs. */
function moveText(moves) {
    return (0,_plain_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .KE)(moves.map((move) => `${move.alias} ${move.from?.version ?? 'nobody'} → ${move.to.version}`), 3);
}


/***/ }),

/***/ 2236:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ folded),
/* harmony export */   b: () => (/* binding */ renderTable)
/* harmony export */ });
/** A Markdown table; cells are Markdown that was escaped for its place before. */
function renderTable(columns, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    const titles = columns.map((column) => column.title);
    const rule = columns.map((column) => (column.align === 'right' ? '--:' : ':--'));
    return [line(titles), line(rule), ...rows.map(line)].join('\n');
}
/** A folded part; `title` is ours, `body` any Markdown. The blank lines let GitHub read Markdown inside. */
function folded(title, body) {
    return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}


/***/ }),

/***/ 4940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ todoSection),
/* harmony export */   i: () => (/* binding */ reference)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9889);
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5818);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9727);
/* harmony import */ var _reason_texts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8923);
/* harmony import */ var _sentences_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8654);
/* harmony import */ var _statuses_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6020);






/** Reasons listed, and checks named for one reason, before the rest is only counted. */
const MOST_REASONS = 8;
const MOST_NAMES = 4;
/**
 * What to do, one item a reason: several checks that fail for one reason share its remedy. Empty when the
 * headline has already said everything (a single problem) or nothing is wrong.
 */
function todoSection(promotion, documentation) {
    const all = (0,_statuses_js__WEBPACK_IMPORTED_MODULE_3__/* .problems */ .Bk)(promotion.verdict);
    if (all.filter((node) => node.status !== 'warn').length < 2 && all.length < 2 && promotion.conclusion !== 'planned')
        return '';
    const groups = byReason(all);
    const items = groups.slice(0, MOST_REASONS).map((group) => item(group, documentation));
    if (groups.length > MOST_REASONS)
        items.push(`- ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .h)(groups.length - MOST_REASONS, 'more kind', 'more kinds')} of problem, see the full verdict`);
    return items.length === 0
        ? ''
        : `#### ${all.every((node) => node.status === 'warn') ? 'Worth a look' : 'What to do'}\n\n${items.join('\n')}`;
}
function byReason(nodes) {
    const groups = new Map();
    for (const node of nodes) {
        // A role's approvals have a remedy of their own, with the names of the people.
        const key = node.detail?.type === 'approvals' ? `${node.reason} ${node.id} ${node.label}` : `${node.status} ${node.reason}`;
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [node]);
        else
            group.push(node);
    }
    return [...groups.values()];
}
function item(group, documentation) {
    const [first] = group;
    const { icon } = _statuses_js__WEBPACK_IMPORTED_MODULE_3__/* .STATUS_SIGNS */ .cO[first.status];
    const advice = first.status === 'warn' ? 'A warning only: it does not stand in the way.' : (0,_headline_js__WEBPACK_IMPORTED_MODULE_0__/* .nextStep */ .sk)(first);
    return `- ${icon} **${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeProse */ .fd)(subject(group), 400)}.** ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeProse */ .fd)(advice, 400)}${reference(first.reason, documentation)}`;
}
function subject(group) {
    const [first] = group;
    if (group.length === 1 || first.reason === undefined)
        return (0,_sentences_js__WEBPACK_IMPORTED_MODULE_2__/* .problemClause */ .NQ)(first);
    const labels = group.slice(0, MOST_NAMES).map((node) => node.label);
    const more = group.length > MOST_NAMES ? ` and ${group.length - MOST_NAMES} more` : '';
    return `${group.length} × ${(0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(first.reason).title}: ${labels.join(', ')}${more}`;
}
/** The reason code with a link to its page. */
function reference(reason, documentation) {
    if (reason === undefined)
        return '';
    return ` ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .link */ .nf)((0,_escape_js__WEBPACK_IMPORTED_MODULE_5__/* .code */ .aY)(reason), documentation === null ? null : `${documentation}#${(0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(reason).anchor}`)}`;
}


/***/ }),

/***/ 9058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ verdictTree)
/* harmony export */ });
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9727);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(940);
/* harmony import */ var _sentences_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8654);
/* harmony import */ var _statuses_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6020);



/**
 * The verdict tree in plain text, one line a node: the status in a column of its own, then the tree.
 * Every line begins with a sign of ours, whatever the names contain.
 */
function verdictTree(root, maxLines = 1_000) {
    const lines = [];
    walk(root, '', '', lines);
    if (lines.length <= maxLines)
        return lines;
    return [...lines.slice(0, maxLines), `  and ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(lines.length - maxLines, 'more line')}`];
}
function walk(node, lead, below, lines) {
    const { sign } = _statuses_js__WEBPACK_IMPORTED_MODULE_1__/* .STATUS_SIGNS */ .cO[node.status];
    const seen = (0,_sentences_js__WEBPACK_IMPORTED_MODULE_0__/* .observation */ .lQ)(node);
    const reason = node.reason === undefined ? '' : ` [${node.reason}]`;
    const place = node.at === undefined || node.status === 'pass' ? '' : ` at ${node.at.file}:${node.at.line}`;
    const text = (0,_plain_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(`${(0,_sentences_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeLabel */ .dA)(node)}${seen === '' ? '' : `: ${seen}`}${reason}${place}`, 300);
    lines.push(`${sign} ${node.status.padEnd(7)}  ${lead}${text}`);
    for (const [index, child] of node.children.entries()) {
        const last = index === node.children.length - 1;
        walk(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, lines);
    }
}


/***/ })

};
