export const id = 485;
export const ids = [485];
export const modules = {

/***/ 9889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OF: () => (/* binding */ fenced),
/* harmony export */   Pl: () => (/* binding */ safeUrl),
/* harmony export */   X1: () => (/* binding */ escapeText),
/* harmony export */   _b: () => (/* binding */ mermaidLabel),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   fd: () => (/* binding */ escapeProse),
/* harmony export */   nf: () => (/* binding */ link)
/* harmony export */ });
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(940);

/**
 * Escaping by place. Whatever comes from outside (names, notes, file paths, logins) goes through exactly one
 * of these functions on its way into Markdown. None of them can produce a mention, a reference to an issue, an
 * automatic link, an image, an HTML tag or comment, or a new line.
 */
const BREAK = '\u{200B}';
/**
 * Characters that can open a structure become numeric references, which CommonMark never reads as structure.
 * Mentions, issue references, emoji names and bare addresses are found by GitHub in the finished text, where a
 * reference would no longer help: these are broken by a zero-width space.
 */
const HOSTILE = /&(?=#?\w+;)|[<>|`\\*[\]~$^_]|[@#](?=\S)|#|:(?=\/\/)|:(?=[\w+-]+:)|www(?=\.)|gh-(?=\d)/giu;
/** Running text and table cells. */
function escapeText(text, maxCharacters = 200) {
    return unlisted(neutralised((0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(text, maxCharacters)));
}
/** What would open a list or be a rule at the start of a line becomes a reference. */
function unlisted(escaped) {
    return escaped
        .replace(/^[-+](?=[-\s]|$)/u, reference)
        .replace(/^(\d+)([.)])(?=\s|$)/u, (_, digits, mark) => digits + reference(mark));
}
/** Sentences of ours in which names stand between backticks: these become inline code, the rest is escaped. */
function escapeProse(text, maxCharacters = 400) {
    const parts = (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(text, maxCharacters).split('`');
    const paired = parts.length % 2 === 1 && parts.slice(1, -1).every((part) => part.trim() !== '');
    if (parts.length === 1 || !paired)
        return escapeText(text, maxCharacters);
    return unlisted(parts.map((part, index) => (index % 2 === 1 ? code(part) : neutralised(part))).join(''));
}
function neutralised(clean) {
    return clean.replace(HOSTILE, (found, offset) => neutral(found, clean, offset));
}
function neutral(found, whole, offset) {
    if (found === '_')
        return insideWord(whole, offset) ? found : reference(found);
    if (found === '#')
        return `${reference(found)}${BREAK}`;
    if (found === '@' || found === ':' || found.length > 1)
        return `${found}${BREAK}`;
    return reference(found);
}
/** An underscore between letters or digits never opens emphasis; leaving it keeps metric names readable in the source. */
function insideWord(whole, offset) {
    const letter = /[\p{L}\p{N}]/u;
    return letter.test(whole.charAt(offset - 1)) && letter.test(whole.charAt(offset + 1));
}
function reference(character) {
    return `&#${character.codePointAt(0)};`;
}
/**
 * Inline code, also inside a table cell. A text that would need longer fences or an escape inside the code
 * becomes escaped running text instead: plain looks, no structure.
 */
function code(text, maxCharacters = 120) {
    const clean = (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(text, maxCharacters);
    if (clean === '')
        return '(empty)';
    return /[`|\\<]/u.test(clean) ? escapeText(clean, maxCharacters) : `\`${clean}\``;
}
/**
 * A link, or only its label when the address is absent, not http(s), or carries credentials.
 * `label` is Markdown that was escaped before.
 */
function link(label, url) {
    const target = url === null ? null : safeUrl(url);
    return target === null ? label : `[${label}](${target})`;
}
/** The address in a form that cannot end a link early; null: not one to link to. */
function safeUrl(url) {
    const parsed = URL.parse(url);
    if (parsed === null || !['https:', 'http:'].includes(parsed.protocol))
        return null;
    if (parsed.username !== '' || parsed.password !== '')
        return null;
    const href = parsed.href.replace(/[()<>|`"'\\\s]/gu, (found) => `%${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
    return href.length > 2_000 ? null : href;
}
/** Label of a Mermaid node, to stand between double quotes. Hostile characters become look-alikes, readable in e-mails too. */
function mermaidLabel(text, maxCharacters = 44) {
    const alike = {
        '"': "'",
        '`': "'",
        '#': '＃',
        '%': '％',
        '&': '＆',
        '<': '‹',
        '>': '›',
        '\\': '＼',
        '{': '(',
        '}': ')',
        $: '＄',
        ';': '；',
        '*': '＊',
        '|': '¦',
    };
    return (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(text, maxCharacters).replace(/["`#%&<>\\{}$;*|]/gu, (found) => alike[found] ?? ' ');
}
/** A fenced block; the fence is longer than any in the text. */
function fenced(text, info = 'text') {
    const clean = (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plainLines */ .y1)(text).replaceAll('<!--', `<${BREAK}!--`);
    const longest = Math.max(2, ...Array.from(clean.matchAll(/`+/gu), (run) => run[0].length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${info}\n${clean}\n${fence}`;
}


/***/ }),

/***/ 7032:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ baselineText),
/* harmony export */   DZ: () => (/* binding */ observedMetric),
/* harmony export */   Lr: () => (/* binding */ differenceText),
/* harmony export */   PW: () => (/* binding */ limitText),
/* harmony export */   Ru: () => (/* binding */ valueText),
/* harmony export */   is: () => (/* binding */ metricClause),
/* harmony export */   k0: () => (/* binding */ changeText)
/* harmony export */ });
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8394);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(940);
/* harmony import */ var _reason_texts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8923);
/* harmony import */ var _statistics_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7977);




/** The value with its standard error and unit, in enough digits to differ from every limit that it differs from. */
function valueText(detail) {
    if (detail.value === null)
        return 'none';
    const bounds = detail.limits.flatMap((limit) => (limit.bound === undefined ? [] : [limit.bound]));
    const digits = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .digitsToTell */ .$J)(detail.value, bounds);
    const error = detail.stderr === undefined ? '' : ` ± ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(detail.stderr, 2)}`;
    return (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .withUnit */ .$o)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(detail.value, digits) + error, detail.unit);
}
/** The baseline's value in the digits that set it off from the value. */
function baselineText(detail) {
    const value = detail.baseline?.value ?? null;
    if (value === null)
        return 'none';
    return (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .withUnit */ .$o)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatNumber */ .ZV)(value, detail.value === null ? 4 : Math.min(8, (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .digitsToTell */ .$J)(detail.value, [value]))), detail.unit);
}
/** The change against the baseline with its sign, and whether that is better or worse. */
function changeText({ change, baseline, direction }) {
    return change === undefined ? '' : differenceText(change, baseline?.value ?? null, direction);
}
function differenceText(change, baseline, direction) {
    const text = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .formatChange */ .eD)(change, baseline);
    if (change === 0 || direction === undefined)
        return text;
    return `${text} ${change > 0 === (direction === 'higher_is_better') ? 'better' : 'worse'}`;
}
/** A limit as a short text: `≥ 0.65`, `regression ≤ 0.01`. */
function limitText(limit) {
    return LIMIT_WORDS[limit.limit] + limit.text;
}
const LIMIT_WORDS = {
    min: '≥ ',
    max: '≤ ',
    above: '> ',
    below: '< ',
    max_regression: 'regression ≤ ',
    min_improvement: 'gain ≥ ',
    max_improvement: 'gain ≤ ',
    max_gap: 'gap ≤ ',
};
/** What is wrong with a metric, with its numbers; every limit that is not met is named. */
function metricClause(node, detail) {
    const broken = detail.value === null ? [] : detail.limits.filter((limit) => limit.met === false);
    if (broken.length > 0) {
        return `${node.label} is ${bareValue(detail)}${fromText(detail)}, ${broken.map((limit) => shortfall(limit, detail)).join(', and ')}`;
    }
    const open = (0,_statistics_text_js__WEBPACK_IMPORTED_MODULE_1__/* .openQuestions */ .qd)(detail);
    if (open.length > 0 && node.reason === 'insufficient-data')
        return `${node.label} is ${valueText(detail)}: ${open.join(', and ')}`;
    const title = node.reason === undefined ? node.status : (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonText */ .u)(node.reason).title;
    const near = detail.nearest === undefined || detail.nearest.length === 0 ? '' : `; nearest: ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_3__/* .listed */ .KE)(detail.nearest, 3)}`;
    const notes = [detail.note, detail.from].filter((note) => note !== undefined);
    return `${node.label}: ${title}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}${near}`;
}
/** What a number is made of. */
function fromText({ from }) {
    return from === undefined ? '' : ` (${from})`;
}
function bareValue({ stderr: _, ...detail }) {
    return valueText(detail);
}
function shortfall(limit, detail) {
    // "worse" and "better" say what the sign would.
    const amount = detail.change === 0 ? 'no better' : changeText(detail).replace(/[+−]/gu, '');
    const change = `${amount} than ${detail.baseline?.version ?? 'the baseline'}`;
    switch (limit.limit) {
        case 'min':
            return `below its minimum of ${limit.text}`;
        case 'above':
            return `not above ${limit.text}`;
        case 'max':
            return `above its maximum of ${limit.text}`;
        case 'below':
            return `not below ${limit.text}`;
        case 'max_regression':
            return `${change} where ${limit.text} is allowed`;
        case 'min_improvement':
            return `${change} where a gain of ${limit.text} is asked for`;
        case 'max_improvement':
            return `${change}, and a gain above ${limit.text} is not plausible`;
        case 'max_gap':
            return `a gap wider than ${limit.text}`;
    }
}
/** Everything that a metric check saw, in one line. */
function observedMetric(detail) {
    const limits = detail.limits.map((limit) => limitText(limit) + (0,_statistics_text_js__WEBPACK_IMPORTED_MODULE_1__/* .confidenceMark */ ._m)(limit, detail) + outcomeText(limit));
    const parts = [`${valueText(detail)}${fromText(detail)}`, ...limits];
    if (detail.baseline !== undefined)
        parts.push(`baseline ${detail.baseline.version} ${baselineText(detail)}`);
    if (detail.change !== undefined)
        parts.push(changeText(detail));
    const notes = (detail.statistics ?? []).map((each) => (0,_statistics_text_js__WEBPACK_IMPORTED_MODULE_1__/* .statisticsClause */ .fi)(each, detail));
    if (detail.note !== undefined && !notes.some((text) => text.includes(detail.note ?? '')))
        parts.push(detail.note);
    return [...parts, ...new Set(notes)].join(', ');
}
function outcomeText({ met, reason }) {
    if (met === false)
        return ' not met';
    if (met === true)
        return '';
    return reason === 'insufficient-data' ? ' not shown' : ' not judged';
}


/***/ }),

/***/ 8394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $J: () => (/* binding */ digitsToTell),
/* harmony export */   $o: () => (/* binding */ withUnit),
/* harmony export */   ZV: () => (/* binding */ formatNumber),
/* harmony export */   eD: () => (/* binding */ formatChange),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
const LEAST_DIGITS = 4;
/** Checks compare at 12 significant digits; what is equal there may look equal. */
const MOST_DIGITS = 12;
/**
 * A number for people: `digits` significant digits, whole numbers in full, no trailing zeros, powers of ten
 * only where zeros would be counted (below 0.00001, from 10^15).
 */
function formatNumber(value, digits = LEAST_DIGITS) {
    if (!Number.isFinite(value))
        return String(value);
    if (value === 0)
        return '0';
    const size = Math.abs(value);
    const magnitude = Math.floor(Math.log10(size));
    const sign = value < 0 ? '−' : '';
    if (magnitude < -5 || magnitude >= 15)
        return sign + withoutTrailingZeros(size.toExponential(digits - 1));
    return sign + withoutTrailingZeros(size.toFixed(Math.max(0, digits - 1 - magnitude)));
}
function withoutTrailingZeros(text) {
    return text.replace(/(\.\d*?)0+(?=e|$)/u, '$1').replace(/\.(?=e|$)/u, '');
}
/** How many significant digits tell `value` from each of `others` that it is not equal to; at least 4, at most 12. */
function digitsToTell(value, others) {
    const different = others.filter((other) => other.toPrecision(MOST_DIGITS) !== value.toPrecision(MOST_DIGITS));
    for (let digits = LEAST_DIGITS; digits < MOST_DIGITS; digits += 1) {
        const text = formatNumber(value, digits);
        if (different.every((other) => formatNumber(other, digits) !== text))
            return digits;
    }
    return MOST_DIGITS;
}
/** A difference with its sign, and in percent of the baseline where there is a baseline to divide by: `+0.0022 (+0.33%)`. */
function formatChange(change, baseline) {
    if (change === 0)
        return '±0';
    const relative = baseline === null || baseline === 0 ? '' : ` (${signed((change / Math.abs(baseline)) * 100, 2)}%)`;
    return signed(change, 3) + relative;
}
function signed(value, digits) {
    return value > 0 ? `+${formatNumber(value, digits)}` : formatNumber(value, digits);
}
/** `842.4 ms`, `67.1%`; a fraction carries no unit. */
function withUnit(text, unit) {
    if (unit === undefined || unit === 'fraction')
        return text;
    return unit === 'percent' || unit === '%' ? `${text}%` : `${text} ${unit}`;
}
/** Sizes of files in decimal units, as GitHub shows them. */
function formatBytes(bytes) {
    if (bytes < 1_000)
        return `${bytes} B`;
    return bytes < 1_000_000 ? `${formatNumber(bytes / 1_000, 3)} kB` : `${formatNumber(bytes / 1_000_000, 3)} MB`;
}


/***/ }),

/***/ 940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   y1: () => (/* binding */ plainLines)
/* harmony export */ });

const REPLACEMENT = '\u{FFFD}';
/**
 * One line of visible characters. Line breaks and other blanks become single spaces; what cannot be seen
 * (control characters, text direction marks, zero-width characters, lone surrogates) becomes U+FFFD, so that
 * two names that differ also look different.
 */
function plain(text, maxCharacters = 200) {
    // Cut roughly before the work, exactly after it: a name may be megabytes long.
    const head = text.slice(0, maxCharacters * 8);
    const visible = head
        .replace(/\s+/gu, ' ')
        .trim()
        .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, REPLACEMENT);
    return clip(head.length < text.length ? `${visible}…` : visible, maxCharacters);
}
/** Several lines, each as in `plain`; tabs become two spaces and indentation stays. */
function plainLines(text, maxCharacters = 20_000) {
    const lines = text.slice(0, maxCharacters * 2).split(/\r\n|[\n\r\u2028\u2029]/u);
    const visible = lines.map((line) => line
        .replaceAll('\t', '  ')
        .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, REPLACEMENT)
        .trimEnd());
    return clip(visible.join('\n'), maxCharacters);
}
/** Shortens to `maxCharacters` code points; the last one shown is then an ellipsis. */
function clip(text, maxCharacters) {
    if (text.length <= maxCharacters)
        return text;
    const characters = Array.from(text);
    if (characters.length <= maxCharacters)
        return text;
    return `${characters
        .slice(0, maxCharacters - 1)
        .join('')
        .trimEnd()}…`;
}
/** `a, b and c`; beyond `most` items the rest is only counted. */
function listed(items, most = 5) {
    if (items.length > most)
        return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
    if (items.length < 2)
        return items.join('');
    return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}


/***/ }),

/***/ 8923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ reasonText)
});

;// CONCATENATED MODULE: ./lib/render/canary-reason-texts.js
/** Title and remedy of the reasons that only a canary gives. */
const CANARY_TEXTS = {
    'canary-baking': [
        'the version has not been at work beside the one in use for long enough',
        'Nothing to do: a scheduled run looks again, and promotes when the time is over and the numbers are good enough.',
    ],
    'canary-inferior': [
        'the version is worse than the one in use, beyond doubt',
        'Find out what made it worse. It needs a new version, or approvals that are newer than its removal, to be tried out again.',
    ],
    'canary-undecided': [
        'the comparison with the version in use is still open after the longest time allowed',
        'Send more traffic to the canary, widen the margin in a pull request of its own, or take the version back with `rollback`.',
    ],
    'canary-window-unknown': [
        'it is not known since when both versions have been at work side by side',
        'Let the gate move the aliases: promote to the canary stage, or record what was moved by hand with `verify` and `adopt`.',
    ],
};

;// CONCATENATED MODULE: ./lib/render/evidence-reason-texts.js
/** Title and remedy of the reasons that numbers and reports give. */
const EVIDENCE_TEXTS = {
    'metric-below-min': [
        'a metric is below its minimum',
        'Promote a version that reaches the limit. If the limit itself is wrong, change it in a pull request of its own.',
    ],
    'metric-above-max': [
        'a metric is above its maximum',
        'Promote a version that stays within the limit. If the limit itself is wrong, change it in a pull request of its own.',
    ],
    'metric-regressed': [
        'a metric is worse than the baseline by more than the gate allows',
        'Find out what made this version worse than the one in use, or promote another version.',
    ],
    'metric-not-improved': [
        'a metric has not improved on the baseline by as much as the gate asks for',
        'Promote a version with a larger gain, or keep the one in use.',
    ],
    'metric-suspicious': [
        'a metric improved by more than the gate takes for plausible',
        'Look for leaked test data or a changed task. If the gain is real, raise `max_improvement` in a pull request of its own.',
    ],
    'metric-missing': [
        'a metric that the gate asks for is not in the report',
        'Compare the address in the gate config with the nearest names shown, and check that the evaluation ran this task.',
    ],
    'metric-not-finite': [
        'a metric is NaN or infinite',
        'Look into the evaluation: a number such as NaN is usually a failed or empty task. Run it again.',
    ],
    'metric-ambiguous': [
        'the address of a check matches several numbers',
        'Make the address narrower with `task`, `filter`, `scorer`, `slice` or `select`, so that one number remains.',
    ],
    'slice-missing': [
        'a slice that must be judged is not in the report',
        'Let the evaluation report this slice. If it is right that it is gone, remove it from `required`, or set `on_missing_slice`.',
    ],
    'slice-gap': [
        'two slices differ by more than `max_gap` allows',
        'Look into the smallest and the largest slice, which are named: the model serves one of them worse than the other.',
    ],
    'direction-unknown': [
        'it is not known whether more or less is better',
        'Add `direction: higher_is_better` or `direction: lower_is_better` to the check.',
    ],
    'direction-conflict': [
        'the gate config and the report disagree on whether more or less is better',
        'Correct `direction` in the check, or in the tool that writes the report.',
    ],
    'unit-conflict': [
        'a value does not fit its unit',
        'Check whether the metric is a fraction (0 to 1) or a percentage (0 to 100), and state the right `unit`.',
    ],
    'baseline-missing': [
        'there is no number of the version in use to compare with',
        'Evaluate the version in use in the same job and pass it as `baseline-report`, or set `on_missing_baseline`.',
    ],
    'baseline-not-comparable': [
        'the number of the version in use cannot be compared with this one',
        'Evaluate both versions with the same data and scorer and pass `baseline-report`. Where the baseline is zero or negative, use an absolute limit.',
    ],
    'first-promotion': [
        'no version holds this stage yet, so there is nothing to compare with',
        'Nothing to do: comparisons begin with the next promotion.',
    ],
    'insufficient-data': [
        'there is too little data for a decision',
        'Evaluate on more samples, or wait until more data has arrived, then run again. A report without standard errors and sample counts shows nothing beyond chance.',
    ],
    'report-missing': [
        'an evaluation report was not found',
        'Check the location, and that the evaluation job ran before this one and passed its files on.',
    ],
    'report-unreadable': [
        'an evaluation report cannot be read',
        'Check that the file is complete and in the stated format, and that its digest is the one that was asked for.',
    ],
    'report-format-unknown': [
        'no reader knows the format of a report',
        'State `format`, or address the numbers with `select`.',
    ],
    'report-too-large': [
        'an evaluation report is too large',
        'Write a summary without single samples, or raise `max_report_mb`.',
    ],
    'report-incomplete': [
        'an evaluation did not run to its end',
        'Run the evaluation again until it completes: numbers of half a run are not evidence.',
    ],
    'report-other-version': [
        'a report was made from another version',
        'Evaluate the version that is to be promoted, and pass that report.',
    ],
    'report-unbound': [
        'a report does not say which version it was made from',
        'Write the artifact path, id or digest into the report and name the place with `identity`, or pass `report-version`.',
    ],
    'report-untrusted': [
        'a report comes from a workflow run that the gate does not trust',
        'Name a run of the workflow, event and branch that the gate config takes; the message says which of them does not fit.',
    ],
    'report-too-old': ['a report is older than the gate allows', 'Run the evaluation again.'],
    'dataset-mismatch': [
        'a report was not made, or does not say that it was made, with the pinned data set',
        'Evaluate on the pinned version of the data set, and let the report or its W&B run name it. If the pin is out of date, change it in a pull request of its own.',
    ],
    'commit-mismatch': [
        'a report was not made, or does not say that it was made, from the commit asked for',
        'Evaluate at that commit, and write it into the report (`commit`) or let the W&B run record it.',
    ],
    'run-mismatch': [
        'a report does not belong to the run that logged the version',
        'Let the run that logs the version log the report as well, or name that run in the report (`run: entity/project/run`).',
    ],
};

;// CONCATENATED MODULE: ./lib/render/people-reason-texts.js
/** Title and remedy of the reasons that people, tickets and pull requests give. */
const PEOPLE_TEXTS = {
    'approvals-missing': [
        'approvals are missing',
        'Ask the people named for a review of the newest commit of the pull request.',
    ],
    'environment-rejected': [
        "a reviewer of the run's environment rejected it",
        'Settle the matter with the reviewer, then start a new run.',
    ],
    'code-owners-not-required': [
        'nothing makes GitHub ask for the review of a code owner',
        'Require it in a ruleset or the protection of the base branch and give the pins file an owner in CODEOWNERS, or take `code_owners` out of the rule.',
    ],
    'team-not-visible': [
        'a team cannot be seen with this token',
        'Give the input `team-token` a token that may read the members of the organisation, and check the name of the team.',
    ],
    'approval-ignored': [
        'an approval was not counted',
        'See the reason beside the name. An approval counts when it is for the newest commit, by an eligible person who did not work on the change.',
    ],
    'changes-requested': [
        'a reviewer requests changes',
        'Settle the matter with the reviewer, who then approves or dismisses the review.',
    ],
    'ticket-missing': [
        'no ticket of the asked kind is named',
        'Write a line `Ticket: …` with its number into the description of the pull request, or pass the input `ticket`, and run the job again.',
    ],
    'ticket-not-approved': [
        'a ticket does not approve this',
        'Get the ticket approved as the rule asks, by somebody who neither asked for it nor made the change, and run the job again: nothing starts it by itself.',
    ],
    'ticket-other-version': [
        'a ticket does not name this version, or names several',
        'Name exactly this version in the ticket, written as `model:vN`, and get it approved after that.',
    ],
    'ticket-used': [
        'a ticket served another promotion before',
        'Open a new ticket: each one approves one version for one stage, once.',
    ],
    'ticket-access': [
        'a ticket cannot be read, or not all of it',
        'Check the number, the credentials of the ticket system, and what their account may see.',
    ],
    'ticket-unavailable': [
        'the ticket system gave no usable answer',
        'Run the job again. Running again is safe: tickets are only read.',
    ],
    'pull-request-not-found': [
        'no pull request was found that asks for this',
        'Request the promotion by changing the pin in a pull request, or name it with the `pull-request` input.',
    ],
    'pull-request-draft': ['the pull request is a draft', 'Mark it as ready for review.'],
    'pull-request-base': [
        'the pull request does not lead to a branch that may promote',
        'Change its base to a branch that the default branch’s gate config lists.',
    ],
    'pull-request-conflict': ['the pull request cannot be merged as it stands', 'Resolve the merge conflicts.'],
    'unknown-committer': [
        'it cannot be told who made every commit',
        'Link the commit e-mail to a GitHub account, or make the commit again with a linked one. Nobody can be ruled out as author otherwise.',
    ],
};

;// CONCATENATED MODULE: ./lib/render/reason-texts.js



function reasonText(code) {
    const [title, remedy] = TEXTS[code];
    return { title, remedy, anchor: code };
}
const TEXTS = {
    ...EVIDENCE_TEXTS,
    ...PEOPLE_TEXTS,
    'version-not-bound': [
        'the pull request does not pin this version',
        'Pin the version in the pins file of the same pull request: what people approve must name the version.',
    ],
    'version-not-found': [
        'the version is not in the registry, or cannot be seen',
        'Check the name, link the version into the collection, and check that the W&B account can read the registry.',
    ],
    'version-not-in-from-stage': [
        'the version has not been in the stage before this one',
        'Promote it to that stage first.',
    ],
    'version-not-in-stage': [
        'the version does not hold the stage by record',
        'Deploy the version that does, or promote this one first.',
    ],
    'version-not-committed': [
        'the version is not complete in W&B',
        'Wait until the upload has finished, or log the artifact again.',
    ],
    'version-held': [
        'the version is on hold',
        'It may move again when somebody who may do so releases it, with a reason (`operation: release`).',
    ],
    'stage-held': [
        'the model or the stage is on hold',
        'It may change again when somebody who may do so releases it, with a reason (`operation: release`).',
    ],
    'rolled-back': [
        'this version was rolled back before',
        'Promote a corrected version, get approvals that are newer than the rollback, or let somebody whom `may.promote` names start it by hand with a reason.',
    ],
    ...CANARY_TEXTS,
    'lineage-missing': [
        'the origin of the version is not recorded',
        'Log the artifact from a W&B run that knows its Git commit.',
    ],
    'source-not-visible': [
        'the project that the version comes from cannot be seen',
        'Give the W&B account read access to the source project.',
    ],
    'config-invalid': [
        'the gate config or the pins file is invalid',
        'Correct the places listed. The file that counts is the one on the base branch.',
    ],
    'config-missing': [
        'there is no gate config',
        'Add `.github/model-gates.yml` to the default branch, or name another path with `config-file`.',
    ],
    'config-introduced': [
        'this change adds the first gate config',
        'Nothing to do: the gates count from the next change on.',
    ],
    'config-changed-in-this-change': [
        'this change edits the gate config itself',
        'Change gates and pins in two pull requests: what is promoted must be judged by rules that were there before.',
    ],
    'untrusted-event': [
        'this event may not promote',
        'Promote on `push` to a listed branch, or by `workflow_dispatch` on it.',
    ],
    'untrusted-ref': [
        'this branch may not promote',
        'Run on a branch that the default branch’s gate config lists under `branches`.',
    ],
    'stale-run': [
        'something newer was promoted since this was asked for',
        'Open a new pull request if this version is still wanted.',
    ],
    'not-allowed': [
        'this may not be started so, or not by this person',
        'Ask somebody whom the gate config allows under `may`; a version that never passed the gate needs its `emergency` rule.',
    ],
    emergency: [
        'the emergency rule let the version past the gate',
        'Nothing to do now. Soon: a version that passes the gate, by a pull request.',
    ],
    conflict: [
        'the registry changed while we were deciding',
        'Look at who moved the alias, then run the job again: it judges what is there now.',
    ],
    'in-progress': ['another run is promoting the same stage', 'Wait for it to finish, then run the job again.'],
    unfinished: [
        'an earlier run did not finish',
        'Nothing to do: this run looked at what is true in the registry and settled it.',
    ],
    drift: [
        'the registry differs from the last record',
        'Somebody moved the alias around the gate. Find out who; protect the alias in W&B; `verify` with `adopt` records what is meant to stay.',
    ],
    'record-not-intact': [
        'a promotion record was altered, is missing, or is signed by nobody known',
        'Compare it with the record id in the job summary or the comment of its run, and find out who may write to the records project.',
    ],
    'attestation-missing': [
        'the record of this stage has no signed statement',
        'Look into the job that moved the alias for why it could not attest it. A statement that the record names and GitHub does not keep is a reason for alarm: compare record and version.',
    ],
    'not-requested': ['this change asks for no promotion', 'Nothing to do. To promote, change a pin in the pins file.'],
    'no-credentials': [
        'this run has no access to W&B',
        'Runs for forks and Dependabot get no secrets. Somebody with write access can move the change to a branch of this repository.',
    ],
    'wandb-access': [
        'W&B refused access',
        'Check the API key or the OIDC set-up, and the role of its account in the registry.',
    ],
    'wandb-unavailable': ['W&B gave no usable answer', 'Run the job again. Running again is safe.'],
    'github-access': ['GitHub refused access', 'Grant the job the permission named.'],
    'github-unavailable': ['GitHub gave no usable answer', 'Run the job again. Running again is safe.'],
    ungated: [
        'nothing guards this stage',
        'Give the stage checks or approvals, or state `ungated: true` if that is meant.',
    ],
    'invalid-input': ['an input of the Action cannot be used', 'Correct the input in the workflow.'],
    cancelled: [
        'the run was cancelled',
        'Run the job again: it reads what is true in the registry and settles what was begun.',
    ],
    internal: ['the Action made a mistake', 'Report it with the message. Nothing was promoted on the strength of it.'],
};


/***/ }),

/***/ 8654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ky: () => (/* binding */ identityText),
/* harmony export */   NQ: () => (/* binding */ problemClause),
/* harmony export */   dA: () => (/* binding */ nodeLabel),
/* harmony export */   lQ: () => (/* binding */ observation),
/* harmony export */   uH: () => (/* binding */ ignoredText)
/* harmony export */ });
/* harmony import */ var _metric_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7032);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(940);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9727);
/* harmony import */ var _reason_texts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8923);



/**
 * Plain sentences (not escaped) made of a verdict node's reason and data, one source for comment, summary,
 * annotations and log.
 */
/** What is wrong, as a clause with its numbers: `acc (arc_easy) is 0.6312, below its minimum of 0.65`. */
function problemClause(node) {
    const detail = node.detail;
    if (detail?.type === 'metric')
        return (0,_metric_text_js__WEBPACK_IMPORTED_MODULE_0__/* .metricClause */ .is)(node, detail);
    if (detail?.type === 'approvals')
        return approvalClause(node, detail);
    const seen = observation(node);
    const title = node.reason === undefined ? `${nodeLabel(node)}: ${node.status}` : (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(node.reason).title;
    const name = NAMED.includes(node.kind) && node.reason !== undefined ? `${nodeLabel(node)}: ` : '';
    return `${name}${title}${seen === '' ? '' : ` (${seen})`}`;
}
/** Kinds of which there may be several; of the others the reason alone says what is meant. */
const NAMED = ['ticket', 'report', 'binding', 'plan', 'promotion', 'group'];
/** What the node demands, in words: its label is often only a name. */
function nodeLabel(node) {
    if (node.kind === 'report')
        return `report ${node.label}`;
    if (node.kind === 'lineage')
        return `lineage: ${node.label}`;
    return DEMANDS[node.kind] ?? node.label;
}
const DEMANDS = {
    version: 'version is there and complete',
    hold: 'not on hold',
    'rolled-back': 'not rolled back before',
};
/** What was seen, without the label; empty when there is nothing to add. */
function observation(node) {
    switch (node.detail?.type) {
        case 'metric':
            return (0,_metric_text_js__WEBPACK_IMPORTED_MODULE_0__/* .observedMetric */ .DZ)(node.detail);
        case 'approvals':
            return observedApprovals(node.detail);
        case 'ticket':
            return observedTicket(node.detail);
        case 'report':
            return observedReport(node.detail);
        case 'lineage':
            return observedLineage(node.detail);
        case 'fact':
            return observedFact(node.detail);
        default:
            return '';
    }
}
function ignoredText(why) {
    return IGNORED[why];
}
const IGNORED = {
    author: 'opened the pull request',
    committer: 'made a commit of the pull request',
    'co-author': 'is co-author of a commit',
    bot: 'is a bot',
    'not-eligible': 'is not among the eligible people',
    permission: 'lacks the permission asked for',
    outdated: 'approved an older commit',
    dismissed: 'review was dismissed',
    runner: 'started this run',
    'before-version': 'approved before the version was there',
    'not-bound': 'pull request does not pin this version',
    'already-used': 'approval already served another promotion',
    'deleted-account': 'account no longer exists',
    withdrawn: 'withdrew the approval',
    expired: 'approval has lapsed',
    'counted-elsewhere': 'is counted for another role',
    'earlier-attempt': 'may have approved an earlier attempt of the run',
};
/** How we know which version a report was made from. Weak ties say so. */
function identityText(identity) {
    return IDENTITIES.get(identity) ?? identity;
}
const IDENTITIES = new Map([
    ['named-in-report', 'the report names this version'],
    ['identity-select', 'the report names this version, at the place the gate config states'],
    ['report-version', 'stated by the workflow, not by the report'],
    ['same-pull-request', 'the report was changed in the same pull request as the pin'],
    ['wandb-run', 'the W&B run used this version'],
    ['wandb-version', 'it is part of this version'],
    ['wandb-lineage', 'W&B’s lineage shows that the run used this version'],
    ['unbound', 'weak: nothing ties the report to a version'],
]);
function approvalClause(node, detail) {
    if (node.reason === 'changes-requested' && detail.blocking.length > 0) {
        return `${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .listed */ .KE)(detail.blocking)} ${detail.blocking.length === 1 ? 'requests' : 'request'} changes (${detail.role})`;
    }
    const missing = detail.need - detail.counted.length;
    if (node.reason === 'approvals-missing' && missing > 0) {
        const by = detail.environment === undefined ? `by a ${detail.role}` : `of the environment ${detail.environment}`;
        return `${(0,_plain_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .h)(missing, 'approval')} ${by} ${missing === 1 ? 'is' : 'are'} missing (${detail.counted.length} of ${detail.need})`;
    }
    const title = node.reason === undefined ? node.status : (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonText */ .u)(node.reason).title;
    return `${nodeLabel(node)}: ${title}${detail.note === undefined ? '' : ` (${detail.note})`}`;
}
function observedApprovals(detail) {
    const parts = [`${detail.counted.length} of ${detail.need}`];
    if (detail.counted.length > 0)
        parts.push((0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .listed */ .KE)(detail.counted.map((approval) => approval.login)));
    if (detail.blocking.length > 0) {
        parts.push(`${detail.environment === undefined ? 'changes requested' : 'rejected'} by ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .listed */ .KE)(detail.blocking)}`);
    }
    if (detail.ignored.length > 0)
        parts.push(`${detail.ignored.length} not counted`);
    if (detail.environment !== undefined)
        parts.push(`environment ${detail.environment}`);
    if (detail.codeOwners !== undefined)
        parts.push(`GitHub's review decision: ${detail.codeOwners}`);
    if (detail.bind === 'head')
        parts.push('bound to the commit only');
    if (detail.note !== undefined)
        parts.push(detail.note);
    return parts.join(', ');
}
function observedTicket(detail) {
    const parts = [];
    if (detail.ticket !== null)
        parts.push(detail.ticket);
    if (detail.shown !== undefined)
        parts.push(detail.shown);
    if (detail.approvedBy.length > 0)
        parts.push(`approved by ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .listed */ .KE)(detail.approvedBy.map(({ name }) => name))}`);
    if (detail.note !== undefined)
        parts.push(detail.note);
    return parts.join(', ');
}
function observedReport(detail) {
    const parts = [detail.resolved ?? detail.location];
    if (detail.format !== undefined)
        parts.push(detail.format);
    if (detail.identity !== undefined)
        parts.push(identityText(detail.identity));
    if (detail.claims !== undefined && detail.claims.length > 0)
        parts.push(`names ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .listed */ .KE)(detail.claims, 2)}`);
    if (detail.note !== undefined)
        parts.push(detail.note);
    return parts.join(', ');
}
function observedLineage(detail) {
    return detail.found ?? `no ${detail.demand} found`;
}
function observedFact(detail) {
    const parts = [];
    if (detail.expected !== undefined)
        parts.push(`expected ${detail.expected}`);
    if (detail.observed !== undefined)
        parts.push(`found ${detail.observed}`);
    if (detail.note !== undefined)
        parts.push(detail.note);
    return parts.join(', ');
}


/***/ }),

/***/ 7977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O6: () => (/* binding */ boundText),
/* harmony export */   _m: () => (/* binding */ confidenceMark),
/* harmony export */   fi: () => (/* binding */ statisticsClause),
/* harmony export */   qd: () => (/* binding */ openQuestions)
/* harmony export */ });
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8394);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9727);


/** ` at 95%` behind a limit that has to hold beyond chance; else nothing. */
function confidenceMark(limit, detail) {
    const confidence = detail.statistics?.find((each) => each.limit === limit.limit)?.confidence;
    return confidence === undefined ? '' : ` at ${percent(confidence)}`;
}
/** The bound that decides instead of the value: `at 95%: at least 0.634`; empty where none was computed. */
function boundText(limit, detail) {
    const statistics = detail.statistics?.find((each) => each.limit === limit.limit);
    if (statistics?.confidence === undefined)
        return '';
    const { confidence, pValue, adjustedPValue, correction } = statistics;
    const bound = boundOf(statistics, detail);
    const parts = [
        ...(bound === null ? [] : [bound]),
        ...(adjustedPValue !== undefined && adjustedPValue !== pValue
            ? [`${CORRECTIONS[correction ?? 'holm']} p ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(adjustedPValue, 2)}`]
            : bound === null && pValue !== undefined
                ? [`p ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(pValue, 2)}`]
                : []),
    ];
    return parts.length === 0 ? '' : `at ${percent(confidence)}: ${parts.join('; ')}`;
}
function boundOf(statistics, { unit, direction }) {
    const { limit, bound, threshold } = { ...UNKNOWN, ...statistics };
    if (!Number.isFinite(bound))
        return null;
    const isChangeOf = isChange(statistics);
    const floor = isChangeOf ? direction !== 'lower_is_better' : limit === 'min' || limit === 'above';
    const text = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .withUnit */ .$o)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(bound, (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .digitsToTell */ .$J)(bound, [threshold])), unit);
    return `${isChangeOf ? 'change ' : ''}${floor ? 'at least' : 'at most'} ${isChangeOf && bound > 0 ? '+' : ''}${text}`;
}
/** What keeps limits from being shown, each as a clause; empty when nothing does. */
function openQuestions(detail) {
    const open = (detail.statistics ?? []).filter(({ result }) => result === 'not-shown' || result === 'no-data');
    return [...new Set(open.map((each) => statisticsClause(each, detail)))];
}
/** How sure a limit is, for people: `at 95% confidence at least 0.634, below the minimum of 0.65; about 2,100 samples would suffice`. */
function statisticsClause(statistics, detail) {
    const { result, note, neededN, method } = statistics;
    if (result === 'no-data' || method === undefined) {
        const asked = detail.limits.find(({ limit }) => limit === statistics.limit);
        const subject = note ?? `there is no uncertainty to judge ${asked?.text ?? statistics.limit} by`;
        // Where the note names the number already, it is not said twice.
        const more = neededN === undefined || note?.includes(String(neededN)) === true ? '' : needed(statistics);
        return subject + more;
    }
    const said = isChange(statistics) ? changeClause(statistics, detail) : valueClause(statistics, detail);
    const corrected = correctionClause(statistics);
    const aside = [...(note === undefined ? [] : [note]), ...unmatchedClause(statistics)];
    return `${said}${corrected}${result === 'not-shown' ? needed(statistics) : ''}${aside.length === 0 ? '' : ` (${aside.join('; ')})`}`;
}
function unmatchedClause({ unmatched }) {
    return unmatched === undefined || unmatched === 0
        ? []
        : [`${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(unmatched * 100, 2)}% of the items have no counterpart`];
}
function isChange({ limit }) {
    return limit === 'max_regression' || limit === 'min_improvement';
}
const NAMES = { min: 'the minimum of ', max: 'the maximum of ' };
/** What a method did not come to is NaN, and never said. */
const UNKNOWN = { bound: Number.NaN, threshold: Number.NaN, confidence: Number.NaN, pValue: Number.NaN };
function valueClause(statistics, { unit }) {
    const { limit, bound, threshold, confidence } = { ...UNKNOWN, ...statistics };
    const floor = limit === 'min' || limit === 'above';
    if (!Number.isFinite(bound))
        return `too few samples for any bound at ${percent(confidence)} confidence`;
    const number = (value) => (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .withUnit */ .$o)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(value, (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .digitsToTell */ .$J)(bound, [threshold])), unit);
    const against = `${NAMES[limit] ?? ''}${number(threshold)}`;
    const meets = floor ? bound >= threshold : bound <= threshold;
    const side = meets === floor ? 'above' : 'below';
    return `at ${percent(confidence)} confidence at ${floor ? 'least' : 'most'} ${number(bound)}, ${side} ${against}`;
}
function changeClause(statistics, detail) {
    const { limit, bound, threshold, confidence, changed, pValue } = { ...UNKNOWN, ...statistics };
    const text = detail.limits.find((each) => each.limit === limit)?.text;
    const wanted = limit === 'max_regression' ? `${text} is allowed` : `a gain of ${text} is asked for`;
    const than = `than ${detail.baseline?.version}`;
    const chance = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(pValue, 2);
    if (changed !== undefined && Number.isNaN(bound)) {
        const items = `${(0,_plain_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .h)(changed.gained, 'item')} got better and ${changed.lost} worse ${than}`;
        return `${items}, which chance alone does with a probability of ${chance}`;
    }
    if (Number.isNaN(bound))
        return `chance alone does as well with a probability of ${chance}, where ${wanted}`;
    const gain = detail.direction === 'lower_is_better' ? -bound : bound;
    const digits = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .digitsToTell */ .$J)(Math.abs(bound), [Math.abs(threshold)]);
    const amount = (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .withUnit */ .$o)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(Math.abs(gain), digits), detail.unit);
    const worst = gain < 0 ? `it may be as much as ${amount} worse` : `it is at least ${amount} better`;
    return `at ${percent(confidence)} confidence ${worst} ${than}, where ${wanted}`;
}
function correctionClause(statistics) {
    const { adjustedPValue, correction, confidence, pValue } = { ...UNKNOWN, ...statistics };
    if (adjustedPValue === undefined || adjustedPValue <= 1 - confidence || pValue > 1 - confidence)
        return '';
    const name = CORRECTIONS[correction ?? 'holm'];
    return `, but among several checks that may be chance (${name}, p ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(adjustedPValue, 2)})`;
}
function needed({ neededN, n }) {
    if (neededN === undefined)
        return '';
    const of = n === undefined ? '' : ` instead of ${grouped(n)}`;
    return `; about ${grouped(roundedUp(neededN))} samples${of} would suffice if the numbers stay as they are`;
}
/** To two digits: more would claim more than an estimate can. */
function roundedUp(count) {
    const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
    return Math.ceil(count / unit) * unit;
}
function grouped(count) {
    return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}
const CORRECTIONS = {
    holm: 'Holm',
    bh: 'Benjamini–Hochberg',
};
function percent(confidence) {
    return `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .formatNumber */ .ZV)(confidence * 100, 6)}%`;
}


/***/ }),

/***/ 6020:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bk: () => (/* binding */ problems),
/* harmony export */   FQ: () => (/* binding */ leaves),
/* harmony export */   cO: () => (/* binding */ STATUS_SIGNS),
/* harmony export */   w8: () => (/* binding */ statusMark)
/* harmony export */ });
/** Icon for Markdown, sign of one column for plain text, and the word: never the colour alone. */
const STATUS_SIGNS = {
    pass: { icon: '✅', sign: '✓', rank: 0 },
    warn: { icon: '⚠️', sign: '!', rank: 1 },
    pending: { icon: '⏳', sign: '…', rank: 2 },
    fail: { icon: '❌', sign: '✗', rank: 3 },
    error: { icon: '⛔', sign: '✗', rank: 4 },
};
/** Icon and word of a node, ready for Markdown. */
function statusMark(node) {
    // An informative check that was not met has settled to a pass; "pass" alone would mislead.
    if (node.status === 'pass' && node.severity === 'info' && unmet(node))
        return 'ℹ️ info';
    return `${STATUS_SIGNS[node.status].icon} ${node.status}`;
}
function unmet(node) {
    const limits = node.detail?.type === 'metric' ? node.detail.limits : [];
    return limits.some(({ met, reason }) => met === false || reason === 'insufficient-data');
}
/** Nodes without children: the checks themselves, in the order of the tree. */
function leaves(node) {
    return node.children.length === 0 ? [node] : node.children.flatMap(leaves);
}
/** Leaves that stand in the way or deserve a look, worst first, else in the order of the tree. */
function problems(root) {
    return leaves(root)
        .filter((node) => node.status !== 'pass')
        .sort((one, other) => STATUS_SIGNS[other.status].rank - STATUS_SIGNS[one.status].rank);
}


/***/ })

};
