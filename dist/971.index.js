export const id = 971;
export const ids = [971];
export const modules = {

/***/ 5258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Os: () => (/* binding */ errorAt),
/* harmony export */   Xb: () => (/* binding */ describeAt),
/* harmony export */   df: () => (/* binding */ positionOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** Line and column of an offset in a text, counted from 1, in UTF-16 units as editors and annotations do. */
function positionOf(text, offset, file) {
    let line = 1;
    let lineStart = 0;
    for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) {
        line += 1;
        lineStart = next + 1;
    }
    return { file, line, column: offset - lineStart + 1 };
}
/** A report error at a place of the text; the place stands in the message too, for readers of plain logs. */
function errorAt(at, message, hint, code = 'report-unreadable') {
    const text = `${at.file}:${at.line}:${at.column}: ${message}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ReportError */ .$g(code, text, hint === undefined ? { at } : { at, hint });
}
/** What stands at an offset, in few words, for "expected …, found …". */
function describeAt(text, offset) {
    if (offset >= text.length)
        return 'the end of the file';
    const word = /^[\w.+-]{1,24}/.exec(text.slice(offset, offset + 24))?.[0];
    return JSON.stringify(word ?? String.fromCodePoint(text.codePointAt(offset) ?? 0));
}


/***/ }),

/***/ 342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ parseYaml)
/* harmony export */ });
/* unused harmony export MAX_YAML_LENGTH */
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2031);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5258);




/** Largest YAML report in characters: a YAML parser needs a hundred times the memory of its text. */
const MAX_YAML_LENGTH = 4_000_000;
/** As in the gate config: more is a file built to explode. */
const MAX_ALIASES = 100;
/** Values that all aliases together may unfold to. */
const MAX_ALIASED_VALUES = 100_000;
/**
 * Parses one YAML 1.2 document (core schema) into the same values as `parseJson`. Custom tags, merge keys,
 * duplicate keys and more than 100 aliases are errors.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
function parseYaml(text, file) {
    if (text.length > MAX_YAML_LENGTH) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ReportError */ .$g('report-too-large', `${file} is YAML of more than ${MAX_YAML_LENGTH / 1e6} MB`, {
            hint: 'Write large reports as JSON.',
        });
    }
    try {
        return new YamlReader(text, file).document();
    }
    catch (thrown) {
        // The parser itself recurses; text nested beyond its stack ends here.
        if (!(thrown instanceof RangeError))
            throw thrown;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ReportError */ .$g('report-unreadable', `${file} is nested too deeply`, { cause: thrown });
    }
}
class YamlReader {
    lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    file;
    parsed;
    aliases = 0;
    aliasedValues = 0;
    constructor(text, file) {
        this.file = file;
        this.parsed = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
            schema: 'core',
            merge: false,
            // Its own check compares each key with each other; `map` below does it in one pass.
            uniqueKeys: false,
            lineCounter: this.lines,
            prettyErrors: false,
            resolveKnownTags: false,
            // At 'silent' the parser would read the first of several documents and say nothing.
            logLevel: 'error',
        });
    }
    document() {
        // Warnings are tags that the schema does not know: a value of unknown meaning is no evidence.
        const problem = this.parsed.errors[0] ?? this.parsed.warnings[0];
        if (problem !== undefined) {
            // The parser recurses, and reports its own overflow as a problem of the text.
            const deep = /call stack/i.test(problem.message);
            return this.fail(problem.pos[0], deep ? 'nested too deeply' : `not valid YAML: ${problem.message}`);
        }
        return this.value(this.parsed.contents, 0, false);
    }
    value(node, depth, aliased) {
        if (depth > _json_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DEPTH */ .lr)
            return this.fail(offsetOf(node), `nested deeper than ${_json_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DEPTH */ .lr} levels`);
        if (aliased)
            this.aliasedValues += 1;
        if (this.aliasedValues > MAX_ALIASED_VALUES)
            return this.fail(offsetOf(node), 'aliases unfold to too many values');
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
            return this.scalar(node);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
            return this.map(node, depth, aliased);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
            return node.items.map((item) => this.value(item, depth + 1, aliased));
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
            return this.alias(node, depth);
        return null;
    }
    scalar(node) {
        const value = node.value;
        if (typeof value === 'number' && !Number.isFinite(value)) {
            if (Number.isNaN(value))
                return new _json_js__WEBPACK_IMPORTED_MODULE_3__/* .NonFiniteMarker */ .Re('nan');
            return new _json_js__WEBPACK_IMPORTED_MODULE_3__/* .NonFiniteMarker */ .Re(value > 0 ? 'infinity' : 'negative-infinity');
        }
        if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
            return value;
        return this.fail(offsetOf(node), 'a value of a kind that reports do not have');
    }
    map(node, depth, aliased) {
        const map = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .emptyMap */ .MZ)();
        for (const { key, value } of node.items) {
            const name = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? String(key.value) : this.fail(offsetOf(key), 'a key has to be plain text');
            if (name === '<<')
                return this.fail(offsetOf(key), 'merge keys (<<) are not allowed');
            if (name in map)
                return this.fail(offsetOf(key), `the key ${JSON.stringify(name)} is given twice`);
            map[name] = this.value(value, depth + 1, aliased);
        }
        return map;
    }
    alias(node, depth) {
        this.aliases += 1;
        if (this.aliases > MAX_ALIASES)
            return this.fail(offsetOf(node), `more than ${MAX_ALIASES} aliases`);
        const target = node.resolve(this.parsed);
        if (target === undefined)
            return this.fail(offsetOf(node), `no anchor is named ${JSON.stringify(node.source)}`);
        return this.value(target, depth + 1, true);
    }
    fail(offset, message) {
        const { line, col } = this.lines.linePos(offset);
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_2__/* .errorAt */ .Os)({ file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) }, message);
    }
}
function offsetOf(node) {
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}


/***/ }),

/***/ 3971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadEvidence: () => (/* binding */ loadEvidence)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/evidence/json.js
var json = __webpack_require__(2031);
// EXTERNAL MODULE: ./lib/evidence/place.js
var evidence_place = __webpack_require__(5258);
;// CONCATENATED MODULE: ./lib/evidence/parse-json.js


/**
 * Parses JSON (RFC 8259) and the three bare words that Python adds. Stricter than `JSON.parse` in one
 * point: a key given twice is an error, because people and parsers would see different values.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
function parseJson(text, file) {
    return new JsonReader(text, file).document();
}
/**
 * Parses JSON Lines: one value a line, empty lines left out. Appending tools write one line for each run.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
function parseJsonLines(text, file) {
    return new JsonReader(text, file).lines();
}
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const WORDS = [
    ['true', true],
    ['false', false],
    ['null', null],
    ['NaN', new json/* NonFiniteMarker */.Re('nan')],
    ['Infinity', new json/* NonFiniteMarker */.Re('infinity')],
    ['-Infinity', new json/* NonFiniteMarker */.Re('negative-infinity')],
];
/** One pass over the text, with the place of every error at hand. Recursion is bounded by MAX_DEPTH. */
class JsonReader {
    text;
    file;
    at = 0;
    constructor(text, file) {
        this.text = text;
        this.file = file;
    }
    document() {
        this.skipSpace();
        const value = this.value(0);
        this.skipSpace();
        if (this.at < this.text.length)
            this.trailing(value);
        return value;
    }
    lines() {
        const values = [];
        this.skipSpace();
        while (this.at < this.text.length) {
            const start = this.at;
            values.push(this.value(0));
            if (this.newLineBetween(start, this.at))
                this.severalLines(start);
            const end = this.at;
            this.skipSpace();
            if (this.at < this.text.length && !this.newLineBetween(end, this.at))
                this.fail('the end of the line');
        }
        return values;
    }
    /** Within a value a line break can only stand between its parts, and is found near; no value is searched twice. */
    newLineBetween(from, to) {
        const at = this.text.indexOf('\n', from);
        return at !== -1 && at < to;
    }
    severalLines(start) {
        throw (0,evidence_place/* errorAt */.Os)((0,evidence_place/* positionOf */.df)(this.text, start, this.file), 'the value that starts here does not end on its line', 'Write each record of JSON Lines on a line of its own.');
    }
    value(depth) {
        const code = this.text.charCodeAt(this.at);
        if (code === QUOTE)
            return this.string();
        if (code === OPEN_MAP)
            return this.map(depth + 1);
        if (code === OPEN_LIST)
            return this.list(depth + 1);
        if (code >= ZERO && code <= NINE)
            return this.number();
        for (const [word, value] of WORDS) {
            if (!this.text.startsWith(word, this.at))
                continue;
            if (/^\w/.test(this.text.charAt(this.at + word.length)))
                break;
            this.at += word.length;
            return value;
        }
        if (code === MINUS)
            return this.number();
        return this.fail('a value');
    }
    map(depth) {
        this.checkDepth(depth);
        const start = this.at;
        const map = (0,json/* emptyMap */.MZ)();
        this.at += 1;
        if (this.skipSpace() === CLOSE_MAP)
            return this.close(map);
        for (;;) {
            const keyAt = this.at;
            if (this.text.charCodeAt(keyAt) !== QUOTE)
                this.fail('a key in double quotes');
            const key = this.string();
            if (key in map)
                this.duplicate(key, start, keyAt);
            if (this.skipSpace() !== COLON)
                this.fail('":"');
            this.at += 1;
            this.skipSpace();
            map[key] = this.value(depth);
            const next = this.skipSpace();
            if (next === CLOSE_MAP)
                return this.close(map);
            if (next !== COMMA)
                this.fail('"," or "}"');
            this.at += 1;
            this.skipSpace();
        }
    }
    list(depth) {
        this.checkDepth(depth);
        const list = [];
        this.at += 1;
        if (this.skipSpace() === CLOSE_LIST)
            return this.close(list);
        for (;;) {
            list.push(this.value(depth));
            const next = this.skipSpace();
            if (next === CLOSE_LIST)
                return this.close(list);
            if (next !== COMMA)
                this.fail('"," or "]"');
            this.at += 1;
            this.skipSpace();
        }
    }
    close(value) {
        this.at += 1;
        return value;
    }
    string() {
        const { text } = this;
        const start = this.at;
        let end = start + 1;
        let escaped = false;
        for (;;) {
            const code = text.charCodeAt(end);
            if (code === QUOTE)
                break;
            if (code === BACKSLASH) {
                escaped = true;
                end += 2;
            }
            else if (code >= 0x20)
                end += 1;
            else
                return this.failString(end);
        }
        this.at = end + 1;
        if (!escaped)
            return text.slice(start + 1, end);
        try {
            return JSON.parse(text.slice(start, end + 1));
        }
        catch {
            const bad = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/;
            // Pairs are consumed first, so that the second backslash of `\\x` is not taken for the start of an escape.
            const offset = text
                .slice(start, end)
                .replace(/\\["\\/]/g, '__')
                .search(bad);
            this.at = start + offset;
            return this.fail(String.raw `an escape such as \n or \u0041`);
        }
    }
    failString(offset) {
        const place = (0,evidence_place/* positionOf */.df)(this.text, this.at, this.file);
        const ends = Number.isNaN(this.text.charCodeAt(offset));
        this.at = Math.min(offset, this.text.length);
        return this.fail(ends
            ? `the end of the text that starts at ${place.line}:${place.column}`
            : 'a control character to be written as an escape');
    }
    number() {
        const { text } = this;
        const start = this.at;
        const negative = text.charCodeAt(start) === MINUS;
        const digits = negative ? start + 1 : start;
        let end = digitsEnd(text, digits);
        if (end === digits || (end > digits + 1 && text.charCodeAt(digits) === ZERO))
            return this.fail('a number without leading zeros');
        const next = text.charCodeAt(end);
        if (next !== DOT && next !== 0x65 && next !== 0x45) {
            this.at = end;
            return finiteOrMarker(Number(text.slice(start, end)));
        }
        if (next === DOT)
            end = this.digitsAfter(end + 1);
        const exponent = text.charCodeAt(end);
        if (exponent === 0x65 || exponent === 0x45) {
            const sign = text.charCodeAt(end + 1);
            end = this.digitsAfter(sign === 0x2b || sign === MINUS ? end + 2 : end + 1);
        }
        this.at = end;
        return finiteOrMarker(Number(text.slice(start, end)));
    }
    digitsAfter(from) {
        const end = digitsEnd(this.text, from);
        if (end > from)
            return end;
        this.at = from;
        return this.fail('a digit');
    }
    /** Returns the first code after the white space; NaN at the end. */
    skipSpace() {
        for (;;) {
            const code = this.text.charCodeAt(this.at);
            if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)
                return code;
            this.at += 1;
        }
    }
    checkDepth(depth) {
        if (depth <= json/* MAX_DEPTH */.lr)
            return;
        throw (0,evidence_place/* errorAt */.Os)((0,evidence_place/* positionOf */.df)(this.text, this.at, this.file), `nested deeper than ${json/* MAX_DEPTH */.lr} levels`);
    }
    fail(expected) {
        throw (0,evidence_place/* errorAt */.Os)((0,evidence_place/* positionOf */.df)(this.text, this.at, this.file), `expected ${expected}, found ${(0,evidence_place/* describeAt */.Xb)(this.text, this.at)}`);
    }
    trailing(value) {
        const at = (0,evidence_place/* positionOf */.df)(this.text, this.at, this.file);
        const code = this.text.charCodeAt(this.at);
        if (typeof value === 'object' && (code === OPEN_MAP || code === OPEN_LIST)) {
            throw (0,evidence_place/* errorAt */.Os)(at, 'a second document starts here, and this is no JSON Lines: those have one record on each line', 'Give one report in one JSON file, or each record a line of its own.');
        }
        return this.fail('the end of the file');
    }
    duplicate(key, mapStart, keyAt) {
        const first = (0,evidence_place/* positionOf */.df)(this.text, this.firstPlace(key, mapStart), this.file);
        throw (0,evidence_place/* errorAt */.Os)((0,evidence_place/* positionOf */.df)(this.text, keyAt, this.file), `the key ${JSON.stringify(key)} is given twice, first at ${first.line}:${first.column}`, 'Keep one of them: readers would disagree about which counts.');
    }
    /** Reads the map once more up to the key. Slow, hence only for the message. */
    firstPlace(key, mapStart) {
        this.at = mapStart + 1;
        for (;;) {
            this.skipSpace();
            const keyAt = this.at;
            if (this.string() === key)
                return keyAt;
            this.skipSpace();
            this.at += 1;
            this.skipSpace();
            // Depth 0: what stood here was within the limit when it was read.
            this.value(0);
            this.skipSpace();
            this.at += 1;
        }
    }
}
function digitsEnd(text, from) {
    let at = from;
    while (text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE)
        at += 1;
    return at;
}
function finiteOrMarker(value) {
    if (Number.isFinite(value))
        return value;
    return new json/* NonFiniteMarker */.Re(value > 0 ? 'infinity' : 'negative-infinity');
}

// EXTERNAL MODULE: ./lib/evidence/yaml.js
var evidence_yaml = __webpack_require__(342);
;// CONCATENATED MODULE: ./lib/evidence/containers/csv.js



/** Largest CSV report in characters: its rows need many times the memory of its text. */
const MAX_CSV_LENGTH = 32_000_000;
/**
 * Parses CSV (RFC 4180) with a header. A map for each record, by the names of the header; every value is text. Commas
 * separate, unless the header has none and has tabs or semicolons. Empty lines are left out.
 * @throws ReportError `report-unreadable` with the line, also for a column that is named twice or a record of another length.
 */
function parseCsv(text, file) {
    if (text.length > MAX_CSV_LENGTH) {
        throw new errors/* ReportError */.$g('report-too-large', `${file} is CSV of more than ${MAX_CSV_LENGTH / 1e6} MB`, {
            hint: 'Let the evaluation write one record for each metric, not one for each sample.',
        });
    }
    return new CsvReader(text, file).records();
}
const csv_QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
/** One pass over the text; a field is a slice of it. */
class CsvReader {
    text;
    file;
    delimiter;
    at = 0;
    line = 1;
    constructor(text, file) {
        this.text = text;
        this.file = file;
        this.delimiter = delimiterOf(text);
    }
    records() {
        const header = this.record();
        this.checkHeader(header);
        const records = [];
        for (;;) {
            this.skipEmptyLines();
            if (this.at >= this.text.length)
                return records;
            const line = this.line;
            const record = this.record();
            if (record.length !== header.length)
                this.fail(line, `${record.length} values, where the header names ${header.length} columns`);
            const map = (0,json/* emptyMap */.MZ)();
            // By position: a header has no name twice.
            for (let index = 0; index < header.length; index += 1)
                map[header[index] ?? ''] = record[index] ?? '';
            records.push(map);
        }
    }
    /** Fields up to the end of the line, which is consumed. */
    record() {
        const fields = [];
        for (;;) {
            fields.push(this.text.charCodeAt(this.at) === csv_QUOTE ? this.quoted() : this.plain());
            if (this.text.charCodeAt(this.at) !== this.delimiter)
                break;
            this.at += 1;
        }
        this.skipLineEnd();
        return fields;
    }
    plain() {
        const { text, delimiter } = this;
        const start = this.at;
        let end = start;
        for (;;) {
            const code = text.charCodeAt(end);
            if (code === delimiter || code === LINE_FEED || code === CARRIAGE_RETURN || Number.isNaN(code))
                break;
            if (code === csv_QUOTE)
                this.fail(this.line, 'a quote within a value that does not begin with one');
            end += 1;
        }
        this.at = end;
        return text.slice(start, end);
    }
    /** A quote inside is written twice; line ends inside belong to the value. */
    quoted() {
        const { text } = this;
        const start = this.at + 1;
        const firstLine = this.line;
        let end = start;
        for (;;) {
            end = text.indexOf('"', end);
            if (end === -1)
                this.fail(firstLine, 'a quote that opens here is never closed');
            if (text.charCodeAt(end + 1) !== csv_QUOTE)
                break;
            end += 2;
        }
        const value = text.slice(start, end);
        this.at = end + 1;
        const code = text.charCodeAt(this.at);
        const isEnd = code === this.delimiter || code === LINE_FEED || code === CARRIAGE_RETURN || Number.isNaN(code);
        if (!isEnd)
            this.fail(this.line, 'text behind a closing quote');
        for (let next = value.indexOf('\n'); next !== -1; next = value.indexOf('\n', next + 1))
            this.line += 1;
        return value.includes('"') ? value.replaceAll('""', '"') : value;
    }
    skipLineEnd() {
        if (this.text.charCodeAt(this.at) === CARRIAGE_RETURN)
            this.at += 1;
        if (this.text.charCodeAt(this.at) === LINE_FEED)
            this.at += 1;
        this.line += 1;
    }
    skipEmptyLines() {
        for (;;) {
            const code = this.text.charCodeAt(this.at);
            if (code !== LINE_FEED && code !== CARRIAGE_RETURN)
                return;
            this.skipLineEnd();
        }
    }
    checkHeader(header) {
        const seen = new Set();
        for (const name of header) {
            if (seen.has(name)) {
                throw (0,evidence_place/* errorAt */.Os)({ file: this.file, line: 1, column: 1 }, `the column ${JSON.stringify(name)} is named twice`, 'Name each column once. (promptfoo repeats them for each prompt: write its report as JSON, `-o report.json`.)');
            }
            seen.add(name);
        }
    }
    fail(line, what) {
        throw (0,evidence_place/* errorAt */.Os)({ file: this.file, line, column: 1 }, `not valid CSV: ${what}`, 'Write CSV as in RFC 4180: as many values in each record as in the header, quotes doubled inside quotes.');
    }
}
function delimiterOf(text) {
    const end = text.search(/[\r\n]/);
    const header = (end === -1 ? text : text.slice(0, end)).replaceAll(/"[^"]*"/g, '');
    const found = [',', '\t', ';'].find((delimiter) => header.includes(delimiter)) ?? ',';
    return found.charCodeAt(0);
}

;// CONCATENATED MODULE: ./lib/evidence/containers/front-matter.js


const FENCE = /^---[ \t]*\r?$/gm;
/** True for a text that begins with a `---` line and has another. */
function hasFrontMatter(text) {
    return endOfFrontMatter(text) !== undefined;
}
/**
 * Parses the YAML front matter of a Markdown file; the text behind it is not read.
 * @throws ReportError `report-unreadable` with the place, or `report-format-unknown` when there is none.
 */
function parseFrontMatter(text, file) {
    const end = endOfFrontMatter(text);
    if (end === undefined) {
        throw new errors/* ReportError */.$g('report-format-unknown', `${file} is Markdown without YAML front matter`, {
            hint: 'A model card begins with a line `---`, YAML, and a line `---`.',
        });
    }
    // The first line stays: it opens a YAML document, and lines are counted from it.
    return (0,evidence_yaml/* parseYaml */.h)(text.slice(0, end), file);
}
/** Where the second fence starts. */
function endOfFrontMatter(text) {
    const fences = text.matchAll(FENCE);
    const [first, second] = [fences.next().value, fences.next().value];
    if (first === undefined || second === undefined)
        return undefined;
    return /\S/.test(text.slice(0, first.index)) ? undefined : second.index;
}

;// CONCATENATED MODULE: ./lib/evidence/text.js


const PACKINGS = [
    { magic: [0x1f, 0x8b], what: 'gzip-compressed', hint: 'Unpack it first.' },
    { magic: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive', hint: 'Unpack it first and name the file inside.' },
    { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'zstd-compressed', hint: 'Unpack it first.' },
];
const LFS = 'version https://git-lfs';
/**
 * Turns the bytes of a report into text: UTF-8 with or without byte order mark.
 * @throws ReportError `report-unreadable` for anything else, saying what it is and what to do.
 */
function decodeText(bytes, file) {
    for (const { magic, what, hint } of PACKINGS) {
        if (magic.every((byte, index) => bytes[index] === byte))
            unreadable(file, `is ${what}`, hint);
    }
    if (looksLikeUtf16(bytes)) {
        unreadable(file, 'is UTF-16 text', 'Write it as UTF-8; in Windows PowerShell use `Out-File -Encoding utf8`.');
    }
    const text = decodeUtf8(bytes, file);
    if (text.startsWith(LFS)) {
        unreadable(file, 'is a Git LFS pointer, not the report', 'Check out with `lfs: true`.');
    }
    if (!/\S/.test(text))
        unreadable(file, 'is empty', 'The evaluation wrote nothing; look at its log.');
    return text;
}
function unreadable(file, what, hint) {
    throw new errors/* ReportError */.$g('report-unreadable', `${file} ${what}`, { hint });
}
function decodeUtf8(bytes, file) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        const lossy = new TextDecoder('utf-8').decode(bytes);
        throw (0,evidence_place/* errorAt */.Os)((0,evidence_place/* positionOf */.df)(lossy, lossy.indexOf('\uFFFD'), file), 'not UTF-8 text', 'Write the report as UTF-8.');
    }
}
/** By byte order mark, or because every report starts with an ASCII character, whose other half is zero. */
function looksLikeUtf16(bytes) {
    const [first, second] = bytes;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
        return true;
    return bytes.length >= 2 && (first === 0) !== (second === 0);
}

// EXTERNAL MODULE: ./lib/evidence/containers/zip-directory.js
var zip_directory = __webpack_require__(9603);
// EXTERNAL MODULE: ./lib/evidence/containers/zip-member.js
var zip_member = __webpack_require__(2564);
;// CONCATENATED MODULE: ./lib/evidence/containers/unpack-zip.js




/** Written when an Inspect log ends, and while it is being written. */
const HEADER = 'header.json';
const START = '_journal/start.json';
/** Scores of single samples: as reduced over epochs, else of each sample. */
const SCORES = ['reductions.json', 'summaries.json'];
const SHOWN = 5;
/**
 * The members that matter of a zip archive: of an Inspect `.eval` log its header and its scores, never its samples; else
 * the one file in it.
 * @param maxBytes that all members read may unpack to.
 * @throws ReportError `report-unreadable`, `report-too-large`, or `report-format-unknown` for an archive of several files.
 */
function unpackZip(bytes, file, maxBytes) {
    const entries = (0,zip_directory/* readZipDirectory */.x)(bytes, file);
    let left = maxBytes;
    const read = (entry) => {
        const member = (0,zip_member/* readZipMember */.G)(bytes, entry, { file, maxBytes: left });
        left -= member.byteLength;
        return decodeText(member, memberName(file, entry.name));
    };
    const wanted = inspectMembers(entries);
    if (wanted.length > 0) {
        const members = new Map(wanted.map((entry) => [entry.name, read(entry)]));
        return { file, content: { kind: 'inspect-archive', members } };
    }
    const only = onlyFile(entries, file);
    return { file: only.name, content: { kind: 'text', text: read(only) } };
}
/** How messages name a member. */
function memberName(file, member) {
    return `${file} (${member})`;
}
function inspectMembers(entries) {
    const header = entries.get(HEADER) ?? entries.get(START);
    if (header === undefined)
        return [];
    const scores = SCORES.flatMap((name) => entries.get(name) ?? [])[0];
    return scores === undefined ? [header] : [header, scores];
}
function onlyFile(entries, file) {
    const files = [...entries.values()].filter(({ name }) => !name.endsWith('/'));
    const [only] = files;
    if (only !== undefined && files.length === 1)
        return only;
    const names = files.slice(0, SHOWN).map(({ name }) => JSON.stringify(name.slice(0, 80)));
    const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '';
    throw new errors/* ReportError */.$g('report-format-unknown', files.length === 0
        ? `${file} is an empty zip archive`
        : `${file} is a zip archive of ${files.length} files, and no Inspect log: ${names.join(', ')}${more}`, { hint: 'Unpack it first, and name the file inside.' });
}

;// CONCATENATED MODULE: ./lib/evidence/containers/inspect-archive.js



/** Where the scores of an archive stand in Inspect's JSON log. */
const PLACES = { 'reductions.json': 'reductions', 'summaries.json': 'samples' };
/**
 * Puts the members of an Inspect `.eval` archive together to the form of its JSON log, so that one reader and the same
 * selectors fit both. A log that was never closed has no header: it is given the status that Inspect gives it.
 * @throws ReportError `report-unreadable`.
 */
function parseInspectArchive(members, file) {
    const log = (0,json/* emptyMap */.MZ)();
    for (const [member, text] of members) {
        const value = parseJson(text, memberName(file, member));
        const place = PLACES[member];
        if (place !== undefined)
            log[place] = value;
        else
            Object.assign(log, member === 'header.json' ? value : started(value));
    }
    return log;
}
function started(start) {
    return Object.assign((0,json/* emptyMap */.MZ)(), (0,json/* isJsonObject */.OW)(start) ? start : {}, { status: 'started' });
}

// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/lib/XmlDocumentType.js
var XmlDocumentType = __webpack_require__(5953);
// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/index.js + 8 modules
var dist = __webpack_require__(8460);
// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/lib/XmlError.js
var XmlError = __webpack_require__(1952);
// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/lib/XmlElement.js
var XmlElement = __webpack_require__(5614);
// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/lib/XmlText.js
var XmlText = __webpack_require__(8763);
;// CONCATENATED MODULE: ./lib/evidence/containers/xml.js




/** Largest XML report in characters: its parser needs many times the memory of its text. */
const MAX_XML_LENGTH = 16_000_000;
/**
 * Parses XML 1.0 into maps `{ name, attributes, children, text }`, one for each element: `attributes` is a map of texts,
 * `children` a list of elements, `text` what stands directly in it, trimmed. A document type is refused, so no entity is
 * ever defined, expanded or fetched.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
function parseXml(text, file) {
    if (text.length > MAX_XML_LENGTH) {
        throw new errors/* ReportError */.$g('report-too-large', `${file} is XML of more than ${MAX_XML_LENGTH / 1e6} MB`, {
            hint: 'Write it without the output of the tests.',
        });
    }
    const tree = treeOf(text, file);
    if (tree.children.some((child) => child instanceof XmlDocumentType/* XmlDocumentType */.j)) {
        throw new errors/* ReportError */.$g('report-unreadable', `${file} has a document type (<!DOCTYPE), which reports must not have`, {
            hint: 'A document type can define entities that unfold to any size. Write the report without it.',
        });
    }
    const root = tree.root;
    if (root === null)
        throw new errors/* ReportError */.$g('report-unreadable', `${file} is XML without an element`);
    return elementOf(root, file, 1);
}
function treeOf(text, file) {
    try {
        return (0,dist/* parseXml */.NO)(text, { preserveDocumentType: true });
    }
    catch (thrown) {
        if (thrown instanceof XmlError/* XmlError */.G) {
            const message = `not valid XML: ${thrown.message.replace(/ \(line \d+, column \d+\)[\s\S]*$/, '')}`;
            throw (0,evidence_place/* errorAt */.Os)({ file, line: thrown.line, column: thrown.column }, message);
        }
        // The parser recurses; text nested beyond its stack ends here.
        if (!(thrown instanceof RangeError))
            throw thrown;
        throw tooDeep(file, thrown);
    }
}
function elementOf(element, file, depth) {
    if (depth > json/* MAX_DEPTH */.lr)
        throw tooDeep(file);
    const map = (0,json/* emptyMap */.MZ)();
    const children = [];
    let text = '';
    for (const child of element.children) {
        if (child instanceof XmlElement/* XmlElement */.W)
            children.push(elementOf(child, file, depth + 1));
        else if (child instanceof XmlText/* XmlText */.Z)
            text += child.text;
    }
    map['name'] = element.name;
    map['attributes'] = Object.assign((0,json/* emptyMap */.MZ)(), element.attributes);
    map['children'] = children;
    map['text'] = text.trim();
    return map;
}
function tooDeep(file, cause) {
    return new errors/* ReportError */.$g('report-unreadable', `${file} is nested deeper than ${json/* MAX_DEPTH */.lr} levels`, { cause });
}

;// CONCATENATED MODULE: ./lib/evidence/containers/parse-file.js








/**
 * Parses an unpacked file. Its first characters decide what it is; the end of its name decides only where several
 * forms begin alike.
 * @throws ReportError `report-unreadable` (syntax), `report-format-unknown` (no form that is read) or `report-too-large`.
 */
function parse_file_parseFile({ file, content }) {
    if (content.kind === 'text')
        return parseText(content.text, file);
    return { container: 'inspect-archive', document: parseInspectArchive(content.members, file) };
}
function parseText(text, file) {
    const first = /\S/.exec(text)?.[0] ?? '';
    if (first === '<')
        return parseMarkup(text, file);
    if (/\.ya?ml$/i.test(file))
        return { container: 'yaml', document: (0,evidence_yaml/* parseYaml */.h)(text, file) };
    if (/\.[ct]sv$/i.test(file))
        return { container: 'csv', document: parseCsv(text, file) };
    if (/\.(jsonl|ndjson)$/i.test(file) || (first === '{' && hasSecondRecord(text))) {
        return { container: 'json-lines', document: parseJsonLines(text, file) };
    }
    if (/\.json$/i.test(file) || first === '{' || first === '[')
        return { container: 'json', document: parseJson(text, file) };
    if (/\.(md|markdown)$/i.test(file) || (first === '-' && hasFrontMatter(text)))
        return { container: 'markdown', document: parseFrontMatter(text, file) };
    return parseLoose(text, file);
}
/** One map to a line, and another on the next: tools that append write so, whatever the name of the file. */
function hasSecondRecord(text) {
    const end = text.indexOf('\n', text.indexOf('{'));
    if (end === -1)
        return false;
    // No expression over the first line: it may hold the whole of a large report.
    const next = /\S/.exec(text.slice(end, end + 100))?.[0];
    return /\}[ \t\r]*$/.test(text.slice(Math.max(0, end - 100), end)) && next === '{';
}
function parseMarkup(text, file) {
    if (/^\s*<(!doctype\s+html|html)\b/i.test(text.slice(0, 1000)))
        throw unknownText(file, 'is an HTML page');
    return { container: 'xml', document: parseXml(text, file) };
}
/** YAML and CSV begin with any character. What is no map and no list of YAML may be CSV of several columns. */
function parseLoose(text, file) {
    const yaml = attempt(() => (0,evidence_yaml/* parseYaml */.h)(text, file));
    if (yaml.ok && ((0,json/* isJsonObject */.OW)(yaml.value) || (0,json/* isJsonArray */.Md)(yaml.value)))
        return { container: 'yaml', document: yaml.value };
    const csv = attempt(() => parseCsv(text, file));
    if (csv.ok && csv.value.some((record) => Object.keys(record).length > 1)) {
        return { container: 'csv', document: csv.value };
    }
    if (!yaml.ok)
        throw unknownText(file, 'is neither JSON, YAML nor CSV', yaml.error);
    throw unknownText(file, 'is plain text, neither JSON, YAML nor CSV');
}
function attempt(parse) {
    try {
        return { ok: true, value: parse() };
    }
    catch (error) {
        if (error instanceof errors/* ReportError */.$g)
            return { ok: false, error };
        throw error;
    }
}
function unknownText(file, what, cause) {
    return new errors/* ReportError */.$g('report-format-unknown', `${file} ${what}`, {
        hint: 'Let the evaluation write JSON or YAML.',
        cause,
    });
}

// EXTERNAL MODULE: ./lib/evidence/containers/decompress.js
var decompress = __webpack_require__(1159);
;// CONCATENATED MODULE: ./lib/evidence/containers/unpack.js



const ZIP = [0x50, 0x4b, 0x03, 0x04];
const MAGIC = [
    [[0x1f, 0x8b], 'gzip'],
    [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
];
/**
 * Takes the packing off a file, chosen by its first bytes: zip, gzip, zstd, or none. Nothing is written anywhere, and no
 * more than `maxBytes` of text is made.
 * @throws ReportError `report-unreadable` (damaged, not text, a Git LFS pointer) or `report-too-large`.
 */
function unpack_unpack(bytes, file, maxBytes) {
    if (startsWith(bytes, ZIP))
        return unpackZip(bytes, file, maxBytes);
    const compression = MAGIC.find(([magic]) => startsWith(bytes, magic))?.[1];
    if (compression === undefined)
        return { file, content: { kind: 'text', text: decodeText(bytes, file) } };
    const inner = (0,decompress/* decompress */.m)(bytes, { compression, maxBytes, what: file });
    const name = file.replace(/\.(gz|zst)$/i, '');
    return { file: name, content: { kind: 'text', text: decodeText(inner, name) } };
}
function startsWith(bytes, magic) {
    return magic.every((byte, index) => bytes[index] === byte);
}

// EXTERNAL MODULE: ./lib/evidence/documents.js
var documents = __webpack_require__(2039);
// EXTERNAL MODULE: ./lib/evidence/row-set.js
var row_set = __webpack_require__(184);
;// CONCATENATED MODULE: ./lib/evidence/merge-reports.js



/** From best to worst; the worst file decides. */
const STATUSES = ['complete', 'unknown', 'partial', 'cancelled', 'failed'];
/**
 * Makes one report of several files of one format, in their order. A number that two files state alike is one number; where they
 * differ in anything, both stay, and the check that addresses it is told of both places. The date is the oldest, and none when a
 * file has none.
 * @throws ReportError `report-unreadable` when the files are of different formats.
 */
function mergeReports(parts) {
    const [first] = parts;
    const other = parts.find(({ report }) => report.format !== first?.report.format);
    if (first === undefined || other !== undefined)
        throw differentFormats(first, other);
    const { rows, warnings } = mergeRows(parts);
    const dates = parts.map(({ report }) => report.created_at);
    const oldest = dates.includes(undefined) ? undefined : dates.flatMap((date) => date ?? []).sort(byTime)[0];
    const items = mergeItems(parts);
    return {
        format: first.report.format,
        ...worstStatus(parts),
        rows,
        ...(items.length === 0 ? {} : { items }),
        // Each file is held against the version by itself.
        identity: parts.flatMap(({ file, report }) => report.identity.map((claim) => ({ ...claim, source: `${(0,documents/* filePrefix */.j)(file)}${claim.source}` }))),
        ...agreedFacts(parts),
        ...(oldest === undefined ? {} : { created_at: oldest }),
        warnings: [
            ...parts.flatMap(({ file, report }) => report.warnings.map((warning) => `${file}: ${warning}`)),
            ...warnings,
        ],
        document: null,
        ...(first.report.printsNumbers === undefined ? {} : { printsNumbers: first.report.printsNumbers }),
        documents: parts.map(({ file, report }) => ({ file, document: report.document })),
    };
}
const WHOLE = ['commit', 'run', 'dataset'];
/** What every file says alike of the whole; what only some say, or say otherwise, the report does not say. */
function agreedFacts(parts) {
    const agreed = WHOLE.flatMap((key) => {
        const said = parts.map(({ report }) => report[key]);
        const isAgreed = new Set(said.map((value) => JSON.stringify(value))).size === 1 && said[0] !== undefined;
        return isAgreed ? [[key, said[0]]] : [];
    });
    return Object.fromEntries(agreed);
}
function mergeRows(parts) {
    const known = new Map();
    const rows = [];
    const different = [];
    for (const { file, report } of parts) {
        for (const row of report.rows) {
            const key = (0,row_set/* addressKey */.IY)(row);
            const other = known.get(key);
            // Two of one address in one file stay as they are: that file is ambiguous by itself.
            if (other !== undefined && other.file !== file && factsOf(other.row) === factsOf(row))
                continue;
            const placed = { ...row, pointer: `${(0,documents/* filePrefix */.j)(file)}${row.pointer}` };
            rows.push(placed);
            if (other === undefined)
                known.set(key, { file, row: placed });
            else if (other.file !== file)
                different.push(`${other.row.pointer} and ${placed.pointer}`);
        }
    }
    if (different.length === 0)
        return { rows, warnings: [] };
    const more = different.length > 3 ? ` and ${different.length - 3} more` : '';
    return {
        rows,
        warnings: [`files state different numbers for one address: ${different.slice(0, 3).join(', ')}${more}`],
    };
}
/** All that a row states besides its place. */
function factsOf({ pointer: _, warnings: __, ...facts }) {
    const { slice = {}, ...rest } = facts;
    return JSON.stringify([Object.entries(rest).toSorted(byKey), Object.entries(slice).toSorted(byKey)]);
}
function byKey([a], [b]) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** As for rows: scores that two files hold alike are taken once. */
function mergeItems(parts) {
    const known = new Map();
    const items = [];
    for (const { report } of parts) {
        for (const item of report.items ?? []) {
            const key = (0,row_set/* addressKey */.IY)(item);
            const other = known.get(key);
            if (other !== undefined && isSame(other, item))
                continue;
            items.push(item);
            known.set(key, other ?? item);
        }
    }
    return items;
}
function isSame(one, other) {
    return (one.scores.length === other.scores.length &&
        one.scores.every((score, at) => Object.is(score, other.scores[at])) &&
        JSON.stringify(one.ids ?? null) === JSON.stringify(other.ids ?? null));
}
function worstStatus(parts) {
    const worst = parts.reduce((found, part) => (found === undefined || rank(part) > rank(found) ? part : found), undefined);
    if (worst === undefined)
        return { status: 'unknown' };
    const { status, status_note } = worst.report;
    if (status === 'complete' || status === 'unknown')
        return { status };
    return { status, status_note: status_note === undefined ? worst.file : `${worst.file}: ${status_note}` };
}
function rank({ report }) {
    return STATUSES.indexOf(report.status);
}
function byTime(a, b) {
    return Date.parse(a) - Date.parse(b);
}
function differentFormats(first, other) {
    const said = [first, other].flatMap((part) => (part === undefined ? [] : [`${part.file} is ${part.report.format}`]));
    return new errors/* ReportError */.$g('report-unreadable', `The files of one report are of different formats: ${said.join(', ')}.`, {
        hint: 'Make the pattern narrower, or give each format a report of its own.',
    });
}

// EXTERNAL MODULE: ./lib/evidence/nearest.js
var nearest = __webpack_require__(2199);
// EXTERNAL MODULE: ./lib/evidence/reader-names.js
var reader_names = __webpack_require__(4427);
// EXTERNAL MODULE: ./lib/evidence/claims.js
var evidence_claims = __webpack_require__(96);
// EXTERNAL MODULE: ./lib/evidence/number.js
var evidence_number = __webpack_require__(5480);
// EXTERNAL MODULE: ./lib/evidence/pointer.js
var evidence_pointer = __webpack_require__(6148);
;// CONCATENATED MODULE: ./lib/evidence/readers/load-workload.js

/** Longest fingerprint that is spelt out; the rest is told by a checksum. */
const MOST_SHOWN = 240;
/**
 * What was sent to the server, in one line: latencies under another workload, or of another tool, are not comparable.
 * Equal settings give equal texts, whatever the order of their keys; what is null or absent is left out.
 */
function workloadText(tool, settings) {
    const stated = settings.flatMap(([name, value]) => {
        return value === undefined || value === null ? [] : [`${name}=${settingText(value)}`];
    });
    const text = [tool, ...stated].join('; ');
    return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}… #${checksum(text)}`;
}
/** A setting or a part of an address as text: `4` for 4.0, `inf` for an infinite rate, maps with sorted keys. */
function settingText(value) {
    if (typeof value === 'string')
        return value;
    if (value instanceof json/* NonFiniteMarker */.Re)
        return value.nonFinite === 'infinity' ? 'inf' : value.nonFinite;
    if ((0,json/* isJsonArray */.Md)(value))
        return `[${value.map(settingText).join(', ')}]`;
    if (!(0,json/* isJsonObject */.OW)(value))
        return String(value);
    const entries = Object.entries(value).filter(([, inner]) => inner !== null);
    return `{${entries
        .map(([key, inner]) => `${key}: ${settingText(inner)}`)
        .toSorted()
        .join(', ')}}`;
}
/** The load as a slice: dimensions whose value the file states. */
function loadSlice(dimensions) {
    const slice = {};
    for (const [dimension, value] of Object.entries(dimensions)) {
        const plain = typeof value === 'number' || value instanceof json/* NonFiniteMarker */.Re;
        if (plain || (typeof value === 'string' && value !== ''))
            slice[dimension] = settingText(value);
    }
    return slice;
}
/** FNV-1a over the UTF-16 units, twice with different starts: tells workloads apart, is no safeguard. */
function checksum(text) {
    return [0x811c9dc5, 0x01000193].map((start) => fnv1a(text, start).toString(16).padStart(8, '0')).join('');
}
function fnv1a(text, start) {
    let hash = start;
    for (let at = 0; at < text.length; at += 1)
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return hash >>> 0;
}

// EXTERNAL MODULE: ./lib/evidence/readers/reader.js
var reader = __webpack_require__(7771);
;// CONCATENATED MODULE: ./lib/evidence/readers/aiperf-level.js



/** Load, model and workload in `input_config`, whose form differs between releases: whatever is missing is left out. */
function aiperfLevel(top, tool) {
    const config = (0,reader/* mapAt */.SC)(top, 'input_config');
    const loadgen = (0,reader/* mapAt */.SC)(config, 'loadgen');
    const stimulus = { ...(0,reader/* mapAt */.SC)(config, 'stimulus'), ...(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(config, 'perf_analyzer'), 'stimulus') };
    const model = modelOf(config);
    const given = (key) => loadgen[key] ?? stimulus[key] ?? config[key] ?? undefined;
    const dataset = (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(config, 'input'), 'public_dataset') ?? (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(config, 'input'), 'file');
    return {
        slice: loadSlice({ request_rate: given('request_rate'), concurrency: given('concurrency') }),
        ...(model === undefined ? {} : { model }),
        ...(dataset === undefined ? {} : { dataset }),
        dataset_version: workloadText(tool, [
            ['endpoint', (0,reader/* mapAt */.SC)(config, 'endpoint')['type']],
            ['streaming', (0,reader/* mapAt */.SC)(config, 'endpoint')['streaming']],
            ['input', filled((0,reader/* mapAt */.SC)(config, 'input'))],
            ['loadgen', filled(withoutLevel(loadgen))],
        ]),
    };
}
function withoutLevel(loadgen) {
    const rest = (0,json/* emptyMap */.MZ)();
    for (const [key, value] of Object.entries(loadgen)) {
        if (key !== 'request_rate' && key !== 'concurrency')
            rest[key] = value;
    }
    return rest;
}
function filled(map) {
    return Object.keys(map).length === 0 ? undefined : map;
}
/** A list of names, one name, or (early GenAI-Perf) a map of numbered names. */
function modelOf(config) {
    const names = (0,reader/* mapAt */.SC)(config, 'endpoint')['model_names'] ?? config['model_names'] ?? config['model'] ?? null;
    if (typeof names === 'string')
        return names === '' ? undefined : names;
    const list = (0,json/* isJsonArray */.Md)(names) ? names : (0,json/* isJsonObject */.OW)(names) ? Object.values(names) : [];
    return list.length === 0 ? undefined : list.map(settingText).join(', ');
}

;// CONCATENATED MODULE: ./lib/evidence/readers/load-metrics.js
const LATENCY = { unit: 'ms', direction: 'lower_is_better', timed: true };
const TOKENS = { unit: 'tokens/s', direction: 'higher_is_better', timed: false };
const REQUESTS = { unit: 'requests/s', direction: 'higher_is_better', timed: false };
/**
 * Metrics that mean the same in every reader of load tests, so that a check can move from one tool to another. A number
 * of a tool gets one of these names only where the tool computes just that; documented in docs/evidence/load-tests.md.
 */
const LOAD_METRICS = {
    /** From sending a request to its first token. */
    ttft: LATENCY,
    /** Of one request: (end-to-end latency − ttft) / (output tokens − 1). */
    tpot: LATENCY,
    /** Between two tokens, over all gaps of all requests. */
    itl: LATENCY,
    /** From sending a request to its last token. */
    e2e_latency: LATENCY,
    request_throughput: REQUESTS,
    input_throughput: TOKENS,
    output_throughput: TOKENS,
    total_throughput: TOKENS,
    /** Requests in a second that kept all limits given to the tool. */
    goodput: REQUESTS,
};
function loadMetricFacts(metric) {
    return LOAD_METRICS[metric];
}
/** Spelling of a unit in lower case → the unit of our rows, and what one of it is in that unit. */
const UNITS = new Map([
    ['ms', ['ms', 1]],
    ['milliseconds', ['ms', 1]],
    ['s', ['ms', 1000]],
    ['sec', ['ms', 1000]],
    ['seconds', ['ms', 1000]],
    ['us', ['ms', 0.001]],
    ['µs', ['ms', 0.001]],
    ['ns', ['ms', 0.000001]],
    ['requests/s', ['requests/s', 1]],
    ['requests/sec', ['requests/s', 1]],
    ['req/s', ['requests/s', 1]],
    ['queries/s', ['requests/s', 1]],
    ['requests/min', ['requests/s', 1 / 60]],
    ['tokens/s', ['tokens/s', 1]],
    ['tokens/sec', ['tokens/s', 1]],
    ['tok/s', ['tokens/s', 1]],
]);
/** A number in the unit of a load metric; null when the tool's unit is unknown or of another kind. */
function inUnitOf(metric, value, unit) {
    // "s/token": a time for each token is a time.
    const known = UNITS.get(unit
        .trim()
        .toLowerCase()
        .replace(/\/token$/, ''));
    if (known === undefined || known[0] !== loadMetricFacts(metric).unit)
        return null;
    return value * known[1];
}
/** One spelling for each statistic: `avg` → `mean`, `median` → `p50`, `p99p9` → `p99.9`, `stddev` → `std`. */
function statName(written) {
    const word = STATISTICS.get(written);
    return word ?? written.replace(/^p(\d+)p(\d+)$/, 'p$1.$2');
}
const STATISTICS = new Map([
    ['avg', 'mean'],
    ['average', 'mean'],
    ['median', 'p50'],
    ['stddev', 'std'],
    ['std_dev', 'std'],
]);
/** Whether a key of a distribution names a statistic that rows are made of. */
function isStatistic(key) {
    return /^(mean|avg|median|min|max|std|stddev|std_dev|p\d+(?:[.p]\d+)?)$/.test(key);
}

;// CONCATENATED MODULE: ./lib/evidence/readers/distribution.js



/** The numbers of a map such as `{"mean": 1, "p99": 2}`: one for each statistic. Keys that are none are left out. */
function distribution(map, pointer, shared) {
    return Object.keys(map).flatMap((key) => {
        const value = map[key];
        // Tools write null for a statistic that they did not compute; a mean that is null is a missing number.
        const stated = typeof value === 'number' || value instanceof json/* NonFiniteMarker */.Re || statName(key) === 'mean';
        if (!isStatistic(key) || !stated)
            return [];
        return [{ ...shared, value, pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, key), stat: statName(key) }];
    });
}
/** Whether a map holds statistics. */
function isDistribution(map) {
    return Object.keys(map).some(isStatistic);
}

;// CONCATENATED MODULE: ./lib/evidence/readers/load-rows.js


const NOTHING_ANSWERED = 'no request was completed: there is nothing to measure';
const NO_TIME = 'a time of 0 or less is no measurement: nothing was streamed, or nothing was completed';
/**
 * The rows of a number: under the load metric's name, and under the tool's own. Standard deviations stay what they are
 * and become no standard error: requests that wait in one queue are not independent of each other.
 */
function rowsOfNumber(level, number) {
    const found = measured(level, number);
    const shared = portableRow(level, number, found);
    // `request_throughput` of the tool is ours: a second row would make the address ambiguous.
    if (shared !== null && number.name === number.as && shared.slice?.['stat'] === undefined)
        return [shared];
    return shared === null ? [ownRow(level, number, found)] : [shared, ownRow(level, number, found)];
}
/** A row of a level; `stat` becomes part of its slice. */
function levelRow(level, row, stat) {
    const slice = stat === undefined ? level.slice : { ...level.slice, stat };
    return {
        ...row,
        ...(Object.keys(slice).length === 0 ? {} : { slice }),
        ...(level.model === undefined ? {} : { model: level.model }),
        ...(level.dataset === undefined ? {} : { dataset: level.dataset }),
        ...(level.dataset_version === undefined ? {} : { dataset_version: level.dataset_version }),
    };
}
/** Tools write 0 for the latency of a server that answered nothing; read as a number, it would pass every limit. */
function measured(level, number) {
    const found = { ...(0,evidence_number/* readNumber */.kz)(number.value), ...(number.warning === undefined ? {} : { warning: number.warning }) };
    if (!isTime(number) || number.stat === 'std')
        return found;
    if (level.completed === 0)
        return { value: null, missing: 'absent', warning: NOTHING_ANSWERED };
    const impossible = found.value !== null && found.value <= 0;
    return impossible ? { value: null, missing: 'absent', warning: NO_TIME } : found;
}
function isTime({ as, latency }) {
    return latency === true || (as !== undefined && loadMetricFacts(as).timed);
}
function ownRow(level, number, found) {
    const n = sampleCount(level, number);
    const direction = directionOf(number);
    return levelRow(level, {
        metric: number.name,
        ...foundParts(found),
        ...(n === undefined ? {} : { n }),
        ...(number.unit === undefined ? {} : { unit: number.unit }),
        ...(direction === undefined ? {} : { direction }),
        pointer: number.pointer,
    }, number.statInName === true ? undefined : number.stat);
}
function portableRow(level, number, found) {
    const { as, unit } = number;
    if (as === undefined || unit === undefined)
        return null;
    const facts = loadMetricFacts(as);
    const stat = number.stat ?? 'mean';
    // A throughput is one number; the spread of a rate over time keeps the tool's own name.
    if (!facts.timed && stat !== 'mean')
        return null;
    const value = inUnitOf(as, found.value ?? 0, unit);
    if (value === null || facts.unit === undefined)
        return null;
    const n = sampleCount(level, number);
    const direction = directionOf(number);
    return levelRow(level, {
        metric: as,
        ...foundParts(found.value === null ? found : converted(found, value, unit)),
        ...(n === undefined ? {} : { n }),
        unit: facts.unit,
        ...(direction === undefined ? {} : { direction }),
        pointer: number.pointer,
    }, facts.timed ? stat : undefined);
}
/** A number near the largest may leave the range of numbers. */
function converted(found, value, unit) {
    if (!Number.isFinite(value))
        return { value: null, missing: value > 0 ? 'infinity' : 'negative-infinity' };
    return found.value === value ? found : { ...found, value, warning: `converted: the file says ${found.value} ${unit}` };
}
function foundParts({ value, missing, warning }) {
    return {
        value,
        ...(missing === undefined ? {} : { missing }),
        ...(warning === undefined ? {} : { warnings: [warning] }),
    };
}
/** A spread is neither better nor worse. */
function directionOf(number) {
    if (number.stat === 'std')
        return undefined;
    if (number.as !== undefined)
        return loadMetricFacts(number.as).direction;
    return number.latency === true ? 'lower_is_better' : undefined;
}
function sampleCount(level, number) {
    return number.n ?? (isTime(number) ? level.completed : undefined);
}

;// CONCATENATED MODULE: ./lib/evidence/readers/load-counts.js

/**
 * Rows `requests`, `completed`, `errors`, `incomplete` and `error_rate`. Where nobody counted the errors, there is a
 * missing number and no silence: a server that refuses everything is fast.
 */
function countRows(level, counts) {
    const { completed, errors, incomplete } = counts;
    const requests = counts.requests ?? sumOf(counts);
    const warnings = counts.note === undefined ? {} : { warnings: [counts.note] };
    return [
        ...countRow(level, 'requests', requests),
        ...countRow(level, 'completed', completed),
        ...countRow(level, 'incomplete', incomplete).map((row) => ({ ...row, direction: 'lower_is_better' })),
        ...(errors === undefined
            ? [unknownErrors(level, 'errors', counts)]
            : countRow(level, 'errors', errors).map((row) => ({
                ...row,
                direction: 'lower_is_better',
                ...warnings,
            }))),
        errorRate(level, counts, requests),
    ];
}
function countRow(level, metric, count) {
    return count === undefined ? [] : [levelRow(level, { metric, value: count.value, pointer: count.pointer })];
}
function unknownErrors(level, metric, { pointer }) {
    const warnings = ['the file does not say how many requests failed'];
    return levelRow(level, {
        metric,
        value: null,
        missing: 'absent',
        direction: 'lower_is_better',
        warnings,
        pointer,
    });
}
function errorRate(level, counts, requests) {
    const { errors } = counts;
    if (errors === undefined || requests === undefined || requests.value <= 0) {
        return { ...unknownErrors(level, 'error_rate', counts), unit: 'fraction' };
    }
    return levelRow(level, {
        metric: 'error_rate',
        value: errors.value / requests.value,
        n: requests.value,
        unit: 'fraction',
        direction: 'lower_is_better',
        ...(counts.note === undefined ? {} : { warnings: [counts.note] }),
        pointer: errors.pointer,
    });
}
function sumOf({ completed, errors, incomplete }) {
    if (completed === undefined || errors === undefined)
        return undefined;
    return { value: completed.value + errors.value + (incomplete?.value ?? 0), pointer: completed.pointer };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/load-report.js


/** A load test in canonical form. */
function loadReport(parts) {
    const measurements = distinguished(parts.measurements);
    const made = measurements.map((measurement) => ({ measurement, rows: rowsOf(measurement) }));
    const items = made.flatMap(({ measurement, rows }) => itemsOf(measurement, rows));
    const createdAt = oldest(measurements);
    return {
        format: parts.format,
        ...statusOf(parts),
        rows: made.flatMap(({ rows }) => rows),
        ...(items.length === 0 ? {} : { items }),
        identity: parts.identity,
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: parts.warnings ?? [],
        document: parts.document,
    };
}
function statusOf({ measurements, status }) {
    if (status !== undefined && status.status !== 'complete')
        return status;
    if (measurements.length === 0)
        return { status: 'failed', status_note: 'the file holds no measurement' };
    const answered = measurements.some(({ level }) => level.completed !== 0);
    return answered ? { status: 'complete' } : { status: 'failed', status_note: 'no request was completed' };
}
/**
 * Measurements of several models get a slice for it. Those that are still alike are runs of the same test: they are
 * numbered in the order of the file, so that a check names the one that it means and none is taken in silence.
 */
function distinguished(measurements) {
    const models = new Set(measurements.map(({ level }) => level.model));
    const named = models.size < 2 ? measurements : measurements.map((one) => withSlice(one, { model: one.level.model ?? '' }));
    const alike = Map.groupBy(named, ({ level }) => keyOf(level));
    return named.map((one) => {
        const group = alike.get(keyOf(one.level)) ?? [];
        return group.length < 2 ? one : withSlice(one, { run: String(group.indexOf(one) + 1) });
    });
}
function withSlice(measurement, more) {
    return { ...measurement, level: { ...measurement.level, slice: { ...measurement.level.slice, ...more } } };
}
function keyOf({ slice }) {
    return JSON.stringify(Object.entries(slice).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
/** A number that a file says twice (`median` and `p50`, a count under our name and its own) is one row; unequal ones stay. */
function rowsOf({ level, numbers, counts }) {
    const rows = [];
    const known = new Map();
    const all = [...countRows(level, counts), ...numbers.flatMap((number) => rowsOfNumber(level, number))];
    for (const row of all) {
        const key = JSON.stringify([row.metric, row.slice?.['stat']]);
        const same = known.get(key);
        if (same !== undefined && same.value === row.value)
            continue;
        known.set(key, row);
        rows.push(row);
    }
    return rows;
}
/** Every row about a time has the single times behind it; they share them. */
function itemsOf({ numbers, series = [] }, rows) {
    return series.flatMap(({ as, scores }) => {
        const names = new Set([
            as,
            ...numbers.filter((number) => number.as === as && number.unit === 'ms').map(nameOf),
        ]);
        const ofMetric = rows.filter(({ metric, direction }) => names.has(metric) && direction !== undefined);
        return ofMetric.map(({ metric, slice }) => ({ metric, ...(slice === undefined ? {} : { slice }), scores }));
    });
}
function nameOf({ name }) {
    return name;
}
/** The age of a report is that of its oldest part; without a date for each part it has none. */
function oldest(measurements) {
    const dates = measurements.flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt]));
    return dates.length === measurements.length ? dates.toSorted()[0] : undefined;
}
/** Claims of a part of the document, with pointers from its top. */
function claimsBelow(claims, pointer) {
    return claims.map((claim) => ({ ...claim, source: `${pointer}${claim.source}` }));
}
/** The numbers of a list that are real times, in ms; null when there are none or too many. */
function timesIn(list, factor) {
    const times = [];
    for (const value of list) {
        if (typeof value === 'number' && value > 0)
            times.push(value * factor);
        if (times.length > MOST_TIMES)
            return null;
    }
    return times.length === 0 ? null : Float64Array.from(times);
}
/** Single times kept of one metric and measurement. */
const MOST_TIMES = 200_000;

;// CONCATENATED MODULE: ./lib/evidence/readers/aiperf.js









/** AIPerf, `profile_export_aiperf.json`. */
const aiperf = {
    detect: (document) => (isGenaiPerf(document) ? (0,reader/* lacks */.pO)('the marks of AIPerf') : accepts(document)),
    accepts,
    read: (document, file) => read(document, file, 'aiperf'),
};
/** GenAI-Perf, the tool before AIPerf: `profile_export_genai_perf.json` has the same metrics and other settings. */
const genaiPerf = {
    detect: (document) => (isGenaiPerf(document) ? accepts(document) : (0,reader/* lacks */.pO)('"input_config" with "perf_analyzer"')),
    accepts,
    read: (document, file) => read(document, file, 'genai-perf'),
};
/**
 * By their definitions, not by their names: AIPerf's inter-token latency is computed for each request, so it is `tpot`;
 * the gaps between single answers of the stream are its inter-chunk latency.
 */
const METRICS = new Map([
    ['time_to_first_token', 'ttft'],
    ['inter_token_latency', 'tpot'],
    ['inter_chunk_latency', 'itl'],
    ['request_latency', 'e2e_latency'],
    ['request_throughput', 'request_throughput'],
    ['output_token_throughput', 'output_throughput'],
    ['total_token_throughput', 'total_throughput'],
    ['goodput', 'goodput'],
    ['request_goodput', 'goodput'],
]);
function accepts(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    if (isNative(document))
        return (0,reader/* fits */.lA)();
    const measured = [...METRICS.keys()].filter((name) => isMetric(document[name]));
    const marked = ['input_config', 'aiperf_version', 'was_cancelled', 'error_summary'].some((key) => key in document);
    if (measured.length >= 2 || (measured.length === 1 && marked))
        return (0,reader/* fits */.lA)();
    return (0,reader/* lacks */.pO)('metrics with "unit" and "avg", such as "request_latency" and "request_throughput"');
}
function isGenaiPerf(document) {
    if (!(0,json/* isJsonObject */.OW)(document) || 'aiperf_version' in document)
        return false;
    const config = (0,reader/* mapAt */.SC)(document, 'input_config');
    return ['perf_analyzer', 'model_names', 'subcommand', 'stimulus', 'service_kind'].some((key) => key in config);
}
/** Schema 2 keeps metrics as series in a map of their own. */
function isNative(document) {
    return (0,reader/* textAt */.$6)(document, 'aiperf_version') !== undefined && (0,json/* isJsonObject */.OW)(document['metrics']);
}
function isMetric(value) {
    return (0,json/* isJsonObject */.OW)(value) && (0,reader/* textAt */.$6)(value, 'unit') !== undefined && isDistribution(value);
}
function read(document, file, format) {
    const top = (0,reader/* asMap */.$H)(document);
    if (isNative(top)) {
        throw new errors/* ReportError */.$g('report-format-unknown', `${file} holds an AIPerf report of schema ${String(top['schema_version'])}, not 1`, { hint: 'Name `profile_export_aiperf.json`, or use `select` with `format: json`.' });
    }
    const ended = (0,reader/* textAt */.$6)(top, 'end_time');
    const endedAt = (0,reader/* dateFromText */.Ee)(ended);
    const counts = countsOf(top);
    const level = {
        ...aiperfLevel(top, format),
        ...(counts.completed === undefined ? {} : { completed: counts.completed.value }),
    };
    return loadReport({
        format,
        document,
        measurements: [{ level, numbers: numbersOf(top), counts, endedAt }],
        identity: (0,evidence_claims/* topLevelClaims */.vW)(top),
        status: aiperf_statusOf(top),
        warnings: ended !== undefined && endedAt === undefined ? ['the date in the file states no time zone and was not used'] : [],
    });
}
function numbersOf(top) {
    return Object.entries(top).flatMap(([name, map]) => {
        if (!isMetric(map))
            return [];
        const as = METRICS.get(name);
        const n = (0,evidence_number/* nonNegative */.rG)(map['count']);
        return distribution(map, (0,evidence_pointer/* extendPointer */.wQ)('', name), {
            name,
            ...unitOf(map),
            ...(as === undefined ? {} : { as }),
            ...(n === undefined ? {} : { n }),
            latency: name.endsWith('_latency') || name.startsWith('time_to_'),
        });
    });
}
function unitOf(map) {
    const unit = (0,reader/* textAt */.$6)(map, 'unit');
    return unit === undefined ? {} : { unit };
}
function countsOf(top) {
    const completed = countAt(top, 'request_count');
    return { completed, errors: countAt(top, 'error_request_count') ?? summedErrors(top), pointer: '' };
}
function countAt(top, name) {
    const value = (0,evidence_number/* nonNegative */.rG)((0,reader/* mapAt */.SC)(top, name)['avg']);
    return value === undefined ? undefined : { value, pointer: `/${name}/avg` };
}
/** The count of errors is null when there were none, and missing in older releases; the list by kind is always there. */
function summedErrors(top) {
    const kinds = top['error_summary'];
    if (!(0,json/* isJsonArray */.Md)(kinds))
        return undefined;
    const counts = kinds.map((kind) => (0,evidence_number/* nonNegative */.rG)((0,reader/* asMap */.$H)(kind)['count']));
    if (counts.includes(undefined))
        return undefined;
    return { value: counts.reduce((sum, count) => sum + (count ?? 0), 0), pointer: '/error_summary' };
}
function aiperf_statusOf(top) {
    if (top['was_cancelled'] === true) {
        return { status: 'cancelled', status_note: 'the file says "was_cancelled": true' };
    }
    if (top['is_complete'] === false)
        return { status: 'partial', status_note: 'the file says "is_complete": false' };
    return { status: 'complete' };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
// EXTERNAL MODULE: ./lib/evidence/report.js
var report = __webpack_require__(4963);
;// CONCATENATED MODULE: ./lib/evidence/readers/canonical-schema.js


/** What a canonical report says in its `schema` key. */
const CANONICAL_SCHEMA = 'model-promotion-gate/evaluation-report';
const canonical_schema_text = schemas/* string */.YjP().min(1);
const count = schemas/* number */.aig().nonnegative();
const Interval = schemas/* strictObject */.rej({
    low: schemas/* number */.aig(),
    high: schemas/* number */.aig(),
    level: schemas/* number */.aig().gt(0).lt(1).describe('Confidence level, e.g. 0.95.'),
});
const Items = schemas/* strictObject */.rej({
    ids: schemas/* array */.YOg(schemas/* string */.YjP()).optional().describe('What tells the items apart, the same for every version.'),
    scores: schemas/* array */.YOg(schemas/* number */.aig().nullable()).min(1).describe('In the unit of the value; null: the item has no score.'),
})
    .refine(({ ids, scores }) => ids === undefined || ids.length === scores.length, {
    error: 'ids and scores must be equally many',
})
    .describe('Scores of the single items that the value is made of, for statistical comparisons. Judged, never recorded.');
const Row = schemas/* strictObject */.rej({
    metric: canonical_schema_text.describe('Name of the metric, e.g. "acc".'),
    task: canonical_schema_text.optional(),
    filter: canonical_schema_text.optional().describe('Answer filter, as in lm-evaluation-harness.'),
    scorer: canonical_schema_text.optional(),
    slice: schemas/* record */.g1P(canonical_schema_text, schemas/* string */.YjP()).optional().describe('Dimension → value, e.g. {"language": "de"}.'),
    value: schemas/* number */.aig().nullable().describe('Finite, or null when there is no number; then `missing` may say why.'),
    missing: schemas/* enum */.k5n(report/* MISSING_KINDS */.$c).optional(),
    stderr: count.optional().describe('Standard error of the mean, in the unit of the value.'),
    interval: Interval.optional(),
    n: count.optional().describe('Number of samples.'),
    unit: canonical_schema_text.optional(),
    direction: schemas/* enum */.k5n(report/* DIRECTIONS */.X).optional(),
    model: canonical_schema_text.optional(),
    dataset: canonical_schema_text.optional(),
    dataset_version: canonical_schema_text.optional(),
    task_version: canonical_schema_text.optional().describe('Version of the task or scorer that made the number.'),
    warnings: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    items: Items.optional(),
});
const Version = schemas/* strictObject */.rej({
    artifact_id: canonical_schema_text.optional().describe('W&B artifact id.'),
    digest: canonical_schema_text.optional().describe('Digest of the artifact, as W&B shows it.'),
    path: schemas/* string */.YjP()
        .regex(/^(wandb-artifact:\/\/)?[^/:\s]+\/[^/:\s]+\/[^/:\s]+:v\d+$/)
        .optional()
        .describe('Full path `entity/project/name:vN`.'),
})
    .describe('The model version that was evaluated. Name it in one way or in several; all must agree.');
/** The published form of an evaluation report. Its JSON Schema is `schemas/evaluation-report.schema.json`. */
const CanonicalReport = schemas/* strictObject */.rej({
    $schema: schemas/* string */.YjP().optional(),
    schema: schemas/* literal */.euz(CANONICAL_SCHEMA),
    schema_version: schemas/* literal */.euz(1),
    version: Version.optional(),
    status: schemas/* enum */.k5n(['complete', 'partial', 'failed', 'cancelled']).describe('Only a complete report can pass a gate.'),
    status_note: canonical_schema_text.optional(),
    commit: canonical_schema_text.optional().describe('Git commit of the model code that was evaluated, not of the evaluation tool.'),
    run: canonical_schema_text.optional().describe('W&B run that made the report or the version: `entity/project/run`.'),
    created_at: iso/* datetime */.w$({ offset: true })
        .optional()
        .describe('When the evaluation ended: ISO 8601 with time zone.'),
    warnings: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    rows: schemas/* array */.YOg(Row).min(1),
});
/** The JSON Schema that users name in their reports and editors. */
function canonicalJsonSchema() {
    return {
        title: 'Evaluation report of the Model Promotion Gate',
        ...z.toJSONSchema(CanonicalReport, { target: 'draft-2020-12' }),
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/canonical.js





/** Our own published form; strict, so that a misspelt key is an error and no silent loss. */
const canonical = { detect, read: canonical_read };
const canonical_SHOWN = 10;
function detect(document) {
    const named = (0,json/* isJsonObject */.OW)(document) && document['schema'] === CANONICAL_SCHEMA;
    return named ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(`"schema": "${CANONICAL_SCHEMA}"`);
}
/** zod compares whatever stands at `length`, and throws where that is a map without a prototype, as all of ours are. */
function checked(document, file) {
    try {
        const parsed = CanonicalReport.safeParse(withoutMarkers(document));
        if (parsed.success)
            return parsed.data;
        throw invalid(file, parsed.error.issues);
    }
    catch (thrown) {
        if (thrown instanceof errors/* ReportError */.$g)
            throw thrown;
        throw new errors/* ReportError */.$g('report-unreadable', `${file} is not a report in our own format: a text was expected where a map with a \`length\` stands.`, { cause: thrown });
    }
}
function canonical_read(document, file) {
    const report = checked(document, file);
    const createdAt = (0,reader/* dateFromText */.Ee)(report.created_at);
    const items = report.rows.flatMap(toItems);
    return {
        format: 'canonical',
        status: report.status,
        ...(report.status_note === undefined ? {} : { status_note: report.status_note }),
        rows: report.rows.map(toRow),
        ...(items.length === 0 ? {} : { items }),
        identity: claimsOf(report.version ?? {}),
        ...(report.commit === undefined ? {} : { commit: report.commit }),
        ...(report.run === undefined ? {} : { run: report.run }),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: report.warnings ?? [],
        document,
    };
}
function toRow(row, index) {
    const pointer = `/rows/${index}/value`;
    const missing = row.value === null ? { missing: row.missing ?? 'null' } : {};
    if (row.items !== undefined)
        delete row.items;
    // zod made this row afresh: it is completed in place, because a third copy of each row would count.
    return Object.assign(row, missing, { pointer });
}
function toItems({ metric, task, filter, scorer, slice, items, }) {
    if (items === undefined)
        return [];
    const address = {
        metric,
        ...(task === undefined ? {} : { task }),
        ...(filter === undefined ? {} : { filter }),
        ...(scorer === undefined ? {} : { scorer }),
        ...(slice === undefined ? {} : { slice }),
    };
    const scores = Float64Array.from(items.scores, (score) => score ?? Number.NaN);
    return [{ ...address, ...(items.ids === undefined ? {} : { ids: items.ids }), scores }];
}
function claimsOf(version) {
    return Object.entries(version).flatMap(([key, text]) => {
        return text === undefined ? [] : [{ text, source: (0,evidence_pointer/* extendPointer */.wQ)('/version', key) }];
    });
}
/** Python writes `"value": NaN` here too: null with its reason, anywhere else a mistake that the schema reports. */
function withoutMarkers(document) {
    if (!(0,json/* isJsonObject */.OW)(document) || !(0,json/* isJsonArray */.Md)(document['rows']))
        return document;
    return copy(document, { rows: document['rows'].map(rowWithoutMarker) });
}
function rowWithoutMarker(row) {
    if (!(0,json/* isJsonObject */.OW)(row) || !(row['value'] instanceof json/* NonFiniteMarker */.Re))
        return row;
    return copy(row, { value: null, missing: row['value'].nonFinite });
}
function copy(map, changes) {
    return Object.assign((0,json/* emptyMap */.MZ)(), map, changes);
}
function invalid(file, issues) {
    const problems = issues.map(({ path, message }) => {
        const pointer = path.reduce((text, key) => (0,evidence_pointer/* extendPointer */.wQ)(text, String(key)), '');
        return `${pointer === '' ? 'the report' : pointer}: ${message}`;
    });
    const rest = problems.length - canonical_SHOWN;
    const list = [...problems.slice(0, canonical_SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])];
    return new errors/* ReportError */.$g('report-unreadable', `${file} is not a valid canonical report: ${list.join('; ')}`, {
        hint: 'Its form is published as schemas/evaluation-report.schema.json.',
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/csv.js






/**
 * CSV: with `columns` in the gate config one row for each record; without it one record whose columns are metrics. All of CSV
 * is text, so printed numbers count.
 */
const csv = { detect: csv_detect, accepts: csv_accepts, read: csv_read };
/** What to do about CSV that cannot be read as it is. Part of messages: it is the answer, not a hint. */
const CSV_NEEDS_MAP = 'Say which columns hold what: `columns: { metric: metric, value: value, task: task }`, in the gate config.';
/** Without a map only one record can be read; nothing says that its columns are metrics but that they hold numbers. */
function csv_detect(document, container) {
    const records = recordsOf(document, container);
    if (records === undefined)
        return (0,reader/* lacks */.pO)('CSV with a header');
    if (records.length !== 1)
        return (0,reader/* lacks */.pO)(`exactly one record below its header, it has ${records.length}. ${CSV_NEEDS_MAP}`);
    const numbers = Object.values(records[0] ?? {}).some((value) => (0,evidence_number/* readPrintedNumber */.Y3)(value).value !== null);
    return numbers ? { fit: 'maybe' } : (0,reader/* lacks */.pO)('a number in its one record');
}
function csv_accepts(document, container) {
    return recordsOf(document, container) === undefined ? (0,reader/* lacks */.pO)('CSV with a header') : { fit: 'maybe' };
}
function csv_read(document, file, { columns }) {
    const records = ((0,json/* isJsonArray */.Md)(document) ? document : []).filter(json/* isJsonObject */.OW);
    if (columns === null && records.length !== 1) {
        throw new errors/* ReportError */.$g('report-format-unknown', `${file} is CSV of ${records.length} records. ${CSV_NEEDS_MAP}`);
    }
    if (columns !== null)
        checkColumns(columns, records[0], file);
    const rows = columns === null ? wideRows(records[0] ?? {}) : records.map((record, index) => mappedRow(record, index, columns));
    return {
        format: 'csv',
        status: 'unknown',
        status_note: 'CSV does not say whether the run ended',
        rows,
        identity: csv_claimsOf(records),
        warnings: records.length === 0 ? ['the file holds a header and no record'] : [],
        document,
    };
}
function recordsOf(document, container) {
    return container === 'csv' && (0,json/* isJsonArray */.Md)(document) ? document.filter(json/* isJsonObject */.OW) : undefined;
}
function checkColumns(columns, first, file) {
    if (first === undefined)
        return;
    const names = Object.keys(first);
    const wanted = Object.values(columns).flat();
    const absent = wanted.filter((name) => !names.includes(name));
    if (absent.length === 0)
        return;
    const list = absent.map((name) => JSON.stringify(name)).join(', ');
    const shown = names.slice(0, 12).map((name) => JSON.stringify(name.slice(0, 40)));
    const more = names.length > 12 ? ` and ${names.length - 12} more` : '';
    throw new errors/* ReportError */.$g('report-unreadable', `${file} has no column ${list}. It has ${shown.join(', ')}${more}.`, {
        hint: '`columns` names the columns as the header does, letter by letter.',
    });
}
/** Every column that holds a number, or should: empty, or `NaN`. */
function wideRows(record) {
    return Object.entries(record).flatMap(([metric, text]) => {
        const found = numberIn(text);
        return found.missing === 'text' ? [] : [{ metric, ...found, pointer: (0,evidence_pointer/* extendPointer */.wQ)('/0', metric) }];
    });
}
const TEXT_PARTS = ['task', 'filter', 'scorer', 'unit', 'model', 'dataset', 'dataset_version'];
/** Made part by part, and not from spread pieces: a file may have a million records. */
function mappedRow(record, index, columns) {
    const row = {
        metric: columns.metric === undefined ? columns.value : (textIn(record, columns.metric) ?? ''),
        ...numberIn(record[columns.value]),
        pointer: (0,evidence_pointer/* extendPointer */.wQ)(`/${index}`, columns.value),
    };
    for (const part of TEXT_PARTS) {
        const text = textIn(record, columns[part]);
        if (text !== undefined)
            row[part] = text;
    }
    const slice = {};
    for (const name of columns.slice ?? []) {
        const text = textIn(record, name);
        if (text !== undefined)
            slice[name] = text;
    }
    if (Object.keys(slice).length > 0)
        row.slice = slice;
    const [stderr, n] = [countIn(record, columns.stderr), countIn(record, columns.n)];
    if (stderr !== undefined)
        row.stderr = stderr;
    if (n !== undefined)
        row.n = n;
    return row;
}
function textIn(record, column) {
    const value = column === undefined ? undefined : record[column];
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** Standard errors and counts: at least zero. */
function countIn(record, column) {
    return column === undefined ? undefined : (0,evidence_number/* nonNegative */.rG)(numberIn(record[column]).value);
}
/** Printing is no oddity here, so there is nothing to warn of. An empty cell is null. */
function numberIn(value) {
    const text = typeof value === 'string' ? value.trim() : '';
    if (text === '')
        return { value: null, missing: 'null' };
    const { value: number, missing } = (0,evidence_number/* readPrintedNumber */.Y3)(text);
    return missing === undefined ? { value: number } : { value: number, missing };
}
/** Each record may name the version; all must agree. */
function csv_claimsOf(records) {
    const claims = new Map();
    records.forEach((record, index) => {
        for (const claim of (0,evidence_claims/* topLevelClaims */.vW)(record))
            if (!claims.has(claim.text))
                claims.set(claim.text, { text: claim.text, source: `/${index}${claim.source}` });
    });
    return [...claims.values()];
}

;// CONCATENATED MODULE: ./lib/evidence/readers/build-row.js
/** Makes a row that has no key for what is unknown: rows are compared, hashed and recorded as they are. */
function buildRow({ metric, pointer, found, slice, warnings, ...parts }) {
    const known = Object.entries(parts).filter(([, value]) => value !== undefined);
    const dimensions = Object.entries(slice ?? {}).filter(([, value]) => value !== undefined && value !== '');
    const said = [...(found.warning === undefined ? [] : [found.warning]), ...(warnings ?? [])];
    return {
        metric,
        ...Object.fromEntries(known),
        ...(dimensions.length === 0 ? {} : { slice: Object.fromEntries(dimensions) }),
        value: found.value,
        ...(found.missing === undefined ? {} : { missing: found.missing }),
        ...(said.length === 0 ? {} : { warnings: said }),
        pointer,
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/item-mean.js
/** More items without a score than this share make the whole report `partial`: their mean says too little. */
const MOST_UNSCORED = 0.05;
/** Mean over the items that have a score (NaN: none), with the standard error of a mean of independent items (n − 1). */
function meanOfItems(scores) {
    let [counted, unscored, mean, squares] = [0, 0, 0, 0];
    // Welford's method: no cancellation when all scores are close to each other.
    for (const score of scores) {
        if (Number.isNaN(score)) {
            unscored += 1;
            continue;
        }
        counted += 1;
        const step = score - mean;
        mean += step / counted;
        squares += step * (score - mean);
    }
    const stderr = counted < 2 ? 0 : Math.sqrt(squares / (counted - 1) / counted);
    return {
        found: counted > 0 && Number.isFinite(mean) ? { value: mean } : { value: null, missing: 'absent' },
        stderr: Number.isFinite(stderr) && stderr > 0 ? stderr : undefined,
        counted,
        unscored,
    };
}
/** What a row has to say about items that its mean leaves out; nothing when there are none. */
function unscoredWarning({ counted, unscored }, items) {
    if (unscored === 0)
        return [];
    return [`${unscored} of ${counted + unscored} ${items} have no score; the mean is over the other ${counted}`];
}
/** True when so many items have no score that the report cannot be called complete. */
function lacksScores({ counted, unscored }) {
    return unscored > MOST_UNSCORED * (counted + unscored);
}
/** Names that tell items apart, made different where the same one stands twice. */
function distinctIds(ids) {
    const seen = new Map();
    return ids.map((id) => {
        const times = (seen.get(id) ?? 0) + 1;
        seen.set(id, times);
        return times === 1 ? id : `${id} #${times}`;
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/deepeval-counts.js



function shareRow(metric, count, n, shared) {
    const found = n > 0 ? { value: count / n } : { value: null, missing: 'absent' };
    return buildRow({ ...shared, metric, found, n, unit: 'fraction', direction: 'higher_is_better' });
}
function deepeval_counts_countRow(metric, count, n, shared) {
    return buildRow({ ...shared, metric, found: { value: count }, n, direction: 'lower_is_better' });
}
/** What users may record of the model's own answers; the cost and duration of judging are not the model's. */
function runRows(cases, shared) {
    const facts = [
        { keys: ['completionTime', 'completion_time'], metric: 'completion_time', unit: 's' },
        { keys: ['tokenCost', 'token_cost'], metric: 'token_cost', unit: 'USD' },
    ];
    return facts.flatMap(({ keys, metric, unit }) => {
        const values = cases.map((entry) => numberAt(entry, keys));
        const mean = meanOfItems(values);
        if (mean.counted === 0)
            return [];
        const warnings = unscoredWarning(mean, 'test cases');
        const { found, stderr, counted: n } = mean;
        return [buildRow({ ...shared, metric, found, stderr, n, unit, direction: 'lower_is_better', warnings })];
    });
}
function numberAt(entry, keys) {
    for (const key of keys) {
        const value = (0,json/* isJsonObject */.OW)(entry) ? entry[key] : undefined;
        if (typeof value === 'number')
            return value;
    }
    return Number.NaN;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/deepeval-aggregates.js







/**
 * Rows of a file that holds aggregates but no test case. Where there are test cases they are counted instead:
 * "metricsScores" mixes the scores of spans with those of test cases.
 */
function aggregateResults({ run, scores, pointer, facts, }) {
    const key = 'metricsScores' in run ? 'metricsScores' : 'metricScores';
    const rows = [];
    const unscored = [];
    scores.forEach((entry, index) => {
        const metric = (0,reader/* textAt */.$6)(entry, 'metric');
        if (metric === undefined || !(0,json/* isJsonObject */.OW)(entry))
            return;
        const place = { ...facts, slice: {}, pointer: [key, index].reduce(evidence_pointer/* extendPointer */.wQ, pointer) };
        rows.push(scoreRow(entry, metric, place, unscored), ...deepeval_aggregates_countRows(entry, metric, place));
    });
    const [passed, failed] = [(0,evidence_number/* nonNegative */.rG)(run['testPassed']), (0,evidence_number/* nonNegative */.rG)(run['testFailed'])];
    if (passed !== undefined && failed !== undefined && rows.length > 0) {
        const place = { ...facts, slice: {}, pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, 'testPassed') };
        rows.push(shareRow('pass_rate', passed, passed + failed, place));
    }
    return { rows, items: [], unscored };
}
function scoreRow(entry, metric, place, unscored) {
    const { scores } = entry;
    // The oldest releases wrote one mean for each metric.
    if (!(0,json/* isJsonArray */.Md)(scores)) {
        return buildRow({
            ...place,
            metric,
            found: (0,evidence_number/* readNumber */.kz)(entry['score']),
            pointer: (0,evidence_pointer/* extendPointer */.wQ)(place.pointer, 'score'),
        });
    }
    const listed = meanOfItems(scores.map((score) => (typeof score === 'number' ? score : Number.NaN)));
    // A metric that failed leaves no trace in the list of scores.
    const mean = { ...listed, unscored: Math.max(listed.unscored, (0,evidence_number/* nonNegative */.rG)(entry['errors']) ?? 0) };
    if (lacksScores(mean))
        unscored.push(metric);
    const { found, stderr, counted: n } = mean;
    const warnings = unscoredWarning(mean, 'test cases');
    return buildRow({ ...place, metric, found, stderr, n, warnings, pointer: (0,evidence_pointer/* extendPointer */.wQ)(place.pointer, 'scores') });
}
function deepeval_aggregates_countRows(entry, metric, place) {
    const [passes, fails] = [(0,evidence_number/* nonNegative */.rG)(entry['passes']), (0,evidence_number/* nonNegative */.rG)(entry['fails'])];
    if (passes === undefined || fails === undefined)
        return [];
    const errors = (0,evidence_number/* nonNegative */.rG)(entry['errors']) ?? 0;
    const total = passes + fails + errors;
    const counted = { ...place, scorer: metric };
    return [shareRow('metric_pass_rate', passes, total, counted), deepeval_counts_countRow('metric_errors', errors, total, counted)];
}

;// CONCATENATED MODULE: ./lib/evidence/readers/deepeval-rows.js





/** The metrics of a test case itself; those of its trace and spans judge other things and stay out. */
function metricsOf(entry) {
    for (const key of ['metricsData', 'metrics_data', 'metricsMetadata', 'metrics_metadata']) {
        const list = (0,json/* isJsonObject */.OW)(entry) ? entry[key] : undefined;
        if ((0,json/* isJsonArray */.Md)(list))
            return list;
    }
    return [];
}
/** Rows of each metric over the test cases that it was applied to, then those of the test cases as wholes. */
function caseResults(lists, facts) {
    const results = lists.map((list) => listResults(list, facts));
    return {
        rows: results.flatMap(({ rows }) => rows),
        items: results.flatMap(({ items }) => items),
        unscored: results.flatMap(({ unscored }) => unscored),
    };
}
function listResults(list, facts) {
    const metrics = byMetric(list);
    if (metrics.size === 0)
        return { rows: [], items: [], unscored: [] };
    const slice = { kind: list.kind };
    const shared = { slice, ...facts, pointer: list.pointer };
    const rows = [];
    const items = [];
    const unscored = [];
    for (const [metric, { ids, scores, entries }] of metrics) {
        const mean = meanOfItems(scores);
        const { found, stderr, counted: n } = mean;
        const direction = deepeval_rows_directionOf(entries);
        rows.push(buildRow({ metric, found, stderr, n, direction, ...shared, warnings: unscoredWarning(mean, 'test cases') }));
        rows.push(...metricCounts(metric, entries, shared));
        const kind = list.kind === undefined ? {} : { slice: { kind: list.kind } };
        items.push({ metric, ...kind, ids: distinctIds(ids), scores: Float64Array.from(scores) });
        if (lacksScores(mean))
            unscored.push(metric);
    }
    return { rows: [...rows, ...caseCounts(list.cases, shared), ...runRows(list.cases, shared)], items, unscored };
}
function byMetric({ cases }) {
    const metrics = new Map();
    cases.forEach((entry, index) => {
        for (const metric of metricsOf(entry)) {
            const name = (0,reader/* textAt */.$6)(metric, 'name') ?? (0,reader/* textAt */.$6)(metric, 'metric');
            if (name === undefined || !(0,json/* isJsonObject */.OW)(metric))
                continue;
            const known = metrics.get(name) ?? { ids: [], scores: [], entries: [] };
            metrics.set(name, known);
            known.ids.push(idOf(entry, index));
            known.scores.push(scoreOf(metric));
            known.entries.push(metric);
        }
    });
    return metrics;
}
/** Names are often numbers in order: the question belongs to the id, so that other questions are not compared. */
function idOf(entry, index) {
    const name = (0,reader/* textAt */.$6)(entry, 'name') ?? `test case ${index}`;
    const input = (0,reader/* textAt */.$6)(entry, 'input');
    return input === undefined ? name : `${name}: ${input}`;
}
/** A metric that ended in an error has no score, whatever stands there. */
function scoreOf(metric) {
    const { score } = metric;
    return typeof score === 'number' && !failed(metric) ? score : Number.NaN;
}
function failed(metric) {
    return (0,reader/* textAt */.$6)(metric, 'error') !== undefined;
}
/** Scorer = the metric's name, so that the numbers of the whole run keep their short address. */
function metricCounts(scorer, entries, shared) {
    const passed = entries.filter((entry) => entry['success'] === true && !failed(entry)).length;
    const errors = entries.filter((entry) => failed(entry) || typeof entry['score'] !== 'number').length;
    return [
        shareRow('metric_pass_rate', passed, entries.length, { ...shared, scorer }),
        deepeval_counts_countRow('metric_errors', errors, entries.length, { ...shared, scorer }),
    ];
}
/** An error is no pass: otherwise each crash of a metric would raise the rate. */
function caseCounts(cases, shared) {
    const errors = cases.filter(hasError).length;
    const passed = cases.filter((entry) => !hasError(entry) && isPass(entry)).length;
    return [shareRow('pass_rate', passed, cases.length, shared), deepeval_counts_countRow('errors', errors, cases.length, shared)];
}
function hasError(entry) {
    return metricsOf(entry).some((metric) => (0,json/* isJsonObject */.OW)(metric) && Number.isNaN(scoreOf(metric)));
}
/** A test case without a verdict of its own passes when each of its metrics does. */
function isPass(entry) {
    if (!(0,json/* isJsonObject */.OW)(entry))
        return false;
    if ('success' in entry)
        return entry['success'] === true;
    const metrics = metricsOf(entry);
    return metrics.length > 0 && metrics.every((metric) => (0,json/* isJsonObject */.OW)(metric) && metric['success'] === true);
}
/**
 * The file does not say whether a threshold is a minimum or a maximum, but each verdict of the tool does: a pass above
 * its threshold, or a failure below, means that more is better. Verdicts that disagree leave it open.
 */
function deepeval_rows_directionOf(entries) {
    const said = new Set();
    for (const { score, threshold, success, error } of entries) {
        if (typeof score !== 'number' || typeof threshold !== 'number' || typeof success !== 'boolean')
            continue;
        if (score === threshold || typeof error === 'string')
            continue;
        said.add(score > threshold === success ? 'higher_is_better' : 'lower_is_better');
    }
    return said.size === 1 ? [...said][0] : undefined;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/deepeval.js







/**
 * DeepEval: `.deepeval/.latest_test_run.json` (`testRunData`), the exports of single runs (the same without that key),
 * and `evaluate()`'s result written with `model_dump` (`test_results`).
 */
const deepeval = { detect: deepeval_detect, read: deepeval_read };
const CASES = [
    ['testCases', undefined],
    ['test_results', undefined],
    ['test_cases', undefined],
    ['conversationalTestCases', 'conversation'],
    ['conversational_test_cases', 'conversation'],
];
function deepeval_detect(document) {
    const { run } = runOf(document);
    const cases = CASES.flatMap(([key]) => ((0,json/* isJsonArray */.Md)(run[key]) ? [run[key]] : []));
    if (cases.some((list) => list.some(hasMetrics)))
        return (0,reader/* fits */.lA)();
    if (scoresOf(run).some((entry) => (0,reader/* textAt */.$6)(entry, 'metric') !== undefined))
        return (0,reader/* fits */.lA)();
    // A run without any metric is this tool's when it is wrapped as only this tool wraps it, or counts its tests.
    const counts = 'testPassed' in run && 'testFailed' in run;
    return cases.length > 0 && (counts || isWrapped(document)) ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('"testCases" with "metricsData"');
}
function deepeval_read(document) {
    const { run, pointer } = runOf(document);
    const lists = caseLists(run, pointer);
    const hyperparameters = (0,reader/* mapAt */.SC)(run, 'hyperparameters');
    const facts = { model: (0,reader/* textAt */.$6)(hyperparameters, 'model'), dataset: (0,reader/* textAt */.$6)(run, 'datasetAlias') };
    const counted = caseResults(lists, facts);
    const aggregated = counted.rows.length > 0 ? null : aggregateResults({ run, scores: scoresOf(run), pointer, facts });
    const { rows, items, unscored } = aggregated ?? counted;
    return {
        format: 'deepeval',
        ...deepeval_statusOf(rows.length > 0, unscored),
        rows,
        ...(items.length === 0 ? {} : { items }),
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        warnings: aggregated === null || rows.length === 0 ? [] : [ONLY_AGGREGATES],
        document,
    };
}
const ONLY_AGGREGATES = 'the file holds no test case: "metricsScores" may count the metrics of spans too';
function isWrapped(document) {
    return (0,json/* isJsonObject */.OW)(document) && (0,json/* isJsonObject */.OW)(document['testRunData']);
}
function runOf(document) {
    if (isWrapped(document))
        return { run: (0,reader/* mapAt */.SC)(document, 'testRunData'), pointer: '/testRunData' };
    return { run: (0,reader/* mapAt */.SC)({ run: document }, 'run'), pointer: '' };
}
function hasMetrics(entry) {
    return metricsOf(entry).some((metric) => (0,json/* isJsonObject */.OW)(metric) && ('score' in metric || 'success' in metric || 'error' in metric));
}
function scoresOf(run) {
    const scores = run['metricsScores'] ?? run['metricScores'];
    return (0,json/* isJsonArray */.Md)(scores) ? scores : [];
}
function caseLists(run, pointer) {
    const lists = CASES.flatMap(([key, kind]) => {
        const cases = run[key];
        return (0,json/* isJsonArray */.Md)(cases) && cases.length > 0 ? [{ cases, kind, pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, key) }] : [];
    });
    // One kind alone needs no slice.
    return lists.length === 1 ? lists.map((list) => ({ ...list, kind: undefined })) : lists;
}
function deepeval_statusOf(scored, unscored) {
    if (!scored)
        return { status: 'failed', status_note: 'the report holds no test case with a metric' };
    if (unscored.length === 0)
        return { status: 'complete' };
    const share = `${MOST_UNSCORED * 100} %`;
    return {
        status: 'partial',
        status_note: `more than ${share} of the test cases have no score of ${unscored.join(', ')}`,
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/every-eval-ever-rows.js




/** Name of a number whose metric has none (0.2 and before). */
const UNNAMED = 'score';
/** One entry of `evaluation_results`. */
function resultRow(result, { model, pointer }) {
    const config = (0,reader/* mapAt */.SC)(result, 'metric_config');
    const source = (0,reader/* mapAt */.SC)(result, 'source_data');
    const details = (0,reader/* mapAt */.SC)(result, 'score_details');
    const uncertainty = (0,reader/* mapAt */.SC)(details, 'uncertainty');
    const lower = config['lower_is_better'];
    return buildRow({
        metric: (0,reader/* textAt */.$6)(config, 'metric_id') ?? (0,reader/* textAt */.$6)(config, 'metric_name') ?? UNNAMED,
        task: (0,reader/* textAt */.$6)(result, 'evaluation_name'),
        slice: { split: (0,reader/* textAt */.$6)(source, 'hf_split'), ...parametersOf(config) },
        found: every_eval_ever_rows_scoreOf(details, config),
        stderr: standardError(uncertainty['standard_error']),
        interval: intervalOf(uncertainty['confidence_interval']),
        n: (0,evidence_number/* nonNegative */.rG)(uncertainty['num_samples']) ?? idCount(source),
        unit: (0,reader/* textAt */.$6)(config, 'metric_unit'),
        direction: typeof lower === 'boolean' ? (lower ? 'lower_is_better' : 'higher_is_better') : undefined,
        model,
        dataset: (0,reader/* textAt */.$6)(source, 'hf_repo') ?? (0,reader/* textAt */.$6)(source, 'dataset_name'),
        dataset_version: revisionOf(source),
        warnings: warningsOf(uncertainty, source),
        pointer: `${pointer}/score_details/score`,
    });
}
/** pass@1 and pass@10 are one metric with another parameter. */
function parametersOf(config) {
    const parameters = Object.entries((0,reader/* mapAt */.SC)(config, 'metric_parameters'));
    return Object.fromEntries(parameters.flatMap(([key, value]) => ['string', 'number', 'boolean'].includes(typeof value) ? [[key, String(value)]] : []));
}
/** Where a metric has an unknown level, -1 stands for it: it is no number. */
function every_eval_ever_rows_scoreOf(details, config) {
    const found = (0,evidence_number/* readNumber */.kz)(details['score']);
    if (found.value !== -1 || config['has_unknown_level'] !== true)
        return found;
    return { value: null, missing: 'other', warning: 'the score -1 stands for an unknown level' };
}
/** A plain number in early versions. */
function standardError(written) {
    return (0,evidence_number/* nonNegative */.rG)((0,json/* isJsonObject */.OW)(written) ? written['value'] : written);
}
function intervalOf(written) {
    const { lower, upper, confidence_level: level } = (0,json/* isJsonObject */.OW)(written) ? written : NONE;
    if (typeof lower !== 'number' || typeof upper !== 'number' || typeof level !== 'number')
        return undefined;
    return lower <= upper && level > 0 && level < 1 ? { low: lower, high: upper, level } : undefined;
}
const NONE = {};
/** `samples_number` is the size of the data set, not the number of samples that were run. */
function idCount(source) {
    const ids = source['sample_ids'];
    return (0,json/* isJsonArray */.Md)(ids) && ids.length > 0 ? ids.length : undefined;
}
function revisionOf(source) {
    const details = (0,reader/* mapAt */.SC)(source, 'additional_details');
    for (const key of ['revision', 'hf_revision', 'dataset_revision']) {
        const text = (0,reader/* textAt */.$6)(source, key) ?? (0,reader/* textAt */.$6)(details, key);
        if (text !== undefined)
            return text;
    }
    return undefined;
}
function warningsOf(uncertainty, source) {
    const warnings = [];
    const [run, all] = [(0,evidence_number/* nonNegative */.rG)(uncertainty['num_samples']), (0,evidence_number/* nonNegative */.rG)(source['samples_number'])];
    if (run !== undefined && all !== undefined && run < all) {
        warnings.push(`the number is over ${run} of the ${all} samples of its data set`);
    }
    if ('standard_deviation' in uncertainty && standardError(uncertainty['standard_error']) === undefined) {
        warnings.push('a standard deviation is no standard error and was not used');
    }
    return warnings;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/every-eval-ever-samples.js





/** One line of `<id>_samples.jsonl`. */
function isSample(entry) {
    if (!(0,json/* isJsonObject */.OW)(entry) || !(0,json/* isJsonObject */.OW)(entry['evaluation']))
        return false;
    return (0,reader/* textAt */.$6)(entry, 'evaluation_name') !== undefined && ((0,reader/* textAt */.$6)(entry, 'sample_id') ?? '') !== '';
}
/** The mean score of each evaluation and model, with the scores themselves for paired tests. */
function sampleReport(samples) {
    const groups = [...groupSamples(samples).values()];
    const severalModels = new Set(groups.map(({ model }) => model)).size > 1;
    const rows = [];
    const items = [];
    const thin = [];
    for (const { task, model, ids, scores } of groups) {
        const mean = meanOfItems(scores);
        const slice = severalModels ? { model: model ?? 'unknown' } : undefined;
        const address = { metric: UNNAMED, task, ...(slice === undefined ? {} : { slice }) };
        const { found, stderr, counted: n } = mean;
        rows.push(buildRow({ ...address, found, stderr, n, model, warnings: unscoredWarning(mean, 'samples'), pointer: '' }));
        items.push({ ...address, ids: distinctIds(ids), scores: Float64Array.from(scores) });
        if (lacksScores(mean))
            thin.push(`${task} (${mean.unscored} of ${scores.length})`);
    }
    return {
        format: 'every-eval-ever',
        ...(thin.length === 0
            ? { status: 'unknown' }
            : {
                status: 'partial',
                status_note: `more than ${MOST_UNSCORED * 100} % of the samples have no score: ${thin.join(', ')}`,
            }),
        rows,
        items,
        identity: [],
        warnings: [],
        document: samples,
    };
}
function groupSamples(samples) {
    const groups = new Map();
    for (const sample of samples) {
        const task = (0,reader/* textAt */.$6)(sample, 'evaluation_name') ?? '';
        const model = (0,reader/* textAt */.$6)(sample, 'model_id');
        const key = JSON.stringify([task, model]);
        const group = groups.get(key) ?? { task, model, ids: [], scores: [] };
        groups.set(key, group);
        const hash = (0,reader/* textAt */.$6)(sample, 'sample_hash');
        group.ids.push(`${(0,reader/* textAt */.$6)(sample, 'sample_id')}${hash === undefined ? '' : ` ${hash}`}`);
        const { score } = (0,reader/* mapAt */.SC)(sample, 'evaluation');
        group.scores.push(typeof score === 'number' ? score : typeof score === 'boolean' ? Number(score) : Number.NaN);
    }
    return groups;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/every-eval-ever.js






/**
 * Every Eval Ever, the interchange schema of the EvalEval coalition (0.1 to 0.3): one model with its results, or the
 * list of single samples that belongs to it.
 */
const everyEvalEver = { detect: every_eval_ever_detect, read: every_eval_ever_read };
function every_eval_ever_detect(document) {
    const records = (0,json/* isJsonArray */.Md)(document) ? document : [document];
    if ((0,json/* isJsonArray */.Md)(document) && document.length > 0 && document.every(isSample))
        return (0,reader/* fits */.lA)();
    if (records.length > 0 && records.every((record) => missingIn(record).length === 0))
        return (0,reader/* fits */.lA)();
    if ((0,json/* isJsonArray */.Md)(document))
        return (0,reader/* lacks */.pO)('"evaluation_name", "sample_id" and "evaluation" of each sample');
    return (0,reader/* lacks */.pO)(missingIn(document).join(', '));
}
function missingIn(record) {
    if (!(0,json/* isJsonObject */.OW)(record))
        return ['a map at the top'];
    const missing = [];
    if (!(0,json/* isJsonArray */.Md)(record['evaluation_results']))
        missing.push('"evaluation_results"');
    if (!(0,json/* isJsonObject */.OW)(record['model_info']))
        missing.push('"model_info"');
    if (!('schema_version' in record || 'evaluation_id' in record))
        missing.push('"schema_version"');
    return missing;
}
function every_eval_ever_read(document, file) {
    if ((0,json/* isJsonArray */.Md)(document) && document.every(isSample))
        return sampleReport(document);
    const records = (0,json/* isJsonArray */.Md)(document)
        ? document.map((record, index) => readRecord(record, { file, pointer: `/${index}` }))
        : [readRecord(document, { file, pointer: '' })];
    const severalModels = new Set(records.map(({ model }) => model)).size > 1;
    const rows = records.flatMap(({ model, rows }) => severalModels ? rows.map((row) => ({ ...row, slice: { model: model ?? 'unknown', ...row.slice } })) : rows);
    const dates = records.map(({ createdAt }) => createdAt);
    const createdAt = dates.includes(undefined) ? undefined : dates.toSorted()[0];
    return {
        format: 'every-eval-ever',
        ...(rows.length === 0 ? { status: 'failed', status_note: 'the report holds no result' } : { status: 'unknown' }),
        rows,
        identity: records.flatMap(({ identity }) => identity),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: [...new Set(records.flatMap(({ warnings }) => warnings))],
        document,
    };
}
function readRecord(document, { file, pointer }) {
    const record = (0,reader/* mapAt */.SC)({ record: document }, 'record');
    const warnings = [...versionWarnings(record, file), ...sourceWarnings(record)];
    const list = record['evaluation_results'];
    const results = (0,json/* isJsonArray */.Md)(list) ? list : [];
    const model = (0,reader/* textAt */.$6)(record['model_info'], 'id') ?? (0,reader/* textAt */.$6)(record['model_info'], 'name');
    const claims = [...(0,evidence_claims/* topLevelClaims */.vW)(record), ...modelClaims(record)];
    return {
        model,
        rows: results.map((result, index) => resultRow(result, { model, pointer: `${pointer}/evaluation_results/${index}` })),
        identity: claims.map((claim) => ({ ...claim, source: `${pointer}${claim.source}` })),
        createdAt: dateOf(record, results),
        warnings,
    };
}
/** Within 0.x fields were added; a new major version may give them another meaning. */
function versionWarnings(report, file) {
    const version = (0,reader/* textAt */.$6)(report, 'schema_version');
    const [, major = '0', minor = '0'] = /^v?(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
    if (Number(major) > 0) {
        throw new errors/* ReportError */.$g('report-format-unknown', `${file} follows version ${String(version)} of the Every Eval Ever schema; 0.1 to 0.3 are read`, { hint: 'Write schema version 0.3, or read the file as `format: json` with `select`.' });
    }
    return Number(minor) > 3 ? [`the schema version ${String(version)} is newer than 0.3`] : [];
}
function sourceWarnings(report) {
    const source = (0,reader/* textAt */.$6)(report['source_metadata'], 'source_type');
    return source === 'documentation' ? ['the numbers were copied from documentation, not from an evaluation run'] : [];
}
/** The model may say which version it is, where the schema leaves room for more details. */
function modelClaims(report) {
    const claims = (0,evidence_claims/* topLevelClaims */.vW)((0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(report, 'model_info'), 'additional_details'));
    return claims.map((claim) => ({ ...claim, source: `/model_info/additional_details${claim.source}` }));
}
/** When the evaluation was run; of results with dates of their own, the oldest. When the file was made says nothing. */
function dateOf(report, results) {
    const own = dateFromStamp(report['evaluation_timestamp']);
    if (own !== undefined)
        return own;
    const dates = results.map((result) => dateFromStamp((0,reader/* mapAt */.SC)({ result }, 'result')['evaluation_timestamp']));
    return dates.includes(undefined) ? undefined : dates.toSorted()[0];
}
/** ISO 8601 with its zone, or seconds since 1970, as a number or as text. */
function dateFromStamp(stamp) {
    if (typeof stamp !== 'string')
        return (0,reader/* dateFromEpoch */.wC)(stamp);
    return /^\d+(\.\d+)?$/.test(stamp) ? (0,reader/* dateFromEpoch */.wC)(Number(stamp)) : (0,reader/* dateFromText */.Ee)(stamp);
}

;// CONCATENATED MODULE: ./lib/evidence/stated.js

/** What reports of no fixed form say in their usual top-level keys: `commit`, `run`, `dataset`, `dataset_version`. */
function statedFacts(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return {};
    const commit = textOf(document['commit']);
    const run = textOf(document['run']);
    const dataset = datasetOf(document['dataset'], textOf(document['dataset_version']));
    return {
        ...(commit === undefined ? {} : { commit }),
        ...(run === undefined ? {} : { run }),
        ...(dataset === undefined ? {} : { dataset }),
    };
}
/** A name with its version beside it, or a map of both. */
function datasetOf(value, beside) {
    const name = (0,json/* isJsonObject */.OW)(value) ? textOf(value['name']) : textOf(value);
    const version = ((0,json/* isJsonObject */.OW)(value) ? textOf(value['version']) : undefined) ?? beside;
    return name === undefined ? undefined : { name, ...(version === undefined ? {} : { version }) };
}
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}

// EXTERNAL MODULE: ./lib/evidence/readers/plain-leaf.js
var plain_leaf = __webpack_require__(3895);
;// CONCATENATED MODULE: ./lib/evidence/readers/plain.js







/** Any JSON or YAML: nested maps of numbers. The last key names the metric, the keys before it the task. */
const plain = { detect: plain_detect, accepts: plain_accepts, read: plain_read };
const STATUS_WORDS = {
    complete: 'complete',
    completed: 'complete',
    finished: 'complete',
    success: 'complete',
    succeeded: 'complete',
    partial: 'partial',
    incomplete: 'partial',
    running: 'partial',
    started: 'partial',
    failed: 'failed',
    failure: 'failed',
    error: 'failed',
    crashed: 'failed',
    cancelled: 'cancelled',
    canceled: 'cancelled',
    aborted: 'cancelled',
};
/** Named by the user, a report may hold nothing but nulls: its checks fail then, one by one. */
function plain_accepts(document) {
    return (0,json/* isJsonObject */.OW)(document) || (0,json/* isJsonArray */.Md)(document) ? { fit: 'maybe' } : (0,reader/* lacks */.pO)('a map or a list at the top');
}
function plain_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document) && !(0,json/* isJsonArray */.Md)(document))
        return (0,reader/* lacks */.pO)('a map or a list at the top');
    return (0,evidence_number/* holdsNumber */.IJ)(document) ? { fit: 'maybe' } : (0,reader/* lacks */.pO)('a number anywhere');
}
function plain_read(document) {
    const written = (0,reader/* textAt */.$6)(document, 'created_at') ?? (0,reader/* textAt */.$6)(document, 'timestamp');
    const createdAt = (0,reader/* dateFromText */.Ee)(written);
    const undated = written !== undefined && createdAt === undefined;
    return {
        format: 'json',
        ...plain_statusOf(document),
        rows: (0,json/* isJsonObject */.OW)(document) ? plainRows(document) : [],
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...statedFacts(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: undated ? [`the date ${JSON.stringify(written)} states no time zone and was not used`] : [],
        document,
    };
}
/**
 * One row for each number in nested maps. Lists hold no rows, a selector reaches into them; a place that is
 * null, a list of numbers, or a number written as text gets a row that says so.
 */
function plainRows(map) {
    const rows = [];
    collect(map, { task: undefined, prefix: '/' }, rows);
    return rows;
}
function collect(map, place, rows) {
    for (const key in map) {
        const value = map[key] ?? null;
        if ((0,json/* isJsonObject */.OW)(value)) {
            const pointer = place.prefix + (0,evidence_pointer/* escapeKey */.jv)(key);
            if ((0,plain_leaf/* isLeafMap */.J)(value))
                rows.push((0,plain_leaf/* leafRow */.D)(value, { metric: key, ...(place.task === undefined ? {} : { task: place.task }), pointer }));
            else
                collect(value, { task: place.task === undefined ? key : `${place.task}/${key}`, prefix: `${pointer}/` }, rows);
        }
        else if (looksLikeNumber(value))
            rows.push(row(key, value, place));
    }
}
function row(metric, value, place) {
    const { value: number, missing } = (0,evidence_number/* readNumber */.kz)(value);
    const pointer = place.prefix + (0,evidence_pointer/* escapeKey */.jv)(metric);
    if (missing === undefined) {
        return place.task === undefined
            ? { metric, value: number, pointer }
            : { metric, task: place.task, value: number, pointer };
    }
    const shown = { metric, ...(place.task === undefined ? {} : { task: place.task }), value: number, missing, pointer };
    return missing === 'text' ? { ...shown, warnings: [`${JSON.stringify(value)} is text, not a number`] } : shown;
}
function looksLikeNumber(value) {
    if (typeof value === 'number' || value === null || value instanceof json/* NonFiniteMarker */.Re)
        return true;
    if (typeof value === 'string')
        return (0,evidence_number/* readPrintedNumber */.Y3)(value.replace(/%$/, '')).missing !== 'text';
    return ((0,json/* isJsonArray */.Md)(value) && (value.length === 0 || typeof value[0] === 'number' || value[0] instanceof json/* NonFiniteMarker */.Re));
}
/** Tools without a reader of their own often say so themselves; an unknown word says nothing. */
function plain_statusOf(document) {
    const word = (0,reader/* textAt */.$6)(document, 'status')?.toLowerCase();
    const status = word !== undefined && Object.hasOwn(STATUS_WORDS, word) ? STATUS_WORDS[word] : undefined;
    if (status === undefined)
        return { status: 'unknown' };
    return status === 'complete'
        ? { status }
        : { status, status_note: `the report says "status": ${JSON.stringify(word)}` };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/evidently-metrics.js






/** Rows of a snapshot's metrics. Their ids are hashes: a metric is told by its kind, and by its settings as a slice. */
function metricRows(metrics) {
    return metrics.flatMap((entry, index) => {
        const { metric, slice } = identityOf(entry, (0,reader/* mapAt */.SC)(entry, 'config'));
        const value = (0,json/* isJsonObject */.OW)(entry) ? entry['value'] : undefined;
        return valueRows(value, { metric, slice, pointer: `/metrics/${index}/value` });
    });
}
/** Before 0.7: `metric` and a tree of results, which differs from metric to metric. */
function legacyReportRows(metrics) {
    return metrics.flatMap((entry, index) => {
        const result = (0,reader/* mapAt */.SC)(entry, 'result');
        const name = (0,reader/* textAt */.$6)(entry, 'metric') ?? '';
        const column = columnOf(result);
        return plainRows(result).map((row) => {
            return {
                ...row,
                task: row.task === undefined ? name : `${name}/${row.task}`,
                ...(column === undefined ? {} : { slice: { column } }),
                pointer: `/metrics/${index}/result${row.pointer}`,
            };
        });
    });
}
/** `column` in the settings of new metrics, `column_name` in those of old ones. */
function columnOf(settings) {
    const column = settings['column_name'] ?? settings['column'];
    return (0,reader/* textAt */.$6)(settings, 'column') ?? (0,reader/* textAt */.$6)(column, 'name') ?? (0,reader/* textAt */.$6)(settings, 'column_name');
}
/** What a metric measures, and on what. */
function identityOf(entry, config) {
    const written = (0,reader/* textAt */.$6)(entry, 'metric_name') ?? (0,reader/* textAt */.$6)(entry, 'metric_id') ?? '';
    const [, name = written, settings = ''] = /^([^(]+)\((.*)\)$/s.exec(written.trim()) ?? [];
    const type = (0,reader/* textAt */.$6)(config, 'type')?.split(':').at(-1);
    // Without the kind, a name with settings in parentheses starts with it.
    const metric = type ?? name;
    const slice = Object.keys(config).length > 0 ? settingsOf(config) : writtenSettings(settings);
    return { metric: metric === '' ? ((0,reader/* textAt */.$6)(entry, 'id') ?? 'value') : metric, slice };
}
/** Settings that say nothing about what is measured. */
const NO_SETTING = /^type$|tests$/;
/** Texts, numbers and lists of them; the settings of tests and whole nested configurations stay out. */
function settingsOf(config) {
    const settings = [];
    for (const key in config) {
        const value = config[key];
        if (NO_SETTING.test(key))
            continue;
        const text = (0,json/* isJsonArray */.Md)(value) ? value.flatMap((part) => scalarText(part) ?? []).join(',') : scalarText(value);
        if (text !== undefined && text !== '')
            settings.push([key, text]);
    }
    return Object.fromEntries(settings);
}
function scalarText(value) {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : undefined;
}
/** `column=age,q=0.5`: a comma that no `name=` follows belongs to the value before it. */
function writtenSettings(text) {
    const parts = text.split(/,\s*(?=\w+=)/).flatMap((part) => {
        const [, key, value = ''] = /^\s*(\w+)=(.*)$/s.exec(part) ?? [];
        return key === undefined || value === '' ? [] : [[key, value]];
    });
    return Object.fromEntries(parts);
}
/** Shapes of a value whose keys are statistics of it, not labels of the data. `std` is a spread, never a standard error. */
const evidently_metrics_STATISTICS = [
    new Set(['count', 'share']),
    new Set(['mean', 'std']),
    new Set(['counts', 'shares']),
];
function valueRows(value, place, scorer) {
    if (!(0,json/* isJsonObject */.OW)(value))
        return [leafRow(value, place, scorer)];
    const keys = Object.keys(value);
    const named = scorer === undefined && evidently_metrics_STATISTICS.some((set) => keys.length > 0 && keys.every((key) => set.has(key)));
    return keys.flatMap((key) => {
        const pointer = (0,evidence_pointer/* extendPointer */.wQ)(place.pointer, key);
        if (named)
            return valueRows(value[key], { ...place, pointer }, key.replace(/s$/, ''));
        const label = place.slice['label'] === undefined ? key : `${place.slice['label']}/${key}`;
        return valueRows(value[key], { ...place, slice: { ...place.slice, label }, pointer }, scorer);
    });
}
function leafRow(value, { metric, slice, pointer }, scorer) {
    const unit = scorer === 'share' ? 'fraction' : undefined;
    return buildRow({ metric, scorer, slice, found: (0,evidence_number/* readNumber */.kz)(value), unit, pointer });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/evidently-tests.js






/**
 * Counts over the tests, then one row for each test. Evidently's own summary counts a warning as a success; here
 * only a success is one, and warnings have a row of their own.
 */
function testRows(tests) {
    if (tests.length === 0)
        return [];
    const statuses = tests.map(evidently_tests_statusOf);
    const n = tests.length;
    const count = (status) => statuses.filter((each) => each === status).length;
    const pointer = '/tests';
    const counted = [
        ['failures', 'FAIL'],
        ['warnings', 'WARNING'],
        ['errors', 'ERROR'],
        ['skipped', 'SKIPPED'],
    ];
    return [
        buildRow({
            metric: 'pass_rate',
            found: { value: count('SUCCESS') / n },
            n,
            unit: 'fraction',
            direction: 'higher_is_better',
            pointer,
        }),
        ...counted.map(([metric, status]) => buildRow({ metric, found: { value: count(status) }, n, direction: 'lower_is_better', pointer })),
        ...tests.flatMap((test, index) => singleRows(test, index)),
    ];
}
/** `SUCCESS`, `FAIL`, `WARNING`, `ERROR` or `SKIPPED`; some releases print the name of the enumeration before it. */
function evidently_tests_statusOf(test) {
    return (0,reader/* textAt */.$6)(test, 'status')?.split('.').at(-1)?.toUpperCase() ?? 'ERROR';
}
/** `passed` of each test by its name, and the number that the old API tested. */
function singleRows(test, index) {
    const name = (0,reader/* textAt */.$6)(test, 'name') ?? (0,reader/* textAt */.$6)(test, 'id') ?? `test ${index}`;
    const pointer = `/tests/${index}`;
    const slice = sliceOf(test);
    const passed = evidently_tests_statusOf(test) === 'SUCCESS' ? 1 : 0;
    const rows = [
        buildRow({
            metric: 'passed',
            task: name,
            slice,
            found: { value: passed },
            direction: 'higher_is_better',
            pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, 'status'),
        }),
    ];
    const parameters = (0,reader/* mapAt */.SC)(test, 'parameters');
    if ('value' in parameters && !(0,json/* isJsonObject */.OW)(parameters['value'])) {
        const found = (0,evidence_number/* readNumber */.kz)(parameters['value']);
        rows.push(buildRow({ metric: 'value', task: name, slice, found, pointer: `${pointer}/parameters/value` }));
    }
    return rows;
}
function sliceOf(test) {
    const config = (0,reader/* mapAt */.SC)(test, 'metric_config');
    const params = (0,reader/* mapAt */.SC)(config, 'params');
    if (Object.keys(params).length > 0) {
        const { metric, slice } = identityOf(null, params);
        return { metric, ...slice };
    }
    return { column: columnOf((0,reader/* mapAt */.SC)(test, 'parameters')) };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/evidently.js





/** Evidently: a snapshot (`save_json`, since 0.7), or a TestSuite or Report of the API before. */
const evidently = { detect: evidently_detect, read: evidently_read };
function evidently_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const { metrics, tests } = document;
    if (isNonEmptyListOf(metrics, isSnapshotMetric) && (tests === undefined || (0,json/* isJsonArray */.Md)(tests)))
        return (0,reader/* fits */.lA)();
    if (isNonEmptyListOf(metrics, isLegacyMetric))
        return (0,reader/* fits */.lA)();
    if (isNonEmptyListOf(tests, isSnapshotTest) && (metrics === undefined || (0,json/* isJsonArray */.Md)(metrics)))
        return (0,reader/* fits */.lA)();
    const summarised = (0,json/* isJsonObject */.OW)(document['summary']) && 'all_passed' in document['summary'];
    if ((0,json/* isJsonArray */.Md)(tests) && summarised)
        return (0,reader/* fits */.lA)();
    return (0,reader/* lacks */.pO)('"metrics" with "id" and "value", or "tests" with a "summary"');
}
function isNonEmptyListOf(value, isOne) {
    return (0,json/* isJsonArray */.Md)(value) && value.length > 0 && value.every((entry) => (0,json/* isJsonObject */.OW)(entry) && isOne(entry));
}
function isSnapshotMetric(entry) {
    const named = 'metric_name' in entry || 'metric_id' in entry || (0,json/* isJsonObject */.OW)(entry['config']);
    return named && 'value' in entry && typeof entry['id'] === 'string';
}
function isLegacyMetric(entry) {
    return (0,reader/* textAt */.$6)(entry, 'metric') !== undefined && (0,json/* isJsonObject */.OW)(entry['result']);
}
function isSnapshotTest(entry) {
    return (0,reader/* textAt */.$6)(entry, 'status') !== undefined && (0,json/* isJsonObject */.OW)(entry['metric_config']);
}
function evidently_read(document) {
    const report = (0,reader/* mapAt */.SC)({ report: document }, 'report');
    const metrics = listAt(report, 'metrics');
    const tests = listAt(report, 'tests');
    const legacy = metrics.length > 0 && metrics.every((entry) => (0,json/* isJsonObject */.OW)(entry) && isLegacyMetric(entry));
    const rows = [...(legacy ? legacyReportRows(metrics) : metricRows(metrics)), ...testRows(tests)];
    const written = (0,reader/* textAt */.$6)(document, 'timestamp');
    const createdAt = (0,reader/* dateFromText */.Ee)(written);
    const warnings = [
        ...(written !== undefined && createdAt === undefined
            ? [`the date ${JSON.stringify(written)} states no time zone and was not used`]
            : []),
        ...countWarnings(report, tests.length),
    ];
    return {
        format: 'evidently',
        ...(rows.length === 0
            ? { status: 'failed', status_note: 'the report holds no metric and no test' }
            : { status: 'unknown' }),
        rows,
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings,
        document,
    };
}
function listAt(map, key) {
    const list = map[key];
    return (0,json/* isJsonArray */.Md)(list) ? list : [];
}
/** A suite that lost tests on the way still tells how many there were. */
function countWarnings(report, tests) {
    const total = (0,reader/* mapAt */.SC)(report, 'summary')['total_tests'];
    return typeof total === 'number' && total !== tests
        ? [`the file lists ${tests} tests, its summary counts ${total}`]
        : [];
}

;// CONCATENATED MODULE: ./lib/evidence/readers/guidellm-level.js


/** Strategies whose `max_concurrency` is the load itself; elsewhere it is a bound of the tool. */
const BY_CONCURRENCY = new Set(['concurrent', 'throughput']);
/** Load, model and workload of one benchmark; releases differ in where they keep them. */
function guidellmLevel(top, benchmark) {
    const config = (0,reader/* mapAt */.SC)(benchmark, 'config');
    const strategy = { ...(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(benchmark, 'args'), 'strategy'), ...(0,reader/* mapAt */.SC)(config, 'strategy') };
    const kind = (0,reader/* textAt */.$6)(strategy, 'type_') ?? '';
    const model = guidellm_level_modelOf(top, benchmark);
    const bound = BY_CONCURRENCY.has(kind) ? strategy['max_concurrency'] : undefined;
    return {
        slice: loadSlice({
            strategy: kind,
            request_rate: strategy['rate'],
            concurrency: strategy['streams'] ?? bound,
        }),
        ...(model === undefined ? {} : { model }),
        dataset_version: workloadText('guidellm', [
            ['data', setting(top, benchmark, ['data'])],
            ['max_requests', setting(top, benchmark, ['max_requests', 'max_number'])],
            ['max_seconds', setting(top, benchmark, ['max_seconds', 'max_duration'])],
        ]),
    };
}
/** Whether the test was to end after some time, so that requests under way were cut off as planned. */
function isTimeLimited(top, benchmark) {
    const names = ['max_seconds', 'max_duration'];
    return setting(top, benchmark, names) !== undefined;
}
/** A setting that is stated for the benchmark or for the whole file, under any of its names. */
function setting(top, benchmark, names) {
    const config = (0,reader/* mapAt */.SC)(benchmark, 'config');
    const args = (0,reader/* mapAt */.SC)(benchmark, 'args');
    const places = [
        (0,reader/* mapAt */.SC)(config, 'constraints'),
        (0,reader/* mapAt */.SC)(config, 'requests'),
        (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(config, 'profile'), 'constraints'),
        config,
        args,
        (0,reader/* mapAt */.SC)(benchmark, 'request_loader'),
        (0,reader/* mapAt */.SC)(top, 'args'),
        (0,reader/* mapAt */.SC)(top, 'config'),
        (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(top, 'config'), 'spec'),
    ];
    for (const place of places) {
        for (const name of names) {
            const value = place[name];
            if (value !== undefined && value !== null)
                return value;
        }
    }
    return undefined;
}
function guidellm_level_modelOf(top, benchmark) {
    const places = [
        [(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(benchmark, 'config'), 'backend'), 'model'],
        [(0,reader/* mapAt */.SC)(benchmark, 'worker'), 'backend_model'],
        [(0,reader/* mapAt */.SC)(benchmark, 'config'), 'model'],
        [(0,reader/* mapAt */.SC)(top, 'args'), 'model'],
        [(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(top, 'args'), 'backend_kwargs'), 'model'],
        [(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(top, 'config'), 'spec'), 'model'],
        [(0,reader/* mapAt */.SC)(top, 'config'), 'model'],
    ];
    for (const [map, key] of places) {
        const value = map[key];
        if (typeof value === 'string' && value !== '')
            return settingText(value);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/guidellm.js








/** GuideLLM, `benchmarks.json` (or `.yaml`): a list of benchmarks, one for each load. */
const guidellm = { detect: guidellm_detect, read: guidellm_read };
/**
 * By their definitions: the inter-token latency of GuideLLM is computed for each request without its first token, so it
 * is `tpot`; its time per output token counts the first token in and is none of ours.
 */
const guidellm_METRICS = new Map([
    ['time_to_first_token_ms', { unit: 'ms', as: 'ttft' }],
    ['inter_token_latency_ms', { unit: 'ms', as: 'tpot' }],
    ['time_per_output_token_ms', { unit: 'ms', latency: true }],
    ['time_to_first_output_token_ms', { unit: 'ms', latency: true }],
    ['request_latency', { unit: 's', as: 'e2e_latency' }],
    ['requests_per_second', { unit: 'requests/s', as: 'request_throughput' }],
    ['prompt_tokens_per_second', { unit: 'tokens/s', as: 'input_throughput' }],
    ['output_tokens_per_second', { unit: 'tokens/s', as: 'output_throughput' }],
    ['tokens_per_second', { unit: 'tokens/s', as: 'total_throughput' }],
]);
function guidellm_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const { benchmarks } = document;
    if (!(0,json/* isJsonArray */.Md)(benchmarks))
        return (0,reader/* lacks */.pO)('"benchmarks" (a list)');
    const named = 'guidellm_version' in (0,reader/* mapAt */.SC)(document, 'metadata');
    if (benchmarks.length === 0)
        return named ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('a benchmark in "benchmarks"');
    const ours = benchmarks.every((benchmark) => guidellm_hasMetrics((0,reader/* mapAt */.SC)(benchmark, 'metrics')));
    return ours ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('"metrics" with "successful" distributions in each of "benchmarks"');
}
function guidellm_hasMetrics(metrics) {
    return Object.keys(metrics).some((name) => guidellm_METRICS.has(name) && (0,json/* isJsonObject */.OW)((0,reader/* mapAt */.SC)(metrics, name)['successful']));
}
function guidellm_read(document) {
    const top = (0,reader/* asMap */.$H)(document);
    const list = top['benchmarks'];
    const benchmarks = (0,json/* isJsonArray */.Md)(list) ? list.map(reader/* asMap */.$H) : [];
    const measurements = benchmarks.map((benchmark, index) => measurementOf(top, benchmark, `/benchmarks/${index}`));
    return loadReport({
        format: 'guidellm',
        document,
        measurements,
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        status: guidellm_statusOf(top, benchmarks, measurements),
        warnings: measurements.some(({ counts }) => (counts.incomplete?.value ?? 0) > 0)
            ? ['some requests were under way when the test ended: the slowest are missing from the latencies']
            : [],
    });
}
/** Requests under way at the end of a test that is limited in time are no sign that it was cut; otherwise they are. */
function guidellm_statusOf(top, benchmarks, measurements) {
    const cut = measurements.findIndex(({ counts }, index) => {
        return (counts.incomplete?.value ?? 0) > 0 && !isTimeLimited(top, (0,reader/* asMap */.$H)(benchmarks[index]));
    });
    if (cut === -1)
        return { status: 'complete' };
    return { status: 'partial', status_note: `benchmark ${cut + 1} left requests incomplete and had no time limit` };
}
function measurementOf(top, benchmark, pointer) {
    const counts = guidellm_countsOf(benchmark, pointer);
    const completed = counts.completed?.value;
    return {
        level: { ...guidellmLevel(top, benchmark), ...(completed === undefined ? {} : { completed }) },
        numbers: guidellm_numbersOf((0,reader/* mapAt */.SC)(benchmark, 'metrics'), `${pointer}/metrics`),
        counts,
        endedAt: (0,reader/* dateFromEpoch */.wC)(benchmark['end_time']) ?? (0,reader/* dateFromEpoch */.wC)((0,reader/* mapAt */.SC)(benchmark, 'run_stats')['end_time']),
    };
}
/** Only what was answered: `errored`, `incomplete` and `total` mix in what nobody waited for. */
function guidellm_numbersOf(metrics, pointer) {
    return Object.entries(metrics).flatMap(([name, byStatus]) => {
        const successful = (0,reader/* mapAt */.SC)(byStatus, 'successful');
        const place = `${(0,evidence_pointer/* extendPointer */.wQ)(pointer, name)}/successful`;
        const kind = guidellm_METRICS.get(name) ?? {};
        const n = (0,evidence_number/* nonNegative */.rG)(successful['count']);
        // The samples of a rate are moments, not requests.
        const counted = n === undefined || kind.unit?.endsWith('/s') === true ? {} : { n };
        const shared = { name, ...kind, ...counted };
        return [
            ...distribution(successful, place, shared),
            ...percentiles((0,reader/* mapAt */.SC)(successful, 'percentiles'), `${place}/percentiles`, shared),
        ];
    });
}
/** `p001` is 0.1 %, `p05` is 5 %, `p999` is 99.9 %: two digits before the point. */
function percentiles(map, pointer, shared) {
    return Object.keys(map).flatMap((key) => {
        const digits = /^p(\d{2,4})$/.exec(key)?.[1];
        if (digits === undefined)
            return [];
        const share = Number(digits.length > 2 ? `${digits.slice(0, 2)}.${digits.slice(2)}` : digits);
        return [{ ...shared, value: map[key], pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, key), stat: `p${share}` }];
    });
}
/** Of the measured time; older releases count at the top of the benchmark, and the scheduler counts the warm-up in. */
function guidellm_countsOf(benchmark, pointer) {
    const places = [
        [(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(benchmark, 'metrics'), 'request_totals'), `${pointer}/metrics/request_totals`],
        [(0,reader/* mapAt */.SC)(benchmark, 'request_totals'), `${pointer}/request_totals`],
        [(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(benchmark, 'scheduler_metrics'), 'requests_made'), `${pointer}/scheduler_metrics/requests_made`],
        [(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(benchmark, 'run_stats'), 'requests_made'), `${pointer}/run_stats/requests_made`],
    ];
    const [totals, place] = places.find(([map]) => Object.keys(map).length > 0) ?? [(0,reader/* asMap */.$H)(undefined), pointer];
    const count = (key) => {
        const value = (0,evidence_number/* nonNegative */.rG)(totals[key]);
        return value === undefined ? undefined : { value, pointer: `${place}/${key}` };
    };
    return {
        completed: count('successful'),
        errors: count('errored'),
        incomplete: count('incomplete'),
        requests: count('total'),
        pointer,
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/helm-rows.js





/** One statistic: a map with its name, and sums over trials. */
function isStat(entry) {
    if (!(0,json/* isJsonObject */.OW)(entry) || (0,reader/* textAt */.$6)(entry['name'], 'name') === undefined)
        return false;
    return 'count' in entry && ('sum' in entry || 'mean' in entry);
}
/** `count` counts trials and `stddev` is the spread over trials: neither is used. The instances are a statistic of their own. */
function statRows(stats, facts, pointer) {
    const instances = instanceCounts(stats);
    const perturbed = stats.some(isPerturbed);
    return stats.map((stat, index) => {
        const name = (0,reader/* mapAt */.SC)(stat, 'name');
        return buildRow({
            metric: (0,reader/* textAt */.$6)(name, 'name') ?? '',
            task: facts.task,
            slice: helm_rows_sliceOf(name, perturbed),
            found: meanOf(stat),
            n: countsAllInstances(name) ? instances.get(partOf(name)) : undefined,
            model: facts.model,
            pointer: `${(0,evidence_pointer/* extendPointer */.wQ)(pointer, index)}/mean`,
        });
    });
}
/** The mean over trials; a statistic that was never added to has none. */
function meanOf(stat) {
    if (!(0,json/* isJsonObject */.OW)(stat) || stat['count'] === 0)
        return { value: null, missing: 'absent' };
    if ('mean' in stat)
        return (0,evidence_number/* readNumber */.kz)(stat['mean']);
    const { sum, count } = stat;
    const mean = typeof sum === 'number' && typeof count === 'number' ? sum / count : Number.NaN;
    return Number.isFinite(mean) ? { value: mean } : { value: null, missing: 'absent' };
}
function isPerturbed(stat) {
    return (0,json/* isJsonObject */.OW)((0,reader/* mapAt */.SC)(stat, 'name')['perturbation']);
}
/**
 * Where a statistic belongs. In a file with perturbations the plain numbers say `none`, because they could not be
 * told apart otherwise.
 */
function helm_rows_sliceOf(name, perturbed) {
    const perturbation = (0,reader/* mapAt */.SC)(name, 'perturbation');
    return {
        split: (0,reader/* textAt */.$6)(name, 'split'),
        sub_split: (0,reader/* textAt */.$6)(name, 'sub_split'),
        perturbation: (0,reader/* textAt */.$6)(perturbation, 'name') ?? (perturbed ? 'none' : undefined),
        computed_on: (0,reader/* textAt */.$6)(perturbation, 'computed_on'),
        perturbation_settings: helm_rows_settingsOf(perturbation),
    };
}
const NO_SETTINGS = new Set(['name', 'computed_on', 'robustness', 'fairness']);
/** One kind of perturbation may be run with several settings, such as its probability. */
function helm_rows_settingsOf(perturbation) {
    const settings = Object.entries(perturbation).flatMap(([key, value]) => {
        const isSetting = !NO_SETTINGS.has(key) && ['string', 'number', 'boolean'].includes(typeof value);
        return isSetting ? [`${key}=${String(value)}`] : [];
    });
    return settings.join(',');
}
function instanceCounts(stats) {
    const counts = new Map();
    for (const stat of stats) {
        const name = (0,reader/* mapAt */.SC)(stat, 'name');
        const count = (0,evidence_number/* nonNegative */.rG)(meanOf(stat).value ?? undefined);
        if (name['name'] === 'num_instances' && !isPerturbed(stat) && count !== undefined)
            counts.set(partOf(name), count);
    }
    return counts;
}
function partOf(name) {
    return JSON.stringify([(0,reader/* textAt */.$6)(name, 'split'), (0,reader/* textAt */.$6)(name, 'sub_split')]);
}
/** `worst` takes each instance with its worst perturbation; other perturbed numbers may be over fewer instances. */
function countsAllInstances(name) {
    return !(0,json/* isJsonObject */.OW)(name['perturbation']) || (0,reader/* textAt */.$6)(name['perturbation'], 'computed_on') === 'worst';
}

;// CONCATENATED MODULE: ./lib/evidence/readers/helm-instances.js





/** One instance of `per_instance_stats.json`. */
function isInstance(entry) {
    if (!(0,json/* isJsonObject */.OW)(entry) || (0,reader/* textAt */.$6)(entry, 'instance_id') === undefined)
        return false;
    return (0,json/* isJsonArray */.Md)(entry['stats']) && entry['stats'].every(isStat);
}
/** Scores of single instances with their means. With several trials the instances repeat: no standard error then. */
function instanceResults(instances, facts, pointer) {
    const groups = [...groupScores(instances).values()];
    const rows = groups.map(({ metric, slice, scores, instances: known }) => {
        const mean = meanOfItems(scores);
        const repeated = known.size < scores.length;
        return buildRow({
            metric,
            task: facts.task,
            slice,
            found: mean.found,
            stderr: repeated ? undefined : mean.stderr,
            n: repeated ? known.size : mean.counted,
            model: facts.model,
            warnings: unscoredWarning(mean, 'instances'),
            pointer,
        });
    });
    const items = groups.map(({ ids, scores }, index) => {
        const { metric, task, slice } = rows[index] ?? { metric: '' };
        return {
            metric,
            ...(task === undefined ? {} : { task }),
            ...(slice === undefined ? {} : { slice }),
            ids,
            scores: Float64Array.from(scores),
        };
    });
    return { rows, items };
}
function groupScores(instances) {
    const perturbed = instances.some((entry) => isPerturbation(entry) || statsOf(entry).some(isPerturbed));
    const groups = new Map();
    for (const entry of instances) {
        const instance = (0,reader/* textAt */.$6)(entry, 'instance_id') ?? '';
        for (const stat of statsOf(entry)) {
            const name = helm_instances_nameOf(entry, stat);
            const metric = (0,reader/* textAt */.$6)(name, 'name') ?? '';
            const slice = helm_rows_sliceOf(name, perturbed);
            const key = JSON.stringify([metric, slice]);
            const group = groups.get(key) ?? { metric, slice, ids: [], instances: new Set(), scores: [] };
            groups.set(key, group);
            group.ids.push(`${instance}${trialOf(entry)}`);
            group.instances.add(instance);
            group.scores.push(meanOf(stat).value ?? Number.NaN);
        }
    }
    return groups;
}
function statsOf(entry) {
    const stats = (0,json/* isJsonObject */.OW)(entry) ? entry['stats'] : undefined;
    return (0,json/* isJsonArray */.Md)(stats) ? stats : [];
}
function isPerturbation(entry) {
    return (0,json/* isJsonObject */.OW)(entry) && (0,json/* isJsonObject */.OW)(entry['perturbation']);
}
/** The perturbation stands at the instance, and in newer releases in the name of each statistic too. */
function helm_instances_nameOf(entry, stat) {
    const name = (0,reader/* mapAt */.SC)(stat, 'name');
    if ((0,json/* isJsonObject */.OW)(name['perturbation']) || !isPerturbation(entry))
        return name;
    return { ...name, perturbation: (0,reader/* mapAt */.SC)(entry, 'perturbation') };
}
/** The first trial is the only one in most runs: it leaves the id as it is. */
function trialOf(entry) {
    const trial = (0,json/* isJsonObject */.OW)(entry) ? entry['train_trial_index'] : undefined;
    return typeof trial === 'number' && trial !== 0 ? ` trial ${trial}` : '';
}

;// CONCATENATED MODULE: ./lib/evidence/readers/helm.js





/**
 * Stanford HELM: `stats.json` or `per_instance_stats.json` of one run, or both with `run_spec.json` as one map
 * `{run_spec, stats, per_instance_stats}`: the lists alone name no model and no scenario.
 */
const helm = { detect: helm_detect, read: helm_read };
function helm_detect(document) {
    const { stats, instances } = partsOf(document);
    return stats.length + instances.length > 0
        ? (0,reader/* fits */.lA)()
        : (0,reader/* lacks */.pO)('a list of "name" (with "name"), "count" and "sum", or of "instance_id" with "stats"');
}
function helm_read(document) {
    const { stats, statsPointer, instances, instancesPointer } = partsOf(document);
    const facts = helm_factsOf(document);
    const perInstance = instanceResults(instances, facts, instancesPointer);
    const limit = (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'run_spec'), 'adapter_spec')['max_eval_instances'];
    return {
        format: 'helm',
        status: 'unknown',
        status_note: 'HELM does not say whether all instances were run',
        // The same metrics stand in both; the run's own numbers are those of "stats".
        rows: stats.length > 0 ? statRows(stats, facts, statsPointer) : perInstance.rows,
        ...(perInstance.items.length === 0 ? {} : { items: perInstance.items }),
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        warnings: typeof limit === 'number' ? [`at most ${limit} instances were evaluated (max_eval_instances)`] : [],
        document,
    };
}
function partsOf(document) {
    const none = { stats: [], statsPointer: '', instances: [], instancesPointer: '' };
    if ((0,json/* isJsonArray */.Md)(document)) {
        if (isListOf(document, isStat))
            return { ...none, stats: document };
        return isListOf(document, isInstance) ? { ...none, instances: document } : none;
    }
    if (!(0,json/* isJsonObject */.OW)(document))
        return none;
    const [stats, instances] = [document['stats'], document['per_instance_stats']];
    return {
        stats: isListOf(stats, isStat) ? stats : [],
        statsPointer: '/stats',
        instances: isListOf(instances, isInstance) ? instances : [],
        instancesPointer: '/per_instance_stats',
    };
}
function isListOf(value, isOne) {
    return (0,json/* isJsonArray */.Md)(value) && value.length > 0 && value.every(isOne);
}
/** A run's name holds the model's, so that it would tell candidate and baseline apart: its group is the task. */
function helm_factsOf(document) {
    const spec = (0,reader/* mapAt */.SC)(document, 'run_spec');
    const adapter = (0,reader/* mapAt */.SC)(spec, 'adapter_spec');
    const groups = spec['groups'];
    const [group] = (0,json/* isJsonArray */.Md)(groups) && groups.length === 1 ? groups : [];
    return {
        task: typeof group === 'string' ? group : (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(document, 'scenario'), 'name'),
        model: (0,reader/* textAt */.$6)(adapter, 'model') ?? (0,reader/* textAt */.$6)(adapter, 'model_deployment'),
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/inference-perf.js








/** inference-perf (Kubernetes): `stage_N_lifecycle_metrics.json` and `summary_lifecycle_metrics.json`. */
const inferencePerf = { detect: inference_perf_detect, read: inference_perf_read };
const LATENCIES = {
    time_to_first_token: 'ttft',
    time_per_output_token: 'tpot',
    inter_token_latency: 'itl',
    request_latency: 'e2e_latency',
};
const THROUGHPUTS = {
    requests_per_sec: ['request_throughput', 'requests/s'],
    input_tokens_per_sec: ['input_throughput', 'tokens/s'],
    output_tokens_per_sec: ['output_throughput', 'tokens/s'],
    total_tokens_per_sec: ['total_throughput', 'tokens/s'],
};
function inference_perf_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const missing = ['load_summary', 'successes'].filter((key) => !(0,json/* isJsonObject */.OW)(document[key]));
    if (!('failures' in document))
        missing.push('failures');
    return missing.length === 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(missing.map((key) => `"${key}"`).join(', '));
}
function inference_perf_read(document) {
    const load = (0,reader/* mapAt */.SC)(document, 'load_summary');
    const successes = (0,reader/* mapAt */.SC)(document, 'successes');
    const completed = inference_perf_countAt(successes, '/successes/count');
    const slice = loadSlice({
        stage: load['stage'],
        request_rate: load['requested_rate'],
        concurrency: load['concurrency'] ?? load['concurrency_level'],
    });
    const one = Object.keys(slice).length > 0;
    const level = {
        slice,
        dataset_version: workloadText('inference-perf', [['prompt_tokens', promptTokens(successes)]]),
        ...(completed === undefined ? {} : { completed: completed.value }),
    };
    return loadReport({
        format: 'inference-perf',
        document,
        measurements: [
            {
                level,
                numbers: inference_perf_numbersOf(document, successes),
                counts: {
                    completed,
                    errors: inference_perf_countAt((0,reader/* mapAt */.SC)(document, 'failures'), '/failures/count') ?? noFailures(document),
                    pointer: '/failures',
                },
            },
        ],
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        warnings: one ? [] : ['the file states no load: a summary mixes the requests of all stages'],
    });
}
function inference_perf_numbersOf(document, successes) {
    const load = (0,reader/* mapAt */.SC)(document, 'load_summary');
    return [
        ...Object.entries((0,reader/* mapAt */.SC)(successes, 'latency')).flatMap(([name, map]) => latency(name, map)),
        ...Object.entries((0,reader/* mapAt */.SC)(successes, 'throughput')).map(([name, value]) => throughput(name, value)),
        ...lengths(successes),
        ...distribution((0,reader/* mapAt */.SC)(load, 'schedule_delay'), '/load_summary/schedule_delay', {
            name: 'schedule_delay',
            unit: 's',
        }),
        ...('achieved_rate' in load
            ? [
                {
                    name: 'achieved_rate',
                    value: load['achieved_rate'],
                    pointer: '/load_summary/achieved_rate',
                    unit: 'requests/s',
                },
            ]
            : []),
    ];
}
function latency(name, map) {
    if (!(0,json/* isJsonObject */.OW)(map))
        return [];
    const as = Object.hasOwn(LATENCIES, name) ? LATENCIES[name] : undefined;
    const shared = { name, unit: 's', latency: true, ...(as === undefined ? {} : { as }) };
    return distribution(map, (0,evidence_pointer/* extendPointer */.wQ)('/successes/latency', name), shared);
}
function throughput(name, value) {
    const pointer = (0,evidence_pointer/* extendPointer */.wQ)('/successes/throughput', name);
    const known = Object.hasOwn(THROUGHPUTS, name) ? THROUGHPUTS[name] : undefined;
    return { name, value, pointer, ...(known === undefined ? {} : { as: known[0], unit: known[1] }) };
}
/** Lengths of prompts and answers, and other distributions beside the latencies. */
function lengths(successes) {
    return Object.entries(successes).flatMap(([name, map]) => {
        if (name === 'latency' || name === 'throughput' || !(0,json/* isJsonObject */.OW)(map))
            return [];
        return distribution(map, (0,evidence_pointer/* extendPointer */.wQ)('/successes', name), { name });
    });
}
function inference_perf_countAt(map, pointer) {
    const value = (0,evidence_number/* nonNegative */.rG)(map['count']);
    return value === undefined ? undefined : { value, pointer };
}
/** `"failures": null` is how a run without any is written. */
function noFailures(document) {
    return (0,reader/* asMap */.$H)(document)['failures'] === null ? { value: 0, pointer: '/failures' } : undefined;
}
/** The file names no data set; the mean length of its prompts, to two digits, tells another one. */
function promptTokens(successes) {
    const mean = (0,evidence_number/* nonNegative */.rG)((0,reader/* mapAt */.SC)(successes, 'prompt_len')['mean']);
    return mean === undefined || mean === 0 ? undefined : Number(mean.toPrecision(2));
}

;// CONCATENATED MODULE: ./lib/evidence/readers/inspect-rows.js




/** Metrics that are the mean over samples: the standard error and the interval beside them are theirs. */
const MEANS = new Set(['accuracy', 'mean']);
const STDERRS = new Set(['stderr', 'bootstrap_stderr']);
const INTERVALS = new Set(['ci', 'ci_wilson']);
/** Of Inspect's `ci` metric, which writes only what differs from it. */
const DEFAULT_LEVEL = 0.95;
/** The rows of one entry of `results.scores`. Standard errors and intervals become part of the rows that they belong to. */
function scoreRows(score, pointer, facts) {
    const metrics = (0,reader/* mapAt */.SC)(score, 'metrics');
    const stderr = inspect_rows_standardError(metrics);
    const interval = inspect_rows_intervalOf(metrics);
    const shared = sharedParts(score, facts);
    // The log does not say how many samples a group has.
    const { n: _n, ...sharedByGroups } = shared;
    return Object.keys(metrics).flatMap((key) => {
        const metric = (0,reader/* mapAt */.SC)(metrics, key);
        if (STDERRS.has(inspect_rows_nameOf(key, metric)) || INTERVALS.has((0,reader/* textAt */.$6)(metric, 'group') ?? ''))
            return [];
        const { name, slice } = addressOf(key, metric);
        const isMean = MEANS.has(key) && slice === undefined;
        return [
            {
                ...(slice === undefined ? shared : sharedByGroups),
                metric: name,
                ...joined(shared.slice, slice),
                ...(0,evidence_number/* readNumber */.kz)(metric['value']),
                ...(isMean && stderr !== undefined ? { stderr } : {}),
                ...(isMean && interval !== undefined ? { interval } : {}),
                ...inspect_rows_warningsOf(score, isMean ? stderr : undefined),
                pointer: `${(0,evidence_pointer/* extendPointer */.wQ)(`${pointer}/metrics`, key)}/value`,
            },
        ];
    });
}
/** The scorer; the name of the score where it is another one, and the reducer of epochs, are slices. */
function sharedParts(score, facts) {
    const name = (0,reader/* textAt */.$6)(score, 'name');
    const scorer = (0,reader/* textAt */.$6)(score, 'scorer') ?? name;
    const reducer = (0,reader/* textAt */.$6)(score, 'reducer');
    const slice = {
        ...(name !== undefined && name !== scorer ? { score: name } : {}),
        ...(reducer === undefined ? {} : { reducer }),
    };
    const n = (0,evidence_number/* nonNegative */.rG)(score['scored_samples']) ?? facts.samples;
    return {
        ...(facts.task === undefined ? {} : { task: facts.task }),
        ...(scorer === undefined ? {} : { scorer }),
        ...(Object.keys(slice).length === 0 ? {} : { slice }),
        ...(n === undefined ? {} : { n }),
        ...(facts.model === undefined ? {} : { model: facts.model }),
        ...(facts.dataset === undefined ? {} : { dataset: facts.dataset }),
        ...(facts.taskVersion === undefined ? {} : { task_version: facts.taskVersion }),
    };
}
/**
 * `grouped(accuracy(), "region")` writes one metric for each region: the inner metric with a slice. Any other metric of
 * several values is named by its group, and its values by a slice `label`.
 */
function addressOf(key, metric) {
    const group = (0,reader/* textAt */.$6)(metric, 'group');
    if (group === undefined)
        return { name: key };
    const label = (0,reader/* textAt */.$6)(metric, 'name') ?? key;
    const params = (0,reader/* mapAt */.SC)(metric, 'params');
    const [dimension, inner] = [(0,reader/* textAt */.$6)(params, 'group_key'), (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(params, 'metric'), 'name')];
    if (dimension !== undefined && inner !== undefined)
        return { name: unqualified(inner), slice: { [dimension]: label } };
    return { name: group, slice: { label } };
}
function unqualified(name) {
    return name.slice(name.lastIndexOf('/') + 1);
}
function inspect_rows_nameOf(key, metric) {
    return unqualified((0,reader/* textAt */.$6)(metric, 'name') ?? key);
}
/** The largest, where a log has several: a clustered error and one that takes the samples for independent. */
function inspect_rows_standardError(metrics) {
    const errors = Object.keys(metrics).flatMap((key) => {
        const metric = (0,reader/* mapAt */.SC)(metrics, key);
        return STDERRS.has(inspect_rows_nameOf(key, metric)) ? ((0,evidence_number/* nonNegative */.rG)(metric['value']) ?? []) : [];
    });
    return errors.length === 0 ? undefined : Math.max(...errors);
}
/** The first interval of the log with both ends. */
function inspect_rows_intervalOf(metrics) {
    const ends = Object.values(metrics).filter((metric) => (0,json/* isJsonObject */.OW)(metric) && INTERVALS.has((0,reader/* textAt */.$6)(metric, 'group') ?? ''));
    for (const lower of ends) {
        if ((0,reader/* textAt */.$6)(lower, 'name') !== 'lower')
            continue;
        const level = levelOf(lower);
        const upper = ends.find((end) => {
            return (0,reader/* textAt */.$6)(end, 'name') === 'upper' && end['group'] === lower['group'] && levelOf(end) === level;
        });
        const [low, high] = [(0,evidence_number/* readNumber */.kz)(lower['value']).value, (0,evidence_number/* readNumber */.kz)(upper?.['value']).value];
        if (low !== null && high !== null && low <= high && level > 0 && level < 1)
            return { low, high, level };
    }
    return undefined;
}
function levelOf(metric) {
    return (0,evidence_number/* nonNegative */.rG)((0,reader/* mapAt */.SC)(metric, 'params')['level']) ?? DEFAULT_LEVEL;
}
function joined(one, other) {
    return one === undefined && other === undefined ? {} : { slice: { ...one, ...other } };
}
function inspect_rows_warningsOf(score, stderr) {
    const warnings = [];
    const unscored = (0,evidence_number/* nonNegative */.rG)(score['unscored_samples']) ?? 0;
    if (unscored > 0)
        warnings.push(`samples that were not scored and do not count: ${unscored}`);
    if (stderr === 0)
        warnings.push('the standard error is 0: all answers were alike, or there was one; that is no certainty');
    return warnings.length === 0 ? {} : { warnings };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/inspect-items.js



/** Inspect's own mapping (`value_to_float`): correct, incorrect, partial, no answer. */
const LETTERS = new Map([
    ['C', 1],
    ['I', 0],
    ['P', 0.5],
    ['N', 0],
]);
const inspect_items_WORDS = new Map([
    ['yes', 1],
    ['true', 1],
    ['no', 0],
    ['false', 0],
]);
/** Numbers that differ by less are the same mean, summed in another order. */
const CLOSE = 1e-9;
/**
 * The scores of single samples behind the means of one score: `reductions` (reduced over epochs), else `samples`. They
 * are used only where their mean is the number in the log: a scorer may map its values in a way of its own.
 */
function scoreItems(document, score, rows) {
    // Means of groups have no count.
    const own = rows.filter((row) => MEANS.has(row.metric) && row.value !== null && row.n !== undefined);
    if (own.length === 0)
        return { items: [] };
    const values = reducedValues(document, score) ?? sampleValues(document, score);
    if (values === undefined || values.size === 0)
        return { items: [] };
    const scores = Float64Array.from(values.values());
    const mean = inspect_items_meanOf(scores);
    const fitting = own.filter((row) => Math.abs((row.value ?? Number.NaN) - mean) <= CLOSE);
    const items = fitting.map((row) => inspect_items_itemsOf(row, [...values.keys()], scores));
    if (items.length === own.length)
        return { items };
    const name = (0,reader/* textAt */.$6)(score, 'name') ?? '';
    return { items, warning: `the single scores of ${name} have another mean than the log states and were not used` };
}
function inspect_items_itemsOf(row, ids, scores) {
    return {
        metric: row.metric,
        ...(row.task === undefined ? {} : { task: row.task }),
        ...(row.scorer === undefined ? {} : { scorer: row.scorer }),
        ...(row.slice === undefined ? {} : { slice: row.slice }),
        ids,
        scores,
    };
}
/** Sample id → value; undefined when there are none, or an id stands twice. */
function reducedValues(document, score) {
    const reductions = (0,json/* isJsonObject */.OW)(document) ? document['reductions'] : undefined;
    const scorers = [(0,reader/* textAt */.$6)(score, 'scorer'), (0,reader/* textAt */.$6)(score, 'name')];
    const reducer = (0,reader/* textAt */.$6)(score, 'reducer');
    const reduction = ((0,json/* isJsonArray */.Md)(reductions) ? reductions : []).find((one) => {
        return scorers.includes((0,reader/* textAt */.$6)(one, 'scorer')) && (0,reader/* textAt */.$6)(one, 'reducer') === reducer;
    });
    const samples = (0,json/* isJsonObject */.OW)(reduction) ? reduction['samples'] : undefined;
    if (!(0,json/* isJsonArray */.Md)(samples))
        return undefined;
    const values = new Map();
    for (const sample of samples) {
        const id = (0,json/* isJsonObject */.OW)(sample) ? idText(sample['sample_id']) : undefined;
        if (id === undefined || values.has(id) || !(0,json/* isJsonObject */.OW)(sample))
            return undefined;
        values.set(id, toNumber(sample['value'], score));
    }
    return values;
}
/** Of a run with one epoch; the reduction over several cannot be known here. */
function sampleValues(document, score) {
    const samples = (0,json/* isJsonObject */.OW)(document) ? document['samples'] : undefined;
    if (!(0,json/* isJsonArray */.Md)(samples))
        return undefined;
    const values = new Map();
    for (const sample of samples) {
        if (!(0,json/* isJsonObject */.OW)(sample) || !(0,json/* isJsonObject */.OW)(sample['scores']))
            return undefined;
        const id = idText(sample['id']);
        const scored = sample['scores'][(0,reader/* textAt */.$6)(score, 'scorer') ?? ''] ?? sample['scores'][(0,reader/* textAt */.$6)(score, 'name') ?? ''];
        if (id === undefined || values.has(id))
            return undefined;
        values.set(id, toNumber((0,json/* isJsonObject */.OW)(scored) ? scored['value'] : undefined, score));
    }
    return values;
}
function idText(id) {
    return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
/** A scorer of several scores keeps a map of them; NaN: the sample has no score. */
function toNumber(value, score) {
    const one = (0,json/* isJsonObject */.OW)(value) ? value[(0,reader/* textAt */.$6)(score, 'name') ?? ''] : value;
    if (typeof one === 'number')
        return one;
    if (typeof one === 'boolean')
        return one ? 1 : 0;
    if (typeof one !== 'string')
        return Number.NaN;
    const word = LETTERS.get(one) ?? inspect_items_WORDS.get(one.toLowerCase());
    return word ?? (/^-?\d+(\.\d+)?$/.test(one) ? Number(one) : Number.NaN);
}
function inspect_items_meanOf(scores) {
    let [sum, count] = [0, 0];
    for (const score of scores) {
        if (Number.isNaN(score))
            continue;
        sum += score;
        count += 1;
    }
    return sum / count;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/inspect-status.js


/** More unscored samples than one in twenty make a report partial: metrics leave them out, which flatters. */
const inspect_status_MOST_UNSCORED = 0.05;
/** What the log says of its own run. A log may look complete, with numbers, and be cancelled. */
function inspectStatus(document, rows) {
    if ((0,json/* isJsonObject */.OW)(document) && document['invalidated'] === true)
        return { status: 'failed', status_note: 'the log, or a sample of it, was invalidated after the run' };
    const status = (0,reader/* textAt */.$6)(document, 'status');
    if (status === 'started')
        return { status: 'partial', status_note: 'the run has not ended: the log says "started"' };
    if (status === 'cancelled')
        return { status: 'cancelled', status_note: 'the run was cancelled' };
    if (status === 'error')
        return { status: 'failed', status_note: errorNote(document) };
    if (status !== 'success')
        return { status: 'partial', status_note: `the log says "status": ${JSON.stringify(status)}` };
    if (rows === 0)
        return { status: 'failed', status_note: 'the log holds no score' };
    const note = partialNote(document);
    return note === undefined ? { status: 'complete' } : { status: 'partial', status_note: note };
}
function errorNote(document) {
    const message = (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(document, 'error'), 'message')?.split('\n')[0]?.slice(0, 200);
    return message === undefined ? 'the run ended with an error' : `the run ended with an error: ${message}`;
}
function partialNote(document) {
    const run = (0,reader/* mapAt */.SC)(document, 'eval');
    const limit = (0,reader/* mapAt */.SC)(run, 'config')['limit'] ?? null;
    if (limit !== null)
        return `the run was limited to a part of the dataset${shown(limit)}`;
    const dataset = (0,reader/* mapAt */.SC)(run, 'dataset');
    const { sample_ids: ids, samples } = dataset;
    if ((0,json/* isJsonArray */.Md)(ids) && typeof samples === 'number' && ids.length < samples)
        return `the run took ${ids.length} of the ${samples} samples of the dataset`;
    return unfinishedNote((0,reader/* mapAt */.SC)(document, 'results'));
}
function shown(limit) {
    if ((0,json/* isJsonArray */.Md)(limit))
        return ` (limit ${limit.map(String).join('-')})`;
    return typeof limit === 'number' || typeof limit === 'string' ? ` (limit ${limit})` : '';
}
function unfinishedNote(results) {
    const { total_samples: total, completed_samples: completed, logged_samples: logged } = results;
    for (const done of [completed, logged])
        if (typeof total === 'number' && typeof done === 'number' && done < total)
            return `${done} of ${total} samples were completed`;
    const { scores } = results;
    for (const score of (0,json/* isJsonArray */.Md)(scores) ? scores : []) {
        const { scored_samples: scored, unscored_samples: unscored } = (0,json/* isJsonObject */.OW)(score) ? score : {};
        if (typeof unscored !== 'number' || typeof scored !== 'number')
            continue;
        if (unscored > inspect_status_MOST_UNSCORED * (scored + unscored))
            return `the scorer ${(0,reader/* textAt */.$6)(score, 'name') ?? ''} left ${unscored} of ${scored + unscored} samples unscored`;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/inspect-usage.js




const inspect_usage_UNITS = {
    input_tokens: 'tokens',
    output_tokens: 'tokens',
    total_tokens: 'tokens',
    total_cost: 'USD',
};
/** Tokens and cost of the run for each model that it called, judges among them: the slice `model` tells them apart. */
function usageRows(document, facts) {
    const usage = (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'stats'), 'model_usage');
    return Object.entries(usage).flatMap(([model, counts]) => {
        if (!(0,json/* isJsonObject */.OW)(counts))
            return [];
        return Object.entries(inspect_usage_UNITS).flatMap(([metric, unit]) => {
            const found = (0,evidence_number/* readNumber */.kz)(counts[metric]);
            if (found.value === null)
                return [];
            const pointer = `${(0,evidence_pointer/* extendPointer */.wQ)('/stats/model_usage', model)}/${metric}`;
            return [
                {
                    metric,
                    ...(facts.task === undefined ? {} : { task: facts.task }),
                    slice: { model },
                    value: found.value,
                    unit,
                    direction: 'lower_is_better',
                    model,
                    pointer,
                },
            ];
        });
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/inspect.js








/**
 * UK AISI Inspect: the JSON log, and the `.eval` archive, whose members form the same document. Layout of
 * `inspect_ai.log.EvalLog`, version 2.
 */
const inspect = { detect: inspect_detect, read: inspect_read };
function inspect_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const missing = [];
    if ((0,reader/* textAt */.$6)(document, 'status') === undefined)
        missing.push('"status"');
    const run = (0,reader/* mapAt */.SC)(document, 'eval');
    for (const key of ['task', 'model'])
        if ((0,reader/* textAt */.$6)(run, key) === undefined)
            missing.push(`"eval.${key}"`);
    // The run id tells it from a report of our own making with the same words.
    if ((0,reader/* textAt */.$6)(run, 'run_id') === undefined && (0,reader/* textAt */.$6)(run, 'eval_id') === undefined)
        missing.push('"eval.run_id"');
    return missing.length === 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(missing.join(', '));
}
function inspect_read(document) {
    const run = (0,reader/* mapAt */.SC)(document, 'eval');
    const results = (0,reader/* mapAt */.SC)(document, 'results');
    const facts = runFacts(run, results);
    const rows = [];
    const items = [];
    const warnings = [];
    for (const [index, score] of inspect_scoresOf(results).entries()) {
        if (!(0,json/* isJsonObject */.OW)(score))
            continue;
        const own = scoreRows(score, `/results/scores/${index}`, facts);
        const found = scoreItems(document, score, own);
        for (const row of own)
            rows.push(row);
        for (const one of found.items)
            items.push(one);
        if (found.warning !== undefined)
            warnings.push(found.warning);
    }
    if ((0,reader/* mapAt */.SC)(run, 'revision')['dirty'] === true)
        warnings.push('the code of the evaluation had uncommitted changes');
    const createdAt = (0,reader/* dateFromText */.Ee)((0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(document, 'stats'), 'completed_at')) ?? (0,reader/* dateFromText */.Ee)((0,reader/* textAt */.$6)(run, 'created'));
    return {
        format: 'inspect',
        ...inspectStatus(document, rows.length),
        rows: [...rows, ...usageRows(document, facts)],
        ...(items.length === 0 ? {} : { items }),
        identity: inspect_claimsOf(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings,
        document,
    };
}
function inspect_scoresOf(results) {
    const { scores } = results;
    return (0,json/* isJsonArray */.Md)(scores) ? scores : [];
}
function runFacts(run, results) {
    const dataset = (0,reader/* mapAt */.SC)(run, 'dataset');
    const version = run['task_version'];
    return {
        task: (0,reader/* textAt */.$6)(run, 'task'),
        taskVersion: typeof version === 'number' ? String(version) : (0,reader/* textAt */.$6)(run, 'task_version'),
        model: (0,reader/* textAt */.$6)(run, 'model'),
        dataset: (0,reader/* textAt */.$6)(dataset, 'name') ?? (0,reader/* textAt */.$6)(dataset, 'location'),
        samples: (0,evidence_number/* nonNegative */.rG)(results['completed_samples']) ?? (0,evidence_number/* nonNegative */.rG)(results['total_samples']),
    };
}
/** `--metadata model_version=…` of the evaluation names the version; `metadata` at the top holds later edits too. */
function inspect_claimsOf(document) {
    const places = [
        ['', document],
        ['/metadata', (0,reader/* mapAt */.SC)(document, 'metadata')],
        ['/eval/metadata', (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'eval'), 'metadata')],
    ];
    return places.flatMap(([pointer, map]) => {
        return (0,evidence_claims/* topLevelClaims */.vW)(map).map((claim) => ({ ...claim, source: `${pointer}${claim.source}` }));
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/junit-tests.js


/** All suites of a file with their tests, in document order; a suite may hold suites. */
function collectSuites(root) {
    const suites = [];
    junit_tests_collect(root, { outer: '', pointer: '' }, suites);
    return suites;
}
/** The text of an attribute; undefined when there is none, or it is empty. */
function attribute(element, name) {
    return (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(element, 'attributes'), name);
}
/** Child elements of one name. */
function childrenOf(element, name) {
    const { children } = element;
    if (!(0,json/* isJsonArray */.Md)(children))
        return [];
    return children.filter((child) => (0,reader/* textAt */.$6)(child, 'name') === name);
}
function junit_tests_collect(element, at, suites) {
    const own = (0,reader/* textAt */.$6)(element, 'name') === 'testsuite' ? (attribute(element, 'name') ?? 'unnamed') : '';
    const name = [at.outer, own].filter((part) => part !== '').join('/');
    const children = (0,json/* isJsonArray */.Md)(element['children']) ? element['children'] : [];
    const tests = [];
    const inner = [];
    for (const [index, child] of children.entries()) {
        if (!(0,json/* isJsonObject */.OW)(child))
            continue;
        const pointer = `${at.pointer}/children/${index}`;
        if ((0,reader/* textAt */.$6)(child, 'name') === 'testcase')
            tests.push(testCase(child, pointer));
        else if ((0,reader/* textAt */.$6)(child, 'name') === 'testsuite')
            inner.push([child, pointer]);
    }
    if (own !== '' || tests.length > 0)
        suites.push({ name, element, tests });
    for (const [suite, pointer] of inner)
        junit_tests_collect(suite, { outer: name, pointer }, suites);
}
function testCase(element, pointer) {
    return {
        name: attribute(element, 'name') ?? '',
        className: attribute(element, 'classname'),
        state: stateOf(element),
        element,
        pointer,
    };
}
/** An error is worse news than a failure: it is told first. GoogleTest writes a status instead of a child. */
function stateOf(element) {
    if (childrenOf(element, 'error').length > 0)
        return 'error';
    if (childrenOf(element, 'failure').length > 0)
        return 'failed';
    const status = attribute(element, 'status')?.toLowerCase();
    if (status !== undefined && ['failed', 'failure', 'fail'].includes(status))
        return 'failed';
    if (status === 'error')
        return 'error';
    const isLeftOut = status !== undefined && ['notrun', 'skipped', 'disabled'].includes(status);
    return isLeftOut || childrenOf(element, 'skipped').length > 0 ? 'skipped' : 'passed';
}

;// CONCATENATED MODULE: ./lib/evidence/readers/junit-rows.js


/**
 * Counts and pass rate of the file, the pass rate of each suite, and each test as `passed` 1 or 0. Suites have a metric of
 * their own, so that `metric: pass_rate` alone means the file.
 */
function junitRows(root, suites) {
    const tests = suites.flatMap((suite) => suite.tests);
    const rows = [passRate('pass_rate', tests, ''), ...junit_rows_countRows(tests)];
    const duration = durationRow(root, suites);
    if (duration !== undefined)
        rows.push(duration);
    for (const suite of suites) {
        rows.push({ ...passRate('suite_pass_rate', suite.tests, pointerOf(suite)), task: suite.name });
        for (const test of suite.tests)
            rows.push(testRow(suite.name, test));
    }
    return rows;
}
/** The tests as items of the pass rate, for paired comparisons; undefined when two tests have the same name. */
function testItems(suites) {
    const scores = new Map();
    for (const { name, tests } of suites) {
        for (const test of tests) {
            const id = JSON.stringify([name, test.className ?? '', test.name]);
            if (scores.has(id))
                return undefined;
            scores.set(id, test.state === 'skipped' ? Number.NaN : passed(test));
        }
    }
    return { metric: 'pass_rate', ids: [...scores.keys()], scores: Float64Array.from(scores.values()) };
}
function passed(test) {
    return test.state === 'passed' ? 1 : 0;
}
/** Passed tests by tests that ran; one that ended with an error ran. */
function passRate(metric, tests, pointer) {
    const ran = tests.filter(({ state }) => state !== 'skipped');
    const facts = { metric, n: ran.length, direction: 'higher_is_better', pointer };
    if (ran.length === 0)
        return { ...facts, value: null, missing: 'absent', warnings: ['no test was run'] };
    return { ...facts, value: ran.reduce((sum, test) => sum + passed(test), 0) / ran.length };
}
function junit_rows_countRows(tests) {
    const count = (metric, states) => ({
        metric,
        value: tests.filter(({ state }) => states.includes(state)).length,
        direction: metric === 'tests' ? 'higher_is_better' : 'lower_is_better',
        pointer: '',
    });
    return [
        count('tests', ['passed', 'failed', 'error', 'skipped']),
        count('failures', ['failed']),
        count('errors', ['error']),
        count('skipped', ['skipped']),
    ];
}
function testRow(task, test) {
    const shared = {
        metric: 'passed',
        task,
        slice: { test: test.name, ...(test.className === undefined ? {} : { class: test.className }) },
        direction: 'higher_is_better',
        pointer: test.pointer,
    };
    if (test.state !== 'skipped')
        return { ...shared, value: passed(test) };
    return { ...shared, value: null, missing: 'absent', warnings: ['the test was skipped'] };
}
/** Of the file, else the sum of its outermost suites. */
function durationRow(root, suites) {
    const own = (0,evidence_number/* readPrintedNumber */.Y3)(attribute(root, 'time')).value;
    const outer = suites.filter(({ name }) => !name.includes('/'));
    const times = outer.map(({ element }) => (0,evidence_number/* readPrintedNumber */.Y3)(attribute(element, 'time')).value);
    const sum = times.reduce((total, time) => (total === null || time === null ? null : total + time), 0);
    const value = own ?? (times.length === 0 ? null : sum);
    if (value === null)
        return undefined;
    return { metric: 'duration', value, unit: 's', direction: 'lower_is_better', pointer: '/attributes/time' };
}
function pointerOf(suite) {
    const first = suite.tests[0]?.pointer ?? '';
    return first.replace(/\/children\/\d+$/, '');
}

;// CONCATENATED MODULE: ./lib/evidence/readers/junit.js






/** JUnit XML, as pytest, promptfoo, Jest, Maven, Gradle and most test tools write it. There is no standard; this is what they share. */
const junit = { detect: junit_detect, read: junit_read };
function junit_detect(document, container) {
    const name = (0,reader/* textAt */.$6)(document, 'name');
    if (container === 'xml' && (name === 'testsuites' || name === 'testsuite'))
        return (0,reader/* fits */.lA)();
    return (0,reader/* lacks */.pO)('an XML element <testsuites> or <testsuite> at the top');
}
function junit_read(document) {
    const root = (0,json/* isJsonObject */.OW)(document) ? document : (0,json/* emptyMap */.MZ)();
    const suites = collectSuites(root);
    const items = testItems(suites);
    // A file of one suite has it as its root.
    const elements = [...new Set([root, ...suites.map(({ element }) => element)])];
    const createdAt = elements
        .map((element) => (0,reader/* dateFromText */.Ee)(attribute(element, 'timestamp')))
        .find((date) => date !== undefined);
    return {
        format: 'junit',
        ...junit_statusOf(suites),
        rows: junitRows(root, suites),
        ...(items === undefined ? {} : { items: [items] }),
        identity: junit_claimsOf(elements),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: suites.flatMap(junit_countWarnings),
        document,
    };
}
function junit_statusOf(suites) {
    const tests = suites.flatMap((suite) => suite.tests);
    if (tests.length === 0)
        return { status: 'failed', status_note: 'no test was run' };
    if (tests.every(({ state }) => state === 'skipped'))
        return { status: 'failed', status_note: 'every test was skipped' };
    for (const suite of suites) {
        const note = contradiction(suite);
        if (note !== undefined)
            return { status: 'partial', status_note: note };
    }
    return { status: 'unknown', status_note: 'JUnit XML does not say whether the run ended' };
}
/**
 * A suite that says more than its tests show was cut. Fewer is possible: pytest counts a test twice whose clean-up failed, and
 * other tools leave attributes out.
 */
function contradiction({ element, name, tests }) {
    const failing = tests.filter(({ state }) => state === 'failed' || state === 'error').length;
    const counted = (key) => (0,evidence_number/* readPrintedNumber */.Y3)(attribute(element, key)).value ?? 0;
    const [said, errors] = [counted('tests'), counted('errors')];
    // The attributes of an outer suite count the tests of the suites within it.
    if (childrenOf(element, 'testsuite').length > 0)
        return undefined;
    if (counted('failures') + errors > failing)
        return `the suite ${name} counts ${counted('failures') + errors} failures and errors, and shows ${failing}`;
    return said - errors > tests.length ? `the suite ${name} counts ${said} tests, and shows ${tests.length}` : undefined;
}
function junit_countWarnings({ name, tests }) {
    const skipped = tests.filter(({ state }) => state === 'skipped').length;
    return skipped === 0 ? [] : [`${skipped} of ${tests.length} tests of ${name} were skipped and do not count`];
}
/** `<property name="model_version" value="…"/>` of the file or of a suite names the version. */
function junit_claimsOf(elements) {
    return elements.flatMap((element) => {
        return childrenOf(element, 'properties').flatMap((properties) => {
            return childrenOf(properties, 'property').flatMap((property) => {
                const [name, value] = [attribute(property, 'name'), attribute(property, 'value')];
                const map = (0,json/* emptyMap */.MZ)();
                if (name !== undefined && value !== undefined)
                    map[name] = value;
                return (0,evidence_claims/* topLevelClaims */.vW)(map).map(({ text }) => ({ text, source: `property ${name}` }));
            });
        });
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/lighteval-rows.js





const STDERR = '_stderr';
/** `all`, and `<group>:_average|<shots>`: means that LightEval makes over tasks, all of the same weight. */
function isMean(task) {
    return task === 'all' || /:_average(\||$)/.test(task);
}
/** The rows of one task. Its name keeps the number of shots, because scores with other shots are other scores. */
function taskRows({ task, metrics, model, facts, }) {
    const rows = [];
    for (const metric in metrics) {
        if (metric.endsWith(STDERR) || isRemark(metrics[metric]))
            continue;
        const { stderr, warnings } = errorOf(metrics[`${metric}${STDERR}`], { task, metric, facts });
        rows.push(buildRow({
            metric,
            task,
            slice: { average: isMean(task) ? 'macro' : undefined },
            found: (0,evidence_number/* readNumber */.kz)(metrics[metric]),
            stderr,
            n: facts.effective,
            direction: lighteval_rows_directionOf(facts.metrics, metric),
            task_version: facts.taskVersion,
            model,
            dataset: facts.dataset,
            dataset_version: facts.datasetVersion,
            warnings,
            pointer: (0,evidence_pointer/* extendPointer */.wQ)((0,evidence_pointer/* extendPointer */.wQ)('/results', task), metric),
        }));
    }
    return rows;
}
function isRemark(value) {
    return typeof value === 'string' || typeof value === 'boolean' || (0,json/* isJsonObject */.OW)(value) || (0,json/* isJsonArray */.Md)(value);
}
/** Metrics over the whole corpus: their error is written too small by the root of the number of bootstrap draws. */
const CORPUS_METRIC = /bleu|chrf|^ter$|perplexity|bits_per_byte|mcc|f1_score|_f1$|f1_numeric|corpus/i;
function errorOf(value, { task, metric, facts }) {
    const stderr = (0,evidence_number/* nonNegative */.rG)(value);
    if (stderr === undefined)
        return { stderr: undefined, warnings: [] };
    if (isMean(task))
        return without('the standard error in the file is the mean of those of the tasks, not that of the mean');
    if (!isMeanOverSamples(facts.metrics, metric))
        return without('LightEval writes the standard error of a corpus metric much too small');
    const warnings = stderr === 0 ? ['the standard error is 0: all answers were alike, or there was one; that is no certainty'] : [];
    return { stderr, warnings };
}
function without(why) {
    return { stderr: undefined, warnings: [`${why}: it was not used`] };
}
/** Where the config names how the corpus value is made, that decides; else the metric's name. */
function isMeanOverSamples(metrics, metric) {
    const how = settingOf(metrics, metric, 'corpus_level_fn');
    if (typeof how === 'string')
        return /mean/i.test(how);
    return !CORPUS_METRIC.test(metric);
}
function lighteval_rows_directionOf(metrics, metric) {
    const higher = settingOf(metrics, metric, 'higher_is_better');
    if (typeof higher !== 'boolean')
        return undefined;
    return higher ? 'higher_is_better' : 'lower_is_better';
}
/** One entry may make several metrics: then its name is a list, and its settings are maps by metric. */
function settingOf(metrics, metric, key) {
    for (const entry of metrics) {
        if (!(0,json/* isJsonObject */.OW)(entry))
            continue;
        const name = entry['metric_name'] ?? entry['metric'];
        const setting = entry[key];
        const byMetric = (0,json/* isJsonObject */.OW)(setting) && Object.hasOwn(setting, metric) ? setting[metric] : undefined;
        if (byMetric !== undefined)
            return byMetric;
        if (name === metric || ((0,json/* isJsonArray */.Md)(name) && name.includes(metric)))
            return setting;
    }
    return undefined;
}
/** The config of a task is kept under its name with or without suite and shots, by release. */
function lighteval_rows_factsOf(document, task) {
    const config = configOf((0,reader/* mapAt */.SC)(document, 'config_tasks'), task);
    const repository = (0,reader/* textAt */.$6)(config, 'hf_repo');
    const subset = (0,reader/* textAt */.$6)(config, 'hf_subset');
    const version = (0,reader/* mapAt */.SC)(document, 'versions')[task];
    const metrics = config['metric'] ?? config['metrics'];
    return {
        metrics: (0,json/* isJsonArray */.Md)(metrics) ? metrics : [],
        original: positive(config['original_num_docs']),
        effective: positive(config['effective_num_docs']),
        taskVersion: typeof version === 'number' || typeof version === 'string' ? String(version) : undefined,
        dataset: repository !== undefined && subset !== undefined && subset !== 'default' ? `${repository}/${subset}` : repository,
        datasetVersion: (0,reader/* textAt */.$6)(config, 'hf_revision'),
    };
}
/** -1 stands for "not known". */
function positive(count) {
    return typeof count === 'number' && count > 0 ? count : undefined;
}
function configOf(configs, task) {
    const parts = task.split('|');
    // `suite|task|shots|truncated`, `suite|task|shots` or `task|shots`.
    const name = (parts.length > 2 ? parts[1] : parts[0]) ?? task;
    const suite = parts.length > 2 ? `${parts[0]}|${name}` : name;
    const shots = parts.length > 2 ? `${name}|${parts[2]}` : task;
    for (const key of [task, suite, shots, name])
        if (Object.hasOwn(configs, key))
            return (0,reader/* mapAt */.SC)(configs, key);
    const endings = Object.keys(configs).filter((key) => key.split('|')[1] === name);
    return endings.length === 1 ? (0,reader/* mapAt */.SC)(configs, endings[0] ?? '') : (0,reader/* mapAt */.SC)(undefined, '');
}

;// CONCATENATED MODULE: ./lib/evidence/readers/lighteval.js




/** Hugging Face LightEval, `results/<org>/<model>/results_<time>.json`. */
const lighteval = { detect: lighteval_detect, accepts: lighteval_accepts, read: lighteval_read };
function lighteval_detect(document) {
    const accepted = lighteval_accepts(document);
    if (accepted.fit === 'no' || !(0,json/* isJsonObject */.OW)(document))
        return accepted;
    return (0,json/* isJsonObject */.OW)(document['config_general']) ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('"config_general"');
}
/** Named by the user, a report may be cut down to its results. */
function lighteval_accepts(document) {
    const results = (0,json/* isJsonObject */.OW)(document) ? document['results'] : undefined;
    if (!(0,json/* isJsonObject */.OW)(results))
        return (0,reader/* lacks */.pO)('"results" (task → metrics)');
    for (const task in results)
        if (!(0,json/* isJsonObject */.OW)(results[task]))
            return (0,reader/* lacks */.pO)('a map for each task in "results"');
    return (0,reader/* fits */.lA)();
}
function lighteval_read(document) {
    const results = (0,reader/* mapAt */.SC)(document, 'results');
    const general = (0,reader/* mapAt */.SC)(document, 'config_general');
    const model = (0,reader/* textAt */.$6)(general, 'model_name') ?? (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(general, 'model_config'), 'model_name');
    const rows = [];
    for (const task in results) {
        rows.push(...taskRows({ task, metrics: (0,reader/* mapAt */.SC)(results, task), model, facts: lighteval_rows_factsOf(document, task) }));
    }
    return {
        format: 'lighteval',
        ...lighteval_statusOf(document, general, rows),
        rows,
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        // start_time and end_time come from a monotonic clock: no date.
        warnings: [],
        document,
    };
}
function lighteval_statusOf(document, general, rows) {
    if (rows.length === 0)
        return { status: 'failed', status_note: 'the report holds no result' };
    const limit = general['max_samples'] ?? null;
    if (limit !== null) {
        const shown = typeof limit === 'number' || typeof limit === 'string' ? ` (max_samples ${limit})` : '';
        return { status: 'partial', status_note: `the run was limited to a part of each task${shown}` };
    }
    for (const task in (0,reader/* mapAt */.SC)(document, 'results')) {
        const { original, effective } = lighteval_rows_factsOf(document, task);
        if (effective !== undefined && original !== undefined && effective < original)
            return { status: 'partial', status_note: `the task ${task} was run on ${effective} of its ${original} samples` };
    }
    return { status: 'complete' };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/llm-d-level.js



/** Settings of 0.1 that say how much load there was, among those that each load generator calls as it likes. */
const LEVEL_ARGS = {
    qps_values: 'request_rate',
    request_rate: 'request_rate',
    rate: 'request_rate',
    concurrency: 'concurrency',
    max_concurrency: 'concurrency',
};
/** Settings of 0.2 that say how much load there was. */
const LEVEL_KEYS = new Set(['rate_qps', 'concurrency', 'stage']);
/** Load, model and workload of a scenario; the hardware is part of the workload. */
function llmdLevel(scenario) {
    const load = (0,reader/* mapAt */.SC)(scenario, 'load');
    const standardized = (0,reader/* mapAt */.SC)(load, 'standardized');
    const args = (0,reader/* mapAt */.SC)(load, 'args');
    const model = llm_d_level_modelOf(scenario);
    return {
        slice: loadSlice({
            ...argumentLevel(args),
            stage: standardized['stage'] ?? (0,reader/* mapAt */.SC)(load, 'metadata')['stage'],
            ...(standardized['rate_qps'] === undefined ? {} : { request_rate: standardized['rate_qps'] }),
            ...(standardized['concurrency'] === undefined ? {} : { concurrency: standardized['concurrency'] }),
        }),
        ...(model === undefined ? {} : { model }),
        dataset_version: workloadText('llm-d', [
            ['tool', load['name'] ?? standardized['tool']],
            ['type', load['type']],
            ['hardware', hardwareOf(scenario)],
            ['load', llm_d_level_without(args, (key) => Object.hasOwn(LEVEL_ARGS, key))],
            ['standardized', llm_d_level_without(standardized, (key) => LEVEL_KEYS.has(key))],
        ]),
    };
}
function argumentLevel(args) {
    const level = {};
    for (const [key, dimension] of Object.entries(LEVEL_ARGS)) {
        if (args[key] !== undefined && typeof args[key] !== 'object')
            level[dimension] ??= args[key];
    }
    return level;
}
function llm_d_level_without(map, dropped) {
    const rest = (0,json/* emptyMap */.MZ)();
    for (const [key, value] of Object.entries(map))
        if (!dropped(key))
            rest[key] = value;
    return Object.keys(rest).length === 0 ? undefined : rest;
}
function stackOf(scenario) {
    const { stack } = scenario;
    return (0,json/* isJsonArray */.Md)(stack) ? stack.map((component) => (0,reader/* mapAt */.SC)(component, 'standardized')) : [];
}
function llm_d_level_modelOf(scenario) {
    const names = [scenario, ...stackOf(scenario)].flatMap((place) => (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(place, 'model'), 'name') ?? []);
    const unique = [...new Set(names)];
    return unique.length === 0 ? undefined : unique.join(', ');
}
function hardwareOf(scenario) {
    const { accelerator } = (0,reader/* mapAt */.SC)(scenario, 'host');
    const listed = (0,json/* isJsonArray */.Md)(accelerator) ? accelerator : accelerator === undefined ? [] : [accelerator];
    const all = [...listed, ...stackOf(scenario).map((component) => (0,reader/* mapAt */.SC)(component, 'accelerator'))];
    const names = all.flatMap((one) => {
        const model = (0,reader/* textAt */.$6)(one, 'model');
        return model === undefined ? [] : [`${settingText((0,reader/* asMap */.$H)(one)['count'] ?? 1)} ${model}`];
    });
    return names.length === 0 ? undefined : names.join(' + ');
}

;// CONCATENATED MODULE: ./lib/evidence/readers/llm-d.js








/** Benchmark report of llm-d (YAML or JSON): versions 0.1 (`metrics`) and 0.2 (`results.request_performance`). */
const llmd = { detect: llm_d_detect, read: llm_d_read };
/** The report passes on what its load generator measured, under these names. */
const llm_d_METRICS = {
    time_to_first_token: 'ttft',
    time_per_output_token: 'tpot',
    inter_token_latency: 'itl',
    request_latency: 'e2e_latency',
    requests_per_sec: 'request_throughput',
    input_tokens_per_sec: 'input_throughput',
    output_tokens_per_sec: 'output_throughput',
    total_tokens_per_sec: 'total_throughput',
    request_rate: 'request_throughput',
    input_token_rate: 'input_throughput',
    output_token_rate: 'output_throughput',
    total_token_rate: 'total_throughput',
};
function placeOf(document) {
    const second = (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'results'), 'request_performance'), 'aggregate');
    return Object.keys(second).length > 0
        ? { aggregate: second, pointer: '/results/request_performance/aggregate' }
        : { aggregate: (0,reader/* mapAt */.SC)(document, 'metrics'), pointer: '/metrics' };
}
function llm_d_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const { aggregate } = placeOf(document);
    const missing = [];
    if (!(0,json/* isJsonObject */.OW)(document['scenario']) && !('version' in document))
        missing.push('"scenario" or "version"');
    if (!(0,json/* isJsonObject */.OW)(aggregate['requests']))
        missing.push('"requests" among the measurements');
    if (!(0,json/* isJsonObject */.OW)(aggregate['latency']) && !(0,json/* isJsonObject */.OW)(aggregate['throughput'])) {
        missing.push('"latency" or "throughput" among the measurements');
    }
    return missing.length === 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(missing.join(', '));
}
function llm_d_read(document) {
    const place = placeOf(document);
    const counts = llm_d_countsOf(place);
    const incomplete = counts.incomplete?.value ?? 0;
    const completed = counts.completed?.value;
    const { endedAt, problem } = endOf(document, place);
    return loadReport({
        format: 'llm-d',
        document,
        measurements: [
            {
                level: { ...llmdLevel((0,reader/* mapAt */.SC)(document, 'scenario')), ...(completed === undefined ? {} : { completed }) },
                numbers: [...timesOf(place), ...ratesOf(place), ...lengthsOf(place)],
                counts,
                endedAt,
            },
        ],
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        status: incomplete === 0
            ? { status: 'complete' }
            : { status: 'partial', status_note: `${incomplete} of the requests were neither answered nor refused` },
        warnings: [...problem, ...sickComponents(document)],
    });
}
function timesOf({ aggregate, pointer }) {
    return Object.entries((0,reader/* mapAt */.SC)(aggregate, 'latency')).flatMap(([name, map]) => {
        if (!(0,json/* isJsonObject */.OW)(map))
            return [];
        const shared = { ...named(name), ...llm_d_unitOf(map), latency: true };
        return distribution(map, (0,evidence_pointer/* extendPointer */.wQ)(`${pointer}/latency`, name), shared);
    });
}
/** A plain number in 0.1, a distribution with its unit in 0.2. */
function ratesOf({ aggregate, pointer }) {
    return Object.entries((0,reader/* mapAt */.SC)(aggregate, 'throughput')).flatMap(([name, value]) => {
        const place = (0,evidence_pointer/* extendPointer */.wQ)(`${pointer}/throughput`, name);
        if ((0,json/* isJsonObject */.OW)(value))
            return distribution(value, place, { ...named(name), ...llm_d_unitOf(value) });
        if (typeof value === 'string')
            return [];
        return [{ ...named(name), value, pointer: place, unit: name.startsWith('requests') ? 'requests/s' : 'tokens/s' }];
    });
}
function lengthsOf({ aggregate, pointer }) {
    return Object.entries((0,reader/* mapAt */.SC)(aggregate, 'requests')).flatMap(([name, map]) => {
        if (!(0,json/* isJsonObject */.OW)(map) || !isDistribution(map))
            return [];
        return distribution(map, (0,evidence_pointer/* extendPointer */.wQ)(`${pointer}/requests`, name), { name, ...llm_d_unitOf(map) });
    });
}
function named(name) {
    const as = Object.hasOwn(llm_d_METRICS, name) ? llm_d_METRICS[name] : undefined;
    return { name, ...(as === undefined ? {} : { as }) };
}
function llm_d_unitOf(map) {
    const unit = (0,reader/* textAt */.$6)(map, 'units') ?? (0,reader/* textAt */.$6)(map, 'unit');
    return unit === undefined ? {} : { unit };
}
function llm_d_countsOf({ aggregate, pointer }) {
    const requests = (0,reader/* mapAt */.SC)(aggregate, 'requests');
    const at = (key) => {
        const value = (0,evidence_number/* nonNegative */.rG)(requests[key]);
        return value === undefined ? undefined : { value, pointer: `${pointer}/requests/${key}` };
    };
    const [total, errors, incomplete] = [at('total'), at('failures'), at('incomplete')];
    const answered = (total?.value ?? 0) - (errors?.value ?? 0) - (incomplete?.value ?? 0);
    return {
        ...(total === undefined || answered < 0 ? {} : { completed: { value: answered, pointer: total.pointer } }),
        errors,
        incomplete,
        requests: total,
        pointer: `${pointer}/requests`,
    };
}
/** Seconds since 1970 in 0.1, ISO 8601 in 0.2. A test that ends before it starts has no date. */
function endOf(document, { aggregate }) {
    const time = { ...(0,reader/* mapAt */.SC)(aggregate, 'time'), ...(0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'run'), 'time') };
    const date = (value) => (0,reader/* dateFromEpoch */.wC)(value) ?? (typeof value === 'string' ? (0,reader/* dateFromText */.Ee)(value) : undefined);
    const start = date(time['start']);
    const end = date(time['end'] ?? time['stop']);
    if (start === undefined || end === undefined || start <= end)
        return { endedAt: end, problem: [] };
    return { endedAt: undefined, problem: [`the test ends (${end}) before it starts (${start}): its date was not used`] };
}
function sickComponents(document) {
    const list = (0,reader/* mapAt */.SC)(document, 'results')['component_health'];
    if (!(0,json/* isJsonArray */.Md)(list))
        return [];
    return list.flatMap((component) => {
        const failed = (0,evidence_number/* nonNegative */.rG)((0,reader/* asMap */.$H)(component)['failed_replicas']);
        if (failed === undefined || failed === 0)
            return [];
        return [
            `${(0,reader/* textAt */.$6)(component, 'component_label') ?? 'a component'}: ${failed} of its replicas failed during the test`,
        ];
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/llmperf.js







/** LLMPerf (Ray), `*_summary.json`: results flattened into keys that start with `results_`. */
const llmperf = { detect: llmperf_detect, read: llmperf_read };
const DISTRIBUTION = /^results_(.+?)_(?:quantiles_(p\d+)|(mean|min|max|stddev))$/;
/** LLMPerf's inter-token latency counts the time to the first token in, so it is neither `itl` nor `tpot`. */
const llmperf_LATENCIES = {
    ttft_s: 'ttft',
    end_to_end_latency_s: 'e2e_latency',
    inter_token_latency_s: null,
};
const SINGLE = {
    results_mean_output_throughput_token_per_s: ['output_throughput', 'tokens/s'],
    results_num_completed_requests_per_min: ['request_throughput', 'requests/min'],
};
function llmperf_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const distributions = Object.keys(document).filter((key) => DISTRIBUTION.test(key)).length;
    const marks = ['results_num_completed_requests', 'results_error_rate', 'num_concurrent_requests'];
    const marked = marks.some((key) => key in document);
    if (distributions > 0 && marked)
        return (0,reader/* fits */.lA)();
    return (0,reader/* lacks */.pO)('"results_ttft_s_quantiles_p99" or the like, with "results_num_completed_requests"');
}
function llmperf_read(document) {
    const top = (0,reader/* asMap */.$H)(document);
    const counts = llmperf_countsOf(top);
    const model = (0,reader/* textAt */.$6)(top, 'model');
    const endedAt = (0,reader/* dateFromEpoch */.wC)(top['timestamp']);
    const level = {
        slice: loadSlice({ concurrency: top['num_concurrent_requests'] }),
        ...(model === undefined ? {} : { model }),
        dataset_version: workloadText('llmperf', ['mean_input_tokens', 'stddev_input_tokens', 'mean_output_tokens', 'stddev_output_tokens', 'llm_api'].map((key) => [key, top[key]])),
        ...(counts.completed === undefined ? {} : { completed: counts.completed.value }),
    };
    return loadReport({
        format: 'llmperf',
        document,
        measurements: [{ level, numbers: Object.keys(top).flatMap((key) => llmperf_numberAt(top, key)), counts, endedAt }],
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
    });
}
function llmperf_numberAt(top, name) {
    if (!name.startsWith('results_'))
        return [];
    // numpy's integers arrive as text.
    const printed = (0,evidence_number/* readPrintedNumber */.Y3)(top[name]);
    const value = printed.value ?? top[name] ?? null;
    if (typeof value === 'string')
        return [];
    const { warning } = printed;
    const at = {
        name,
        value,
        pointer: (0,evidence_pointer/* extendPointer */.wQ)('', name),
        statInName: true,
        ...(warning === undefined ? {} : { warning }),
    };
    const single = Object.hasOwn(SINGLE, name) ? SINGLE[name] : undefined;
    if (single !== undefined)
        return [{ ...at, as: single[0], unit: single[1] }];
    const [, metric = '', quantile, other] = DISTRIBUTION.exec(name) ?? [];
    const stat = other === 'stddev' ? 'std' : (quantile ?? other);
    if (stat === undefined || !Object.hasOwn(llmperf_LATENCIES, metric))
        return [at];
    const as = llmperf_LATENCIES[metric] ?? null;
    return [{ ...at, stat, unit: 's', latency: true, ...(as === null ? {} : { as }) }];
}
function llmperf_countsOf(top) {
    return {
        completed: llmperf_countAt(top, 'results_num_completed_requests'),
        errors: llmperf_countAt(top, 'results_number_errors'),
        requests: llmperf_countAt(top, 'results_num_requests_started'),
        pointer: '',
    };
}
function llmperf_countAt(top, key) {
    const { value } = (0,evidence_number/* readPrintedNumber */.Y3)(top[key]);
    return value === null || value < 0 ? undefined : { value, pointer: (0,evidence_pointer/* extendPointer */.wQ)('', key) };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/lm-eval-rows.js



/** Whether sizes weigh in a group is not in the file; by default they do. */
const GROUP = Object.freeze({ average: 'group' });
/** Keys of a task that are no metrics. A key of one blank is the alias column of old group tables. */
const NOT_METRICS = new Set(['alias', 'name', 'sample_len', 'sample_count', ' ']);
const lm_eval_rows_STDERR = '_stderr';
/** Keys kept to be shared; a report with more has few rows for each. */
const MOST_KEYS = 1000;
/** The metric keys of one report. */
function createMetricKeys() {
    const known = new Map();
    return (key) => {
        const found = known.get(key);
        if (found !== undefined)
            return found;
        const read = readKey(key);
        if (known.size < MOST_KEYS)
            known.set(key, read);
        return read;
    };
}
/** Appends the rows of one task: each metric key with the standard error that stands beside it. */
function addTaskRows(rows, { task, metrics, parent, keys }, facts) {
    const place = (0,evidence_pointer/* extendPointer */.wQ)(parent, task);
    for (const name in metrics) {
        const key = keys(name);
        if (!key.isMetric)
            continue;
        // Without a comma a text is a remark; with one it is a metric that could not be written.
        if (key.filter === undefined && !isNumberLike(metrics[name] ?? null))
            continue;
        rows.push(new LmEvalRow({ metrics, key, task, pointer: place + key.step }, facts));
    }
}
/**
 * A row with no key for what is unknown. A class, because V8 then makes each row at its final size: rows put
 * together from spread parts need half as much again, and leave as much to be collected.
 */
class LmEvalRow {
    constructor({ metrics, key, task, pointer }, facts) {
        const found = (0,evidence_number/* readPrintedNumber */.Y3)(metrics[key.key]);
        const stderrFound = (0,evidence_number/* readPrintedNumber */.Y3)(metrics[key.stderrKey]);
        const stderr = (0,evidence_number/* nonNegative */.rG)(stderrFound.value ?? undefined);
        const n = lm_eval_rows_sampleCount(facts.samples, metrics['sample_count'], key);
        const direction = lm_eval_rows_directionOf(facts.higherIsBetter[key.metric]);
        const warnings = lm_eval_rows_warningsOf(found.warning, stderrFound.warning, stderr);
        this.metric = key.metric;
        this.task = task;
        if (key.filter !== undefined)
            this.filter = key.filter;
        if (facts.isGroup)
            this.slice = GROUP;
        this.value = found.value;
        if (found.missing !== undefined)
            this.missing = found.missing;
        if (stderr !== undefined)
            this.stderr = stderr;
        if (n !== undefined)
            this.n = n;
        if (direction !== undefined)
            this.direction = direction;
        if (facts.taskVersion !== undefined)
            this.task_version = facts.taskVersion;
        if (facts.model !== undefined)
            this.model = facts.model;
        if (facts.dataset !== undefined)
            this.dataset = facts.dataset;
        if (facts.datasetVersion !== undefined)
            this.dataset_version = facts.datasetVersion;
        if (warnings.length > 0)
            this.warnings = warnings;
        this.pointer = pointer;
    }
}
function lm_eval_rows_warningsOf(value, stderr, error) {
    const warnings = [];
    if (value !== undefined)
        warnings.push(value);
    if (stderr !== undefined)
        warnings.push(`standard error: ${stderr}`);
    if (error === 0)
        warnings.push('the standard error is 0: all answers were alike, or there was one; that is no certainty');
    return warnings;
}
/** `metric,filter`: metric names hold no comma, filter names may. */
function readKey(key) {
    const comma = key.indexOf(',');
    const metric = comma === -1 ? key : key.slice(0, comma);
    const filter = comma === -1 ? undefined : key.slice(comma + 1);
    return {
        key,
        metric,
        filter,
        stderrKey: filter === undefined ? `${metric}${lm_eval_rows_STDERR}` : `${metric}${lm_eval_rows_STDERR},${filter}`,
        step: (0,evidence_pointer/* extendPointer */.wQ)('', key),
        isMetric: !NOT_METRICS.has(key) && !metric.endsWith(lm_eval_rows_STDERR),
    };
}
function isNumberLike(value) {
    return typeof value !== 'boolean' && (0,evidence_number/* readPrintedNumber */.Y3)(value).missing !== 'text' && !(0,json/* isJsonObject */.OW)(value);
}
/** `n-samples` first; newest releases also write `sample_count`, one number or one for each metric. */
function lm_eval_rows_sampleCount(samples, own, at) {
    const count = (0,json/* isJsonObject */.OW)(own) ? (own[at.key] ?? own[at.metric]) : own;
    return (0,evidence_number/* nonNegative */.rG)(samples) ?? (0,evidence_number/* nonNegative */.rG)(count);
}
function lm_eval_rows_directionOf(higherIsBetter) {
    if (typeof higherIsBetter !== 'boolean')
        return undefined;
    return higherIsBetter ? 'higher_is_better' : 'lower_is_better';
}

;// CONCATENATED MODULE: ./lib/evidence/readers/lm-eval-samples.js




/** One line of `samples_<task>_<time>.jsonl` (`--log_samples`). */
function isLmEvalSample(entry) {
    if (!(0,json/* isJsonObject */.OW)(entry) || !('doc_id' in entry) || !('target' in entry))
        return false;
    return 'resps' in entry || 'filtered_resps' in entry;
}
/** What a sample says besides its metrics. */
const lm_eval_samples_NOT_METRICS = new Set(['doc_id', 'doc', 'target', 'arguments', 'resps', 'filtered_resps']);
/**
 * The mean of each metric and filter over single samples, with the scores themselves for paired tests. Metrics over the
 * whole corpus have a list for each sample, and no row: their value stands in `results_*.json`. Nor is the task known,
 * which only the name of the file tells.
 */
function readLmEvalSamples(samples) {
    const rows = [];
    const items = [];
    const thin = [];
    for (const { metric, filter, ids, scores } of lm_eval_samples_groupSamples(samples).values()) {
        const address = { metric, ...(filter === undefined ? {} : { filter }) };
        const mean = meanOfItems(scores);
        const { found, stderr, counted: n } = mean;
        rows.push(buildRow({ ...address, found, stderr, n, warnings: unscoredWarning(mean, 'samples'), pointer: '' }));
        items.push({ ...address, ids: distinctIds(ids), scores: Float64Array.from(scores) });
        if (lacksScores(mean))
            thin.push(metric);
    }
    return {
        format: 'lm-eval',
        ...lm_eval_samples_statusOf(rows.length, thin),
        rows,
        items,
        identity: [],
        warnings: [],
        document: samples,
    };
}
function lm_eval_samples_statusOf(metrics, thin) {
    if (metrics === 0)
        return { status: 'failed', status_note: 'the samples hold no score' };
    if (thin.length === 0)
        return { status: 'unknown', status_note: 'samples do not say whether the task was run whole' };
    const share = `${MOST_UNSCORED * 100} %`;
    return { status: 'partial', status_note: `more than ${share} of the samples have no score of ${thin.join(', ')}` };
}
function lm_eval_samples_groupSamples(samples) {
    const groups = new Map();
    for (const sample of samples) {
        if (!(0,json/* isJsonObject */.OW)(sample))
            continue;
        const filter = (0,reader/* textAt */.$6)(sample, 'filter');
        for (const metric of lm_eval_samples_metricsOf(sample)) {
            const score = lm_eval_samples_scoreOf(sample[metric]);
            if (score === undefined)
                continue;
            const key = JSON.stringify([metric, filter]);
            const group = groups.get(key) ?? { metric, filter, ids: [], scores: [] };
            groups.set(key, group);
            group.ids.push(lm_eval_samples_idOf(sample));
            group.scores.push(score);
        }
    }
    return groups;
}
/** Newer releases list the names. */
function lm_eval_samples_metricsOf(sample) {
    const { metrics } = sample;
    if ((0,json/* isJsonArray */.Md)(metrics))
        return metrics.filter((name) => typeof name === 'string');
    return Object.keys(sample).filter((key) => !lm_eval_samples_NOT_METRICS.has(key));
}
/** A list or a text is no score of a single sample; a number that is missing is one that is missing. */
function lm_eval_samples_scoreOf(value) {
    if (typeof value === 'number')
        return value;
    if (typeof value === 'boolean')
        return Number(value);
    const isOther = value === undefined || typeof value === 'string' || (0,json/* isJsonArray */.Md)(value) || (0,json/* isJsonObject */.OW)(value);
    return isOther ? undefined : Number.NaN;
}
/** The hashes tell whether it is still the same question. */
function lm_eval_samples_idOf(sample) {
    const id = sample['doc_id'];
    const hash = (0,reader/* textAt */.$6)(sample, 'doc_hash') ?? (0,reader/* textAt */.$6)(sample, 'prompt_hash');
    const shown = typeof id === 'number' || typeof id === 'string' ? String(id) : '';
    return hash === undefined ? shown : `${shown} ${hash}`;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/lm-eval.js





/**
 * EleutherAI lm-evaluation-harness, `results_*.json`: since 0.4 with keys `metric,filter`, before that with
 * plain metric keys; and the list of its single samples. Layout as written by `lm_eval.loggers.EvaluationTracker` and, before 0.4, by `main.py`.
 */
const lmEval = { detect: lm_eval_detect, accepts: lm_eval_accepts, read: lm_eval_read };
function lm_eval_detect(document) {
    const accepted = lm_eval_accepts(document);
    if (accepted.fit === 'no' || !(0,json/* isJsonObject */.OW)(document))
        return accepted;
    if (namesFilters((0,reader/* mapAt */.SC)(document, 'results')))
        return (0,reader/* fits */.lA)();
    const missing = [];
    if (!(0,json/* isJsonObject */.OW)(document['versions']))
        missing.push('"versions" (task → version)');
    if (!(0,json/* isJsonObject */.OW)(document['config']) && !(0,json/* isJsonObject */.OW)(document['configs']))
        missing.push('"config" or "configs"');
    return missing.length === 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(missing.join(', '));
}
/** Named by the user, the results are enough: a report may be cut down to them. */
function lm_eval_accepts(document) {
    if ((0,json/* isJsonArray */.Md)(document) && document.length > 0) {
        return document.every(isLmEvalSample) ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('"doc_id", "target" and "resps" of each sample');
    }
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    // LightEval has the same "results" and "versions", with other keys and other standard errors.
    if ('config_general' in document)
        return (0,reader/* lacks */.pO)('a "config" instead of LightEval\'s "config_general"');
    const { results } = document;
    if (!(0,json/* isJsonObject */.OW)(results))
        return (0,reader/* lacks */.pO)('"results" (task → metrics)');
    return holdsMapsOnly(results) ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('a map for each task in "results"');
}
/** Keys such as `acc,none` are this tool's own. */
function namesFilters(results) {
    for (const task in results) {
        const metrics = results[task];
        if ((0,json/* isJsonObject */.OW)(metrics))
            for (const key in metrics)
                if (/^[\w@.%+-]+,[\w.-]+$/.test(key))
                    return true;
    }
    return false;
}
/** Loops name keys instead of listing entries, here and below: a report may have hundreds of thousands of tasks. */
function holdsMapsOnly(results) {
    for (const task in results)
        if (!(0,json/* isJsonObject */.OW)(results[task]))
            return false;
    return true;
}
function lm_eval_read(document) {
    if ((0,json/* isJsonArray */.Md)(document))
        return readLmEvalSamples(document);
    const results = (0,reader/* mapAt */.SC)(document, 'results');
    const groups = (0,reader/* mapAt */.SC)(document, 'groups');
    const model = lm_eval_modelOf(document);
    const keys = createMetricKeys();
    const rows = [];
    for (const task in results) {
        addTaskRows(rows, { task, metrics: (0,reader/* mapAt */.SC)(results, task), parent: '/results', keys }, taskFacts(document, task, model));
    }
    for (const group in groups) {
        const facts = taskFacts(document, group, model);
        const [inResults, inGroups] = [[], []];
        addTaskRows(inResults, { task: group, metrics: (0,reader/* mapAt */.SC)(results, group), parent: '/results', keys }, facts);
        addTaskRows(inGroups, { task: group, metrics: (0,reader/* mapAt */.SC)(groups, group), parent: '/groups', keys }, facts);
        const seen = new Map(inResults.map((row) => [lm_eval_addressOf(row), row]));
        for (const row of inGroups) {
            // Newer releases write each group into "results" too. An equal row is the same number; another one stays, and makes the address ambiguous.
            const known = seen.get(lm_eval_addressOf(row));
            if (known?.value !== row.value || known.missing !== row.missing)
                rows.push(row);
        }
    }
    const createdAt = (0,json/* isJsonObject */.OW)(document) ? (0,reader/* dateFromEpoch */.wC)(document['date']) : undefined;
    return {
        format: 'lm-eval',
        ...lm_eval_statusOf(document, rows),
        rows,
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: [],
        document,
    };
}
/** Within one task. */
function lm_eval_addressOf(row) {
    return JSON.stringify([row.metric, row.filter]);
}
function lm_eval_statusOf(document, rows) {
    if (rows.length === 0)
        return { status: 'failed', status_note: 'the report holds no result' };
    const limit = (0,reader/* mapAt */.SC)(document, 'config')['limit'] ?? null;
    if (limit !== null) {
        // A limit of an odd kind is still a limit.
        const shown = typeof limit === 'number' || typeof limit === 'string' ? ` (limit ${limit})` : '';
        return { status: 'partial', status_note: `the run was limited to a part of each task${shown}` };
    }
    const samples = (0,reader/* mapAt */.SC)(document, 'n-samples');
    for (const task in samples) {
        if (isShortened(samples[task])) {
            return { status: 'partial', status_note: `the task ${task} was run on a part of its samples` };
        }
    }
    return { status: 'complete' };
}
/** `--samples` picks single samples without setting a limit. */
function isShortened(samples) {
    if (!(0,json/* isJsonObject */.OW)(samples))
        return false;
    const { original, effective } = samples;
    return typeof original === 'number' && typeof effective === 'number' && effective < original;
}
function lm_eval_modelOf(document) {
    const config = (0,reader/* mapAt */.SC)(document, 'config');
    const pretrained = /(?:^|,)pretrained=([^,]+)/.exec((0,reader/* textAt */.$6)(config, 'model_args') ?? '')?.[1];
    return (0,reader/* textAt */.$6)(document, 'model_name') ?? pretrained ?? (0,reader/* textAt */.$6)(config, 'model');
}
function taskFacts(document, task, model) {
    const config = (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'configs'), task);
    const path = (0,reader/* textAt */.$6)(config, 'dataset_path');
    const subset = (0,reader/* textAt */.$6)(config, 'dataset_name');
    return {
        higherIsBetter: directionsOf(config, (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'higher_is_better'), task)),
        samples: (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, 'n-samples'), task)['effective'],
        taskVersion: versionText((0,reader/* mapAt */.SC)(document, 'versions')[task]),
        model,
        dataset: path !== undefined && subset !== undefined ? `${path}/${subset}` : path,
        datasetVersion: (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(config, 'dataset_kwargs'), 'revision'),
        isGroup: task in (0,reader/* mapAt */.SC)(document, 'groups'),
    };
}
/** Early 0.4 releases have no "higher_is_better"; the task's own metric list says the same. */
function directionsOf(config, stated) {
    const list = config['metric_list'];
    if (!(0,json/* isJsonArray */.Md)(list))
        return stated;
    const directions = (0,json/* emptyMap */.MZ)();
    for (const item of list) {
        const metric = (0,reader/* textAt */.$6)(item, 'metric');
        if (metric !== undefined && (0,json/* isJsonObject */.OW)(item))
            directions[metric] = item['higher_is_better'] ?? null;
    }
    return Object.assign(directions, stated);
}
function versionText(version) {
    if (typeof version === 'number')
        return String(version);
    return typeof version === 'string' && version !== 'N/A' && version !== '' ? version : undefined;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/mlflow-metrics.js

/**
 * One row for each value. A metric that was logged at several steps is addressed by its step: the last one is not
 * necessarily that of the model which was saved, so none is taken in silence.
 */
function mlflow_metrics_metricRows(logged) {
    const times = new Map();
    for (const { key } of logged)
        times.set(key, (times.get(key) ?? 0) + 1);
    return logged.map(({ key, value, step, pointer }) => {
        const several = (times.get(key) ?? 0) > 1;
        const found = (0,evidence_number/* readNumber */.kz)(value);
        const missing = (typeof value === 'string' ? (0,evidence_number/* printedNonFinite */.bM)(value) : null) ?? found.missing;
        return {
            metric: key,
            ...(several ? { slice: { step: stepText(step) } } : {}),
            value: found.value,
            ...(missing === undefined ? {} : { missing }),
            pointer,
        };
    });
}
/** The REST API prints 64-bit numbers as text. */
function stepText(step) {
    return typeof step === 'number' || typeof step === 'string' ? String(step) : '0';
}

;// CONCATENATED MODULE: ./lib/evidence/readers/mlflow.js







/**
 * MLflow: `metrics.json` of `EvaluationResult.save()` where its names have MLflow's own form (`toxicity/v1/mean`), and
 * what the REST API and `mlflow runs describe` say about runs and the history of a metric.
 */
const mlflow = { detect: mlflow_detect, accepts: mlflow_accepts, read: mlflow_read };
/** Metrics made by a model that judges carry their version. */
const VERSIONED = /\/v\d+(?:\/[^/]+)?$/;
function mlflow_detect(document) {
    if (runsIn(document).length > 0 || isHistory(historyIn(document).list))
        return (0,reader/* fits */.lA)();
    if (isFlat(document) && Object.keys(document).some((key) => VERSIONED.test(key)))
        return (0,reader/* fits */.lA)();
    return (0,reader/* lacks */.pO)('a run with "info" and "data", metrics with "key", "value" and "step", or names such as "toxicity/v1/mean"');
}
/** Named by the user, a flat map of numbers is enough. */
function mlflow_accepts(document) {
    return isFlat(document) ? (0,reader/* fits */.lA)() : mlflow_detect(document);
}
function isFlat(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return false;
    const values = Object.values(document);
    const numbers = values.filter((value) => value === null || (0,evidence_number/* readNumber */.kz)(value).missing !== 'text');
    return values.length > 0 && numbers.length === values.length && !values.some((value) => nests(value));
}
function nests(value) {
    return (0,json/* isJsonArray */.Md)(value) || (0,json/* isJsonObject */.OW)(value) || typeof value === 'boolean';
}
function mlflow_read(document) {
    const runs = runsIn(document);
    const history = historyIn(document);
    const rows = runs.length > 0
        ? runs.flatMap((run) => mlflow_runRows(run, runs))
        : isHistory(history.list)
            ? mlflow_metrics_metricRows(loggedIn(history.list, history.pointer))
            : flatRows(document);
    const ended = runs.map(({ run }) => dateFromMilliseconds((0,reader/* mapAt */.SC)(run, 'info')['end_time']));
    const createdAt = ended.includes(undefined) ? undefined : ended.toSorted()[0];
    return {
        format: 'mlflow',
        ...mlflow_statusOf(runs, rows),
        rows,
        identity: [...(0,evidence_claims/* topLevelClaims */.vW)(document), ...runs.flatMap(tagClaims)],
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: [],
        document,
    };
}
/** `{"run": …}` (get), `{"runs": […]}` (search), or the run itself. */
function runsIn(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return [];
    const { runs } = document;
    const all = (0,json/* isJsonArray */.Md)(runs)
        ? runs.map((run, index) => ({ run: (0,reader/* asMap */.$H)(run), pointer: `/runs/${index}` }))
        : [
            { run: (0,reader/* mapAt */.SC)(document, 'run'), pointer: '/run' },
            { run: document, pointer: '' },
        ].filter(({ run }) => isRun(run));
    return all.every(({ run }) => isRun(run)) ? all : [];
}
function isRun(run) {
    const info = (0,reader/* mapAt */.SC)(run, 'info');
    return ('run_id' in info || 'run_uuid' in info) && (0,json/* isJsonObject */.OW)(run['data']);
}
function mlflow_runRows({ run, pointer }, all) {
    const { metrics } = (0,reader/* mapAt */.SC)(run, 'data');
    const place = `${pointer}/data/metrics`;
    const logged = (0,json/* isJsonArray */.Md)(metrics) ? loggedIn(metrics, place) : namedIn(metrics, place);
    const rows = mlflow_metrics_metricRows(logged);
    if (all.length < 2)
        return rows;
    const info = (0,reader/* mapAt */.SC)(run, 'info');
    const name = (0,reader/* textAt */.$6)(info, 'run_name') ?? (0,reader/* textAt */.$6)(info, 'run_id') ?? (0,reader/* textAt */.$6)(info, 'run_uuid') ?? '';
    return rows.map((row) => ({ ...row, slice: { ...row.slice, run: name } }));
}
/** `{"metrics": […]}` of a metric's history, or the list alone. */
function historyIn(document) {
    if ((0,json/* isJsonArray */.Md)(document))
        return { list: document, pointer: '' };
    return { list: (0,reader/* asMap */.$H)(document)['metrics'], pointer: '/metrics' };
}
function isHistory(list) {
    if (!(0,json/* isJsonArray */.Md)(list) || list.length === 0)
        return false;
    return list.every((entry) => {
        const { key, value, timestamp } = (0,reader/* asMap */.$H)(entry);
        return typeof key === 'string' && key !== '' && isValue(value) && timestamp !== undefined;
    });
}
/** Text is no value, unless it stands for NaN or an infinity. */
function isValue(value) {
    if (typeof value === 'string')
        return (0,evidence_number/* printedNonFinite */.bM)(value) !== null;
    return value !== undefined;
}
function loggedIn(list, pointer) {
    return list.flatMap((entry, index) => {
        const key = (0,reader/* textAt */.$6)(entry, 'key');
        if (key === undefined)
            return [];
        const { value, step } = (0,reader/* asMap */.$H)(entry);
        return [{ key, value, step, pointer: `${pointer}/${index}/value` }];
    });
}
/** `mlflow runs describe` prints a map of names. */
function namedIn(metrics, pointer) {
    return Object.entries((0,reader/* asMap */.$H)(metrics)).map(([key, value]) => ({ key, value, pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, key) }));
}
function flatRows(document) {
    return mlflow_metrics_metricRows(namedIn(document, ''));
}
const mlflow_STATUSES = {
    FINISHED: 'complete',
    FAILED: 'failed',
    KILLED: 'cancelled',
    RUNNING: 'partial',
    SCHEDULED: 'partial',
};
/** The worst of the runs: numbers of one that failed are no evidence. */
function mlflow_statusOf(runs, rows) {
    if (rows.length === 0)
        return { status: 'failed', status_note: 'the file holds no metric' };
    const states = runs.map(({ run }) => (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(run, 'info'), 'status') ?? '');
    const bad = states.find((state) => Object.hasOwn(mlflow_STATUSES, state) && mlflow_STATUSES[state] !== 'complete');
    if (bad !== undefined)
        return { status: mlflow_STATUSES[bad] ?? 'unknown', status_note: `MLflow says "status": "${bad}"` };
    const ended = states.length > 0 && states.every((state) => mlflow_STATUSES[state] === 'complete');
    return ended
        ? { status: 'complete' }
        : { status: 'unknown', status_note: 'the file does not say whether the run finished' };
}
/** Tags are where a run says which version it evaluated. */
function tagClaims({ run, pointer }) {
    const { tags } = (0,reader/* mapAt */.SC)(run, 'data');
    const map = (0,json/* emptyMap */.MZ)();
    if ((0,json/* isJsonArray */.Md)(tags)) {
        for (const tag of tags) {
            const key = (0,reader/* textAt */.$6)(tag, 'key');
            if (key !== undefined)
                map[key] = (0,reader/* asMap */.$H)(tag)['value'] ?? null;
        }
    }
    else
        Object.assign(map, (0,reader/* asMap */.$H)(tags));
    return claimsBelow((0,evidence_claims/* topLevelClaims */.vW)(map), `${pointer}/data/tags`);
}
function dateFromMilliseconds(time) {
    return (0,reader/* dateFromEpoch */.wC)(typeof time === 'number' ? time / 1000 : undefined);
}

;// CONCATENATED MODULE: ./lib/evidence/readers/model-index-rows.js




/** The metrics of `model-index`: models → results → metrics. */
function cardRows(document) {
    const models = model_index_rows_listAt(document, 'model-index');
    return models.flatMap((model, modelAt) => {
        const name = (0,reader/* textAt */.$6)(model, 'name');
        return model_index_rows_listAt(model, 'results').flatMap((result, resultAt) => {
            return model_index_rows_listAt(result, 'metrics').flatMap((metric, metricAt) => {
                const pointer = `/model-index/${modelAt}/results/${resultAt}/metrics/${metricAt}/value`;
                const shared = resultParts(result, metric, { name, isOneOfSeveral: models.length > 1 });
                const verified = (0,json/* isJsonObject */.OW)(metric) && metric['verified'] === true && 'verifyToken' in metric;
                return model_index_rows_valueRows(shared, asMap(metric)['value'], pointer).map((row) => ({ row, verified }));
            });
        });
    });
}
/** The entries of `.eval_results/*.yaml`. They name a benchmark and no metric: the metric is `score`. */
function entryRows(entries) {
    return entries.flatMap((entry, index) => {
        const dataset = (0,reader/* mapAt */.SC)(entry, 'dataset');
        const [id, revision] = [(0,reader/* textAt */.$6)(dataset, 'id'), (0,reader/* textAt */.$6)(dataset, 'revision')];
        const notes = (0,reader/* textAt */.$6)(entry, 'notes');
        const shared = {
            metric: 'score',
            slice: textsOf({ dataset: id, notes }),
            ...rowParts({ task: (0,reader/* textAt */.$6)(dataset, 'task_id'), dataset: id, dataset_version: revision }),
        };
        const verified = (0,reader/* textAt */.$6)(entry, 'verifyToken') !== undefined;
        return model_index_rows_valueRows(shared, asMap(entry)['value'], `/${index}/value`).map((row) => ({ row, verified }));
    });
}
/** Task, dataset and its parts, and what tells metrics of one type apart. */
function resultParts(result, metric, model) {
    const dataset = (0,reader/* mapAt */.SC)(result, 'dataset');
    const id = (0,reader/* textAt */.$6)(dataset, 'type') ?? (0,reader/* textAt */.$6)(dataset, 'name');
    const [config, split, label] = [(0,reader/* textAt */.$6)(dataset, 'config'), (0,reader/* textAt */.$6)(dataset, 'split'), (0,reader/* textAt */.$6)(metric, 'name')];
    const type = (0,reader/* textAt */.$6)(metric, 'type') ?? label ?? '';
    const isLabelled = label !== undefined && label.toLowerCase() !== type.toLowerCase();
    return {
        metric: type,
        slice: textsOf({
            dataset: id,
            config,
            split,
            name: isLabelled ? label : undefined,
            metric_config: (0,reader/* textAt */.$6)(metric, 'config'),
            model: model.isOneOfSeveral ? model.name : undefined,
        }),
        ...rowParts({
            task: (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(result, 'task'), 'type'),
            model: model.name,
            dataset: config === undefined || id === undefined ? id : `${id}/${config}`,
            dataset_version: (0,reader/* textAt */.$6)(dataset, 'revision'),
        }),
    };
}
/** One row, or one for each class where the value is a map of numbers. */
function model_index_rows_valueRows(shared, value, pointer) {
    if ((0,json/* isJsonObject */.OW)(value)) {
        return Object.entries(value).map(([key, inner]) => ({
            ...shared,
            slice: { ...shared.slice, class: key },
            ...(0,evidence_number/* readNumber */.kz)(inner),
            pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, key),
        }));
    }
    const { warning, ...found } = (0,evidence_number/* readPrintedNumber */.Y3)(typeof value === 'string' ? value.replace(/\s*%$/, '') : value);
    const isPercent = typeof value === 'string' && value.endsWith('%') && found.value !== null;
    return [
        {
            ...shared,
            ...found,
            ...(isPercent ? { unit: 'percent' } : {}),
            ...(warning === undefined ? {} : { warnings: [`the number was written as text: ${JSON.stringify(value)}`] }),
            pointer,
        },
    ];
}
function model_index_rows_listAt(parent, key) {
    const value = (0,json/* isJsonObject */.OW)(parent) ? parent[key] : undefined;
    return (0,json/* isJsonArray */.Md)(value) ? value : [];
}
function asMap(value) {
    return (0,json/* isJsonObject */.OW)(value) ? value : (0,json/* emptyMap */.MZ)();
}
/** The texts that are there. */
function textsOf(texts) {
    const kept = {};
    for (const [key, text] of Object.entries(texts))
        if (text !== undefined)
            kept[key] = text;
    return kept;
}
/** Parts of a row that are no slice. */
function rowParts(parts) {
    return {
        ...(parts.task === undefined ? {} : { task: parts.task }),
        ...(parts.model === undefined ? {} : { model: parts.model }),
        ...(parts.dataset === undefined ? {} : { dataset: parts.dataset }),
        ...(parts.dataset_version === undefined ? {} : { dataset_version: parts.dataset_version }),
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/model-index.js




/**
 * What a Hugging Face repository states of its own model: `model-index` in the front matter of the model card, and the
 * newer `.eval_results/*.yaml`. Layouts of `huggingface_hub.EvalResult` and `EvalResultEntry`.
 */
const modelIndex = { detect: model_index_detect, read: model_index_read };
function model_index_detect(document) {
    if ((0,json/* isJsonObject */.OW)(document) && (0,json/* isJsonArray */.Md)(document['model-index']))
        return (0,reader/* fits */.lA)();
    const isEntryList = (0,json/* isJsonArray */.Md)(document) && document.length > 0 && document.every(isEntry);
    return isEntryList ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('"model-index", or a list of entries with "dataset.id" and "value"');
}
function isEntry(entry) {
    const dataset = (0,reader/* mapAt */.SC)(entry, 'dataset');
    return (0,json/* isJsonObject */.OW)(entry) && (0,reader/* textAt */.$6)(dataset, 'id') !== undefined && 'task_id' in dataset && 'value' in entry;
}
function model_index_read(document) {
    const stated = (0,json/* isJsonArray */.Md)(document) ? entryRows(document) : cardRows(document);
    const createdAt = (0,json/* isJsonArray */.Md)(document) ? model_index_oldest(document) : undefined;
    return {
        format: 'model-index',
        ...(stated.length === 0
            ? { status: 'failed', status_note: 'it states no result' }
            : { status: 'unknown', status_note: 'a model card does not say whether the evaluation ended' }),
        rows: stated.map(({ row }) => row),
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: trustWarnings(stated),
        document,
    };
}
function model_index_oldest(entries) {
    const dates = entries.map((entry) => (0,reader/* dateFromText */.Ee)((0,reader/* textAt */.$6)(entry, 'date')));
    // One entry without a date may be older than all others.
    return dates.includes(undefined) ? undefined : dates.sort()[0];
}
/** A card is written by whoever publishes the model; `verified` and its token are the Hub's, and are not checked here. */
function trustWarnings(stated) {
    const verified = stated.filter((one) => one.verified).length;
    const own = stated.length - verified;
    return [
        ...(own > 0
            ? [`${own} of ${stated.length} numbers are stated by the author of the card and verified by nobody`]
            : []),
        ...(verified > 0
            ? [`${verified} of ${stated.length} numbers are marked as verified; the tokens were not checked`]
            : []),
    ];
}

;// CONCATENATED MODULE: ./lib/evidence/readers/mteb-rows.js





/** What MTEB calls the only subset of a task that has none. */
const DEFAULT = 'default';
/** Of each entry: what it is about, not what came out. */
const mteb_rows_NOT_METRICS = new Set(['hf_subset', 'languages', 'evaluation_time']);
/** Rows of one task: scores by split and subset. Values are fractions, or whatever the metric is: MTEB does not say. */
function mteb_rows_taskRows(result) {
    const scores = (0,reader/* mapAt */.SC)(result.task, 'scores');
    const severalSubsets = subsetsOf(scores).size > 1;
    const rows = [];
    for (const split in scores) {
        const entries = scores[split];
        if (!(0,json/* isJsonArray */.Md)(entries))
            continue;
        entries.forEach((entry, index) => {
            if (!(0,json/* isJsonObject */.OW)(entry))
                return;
            const subset = (0,reader/* textAt */.$6)(entry, 'hf_subset');
            const slice = {
                split,
                // Beside other subsets the default one has to be addressable too.
                subset: subset === DEFAULT && !severalSubsets ? undefined : subset,
                language: onlyLanguage(entry['languages']),
            };
            const pointer = [split, index].reduce(evidence_pointer/* extendPointer */.wQ, `${result.pointer}/scores`);
            for (const metric in entry) {
                if (mteb_rows_NOT_METRICS.has(metric) || !isNumberPlace(entry[metric]))
                    continue;
                rows.push(metricRow(result, { metric, value: entry[metric], slice, pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, metric) }));
            }
        });
    }
    return rows;
}
function subsetsOf(scores) {
    const lists = Object.values(scores).filter(json/* isJsonArray */.Md);
    return new Set(lists.flatMap((entries) => entries.map((entry) => (0,reader/* textAt */.$6)(entry, 'hf_subset'))));
}
/** Before MTEB 1.11 these stood between a split and its metrics: `cos_sim` → `spearman`. Any other map is a subset. */
const METRIC_GROUPS = new Set(['cos_sim', 'dot', 'euclidean', 'manhattan', 'max', 'similarity']);
const LEGACY_FACTS = new Set([
    'mteb_dataset_name',
    'mteb_version',
    'dataset_revision',
    'model_name',
]);
function legacyRows(result) {
    const rows = [];
    for (const split in result.task) {
        const scores = result.task[split];
        if (LEGACY_FACTS.has(split) || !(0,json/* isJsonObject */.OW)(scores))
            continue;
        const pointer = (0,evidence_pointer/* extendPointer */.wQ)(result.pointer, split);
        const hasSubsets = Object.keys(scores).some((key) => isSubset(scores, key));
        for (const key in scores) {
            const place = isSubset(scores, key)
                ? { map: (0,reader/* mapAt */.SC)(scores, key), slice: { split, subset: key }, pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, key) }
                : { map: { [key]: scores[key] ?? null }, slice: hasSubsets ? { split, subset: DEFAULT } : { split }, pointer };
            addLegacy(rows, result, place);
        }
    }
    return rows;
}
function isSubset(scores, key) {
    return (0,json/* isJsonObject */.OW)(scores[key]) && !METRIC_GROUPS.has(key);
}
/** Names are joined as newer releases write them: `cos_sim_spearman`. */
function addLegacy(rows, result, { map, slice, pointer }) {
    for (const key in map) {
        const value = map[key];
        const metrics = (0,json/* isJsonObject */.OW)(value) ? value : { [key]: value ?? null };
        for (const name in metrics) {
            if (mteb_rows_NOT_METRICS.has(key) || !isNumberPlace(metrics[name]))
                continue;
            const grouped = (0,json/* isJsonObject */.OW)(value);
            const at = (0,evidence_pointer/* extendPointer */.wQ)(pointer, key);
            rows.push(metricRow(result, {
                metric: grouped ? `${key}_${name}` : key,
                value: metrics[name],
                slice,
                pointer: grouped ? (0,evidence_pointer/* extendPointer */.wQ)(at, name) : at,
            }));
        }
    }
}
function metricRow({ task, model }, { metric, value, slice, pointer }) {
    return buildRow({
        metric,
        task: (0,reader/* textAt */.$6)(task, 'task_name') ?? (0,reader/* textAt */.$6)(task, 'mteb_dataset_name'),
        slice,
        found: (0,evidence_number/* readNumber */.kz)(value),
        model,
        dataset_version: (0,reader/* textAt */.$6)(task, 'dataset_revision'),
        pointer,
    });
}
/** Scores of single experiments are lists, remarks are text: a selector reaches the former. */
function isNumberPlace(value) {
    return !(0,json/* isJsonArray */.Md)(value) && !(0,json/* isJsonObject */.OW)(value) && typeof value !== 'string' && typeof value !== 'boolean';
}
/** Pairs of languages, and lists of all that a data set has, are told by the subset. */
function onlyLanguage(languages) {
    const [language] = (0,json/* isJsonArray */.Md)(languages) && languages.length === 1 ? languages : [];
    return typeof language === 'string' ? language : undefined;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/mteb.js





/**
 * MTEB: the file of one task (`results/<model>/<revision>/<Task>.json`), the same before MTEB 1.11, a list of them,
 * or the results of whole models (`model_results`, `task_results`).
 */
const mteb = { detect: mteb_detect, read: mteb_read };
function mteb_detect(document) {
    return tasksIn(document).length > 0
        ? (0,reader/* fits */.lA)()
        : (0,reader/* lacks */.pO)('"task_name" with "scores" (split → list), or "mteb_dataset_name"');
}
function mteb_read(document) {
    const tasks = tasksIn(document);
    const severalModels = new Set(tasks.map(({ model }) => model)).size > 1;
    const rows = [];
    for (const task of tasks) {
        for (const row of task.legacy ? legacyRows(task) : mteb_rows_taskRows(task)) {
            rows.push(severalModels ? { ...row, slice: { model: task.model ?? 'unknown', ...row.slice } } : row);
        }
    }
    const createdAt = mteb_oldest(tasks);
    return {
        format: 'mteb',
        ...(rows.length === 0 ? { status: 'failed', status_note: 'the report holds no score' } : { status: 'unknown' }),
        rows,
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: [],
        document,
    };
}
/** The age of a report is that of its oldest part; one part without a date leaves it unknown. */
function mteb_oldest(tasks) {
    const dates = tasks.map(({ task }) => (0,reader/* dateFromText */.Ee)((0,reader/* textAt */.$6)(task, 'date')));
    return dates.includes(undefined) ? undefined : dates.toSorted()[0];
}
/** Every task result of the document; empty unless all parts of it are such. */
function tasksIn(document) {
    const found = [];
    return mteb_collect(document, { pointer: '', model: undefined }, found) ? found : [];
}
function mteb_collect(value, place, found) {
    if ((0,json/* isJsonArray */.Md)(value))
        return collectAll(value, place, found);
    if (!(0,json/* isJsonObject */.OW)(value))
        return false;
    const models = value['model_results'];
    if ((0,json/* isJsonArray */.Md)(models))
        return collectAll(models, at(place, 'model_results'), found);
    const tasks = value['task_results'];
    const model = (0,reader/* textAt */.$6)(value, 'model_name');
    if ((0,json/* isJsonArray */.Md)(tasks)) {
        return model !== undefined && collectAll(tasks, { ...at(place, 'task_results'), model }, found);
    }
    const legacy = isLegacyTask(value);
    if (!legacy && !isTask(value))
        return false;
    found.push({ task: value, ...place, model: place.model ?? model, legacy });
    return true;
}
function collectAll(values, place, found) {
    return values.length > 0 && values.every((value, index) => mteb_collect(value, at(place, index), found));
}
function at(place, key) {
    return { ...place, pointer: (0,evidence_pointer/* extendPointer */.wQ)(place.pointer, key) };
}
function isTask(task) {
    const scores = (0,reader/* mapAt */.SC)(task, 'scores');
    const splits = Object.keys(scores);
    if ((0,reader/* textAt */.$6)(task, 'task_name') === undefined || !(0,json/* isJsonObject */.OW)(task['scores']))
        return false;
    // A file without any split is MTEB's all the same when it says which data and which MTEB made it.
    if (splits.length === 0)
        return 'mteb_version' in task && 'dataset_revision' in task;
    return splits.every((split) => isSplit(scores[split]));
}
function isSplit(list) {
    return ((0,json/* isJsonArray */.Md)(list) && list.every((entry) => (0,json/* isJsonObject */.OW)(entry) && ('main_score' in entry || 'hf_subset' in entry)));
}
function isLegacyTask(task) {
    return (0,reader/* textAt */.$6)(task, 'mteb_dataset_name') !== undefined && 'mteb_version' in task;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/promptfoo-items.js


/**
 * The single tests of `results.results`, by prompt: a pass is 1, a failure or an error 0, as in the pass rate. A test is
 * told apart by its number and its variables, so that a changed test is not compared with the old one.
 */
function promptItems(tests, sliceOf) {
    return [...byPrompt(tests)].flatMap(([prompt, results]) => {
        const slice = sliceOf(prompt);
        const address = slice === undefined ? {} : { slice };
        const ids = distinctIds(results.map(promptfoo_items_idOf));
        return [
            { metric: 'pass_rate', ...address, ids, scores: Float64Array.from(results, passOf) },
            { metric: 'score', ...address, ids, scores: Float64Array.from(results, promptfoo_items_scoreOf) },
        ];
    });
}
function byPrompt(tests) {
    const prompts = new Map();
    for (const test of (0,json/* isJsonArray */.Md)(tests) ? tests : []) {
        if (!(0,json/* isJsonObject */.OW)(test) || typeof test['promptIdx'] !== 'number')
            continue;
        const known = prompts.get(test['promptIdx']);
        if (known === undefined)
            prompts.set(test['promptIdx'], [test]);
        else
            known.push(test);
    }
    return prompts;
}
function promptfoo_items_idOf({ testIdx, vars }) {
    const number = typeof testIdx === 'number' ? String(testIdx) : '';
    return (0,json/* isJsonObject */.OW)(vars) ? `${number} ${JSON.stringify(vars)}` : number;
}
function passOf({ success }) {
    return success === true ? 1 : 0;
}
function promptfoo_items_scoreOf({ score }) {
    return typeof score === 'number' ? score : Number.NaN;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/promptfoo-rows.js



/** Scorer of the rows that are named by the user, so that a score named `cost` cannot hide the real one. */
const NAMED_SCORE = 'named-score';
/**
 * promptfoo writes sums over tests; the rows hold means. Errors are tests that gave no answer: they count in
 * the pass rate, which would otherwise rise with every crash.
 */
function promptRows(prompt) {
    const { metrics } = prompt;
    const errors = (0,evidence_number/* readNumber */.kz)(metrics['testErrorCount'] ?? 0);
    const passes = (0,evidence_number/* readNumber */.kz)(metrics['testPassCount']);
    const failures = (0,evidence_number/* readNumber */.kz)(metrics['testFailCount']);
    if (errors.value === null || passes.value === null || failures.value === null) {
        return [absentRow(prompt, 'pass_rate', 'the prompt has no test counts')];
    }
    const total = errors.value + passes.value + failures.value;
    return [
        { ...mean(prompt, 'pass_rate', passes.value, total), n: total, unit: 'fraction', direction: 'higher_is_better' },
        { ...base(prompt, 'errors'), value: errors.value, n: total, direction: 'lower_is_better' },
        { ...mean(prompt, 'score', (0,evidence_number/* readNumber */.kz)(metrics['score']).value, total), n: total, direction: 'higher_is_better' },
        latencyRow(prompt, total),
        costRow(prompt),
        ...namedRows(prompt),
    ];
}
function base(prompt, metric) {
    return { metric, ...prompt.shared, pointer: prompt.pointer };
}
function mean(prompt, metric, sum, count) {
    const value = sum === null || count === null || count <= 0 ? Number.NaN : sum / count;
    if (Number.isFinite(value))
        return { ...base(prompt, metric), value };
    return { ...base(prompt, metric), value: null, missing: 'absent' };
}
function absentRow(prompt, metric, warning) {
    return { ...base(prompt, metric), value: null, missing: 'absent', warnings: [warning] };
}
function latencyRow(prompt, total) {
    const facts = { unit: 'ms', direction: 'lower_is_better' };
    const fromCache = prompt.cached || ((0,evidence_number/* nonNegative */.rG)((0,reader/* mapAt */.SC)(prompt.metrics, 'tokenUsage')['cached']) ?? 0) > 0;
    if (fromCache)
        return {
            ...absentRow(prompt, 'latency_ms', "answers came from the cache: the latency is not the model's"),
            ...facts,
        };
    return {
        ...mean(prompt, 'latency_ms', (0,evidence_number/* readNumber */.kz)(prompt.metrics['totalLatencyMs']).value, total),
        n: total,
        ...facts,
    };
}
function costRow(prompt) {
    const facts = { unit: 'USD', direction: 'lower_is_better' };
    const cost = (0,evidence_number/* readNumber */.kz)(prompt.metrics['cost']);
    if (cost.value === 0)
        return { ...absentRow(prompt, 'cost', 'promptfoo writes a cost of 0 when it does not know the price'), ...facts };
    return { ...base(prompt, 'cost'), ...cost, ...facts };
}
/** Sum of weighted scores by the sum of the weights; older files have only the number of scores. */
function namedRows(prompt) {
    const { metrics } = prompt;
    const weights = (0,reader/* mapAt */.SC)(metrics, 'namedScoreWeights');
    const counts = (0,reader/* mapAt */.SC)(metrics, 'namedScoresCount');
    return Object.entries((0,reader/* mapAt */.SC)(metrics, 'namedScores')).map(([name, sum]) => {
        const by = (0,evidence_number/* readNumber */.kz)(weights[name] ?? counts[name]).value;
        const n = (0,evidence_number/* nonNegative */.rG)(counts[name]);
        return {
            ...mean(prompt, name, (0,evidence_number/* readNumber */.kz)(sum).value, by),
            scorer: NAMED_SCORE,
            ...(n === undefined ? {} : { n }),
            direction: 'higher_is_better',
            pointer: (0,evidence_pointer/* extendPointer */.wQ)(`${prompt.pointer}/namedScores`, name),
        };
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/promptfoo.js







/** promptfoo `-o file.json` (or `.yaml`), `results.version` 3. */
const promptfoo = { detect: promptfoo_detect, read: promptfoo_read };
function promptfoo_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const results = (0,reader/* mapAt */.SC)(document, 'results');
    const missing = [];
    if (typeof results['version'] !== 'number')
        missing.push('"results.version"');
    if (!(0,json/* isJsonObject */.OW)(results['stats']))
        missing.push('"results.stats"');
    if (!(0,json/* isJsonArray */.Md)(results['prompts']) && !(0,json/* isJsonObject */.OW)(results['table']))
        missing.push('"results.prompts"');
    return missing.length === 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(missing.join(', '));
}
function promptfoo_read(document, file) {
    const results = (0,reader/* mapAt */.SC)(document, 'results');
    refuseOtherVersions(results, file);
    const prompts = (0,json/* isJsonArray */.Md)(results['prompts']) ? results['prompts'] : [];
    const names = prompts.map(promptfoo_nameOf);
    const several = {
        prompt: new Set(names.map(({ prompt }) => prompt)).size > 1,
        provider: new Set(names.map(({ provider }) => provider)).size > 1,
    };
    const cached = cachedPrompts(results['results']);
    const sliceOf = (index) => {
        const { prompt, provider } = names[index] ?? { prompt: '', provider: '' };
        const slice = { ...(several.prompt ? { prompt } : {}), ...(several.provider ? { provider } : {}) };
        return several.prompt || several.provider ? slice : undefined;
    };
    const rows = prompts.flatMap((prompt, index) => {
        const { provider } = names[index] ?? { provider: '' };
        const slice = sliceOf(index);
        return promptRows({
            metrics: (0,reader/* mapAt */.SC)(prompt, 'metrics'),
            pointer: `/results/prompts/${index}/metrics`,
            cached: cached.has(index),
            shared: {
                ...(slice === undefined ? {} : { slice }),
                ...(provider === '' ? {} : { model: provider }),
            },
        });
    });
    const createdAt = (0,reader/* dateFromText */.Ee)((0,reader/* textAt */.$6)(results, 'timestamp') ?? (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(document, 'metadata'), 'evaluationCreatedAt'));
    const total = testTotal(results);
    const items = promptItems(results['results'], sliceOf);
    return {
        format: 'promptfoo',
        ...promptfoo_statusOf(total),
        rows,
        ...(items.length === 0 ? {} : { items }),
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: promptfoo_countWarnings(total, rows),
        document,
    };
}
function refuseOtherVersions(results, file) {
    if (results['version'] === 3 && (0,json/* isJsonArray */.Md)(results['prompts']))
        return;
    throw new errors/* ReportError */.$g('report-format-unknown', `${file} holds promptfoo results version ${String(results['version'])}, not 3`, {
        hint: 'Export again with a current promptfoo: `promptfoo export eval <id> -o report.json`.',
    });
}
function promptfoo_nameOf(prompt) {
    const label = (0,reader/* textAt */.$6)(prompt, 'label') ?? (0,reader/* textAt */.$6)(prompt, 'raw') ?? '';
    const provider = (0,reader/* textAt */.$6)(prompt, 'provider') ?? '';
    return { prompt: label, provider };
}
/** Positions of the prompts that have an answer from the cache: their latency is not the model's. */
function cachedPrompts(tests) {
    const cached = new Set();
    for (const test of (0,json/* isJsonArray */.Md)(tests) ? tests : []) {
        if ((0,json/* isJsonObject */.OW)(test) && (0,reader/* mapAt */.SC)(test, 'response')['cached'] === true)
            cached.add(test['promptIdx'] ?? null);
    }
    return cached;
}
function testTotal(results) {
    const stats = (0,reader/* mapAt */.SC)(results, 'stats');
    return ['successes', 'failures', 'errors'].reduce((sum, key) => sum + ((0,evidence_number/* nonNegative */.rG)(stats[key]) ?? 0), 0);
}
/** Errors are part of the pass rate, hence no reason to call a report incomplete; no test at all is. */
function promptfoo_statusOf(total) {
    return total === 0 ? { status: 'failed', status_note: 'no test was run' } : { status: 'complete' };
}
/** The tests of all prompts have to add up to the headline numbers. */
function promptfoo_countWarnings(total, rows) {
    let counted = 0;
    for (const row of rows)
        if (row.metric === 'pass_rate' && row.scorer === undefined)
            counted += row.n ?? 0;
    return counted === total ? [] : [`the prompts hold ${counted} tests, the statistics of the file ${total}`];
}

;// CONCATENATED MODULE: ./lib/evidence/readers/ragas-columns.js


/** Metrics that RAGAS brings along; settings in parentheses are part of the name: `factual_correctness(mode=f1)`. */
const METRIC = /^(?:faithfulness(?:_with_hhem)?|(?:answer|response)_relevancy|(?:llm_|non_llm_|id_based_)?context_(?:precision|recall|utilization|entity_recall)(?:_with(?:out)?_reference)?|context_relevancy|context_entity_recall|answer_(?:similarity|correctness|accuracy)|semantic_similarity|factual_correctness|noise_sensitivity(?:_relevant|_irrelevant)?|nv_(?:accuracy|context_relevance|response_groundedness)|response_groundedness|context_relevance|summar(?:y|ization)_score|topic_adherence|tool_call_(?:accuracy|f1)|agent_goal_accuracy|multi_modal_(?:faithfulness|relevance)|(?:non_llm_)?string_similarity|bleu_score|rouge_score|chrf_score)(?:\(.*\))?$/;
/** Columns that describe a sample; numbers in them are no scores. */
const NO_SCORE = new Set(`user_input question response answer retrieved_contexts contexts reference reference_contexts ground_truth
  ground_truths multi_responses rubrics rubric reference_topics reference_tool_calls retrieved_context_ids
  reference_context_ids persona_name query_style query_length synthesizer_name episode_done evolution_type metadata
  id index row row_id sample_id trace_id run_id timestamp`.split(/\s+/));
function isMetricName(name) {
    return METRIC.test(name);
}
/** The columns of scores: each cell a number or none, and a number at least once unless RAGAS itself names it so. */
function metricColumns(table) {
    const printed = isPrinted(table);
    return table.columns.flatMap((name) => {
        if (NO_SCORE.has(name) || name === '' || name.startsWith('Unnamed:'))
            return [];
        const cells = Array.from({ length: table.length }, (_, row) => table.at(row, name));
        const known = isMetricName(name);
        if (!known && !cells.every((cell) => isScoreCell(cell, printed)))
            return [];
        const scores = cells.map((cell) => (printed ? (0,evidence_number/* readPrintedNumber */.Y3)(cell) : (0,evidence_number/* readNumber */.kz)(cell)).value ?? Number.NaN);
        return known || scores.some((score) => !Number.isNaN(score)) ? [{ name, scores }] : [];
    });
}
function isScoreCell(cell, printed) {
    if (cell === undefined || cell === null || typeof cell === 'number' || cell instanceof json/* NonFiniteMarker */.Re)
        return true;
    return printed && typeof cell === 'string' && (cell.trim() === '' || (0,evidence_number/* readPrintedNumber */.Y3)(cell).missing !== 'text');
}
/** A table of nothing but text comes from a file without numbers (CSV): there, and only there, text may be a number. */
function isPrinted(table) {
    for (let row = 0; row < table.length; row += 1) {
        for (const column of table.columns)
            if (typeof (table.at(row, column) ?? '') !== 'string')
                return false;
    }
    return true;
}
/** What tells samples apart: an id where all have one, else the question with what it was asked about. */
function rowIds(table) {
    for (const column of ['id', 'sample_id', 'row_id']) {
        const ids = Array.from({ length: table.length }, (_, row) => table.at(row, column));
        if (ids.every((id) => typeof id === 'string' || typeof id === 'number'))
            return ids.map(String);
    }
    const column = table.columns.includes('user_input') ? 'user_input' : 'question';
    const texts = Array.from({ length: table.length }, (_, row) => ragas_columns_textOf(table.at(row, column)));
    return texts.every((text) => text !== '') ? texts : [];
}
/** A conversation is a list of messages. */
function ragas_columns_textOf(cell) {
    if (typeof cell === 'string')
        return cell;
    return (0,json/* isJsonArray */.Md)(cell) || (0,json/* isJsonObject */.OW)(cell) ? JSON.stringify(cell) : '';
}

;// CONCATENATED MODULE: ./lib/evidence/readers/ragas-table.js


/** The table in a document: a list of rows, or a data frame by columns or split; null when it is none of these. */
function tableOf(document) {
    if ((0,json/* isJsonArray */.Md)(document))
        return byRows(document, '');
    if (!(0,json/* isJsonObject */.OW)(document))
        return null;
    const { columns, data } = document;
    if ((0,json/* isJsonArray */.Md)(columns) && (0,json/* isJsonArray */.Md)(data))
        return bySplit(columns, data);
    for (const key of ['samples', 'results', 'rows', 'data', 'scores']) {
        const list = document[key];
        const table = (0,json/* isJsonArray */.Md)(list) ? byRows(list, (0,evidence_pointer/* extendPointer */.wQ)('', key)) : null;
        if (table !== null)
            return table;
    }
    return byColumns(document);
}
function byRows(list, pointer) {
    if (list.length === 0 || !list.every(json/* isJsonObject */.OW))
        return null;
    const columns = new Set();
    for (const row of list)
        for (const key in row)
            columns.add(key);
    const at = (row, column) => {
        const cells = list[row];
        return (0,json/* isJsonObject */.OW)(cells) && Object.hasOwn(cells, column) ? cells[column] : undefined;
    };
    return { columns: [...columns], length: list.length, at, pointerOf: () => pointer };
}
/** pandas `to_json()`: column → index → cell. */
function byColumns(map) {
    const columns = Object.keys(map);
    const first = map[columns[0] ?? ''];
    if (!(0,json/* isJsonObject */.OW)(first))
        return null;
    const index = Object.keys(first);
    const alike = columns.every((column) => {
        const cells = map[column];
        return (0,json/* isJsonObject */.OW)(cells) && Object.keys(cells).length === index.length && index.every((key) => key in cells);
    });
    if (!alike || index.length === 0)
        return null;
    // The other way round (`orient="index"`): numbered rows of named cells.
    if (columns.every((key) => /^\d+$/.test(key)))
        return byRows(Object.values(map), '');
    const at = (row, column) => {
        const cells = Object.hasOwn(map, column) ? map[column] : undefined;
        return (0,json/* isJsonObject */.OW)(cells) ? cells[index[row] ?? ''] : undefined;
    };
    return { columns, length: index.length, at, pointerOf: (column) => (0,evidence_pointer/* extendPointer */.wQ)('', column) };
}
/** pandas `to_json(orient="split")`. */
function bySplit(names, data) {
    if (data.length === 0 || !data.every(json/* isJsonArray */.Md))
        return null;
    const columns = names.filter((name) => typeof name === 'string');
    const at = (row, column) => {
        const cells = data[row];
        const position = names.indexOf(column);
        return (0,json/* isJsonArray */.Md)(cells) && position >= 0 ? cells[position] : undefined;
    };
    return { columns, length: data.length, at, pointerOf: () => '/data' };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/ragas.js






/** RAGAS: one row for each sample, as a list of maps (JSON, JSON Lines, CSV) or as a data frame written as JSON. */
const ragas = { detect: ragas_detect, accepts: ragas_accepts, read: ragas_read };
/** The question by its names in new and old releases, and what else a sample has. */
const QUESTIONS = ['user_input', 'question'];
const PARTS = [
    'response',
    'answer',
    'retrieved_contexts',
    'contexts',
    'reference',
    'ground_truth',
    'ground_truths',
];
function ragas_detect(document) {
    const table = tableOf(document);
    if (table === null)
        return (0,reader/* lacks */.pO)('a row for each sample');
    const missing = [];
    const has = (name) => table.columns.includes(name);
    if (!QUESTIONS.some(has))
        missing.push('"user_input" or "question"');
    if (!PARTS.some(has))
        missing.push('"response", "retrieved_contexts" or "reference"');
    const metrics = table.columns.filter(isMetricName);
    // Scores alone, as `result.scores` has them: one name might be chance.
    if (metrics.length > 1)
        return (0,reader/* fits */.lA)();
    if (metrics.length === 0)
        missing.push('a metric of RAGAS, such as "faithfulness"');
    return missing.length === 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(missing.join(', '));
}
/** Named by the user, the metrics may be the user's own. */
function ragas_accepts(document) {
    const table = tableOf(document);
    if (table === null)
        return (0,reader/* lacks */.pO)('a row for each sample');
    return metricColumns(table).length > 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('a column of numbers');
}
function ragas_read(document) {
    const table = tableOf(document) ?? NO_ROWS;
    const ids = distinctIds(rowIds(table));
    const rows = [];
    const items = [];
    const thin = [];
    for (const { name: metric, scores } of metricColumns(table)) {
        const mean = meanOfItems(scores);
        const { found, stderr, counted: n } = mean;
        const pointer = table.pointerOf(metric);
        rows.push(buildRow({ metric, found, stderr, n, warnings: unscoredWarning(mean, 'samples'), pointer }));
        items.push({ metric, ...(ids.length === 0 ? {} : { ids }), scores: Float64Array.from(scores) });
        if (lacksScores(mean))
            thin.push(`${metric} (${mean.unscored} of ${scores.length})`);
    }
    return {
        format: 'ragas',
        ...ragas_statusOf(rows.length, thin),
        rows,
        ...(items.length === 0 ? {} : { items }),
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        warnings: [],
        document,
    };
}
const NO_ROWS = { columns: [], length: 0, at: () => undefined, pointerOf: () => '' };
function ragas_statusOf(metrics, thin) {
    if (metrics === 0)
        return { status: 'failed', status_note: 'the report holds no score' };
    if (thin.length === 0)
        return { status: 'complete' };
    return {
        status: 'partial',
        status_note: `more than ${MOST_UNSCORED * 100} % of the samples have no score: ${thin.join(', ')}`,
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/sagemaker-value.js


/** AWS prints what it could not compute as `"NaN"`; any other text is no number. */
function printedMissing(value) {
    const found = (0,evidence_number/* readNumber */.kz)(value);
    const printed = typeof value === 'string' ? (0,evidence_number/* printedNonFinite */.bM)(value) : null;
    const missing = printed ?? found.missing;
    return { value: found.value, ...(missing === undefined ? {} : { missing }) };
}
/** The maps of a list; other entries are none of ours. */
function mapsIn(list) {
    if (!(0,json/* isJsonArray */.Md)(list))
        return [];
    return list.flatMap((entry, index) => ((0,json/* isJsonObject */.OW)(entry) ? [[entry, index]] : []));
}

;// CONCATENATED MODULE: ./lib/evidence/readers/sagemaker-bias.js




const BIAS_GROUPS = ['pre_training_bias_metrics', 'post_training_bias_metrics'];
/**
 * Clarify's bias metrics: one row for each metric, facet (a feature) and value of the facet. They are signed, and best
 * at 0: neither higher nor lower is better, so they have no direction.
 */
function biasRows(document) {
    return BIAS_GROUPS.flatMap((task) => {
        const facets = (0,reader/* mapAt */.SC)((0,reader/* mapAt */.SC)(document, task), 'facets');
        return Object.entries(facets).flatMap(([facet, values]) => {
            const place = (0,evidence_pointer/* extendPointer */.wQ)(`/${task}/facets`, facet);
            return mapsIn(values).flatMap(([one, index]) => mapsIn(one['metrics']).flatMap(([metric, at]) => {
                const pointer = `${place}/${index}/metrics/${at}/value`;
                return biasRow(metric, { task, slice: { facet, facet_value: facetValue(one) }, pointer });
            }));
        });
    });
}
function biasRow(metric, at) {
    const name = (0,reader/* textAt */.$6)(metric, 'name');
    if (name === undefined)
        return [];
    const problem = (0,reader/* textAt */.$6)(metric, 'error');
    return [
        {
            metric: name,
            ...at,
            ...printedMissing(metric['value']),
            ...(problem === undefined ? {} : { warnings: [`not computed: ${problem}`] }),
        },
    ];
}
/** A value, or the threshold that splits a number in two; absent for a facet that is compared as a whole. */
function facetValue(one) {
    const value = one['value_or_threshold'] ?? null;
    if (value === null || (0,json/* isJsonObject */.OW)(value))
        return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./lib/evidence/readers/sagemaker-card.js



/**
 * Numbers of a model card: `metric_groups` alone, or in `evaluation_details`. Charts, matrices and texts are none;
 * `select` reaches into them.
 */
function sagemaker_card_cardRows(document) {
    const card = (0,reader/* asMap */.$H)(document);
    const alone = groupRows(card['metric_groups'], '/metric_groups', undefined);
    const detailed = mapsIn(card['evaluation_details']).flatMap(([evaluation, index]) => groupRows(evaluation['metric_groups'], `/evaluation_details/${index}/metric_groups`, (0,reader/* textAt */.$6)(evaluation, 'name')));
    return [...alone, ...detailed];
}
function groupRows(groups, pointer, evaluation) {
    return mapsIn(groups).flatMap(([group, at]) => {
        const task = (0,reader/* textAt */.$6)(group, 'name');
        return mapsIn(group['metric_data']).flatMap(([data, index]) => {
            const metric = (0,reader/* textAt */.$6)(data, 'name');
            if (metric === undefined || data['type'] !== 'number')
                return [];
            const n = (0,evidence_number/* nonNegative */.rG)(data['item_count']);
            return [
                {
                    metric,
                    ...(task === undefined ? {} : { task }),
                    ...(evaluation === undefined ? {} : { slice: { evaluation } }),
                    ...printedMissing(data['value']),
                    ...(n === undefined ? {} : { n }),
                    pointer: `${pointer}/${at}/metric_data/${index}/value`,
                },
            ];
        });
    });
}

;// CONCATENATED MODULE: ./lib/evidence/readers/sagemaker.js








/**
 * Amazon SageMaker: model quality (`evaluation.json` of pipelines, `statistics.json` of Model Monitor), Clarify's bias
 * report (`analysis.json`), and the metric groups of a model card.
 */
const sagemaker = { detect: sagemaker_detect, read: sagemaker_read };
const QUALITY_GROUPS = ['regression_metrics', 'binary_classification_metrics', 'multiclass_classification_metrics'];
const LOWER = ['mae', 'mse', 'rmse', 'false_positive_rate', 'false_negative_rate'];
const HIGHER = [
    'r2',
    'accuracy',
    'auc',
    'au_prc',
    'precision',
    'recall',
    'f0_5',
    'f1',
    'f2',
    'true_positive_rate',
    'true_negative_rate',
];
/** Metrics that Model Monitor defines; the averages over classes are called `weighted_recall` and the like. */
const DIRECTIONS = new Map([
    ...LOWER.map((name) => [name, 'lower_is_better']),
    ...HIGHER.flatMap((name) => [name, `weighted_${name}`].map((spelt) => [spelt, 'higher_is_better'])),
]);
function sagemaker_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const quality = QUALITY_GROUPS.some((group) => Object.values((0,reader/* mapAt */.SC)(document, group)).some(isValueMap));
    const bias = BIAS_GROUPS.some((group) => (0,json/* isJsonObject */.OW)((0,reader/* mapAt */.SC)(document, group)['facets']));
    if (quality || bias || sagemaker_card_cardRows(document).length > 0)
        return (0,reader/* fits */.lA)();
    return (0,reader/* lacks */.pO)(`"${QUALITY_GROUPS[1]}" or the like, "post_training_bias_metrics" with "facets", or "metric_groups"`);
}
function isValueMap(value) {
    return (0,json/* isJsonObject */.OW)(value) && 'value' in value;
}
function sagemaker_read(document) {
    const warnings = [];
    const rows = [...qualityRows(document, warnings), ...biasRows(document), ...sagemaker_card_cardRows(document)];
    const about = (0,reader/* mapAt */.SC)(document, 'dataset');
    const createdAt = (0,reader/* dateFromText */.Ee)((0,reader/* textAt */.$6)(about, 'evaluation_time') ?? (0,reader/* textAt */.$6)(about, 'end_time'));
    return {
        format: 'sagemaker',
        status: rows.length === 0 ? 'failed' : 'unknown',
        status_note: rows.length === 0 ? 'the report holds no metric' : 'the report does not say whether the evaluation ended',
        rows,
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings,
        document,
    };
}
function qualityRows(document, warnings) {
    const n = (0,evidence_number/* nonNegative */.rG)((0,reader/* mapAt */.SC)(document, 'dataset')['item_count']);
    const bootstrap = isModelMonitor(document);
    return QUALITY_GROUPS.flatMap((group) => {
        const metrics = (0,reader/* mapAt */.SC)(document, group);
        const spread = Object.values(metrics).some((map) => isValueMap(map) && typeof map['standard_deviation'] === 'number');
        if (spread && !bootstrap) {
            warnings.push(`${group}: a standard_deviation is a standard error only where Model Monitor drew bootstrap samples; it was not used`);
        }
        return Object.entries(metrics).flatMap(([metric, map]) => {
            if (!isValueMap(map))
                return [];
            return [qualityRow(map, { metric, task: group, n, bootstrap, pointer: `/${group}${(0,evidence_pointer/* extendPointer */.wQ)('', metric)}` })];
        });
    });
}
/** Model Monitor states the number of items, and compares with the best constant answer. */
function isModelMonitor(document) {
    if ('item_count' in (0,reader/* mapAt */.SC)(document, 'dataset'))
        return true;
    return QUALITY_GROUPS.some((group) => Object.keys((0,reader/* mapAt */.SC)(document, group)).some((key) => key.includes('_best_constant_')));
}
function qualityRow(map, { metric, task, n, bootstrap, pointer }) {
    const stderr = bootstrap ? (0,evidence_number/* nonNegative */.rG)(map['standard_deviation']) : undefined;
    const direction = DIRECTIONS.get(metric);
    return {
        metric,
        task,
        ...printedMissing(map['value']),
        ...(stderr === undefined ? {} : { stderr }),
        ...(n === undefined ? {} : { n }),
        ...(direction === undefined ? {} : { direction }),
        pointer: `${pointer}/value`,
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/load-records.js






/** The records of a file; none when a line is no map. */
function loadRecords(document) {
    if ((0,json/* isJsonObject */.OW)(document))
        return [{ record: document, pointer: '' }];
    if (!(0,json/* isJsonArray */.Md)(document))
        return [];
    const records = document.flatMap((record, index) => ((0,json/* isJsonObject */.OW)(record) ? [{ record, pointer: `/${index}` }] : []));
    return records.length === document.length ? records : [];
}
/** `p99_ttft_ms`: the statistic, the time, its unit. */
const TIME = /^(mean|median|std|min|max|p\d+(?:\.\d+)?)_(ttft|tpot|itl|e2el|e2e_latency)_ms$/;
const TIMES = {
    ttft: 'ttft',
    tpot: 'tpot',
    itl: 'itl',
    e2el: 'e2e_latency',
    e2e_latency: 'e2e_latency',
};
const RATES = new Map([
    ['request_throughput', ['request_throughput', 'requests/s']],
    ['request_goodput', ['goodput', 'requests/s']],
    // So in some copies of the benchmark.
    ['request_goodput:', ['goodput', 'requests/s']],
    ['input_throughput', ['input_throughput', 'tokens/s']],
    ['output_throughput', ['output_throughput', 'tokens/s']],
    ['total_throughput', ['total_throughput', 'tokens/s']],
    ['total_token_throughput', ['total_throughput', 'tokens/s']],
]);
/** Settings that make a workload what it is, with what people add by `--metadata`. */
const WORKLOAD = [
    'backend',
    'endpoint_type',
    'num_prompts',
    'burstiness',
    'input_len',
    'output_len',
    'random_input_len',
    'random_output_len',
    'random_range_ratio',
    'sharegpt_output_len',
    'fixed_output_len',
    'best_of',
    'ramp_up_strategy',
    'ramp_up_start_rps',
    'ramp_up_end_rps',
    'hardware',
    'gpu',
    'gpu_type',
    'gpu_count',
    'accelerator',
    'tensor_parallel_size',
];
/** What was set, not measured: no rows. */
const SETTINGS = new Set([
    ...WORKLOAD,
    'request_rate',
    'max_concurrency',
    'use_beam_search',
    'seed',
    'arrival_seed',
    'num_processes',
    'benchmark_start_time',
    'benchmark_end_time',
]);
/** The keys of a record that have the form of a latency of these tools. Text is none: a table of results is not one. */
function timeKeys(record) {
    return Object.keys(record).filter((key) => TIME.test(key) && typeof record[key] !== 'string');
}
/** All numbers of a record that are no settings. */
function recordNumbers({ record, pointer }) {
    return Object.keys(record).flatMap((name) => {
        const at = { name, value: record[name], pointer: (0,evidence_pointer/* extendPointer */.wQ)(pointer, name) };
        const [, stat, time] = TIME.exec(name) ?? [];
        const as = TIMES[time ?? ''];
        if (stat !== undefined && as !== undefined) {
            return [{ ...at, unit: 'ms', as, stat: statName(stat), statInName: true }];
        }
        const rate = RATES.get(name);
        if (rate !== undefined)
            return at.value === null ? [] : [{ ...at, as: rate[0], unit: rate[1] }];
        if (SETTINGS.has(name) || !load_records_isNumberPlace(at.value))
            return [];
        return [name === 'duration' ? { ...at, unit: 's' } : at];
    });
}
/** The settings in the fingerprint of a record's workload. */
function recordWorkload(record) {
    return [...WORKLOAD.map((key) => [key, record[key]]), ['prompt_tokens', load_records_promptTokens(record)]];
}
/**
 * Requests that failed: as counted by the tool; else the texts in its list of errors; else prompts without an answer.
 */
function recordCounts({ record, pointer }) {
    const completed = load_records_countAt(record, pointer, 'completed');
    const failed = load_records_countAt(record, pointer, 'failed');
    if (failed !== undefined)
        return { completed, errors: failed, pointer };
    const { errors } = record;
    if ((0,json/* isJsonArray */.Md)(errors)) {
        const texts = errors.filter(isErrorText).length;
        return { completed, errors: { value: texts, pointer: `${pointer}/errors` }, pointer };
    }
    const prompts = load_records_countAt(record, pointer, 'num_prompts');
    if (prompts === undefined || completed === undefined || prompts.value < completed.value)
        return { completed, pointer };
    const rest = { value: prompts.value - completed.value, pointer: prompts.pointer };
    return { completed, errors: rest, pointer, note: 'the file counts no failures; these are prompts without an answer' };
}
/** Single times of answered requests, written with `--save-detailed` (vLLM) or `--output-details` (SGLang), in seconds. */
function recordSeries({ record }) {
    const answered = answeredItems(record);
    const times = [
        ['ttft', answered('ttfts')],
        ['itl', answered('itls').flatMap((gaps) => ((0,json/* isJsonArray */.Md)(gaps) ? gaps : [gaps]))],
        ['e2e_latency', answered('e2els').concat(answered('latencies'))],
    ];
    return times.flatMap(([as, list]) => {
        const scores = timesIn(list, 1000);
        return scores === null ? [] : [{ as, scores }];
    });
}
/** Who the records say that they were made from; a record without a claim would ride on those of others. */
function recordClaims(records) {
    const claims = records.map(({ record, pointer }) => claimsBelow((0,evidence_claims/* topLevelClaims */.vW)(record), pointer));
    return claims.every((ofOne) => ofOne.length > 0) ? claims.flat() : [];
}
function load_records_countAt(record, pointer, key) {
    const value = (0,evidence_number/* nonNegative */.rG)(record[key]);
    return value === undefined ? undefined : { value, pointer: `${pointer}/${key}` };
}
function isErrorText(value) {
    return typeof value === 'string' && value !== '';
}
function load_records_isNumberPlace(value) {
    return typeof value === 'number' || value instanceof json/* NonFiniteMarker */.Re;
}
/** Lists hold an entry for each request, also for those that failed. */
function answeredItems(record) {
    const { errors } = record;
    return (key) => {
        const list = record[key];
        if (!(0,json/* isJsonArray */.Md)(list))
            return [];
        const paired = (0,json/* isJsonArray */.Md)(errors) && errors.length === list.length;
        return list.filter((_, index) => !paired || !isErrorText(errors[index] ?? null));
    };
}
/**
 * Mean length of a prompt where no setting states it: vLLM writes no data set name. Two digits, so that a few failed
 * requests do not make another workload.
 */
function load_records_promptTokens(record) {
    if ((record['random_input_len'] ?? record['input_len'] ?? null) !== null)
        return undefined;
    const [tokens, completed] = [(0,evidence_number/* nonNegative */.rG)(record['total_input_tokens']), (0,evidence_number/* nonNegative */.rG)(record['completed'])];
    if (tokens === undefined || completed === undefined || completed === 0)
        return undefined;
    return Number((tokens / completed).toPrecision(2));
}

;// CONCATENATED MODULE: ./lib/evidence/readers/sglang.js





/** SGLang `bench_serving --output-file`: JSON Lines, one result for each run; every run appends to the file. */
const sglang = { detect: sglang_detect, read: sglang_read };
function sglang_detect(document) {
    const records = loadRecords(document);
    const ours = records.length > 0 && records.every(({ record }) => isSglangRecord(record));
    return ours ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('results with "completed" and latencies such as "median_e2e_latency_ms"');
}
/** vLLM's fork of the same benchmark calls the end-to-end latency `e2el`, and knows no second count of the tokens. */
function isSglangRecord(record) {
    const times = timeKeys(record);
    const own = times.some((key) => key.endsWith('_e2e_latency_ms')) || 'total_output_tokens_retokenized' in record;
    return 'completed' in record && times.length > 0 && own;
}
function sglang_read(document) {
    const records = loadRecords(document);
    return loadReport({
        format: 'sglang',
        document,
        measurements: records.map(sglang_measurementOf),
        identity: recordClaims(records),
    });
}
function sglang_measurementOf(one) {
    const { record } = one;
    const dataset = (0,reader/* textAt */.$6)(record, 'dataset_name');
    const model = (0,reader/* textAt */.$6)(record, 'model_id') ?? (0,reader/* textAt */.$6)((0,reader/* mapAt */.SC)(record, 'server_info'), 'model_path');
    const completed = (0,evidence_number/* nonNegative */.rG)(record['completed']);
    return {
        level: {
            // Runs over several data sets share a file: the data set is part of the address.
            slice: loadSlice({
                dataset,
                request_rate: record['request_rate'],
                concurrency: record['max_concurrency'],
                tag: record['tag'],
            }),
            ...(model === undefined ? {} : { model }),
            ...(dataset === undefined ? {} : { dataset }),
            dataset_version: workloadText('sglang', recordWorkload(record)),
            ...(completed === undefined ? {} : { completed }),
        },
        numbers: recordNumbers(one),
        counts: recordCounts(one),
        series: recordSeries(one),
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/sklearn.js






/** scikit-learn `classification_report(output_dict=True)`, written as JSON. */
const sklearn = { detect: sklearn_detect, read: sklearn_read };
const sklearn_METRICS = ['precision', 'recall', 'f1-score'];
const AVERAGES = new Map([
    ['macro avg', 'macro'],
    ['weighted avg', 'weighted'],
    ['micro avg', 'micro'],
    ['samples avg', 'samples'],
]);
/** By definition of these metrics. */
const SHARE = { unit: 'fraction', direction: 'higher_is_better' };
function sklearn_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const averages = [...AVERAGES.keys()].filter((key) => (0,json/* isJsonObject */.OW)(document[key]));
    if (averages.length === 0)
        return (0,reader/* lacks */.pO)('"macro avg", "weighted avg" or "micro avg"');
    const maps = Object.keys(document).filter((key) => (0,json/* isJsonObject */.OW)(document[key]));
    if (averages.length === maps.length)
        return (0,reader/* lacks */.pO)('a map for each class');
    return maps.every((key) => isScores((0,reader/* mapAt */.SC)(document, key)))
        ? (0,reader/* fits */.lA)()
        : (0,reader/* lacks */.pO)('"precision", "recall", "f1-score" and "support" of each class');
}
function isScores(map) {
    return 'support' in map && sklearn_METRICS.every((metric) => metric in map);
}
function sklearn_read(document) {
    const report = (0,reader/* mapAt */.SC)({ report: document }, 'report');
    const rows = [];
    for (const key in report) {
        const scores = report[key];
        if ((0,json/* isJsonObject */.OW)(scores))
            rows.push(...sklearn_scoreRows(scores, key));
    }
    const { accuracy } = report;
    if (accuracy !== undefined && !(0,json/* isJsonObject */.OW)(accuracy)) {
        const n = (0,evidence_number/* nonNegative */.rG)((0,reader/* mapAt */.SC)(report, 'macro avg')['support']) ?? (0,evidence_number/* nonNegative */.rG)((0,reader/* mapAt */.SC)(report, 'weighted avg')['support']);
        rows.push(buildRow({ metric: 'accuracy', found: (0,evidence_number/* readNumber */.kz)(accuracy), n, ...SHARE, pointer: '/accuracy' }));
    }
    return {
        format: 'sklearn',
        status: 'unknown',
        status_note: 'a classification report does not say whether it covers the whole data set',
        rows,
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        warnings: (0,json/* isJsonObject */.OW)(accuracy) ? ['a class is named "accuracy": it hides the accuracy over all classes'] : [],
        document,
    };
}
function sklearn_scoreRows(scores, key) {
    const average = AVERAGES.get(key);
    const slice = average === undefined ? { class: key } : { average };
    const n = (0,evidence_number/* nonNegative */.rG)(scores['support']);
    return sklearn_METRICS.map((metric) => buildRow({
        metric,
        slice,
        found: (0,evidence_number/* readNumber */.kz)(scores[metric]),
        n,
        ...SHARE,
        // A class without samples has no score; zero_division decides which number stands there.
        warnings: n === 0 ? ['no sample of this class: the number is a convention'] : [],
        pointer: (0,evidence_pointer/* extendPointer */.wQ)((0,evidence_pointer/* extendPointer */.wQ)('', key), metric),
    }));
}

;// CONCATENATED MODULE: ./lib/evidence/readers/vllm.js






/** `vllm bench serve --save-result` (before: `benchmark_serving.py`): one map, or JSON Lines with `--append-result`. */
const vllm = { detect: vllm_detect, accepts: vllm_accepts, read: vllm_read };
const MARKS = ['completed', 'request_throughput', 'output_throughput', 'total_input_tokens', 'model_id', 'num_prompts'];
function vllm_detect(document) {
    const accepted = vllm_accepts(document);
    if (accepted.fit === 'no')
        return accepted;
    const ours = loadRecords(document).every(({ record }) => marksOf(record) >= 3 && !isSglangRecord(record));
    return ours ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)(`three of ${MARKS.map((mark) => `"${mark}"`).join(', ')} in each result`);
}
function vllm_accepts(document) {
    const records = loadRecords(document);
    const timed = records.length > 0 && records.every(({ record }) => timeKeys(record).length > 0);
    return timed ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('results with latencies such as "p99_ttft_ms"');
}
function marksOf(record) {
    return MARKS.filter((mark) => mark in record).length;
}
function vllm_read(document) {
    const records = loadRecords(document);
    return loadReport({
        format: 'vllm',
        document,
        measurements: records.map(vllm_measurementOf),
        identity: recordClaims(records),
        warnings: records.some(({ record }) => 'date' in record)
            ? ['the date in the file states no time zone and was not used']
            : [],
    });
}
function vllm_measurementOf(one) {
    const { record } = one;
    const model = (0,reader/* textAt */.$6)(record, 'model_id');
    const dataset = (0,reader/* textAt */.$6)(record, 'dataset_name') ?? (0,reader/* textAt */.$6)(record, 'dataset');
    const completed = (0,evidence_number/* nonNegative */.rG)(record['completed']);
    return {
        level: {
            slice: loadSlice({ request_rate: record['request_rate'], concurrency: record['max_concurrency'] }),
            ...(model === undefined ? {} : { model }),
            ...(dataset === undefined ? {} : { dataset }),
            dataset_version: workloadText('vllm', recordWorkload(record)),
            ...(completed === undefined ? {} : { completed }),
        },
        numbers: recordNumbers(one),
        counts: recordCounts(one),
        series: recordSeries(one),
    };
}

;// CONCATENATED MODULE: ./lib/evidence/readers/wandb-summary.js






/** Summary of a W&B run: `wandb-summary.json`, or `summaryMetrics` of the API. */
const wandbSummary = { detect: wandb_summary_detect, accepts: wandb_summary_accepts, read: wandb_summary_read };
/** What `define_metric(summary=…)` puts in place of a plain number. */
const AGGREGATES = new Set(['min', 'max', 'mean', 'first', 'last', 'best']);
function wandb_summary_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    const { _wandb, _step, _runtime, _timestamp } = document;
    if ((0,json/* isJsonObject */.OW)(_wandb))
        return (0,reader/* fits */.lA)();
    const internal = [_step, _runtime, _timestamp].filter((value) => typeof value === 'number');
    return internal.length >= 2 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('"_wandb", or two of "_step", "_runtime" and "_timestamp"');
}
/** A run that only set its summary has none of W&B's marks. */
function wandb_summary_accepts(document) {
    return (0,json/* isJsonObject */.OW)(document) ? { fit: 'maybe' } : (0,reader/* lacks */.pO)('a map at the top');
}
function wandb_summary_read(document) {
    const summary = (0,json/* isJsonObject */.OW)(document) ? document : (0,json/* emptyMap */.MZ)();
    const logged = (0,json/* emptyMap */.MZ)();
    const aggregated = [];
    for (const [key, value] of Object.entries(summary)) {
        // Keys with an underscore are W&B's own. A key such as `eval/acc` is one name: it is never split.
        if (key.startsWith('_') || isMedia(value))
            continue;
        if (isAggregate(value)) {
            for (const row of plainRows({ [key]: unprinted(value) }))
                aggregated.push(asScorer(row, key));
        }
        else
            logged[key] = unprinted(value);
    }
    const createdAt = (0,reader/* dateFromEpoch */.wC)(summary['_timestamp']);
    return {
        format: 'wandb-summary',
        status: 'unknown',
        status_note: 'a run summary does not say whether the run finished',
        rows: [...plainRows(logged), ...aggregated],
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        ...statedFacts(document),
        ...(createdAt === undefined ? {} : { created_at: createdAt }),
        warnings: [],
        document,
    };
}
/** Media and tables are maps with a `_type`. */
function isMedia(value) {
    return (0,json/* isJsonObject */.OW)(value) && '_type' in value;
}
function isAggregate(value) {
    if (!(0,json/* isJsonObject */.OW)(value))
        return false;
    const keys = Object.keys(value);
    return keys.length > 0 && keys.every((key) => AGGREGATES.has(key));
}
function asScorer(row, metric) {
    const { task: _parent, metric: aggregate, ...rest } = row;
    return { ...rest, metric, scorer: aggregate };
}
/** W&B's Python helper writes `"NaN"` and `"Infinity"` as text; both become markers. */
function unprinted(value) {
    if (typeof value === 'string') {
        const missing = (0,evidence_number/* printedNonFinite */.bM)(value);
        return missing === 'nan' || missing === 'infinity' || missing === 'negative-infinity'
            ? new json/* NonFiniteMarker */.Re(missing)
            : value;
    }
    if (!(0,json/* isJsonObject */.OW)(value))
        return value;
    const map = (0,json/* emptyMap */.MZ)();
    for (const [key, inner] of Object.entries(value))
        if (!isMedia(inner))
            map[key] = unprinted(inner);
    return map;
}

;// CONCATENATED MODULE: ./lib/evidence/readers/weave.js






/** Summary that `weave.Evaluation.evaluate` returns: scorer → fields → `{mean}` or `{true_count, true_fraction}`. */
const weave = { detect: weave_detect, accepts: weave_accepts, read: weave_read };
const weave_LATENCY = 'model_latency';
function weave_detect(document) {
    if (!(0,json/* isJsonObject */.OW)(document))
        return (0,reader/* lacks */.pO)('a map at the top');
    // A run summary may hold the same maps; it is W&B's own format.
    if ('_wandb' in document || '_runtime' in document || '_step' in document)
        return (0,reader/* lacks */.pO)('a summary that is not a run summary');
    // A walk through the whole of a large report of another format would cost as much as reading it.
    if (Object.keys(document).length > MOST_SCORERS)
        return (0,reader/* lacks */.pO)('a map of scorers');
    const scorers = Object.keys(document).filter((key) => key !== weave_LATENCY);
    if (scorers.some((key) => holdsShare(document[key], NEAR)))
        return (0,reader/* fits */.lA)();
    if (!isNumber((0,reader/* mapAt */.SC)(document, weave_LATENCY)['mean']))
        return (0,reader/* lacks */.pO)('"model_latency" with its "mean", or a "true_fraction"');
    return scorers.some((key) => isNumber((0,reader/* mapAt */.SC)(document, key)['mean']) || summaryRows(document[key] ?? null).length > 0)
        ? (0,reader/* fits */.lA)()
        : (0,reader/* lacks */.pO)('a scorer with "true_fraction" or "mean"');
}
const MOST_SCORERS = 1000;
/** Levels below a scorer in which the marks of this format are looked for. */
const NEAR = 3;
function holdsShare(value, levels) {
    if (!(0,json/* isJsonObject */.OW)(value))
        return false;
    if (typeof value['true_count'] === 'number' && 'true_fraction' in value)
        return true;
    if (levels === 0)
        return false;
    for (const key in value)
        if (holdsShare(value[key], levels - 1))
            return true;
    return false;
}
/** Named by the user, one mean or one share is enough. */
function weave_accepts(document) {
    return summaryRows(document).length > 0 ? (0,reader/* fits */.lA)() : (0,reader/* lacks */.pO)('a scorer with "true_fraction" or "mean"');
}
function weave_read(document) {
    return {
        format: 'weave',
        status: 'unknown',
        status_note: 'an evaluation summary does not say how many examples failed',
        rows: summaryRows(document),
        identity: (0,evidence_claims/* topLevelClaims */.vW)(document),
        warnings: [],
        document,
    };
}
function summaryRows(document) {
    const rows = [];
    if ((0,json/* isJsonObject */.OW)(document))
        weave_collect(document, [], rows);
    return rows;
}
function weave_collect(map, path, rows) {
    for (const key in map) {
        const value = map[key];
        if (!(0,json/* isJsonObject */.OW)(value))
            continue;
        const place = [...path, key];
        if (isPlace(value['true_fraction']) && 'true_count' in value)
            rows.push(weave_shareRow(value, place));
        if (isPlace(value['mean']))
            rows.push(meanRow(value, place));
        // A field that is itself named "mean" is a map, and its parent may have other fields.
        weave_collect(value, place, rows);
    }
}
function isNumber(value) {
    return typeof value === 'number' || value instanceof json/* NonFiniteMarker */.Re;
}
/** A place where a number should stand. */
function isPlace(value) {
    return value === null || isNumber(value);
}
function weave_shareRow(map, path) {
    const [count, share] = [(0,evidence_number/* nonNegative */.rG)(map['true_count']), (0,evidence_number/* nonNegative */.rG)(map['true_fraction'])];
    const n = count === undefined || share === undefined ? undefined : examples(count, share);
    return buildRow({
        ...weave_addressOf(path),
        found: (0,evidence_number/* readNumber */.kz)(map['true_fraction']),
        n,
        unit: 'fraction',
        pointer: weave_pointerOf([...path, 'true_fraction']),
    });
}
function meanRow(map, path) {
    const isLatency = path.length === 1 && path[0] === weave_LATENCY;
    return buildRow({
        ...weave_addressOf(path),
        found: (0,evidence_number/* readNumber */.kz)(map['mean']),
        ...(isLatency ? { unit: 's', direction: 'lower_is_better' } : {}),
        pointer: weave_pointerOf([...path, 'mean']),
    });
}
/** The number of examples is the one whole number that fits both; none when nothing was true. */
function examples(count, share) {
    const n = Math.round(count / share);
    return Number.isSafeInteger(n) && Math.abs(count / n - share) < 1e-9 ? n : undefined;
}
/** A scorer that gives one value is the metric itself; of one that gives several, each field is. */
function weave_addressOf(path) {
    const metric = path.at(-1) ?? '';
    const [scorer] = path;
    if (path.length === 1 || scorer === undefined)
        return { metric };
    const between = path.slice(1, -1).join('/');
    return between === '' ? { metric, scorer } : { metric, scorer, task: between };
}
function weave_pointerOf(path) {
    return path.reduce(evidence_pointer/* extendPointer */.wQ, '');
}

;// CONCATENATED MODULE: ./lib/evidence/read-report.js

































const DEFAULT_MAX_BYTES = 64_000_000;
/** Keyed by the names, so that a name without its reader does not compile. */
const READERS = {
    canonical: canonical,
    'lm-eval': lmEval,
    promptfoo: promptfoo,
    'wandb-summary': wandbSummary,
    inspect: inspect,
    junit: junit,
    'model-index': modelIndex,
    csv: csv,
    deepeval: deepeval,
    'every-eval-ever': everyEvalEver,
    evidently: evidently,
    helm: helm,
    lighteval: lighteval,
    mteb: mteb,
    ragas: ragas,
    sklearn: sklearn,
    weave: weave,
    vllm: vllm,
    sglang: sglang,
    aiperf: aiperf,
    'genai-perf': genaiPerf,
    guidellm: guidellm,
    'inference-perf': inferencePerf,
    llmperf: llmperf,
    'llm-d': llmd,
    sagemaker: sagemaker,
    mlflow: mlflow,
    json: plain,
};
/**
 * Turns the bytes of an evaluation report into its canonical form: `unpack`, `parseFile` and
 * `readDocument` in one, for reports that are small enough to hold bytes, text and rows at the same time.
 * @throws ReportError `report-unreadable` (encoding, syntax, invalid content), `report-format-unknown` or `report-too-large`.
 */
function readReport({ bytes, file, format, maxBytes = DEFAULT_MAX_BYTES }) {
    return readDocument({ ...parseFile(unpack(bytes, file, maxBytes)), bytes: bytes.byteLength, file, format });
}
/**
 * Turns a parsed report into its canonical form. With `auto` the content decides: exactly one format has to
 * recognise it; what no format recognises is read as plain numbers.
 * @throws ReportError `report-unreadable` (invalid content) or `report-format-unknown`.
 */
function readDocument(parsed) {
    const { document, container, file, columns = null } = parsed;
    const reader = READERS[parsed.format === 'auto' && columns === null ? chooseReader(parsed) : namedReader(parsed)];
    const report = reader.read(document, file, { container, columns });
    // A selector leads into the document, whose numbers are then printed ones.
    return container === 'csv' || container === 'xml' ? { ...report, printsNumbers: true } : report;
}
/** The reader that the user named; who maps columns names CSV. */
function namedReader({ document, container, bytes, file, format }) {
    const name = format === 'auto' ? 'csv' : format;
    if (!isReaderName(name)) {
        throw new errors/* ReportError */.$g('report-format-unknown', `There is no report format ${JSON.stringify(name)}.${(0,nearest/* didYouMean */.a)(name, reader_names/* READER_NAMES */.R)}`, {
            hint: `Known formats: auto, ${reader_names/* READER_NAMES */.R.join(', ')}.`,
        });
    }
    const reader = READERS[name];
    const fit = (reader.accepts ?? reader.detect)(document, container);
    if (fit.fit !== 'no')
        return name;
    throw new errors/* ReportError */.$g('report-format-unknown', `${file} is not a report in the format ${name}: it lacks ${fit.lacks}. ${describe(document, bytes)}`, {
        hint: 'Name its real format, or leave the format out.',
    });
}
function isReaderName(name) {
    return reader_names/* READER_NAMES */.R.some((known) => known === name);
}
/** How well a document fits each reader, in the order of their names. */
function fitOfEach(document, container) {
    return reader_names/* READER_NAMES */.R.map((name) => ({ name, fit: READERS[name].detect(document, container).fit }));
}
function chooseReader({ document, container, bytes, file }) {
    const fits = fitOfEach(document, container);
    const sure = fits.filter(({ fit }) => fit === 'yes').map(({ name }) => name);
    if (sure.length > 1) {
        throw new errors/* ReportError */.$g('report-format-unknown', `${file} fits several formats: ${sure.join(', ')}`, {
            hint: 'Name one of them as its format.',
        });
    }
    const chosen = sure[0] ?? fits.find(({ fit }) => fit === 'maybe')?.name;
    if (chosen !== undefined)
        return chosen;
    throw noReader({ document, container, bytes, file });
}
function noReader({ document, container, bytes, file }) {
    // In the message, not the hint: without a map of its columns CSV of several records cannot be read at all.
    const needsMap = container === 'csv' ? ` ${CSV_NEEDS_MAP}` : '';
    return new errors/* ReportError */.$g('report-format-unknown', `No reader fits ${file}. ${describe(document, bytes)}${needsMap}`, {
        hint: `Known formats: ${reader_names/* READER_NAMES */.R.join(', ')}. A plain report has to hold at least one number.`,
    });
}
/** What the document looked like, for a person who wonders which file this is. */
function describe(document, size) {
    const bytes = `${size} bytes`;
    if ((0,json/* isJsonArray */.Md)(document))
        return `It is a list of ${document.length} (${bytes}).`;
    if (!(0,json/* isJsonObject */.OW)(document))
        return `It is a single value (${bytes}).`;
    const keys = Object.keys(document);
    const shown = keys
        .slice(0, 8)
        .map((key) => JSON.stringify(key.slice(0, 40)))
        .join(', ');
    const more = keys.length > 8 ? ` and ${keys.length - 8} more` : '';
    return keys.length === 0 ? `It is an empty map (${bytes}).` : `Its top-level keys: ${shown}${more} (${bytes}).`;
}

;// CONCATENATED MODULE: ./lib/operations/load-evidence.js






/**
 * Fetches and parses each report once, all at the same time. A service that fails (access, unavailable) makes
 * the run an error; whatever is wrong with the report itself comes back as a problem of that report.
 */
async function loadEvidence(sources, limits, ports) {
    const loaded = await Promise.all(sources.map(async (source) => [source.name, await loadOne(source, limits, ports)]));
    return new Map(loaded);
}
async function loadOne(source, limits, ports) {
    try {
        const files = await ports.evidence.expand(source.location);
        const [only = source.location, ...others] = files;
        const observedAt = new Date(ports.clock.now()).toISOString();
        const known = { name: source.name, location: source.location, observedAt };
        if (others.length > 0)
            return { ok: true, evidence: { ...known, ...(await loadFiles(source, files, limits, ports)) } };
        const { parsed, ...fetched } = await fetchDocument({ ...source, location: only }, limits, ports.evidence);
        const report = readParsed(source, parsed, fetched);
        return { ok: true, evidence: { ...known, ...fetched, report } };
    }
    catch (thrown) {
        if (thrown instanceof errors/* GateError */.ue && isAboutTheReport(thrown))
            return { ok: false, problem: thrown };
        throw thrown;
    }
}
function readParsed(source, parsed, { bytes, resolved }) {
    const { format, columns = null } = source;
    return readDocument({ ...parsed, bytes, file: resolved, format, columns });
}
/** One report of several files, read one after the other; together they may be as large as one. */
async function loadFiles(source, locations, limits, ports) {
    if (source.location.sha256 !== undefined)
        throw digestOfSeveral(source, locations);
    const files = [];
    const parts = [];
    let bytes = 0;
    for (const location of locations) {
        const { parsed, ...fetched } = await fetchPart({ ...source, location }, { ...limits, maxBytes: limits.maxBytes - bytes }, {
            total: limits.maxBytes,
            count: locations.length,
            evidence: ports.evidence,
        });
        bytes += fetched.bytes;
        const file = fetched.resolved;
        const report = readParsed(source, parsed, fetched);
        files.push({ ...fetched, file, document: report.document, identity: report.identity });
        parts.push({ file, report });
    }
    return {
        resolved: source.location.text,
        sha256: digestOfList(files),
        bytes,
        gitBlob: '',
        locationClaims: files.flatMap(({ locationClaims }) => locationClaims),
        files,
        report: mergeReports(parts),
    };
}
async function fetchPart(source, left, all) {
    try {
        return await fetchDocument(source, left, all.evidence);
    }
    catch (thrown) {
        if (left.maxBytes === all.total || !(thrown instanceof errors/* GateError */.ue) || thrown.code !== 'report-too-large')
            throw thrown;
        const message = `The ${all.count} files of the report ${source.name} have together more than ${all.total} bytes.`;
        throw new errors/* ReportError */.$g('report-too-large', message, {
            hint: 'Raise `max_report_mb` in the gate config, or make the pattern narrower.',
            cause: thrown,
        });
    }
}
/** What `sha256sum FILE… | sha256sum` prints, in the order of the files. */
function digestOfList(files) {
    const list = files.map(({ sha256, resolved }) => `${sha256}  ${resolved}\n`);
    return (0,external_node_crypto_.createHash)('sha256').update(list.join('')).digest('hex');
}
/** Its own function, so that the text of a large report can be collected before the rows are made. */
async function fetchDocument(source, limits, evidence) {
    const { unpacked, ...facts } = await fetchUnpacked(source, limits, evidence);
    return { ...facts, parsed: parse_file_parseFile(unpacked) };
}
/**
 * Its own function, so that the bytes of a large report can be collected before the text is parsed. Beside the parsed
 * form of a small one, its bytes weigh little.
 */
async function fetchUnpacked(source, { maxBytes, keepBytes }, evidence) {
    const { bytes, resolved, claims, origin } = await evidence.fetch(source.location, { maxBytes });
    const sha256 = (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
    if (source.location.sha256 !== undefined && source.location.sha256 !== sha256)
        throw otherDigest(source, sha256);
    return {
        resolved,
        sha256,
        bytes: bytes.byteLength,
        gitBlob: gitBlobId(bytes),
        locationClaims: claims,
        ...(bytes.byteLength <= keepBytes ? { content: bytes } : {}),
        ...(origin === undefined ? {} : { origin }),
        unpacked: unpack_unpack(bytes, resolved, maxBytes),
    };
}
function isAboutTheReport(error) {
    return error.code.startsWith('report-') || error.code === 'config-invalid';
}
function digestOfSeveral(source, locations) {
    const names = locations.slice(0, 5).map(({ text }) => text);
    return new errors/* ReportError */.$g('report-unreadable', `${source.location.text} matches ${locations.length} files (${names.join(', ')}${locations.length > 5 ? ', …' : ''}), and \`#sha256=\` is the digest of one.`, { hint: 'Name one file, or demand the digest of each file where it is made.' });
}
function otherDigest(source, sha256) {
    return new errors/* ReportError */.$g('report-unreadable', `${source.location.text} has the SHA-256 ${sha256}, not the demanded ${source.location.sha256}.`, { hint: 'Somebody changed the report, or the digest belongs to another one.' });
}
/** Id that git gives a blob with these bytes. */
function gitBlobId(bytes) {
    return (0,external_node_crypto_.createHash)('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}


/***/ })

};
