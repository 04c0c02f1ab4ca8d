export const id = 955;
export const ids = [955];
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

/***/ 2955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pinMarker: () => (/* binding */ pinMarker),
/* harmony export */   renderPinPullRequest: () => (/* binding */ renderPinPullRequest)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9889);
/* harmony import */ var _marker_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9556);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(940);



const BREAK = '\u{200B}';
/**
 * Title, body and commit message of the pull request that puts a pin right. Every name in them is somebody else's text: none
 * of it mentions a person, closes an issue or tells a workflow to skip.
 */
function renderPinPullRequest(change, promotion, operation) {
    const { model, stage, from, to } = change;
    return {
        title: commitLine(`Pin ${to} for ${model} ${stage}`, 120),
        body: [pinMarker(change), '', ...paragraphs(change, promotion, operation)].join('\n'),
        commitBody: [
            commitLine(`${operation} left ${from}; the registry holds ${to}.`),
            ...(change.reason === null ? [] : [commitLine(`Reason: ${change.reason}`, 500)]),
            ...(promotion.record?.sha256 == null ? [] : [commitLine(`Record: ${promotion.record.sha256}`)]),
        ].join('\n'),
    };
}
/** By this first line, and its author, a later run finds the pull request again. */
function pinMarker({ model, stage }) {
    return (0,_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .commentMarker */ .Q)(model, stage).replace('model-promotion-gate ', 'model-promotion-gate-pin ');
}
function paragraphs(change, promotion, operation) {
    const { file, branch, model, stage, from, to, reason, actor } = change;
    const { record, links } = promotion;
    const facts = [
        `why: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeText */ .X1)(operation)}, asked for by ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(actor)}${reason === null ? '' : `: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeText */ .X1)(reason, 1_000)}`}`,
        ...(record === null
            ? []
            : [`record: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)((0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(record.runId), record.url)}, sha256 ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(record.sha256 ?? 'not closed')}`]),
        ...(links.workflowRun === null ? [] : [(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)('workflow run', links.workflowRun)]),
    ];
    return [
        `The alias of ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(model)} ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(stage)} stands on ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(to)}, and ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(file)} on ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(branch)} still pins ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(from)}. This change makes the file say what the registry holds.`,
        '',
        ...facts.map((fact) => `- ${fact}`),
        '',
        `Merging it moves nothing. Left open, the next change of that file may ask for ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(from)} again. Close it if another version is to follow.`,
    ];
}
/** A line of a commit message: it is plain text to git, and a place for commands and mentions to GitHub. */
function commitLine(text, maxCharacters = 200) {
    return (0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text, maxCharacters).replace(/[@#[]|\bgh-(?=\d)|:(?=\/\/)/giu, (found) => `${found}${BREAK}`);
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


/***/ })

};
