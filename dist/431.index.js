export const id = 431;
export const ids = [431];
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

/***/ 1431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  doctor: () => (/* binding */ doctor)
});

// EXTERNAL MODULE: ./lib/config/pins.js + 1 modules
var pins = __webpack_require__(8701);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/promotion/doctor-finding.js
const LEVELS = ['problem', 'warning', 'unknown', 'ok'];
function ok(what, found) {
    return { level: 'ok', what, found, why: '', remedy: '', code: null };
}
function warning(told) {
    return finding('warning', null, told);
}
/** What the doctor cannot see from here, and who can. */
function unknown(told) {
    return finding('unknown', null, told);
}
function problem(code, told) {
    return finding('problem', code, told);
}
function finding(level, code, { at, ...told }) {
    return { level, code, ...told, ...(at === undefined ? {} : { at }) };
}
/** `a, b, c and 4 more`: names as they stand. */
function namesOf(names, most = 5) {
    const rest = names.length - most;
    return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-account.js

/** Where the requests go and as whom. */
function accountFindings(account) {
    return [addressFinding(account.base), identityFinding(account)];
}
function addressFinding(base) {
    const what = 'W&B address';
    const url = URL.parse(base);
    const isLocal = url !== null && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    if (url?.protocol === 'https:' || isLocal)
        return ok(what, `${base} answers as a W&B API.`);
    return warning({
        what,
        found: `${base} answers as a W&B API, without encryption.`,
        why: 'The credential travels in clear text.',
        remedy: 'Use an `https` address.',
    });
}
function identityFinding(account) {
    const who = account.username === null ? 'An account whose name W&B does not tell' : `The account ${account.username}`;
    if (account.by === 'api-key') {
        return ok('W&B identity', `${who}, by a stored API key. Where the licence allows it, OIDC needs no stored key.`);
    }
    if (account.claims === null) {
        return unknown({
            what: 'W&B identity',
            found: `${who}, by GitHub's identity token, whose claims could not be read.`,
            why: 'W&B compares them with the subject of the service account.',
            remedy: 'Run the workflow again with debug logging.',
        });
    }
    const claims = Object.entries(account.claims).map(([name, value]) => `${name}=${value}`);
    const found = `${who}, by GitHub's identity token: ${claims.join(' ')}.`;
    if (/:environment:/.test(account.claims['sub'] ?? ''))
        return ok('W&B identity', found);
    return warning({
        what: 'W&B identity',
        found,
        why: 'The subject names no environment: every job that has the same subject is this account to W&B.',
        remedy: 'Give the job an `environment`, and let the service account trust `…:environment:NAME` only.',
    });
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-facts.js
function isUnanswered(value) {
    return 'code' in value && 'message' in value;
}

// EXTERNAL MODULE: ./lib/checks/counted.js
var counted = __webpack_require__(9727);
// EXTERNAL MODULE: ./lib/config/gate-config.js
var gate_config = __webpack_require__(8418);
;// CONCATENATED MODULE: ./lib/promotion/doctor-people.js




/** Everybody whom the config names in a rule, each once. */
function namedPeople(config) {
    return [...new Set(rulesOf(config).flatMap(({ users }) => users))];
}
/** Whether the people whom the config names still have the roles that it asks of them. */
function peopleFindings({ config, permissionOf }) {
    const rules = rulesOf(config);
    if (rules.length === 0)
        return [];
    if (isUnanswered(permissionOf)) {
        return [
            unknown({
                what: 'people of the gate config',
                found: permissionOf.message,
                why: 'An approver who has left the repository does not count any more.',
                remedy: permissionOf.hint ?? 'Run the doctor again.',
            }),
        ];
    }
    const bad = rules.flatMap((rule) => ruleFinding(rule, permissionOf));
    return bad.length > 0 ? bad : [ok('people of the gate config', 'All of them have the roles that it asks for.')];
}
function ruleFinding(rule, permissionOf) {
    const { users, permission, hasTeams, count, code, what, at } = rule;
    const lacking = users.filter((user) => !isAtLeast(permissionOf.get(user) ?? 'none', permission));
    if (lacking.length === 0)
        return [];
    const roles = lacking.map((user) => `${user} (${permissionOf.get(user) ?? 'none'})`);
    const left = users.length - lacking.length;
    const tooFew = left < count && !hasTeams;
    const told = {
        what,
        found: `${namesOf(roles)}: less than the role ${permission} in this repository.`,
        why: tooFew
            ? `${left} of the people named can act, ${count} are needed: the rule can never be met.`
            : `Only ${left} of ${(0,counted/* counted */.h)(users.length, 'person', 'people')} named can act.`,
        remedy: 'Give them the role, or name others in the gate config.',
        at,
    };
    return [tooFew ? problem(code, told) : warning(told)];
}
function rulesOf(config) {
    return [...config.models.values()].flatMap((model) => [...model.stages.values()].flatMap((stage) => stageRules(model, stage)));
}
function stageRules(model, stage) {
    const of = `${model.name} ${stage.name}`;
    const approvals = stage.approvals.map(({ role, users, teams, permission, count, at }) => ({
        ...{ what: `approvals of ${of} (${role})`, users: users ?? [], hasTeams: teams !== null, permission, count, at },
        code: 'approvals-missing',
    }));
    const may = [...stage.may].map(([operation, { users, teams, permission, at }]) => ({
        ...{ what: `who may ${operation} ${of}`, users: users ?? [], permission: permission ?? 'read', at },
        hasTeams: teams !== null,
        count: 1,
        code: 'not-allowed',
    }));
    const { emergency } = stage;
    const second = emergency === null
        ? []
        : [
            {
                ...emergency,
                what: `emergency rule of ${of}`,
                users: emergency.users ?? [],
                hasTeams: emergency.teams !== null,
                code: 'not-allowed',
            },
        ];
    // A rule that names nobody is open to anyone with the role.
    return [...approvals, ...may, ...second].filter(({ users }) => users.length > 0);
}
function isAtLeast(role, wanted) {
    return role !== 'none' && gate_config/* PERMISSIONS */.Jj.indexOf(role) >= gate_config/* PERMISSIONS */.Jj.indexOf(wanted);
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-pins.js



/** Pins against the config and, where it could be read, against the registry. */
function pinFindings({ config, pins, pinIssues, account }) {
    const what = `pins in ${config.pins}`;
    if (pinIssues.length > 0) {
        return pinIssues.map((issue) => problem('config-invalid', {
            what,
            found: issue.message,
            why: 'A pins file with a mistake stops every promotion of this repository.',
            remedy: issue.hint ?? 'Correct the line.',
            at: issue.at,
        }));
    }
    if (pins === null) {
        return [
            warning({
                what,
                found: 'There is no such file.',
                why: 'Without pins no pull request can ask for a version; only stages without approvals can be promoted, by hand.',
                remedy: 'Add one: `MODEL: { STAGE: vN }`.',
            }),
        ];
    }
    const wanted = pinnedMembers(config, pins.entries);
    if (wanted.length === 0)
        return [ok(what, 'It pins nothing.')];
    const versions = isUnanswered(account) ? null : account.versions;
    if (versions === null) {
        return [
            unknown({
                what,
                found: 'They fit the gate config; whether the versions exist could not be asked.',
                why: 'A pin on a version that is gone is refused after the merge.',
                remedy: 'Run the doctor with a credential that can read the registry.',
            }),
        ];
    }
    const bad = wanted.flatMap((each) => badPin(what, each, versions));
    return bad.length > 0
        ? bad
        : [ok(what, `${wanted.length} of ${(0,counted/* counted */.h)(wanted.length, 'version is', 'versions are')} in the registry.`)];
}
/** The members that the pins name, as `collection:vN`. */
function pinnedMembers(config, entries) {
    return [...entries].flatMap(([model, stages]) => {
        const collection = config.models.get(model)?.collection;
        if (collection === undefined)
            return [];
        return [...stages].map(([stage, pin]) => ({
            member: `${collection}:${pin.version}`,
            label: `${model} ${stage}: ${pin.version}`,
            pin,
        }));
    });
}
function badPin(what, { member, label, pin }, versions) {
    const found = versions.get(member) ?? null;
    if (found === null) {
        return [
            problem('version-not-found', {
                what,
                found: `${label} is not in the registry.`,
                why: 'A promotion to it is refused, and a rollback to it impossible.',
                remedy: 'Pin a version that the collection has, or link it.',
                at: pin.at,
            }),
        ];
    }
    if (found.state === 'COMMITTED')
        return [];
    return [
        problem('version-not-committed', {
            what,
            found: `${label} is ${found.state}, not COMMITTED.`,
            why: 'Its files are not all there.',
            remedy: 'Pin a version whose upload is complete.',
            at: pin.at,
        }),
    ];
}
/** Members whose lineage the config demands, while their source is hidden from this account. */
function lineageFindings({ config, account }) {
    const versions = isUnanswered(account) ? null : account.versions;
    if (versions === null)
        return [];
    const all = [...config.models.values()].flatMap((model) => [...model.stages.values()].map((stage) => ({ model, stage, at: `${model.collection}:${stage.alias}` })));
    const hidden = all.filter(({ at }) => versions.get(at)?.source === null);
    return hidden.map(({ model, stage }) => {
        const told = {
            what: `source of ${model.name} ${stage.name}`,
            found: 'This account cannot see the project that the version was logged to.',
            why: stage.lineage.length > 0
                ? `\`lineage\` of ${stage.name} asks for its ${stage.lineage.join(' and ')}: the gate cannot be judged.`
                : 'The lineage shown is incomplete, and a hold cannot tag the version.',
            remedy: 'Give the account access to the source project.',
            at: stage.at,
        };
        return stage.lineage.length > 0 ? problem('source-not-visible', told) : warning(told);
    });
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-roles.js
const ROLES = ['restricted_viewer', 'viewer', 'member', 'admin'];
function ownRole(project, { username, teams }) {
    const own = (project.members ?? []).filter(({ name }) => username !== null && same(name, username));
    const byTeam = (project.teams ?? []).filter(({ name }) => (teams ?? []).some((team) => same(team, name)));
    const byOwner = (project.owners ?? []).filter(({ name }) => username !== null && same(name, username));
    const ranks = [...own, ...byTeam, ...byOwner].map(rank).filter((each) => each >= 0);
    const best = ranks.length === 0 ? undefined : ROLES[Math.max(...ranks)];
    if (project.readOnly === true)
        return { role: 'viewer', by: 'at-most' };
    if (best !== undefined && (project.readOnly === null || canWrite(best)))
        return { role: best, by: 'shown' };
    return project.readOnly === false ? { role: 'member', by: 'at-least' } : null;
}
/** true, false, or null where it cannot be told. */
function hasRole(own, wanted) {
    if (own === null)
        return null;
    const isEnough = ROLES.indexOf(own.role) >= ROLES.indexOf(wanted);
    return !isEnough && own.by === 'at-least' ? null : isEnough;
}
/** Everybody else who is listed with at least this role; null: W&B lists nobody to this account. */
function othersWith(least, project, { username, teams }) {
    if (project.members === null && project.teams === null && project.owners === null)
        return null;
    // Of somebody else, a role that is not known may be a strong one.
    const isStrong = (each) => rank(each) === -1 || rank(each) >= ROLES.indexOf(least);
    const people = [...(project.members ?? []), ...(project.owners ?? [])]
        .filter((each) => isStrong(each) && !(username !== null && same(each.name, username)))
        .map(({ name }) => name);
    const strongTeams = (project.teams ?? []).filter(isStrong).map(({ name }) => {
        const isOurs = (teams ?? []).some((team) => same(team, name));
        return `team ${name}${isOurs ? ' (its other members)' : ''}`;
    });
    return [...new Set([...people, ...strongTeams])];
}
/** -1: a role that the server does not name, or one that an organisation made itself. */
function rank({ role }) {
    return ROLES.map(String).indexOf(role?.toLowerCase() ?? '');
}
function canWrite(role) {
    return role === 'member' || role === 'admin';
}
function same(left, right) {
    return left.toLowerCase() === right.toLowerCase();
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-registry.js


/** What the account may do in the registry and with the records, and who else may. */
function registryFindings(config, account) {
    const { registry } = account;
    const path = pathOf(config.registry);
    if (!registry.visible) {
        return [
            problem('wandb-access', {
                what: `registry ${path}`,
                found: 'W&B shows no such registry to this account.',
                why: 'Nothing can be judged or moved.',
                remedy: 'Check `registry` in the gate config (organisation entity / registry project), and add the account to it.',
            }),
        ];
    }
    return [roleFinding(config, account), movers(config, account), protectedFinding(config)];
}
function roleFinding(config, account) {
    const what = `role in ${pathOf(config.registry)}`;
    const guarded = protectedAliases(config);
    const wanted = guarded.length > 0 ? 'admin' : 'member';
    const own = ownRole(account.registry, account);
    const enough = hasRole(own, wanted);
    const who = account.username ?? 'this account';
    const because = wanted === 'admin'
        ? `the protected alias ${namesOf(guarded)} is moved by an Admin only`
        : 'aliases are moved by a Member';
    if (enough === true)
        return ok(what, `${who} has at least the role ${wanted}: ${because}.`);
    if (enough === false) {
        return problem('wandb-access', {
            what,
            found: `${who} has ${own?.by === 'at-most' ? 'at most ' : ''}the role ${own?.role ?? 'none'}.`,
            why: `W&B would refuse the move: ${because}.`,
            remedy: `Give the promote account the role ${wanted} in the registry. The plan account may stay as it is: run the doctor with the other one.`,
        });
    }
    return unknown({
        what,
        found: own === null ? `W&B does not tell the role of ${who}.` : `${who} may write; whether as Admin is not listed.`,
        why: `${wanted} is needed: ${because}.`,
        remedy: "Look at the members in the registry's settings.",
    });
}
/** Who could move an alias past the gate. */
function movers(config, account) {
    const what = 'who else may move aliases';
    const open = gatedAliases(config).filter((alias) => !protectedAliases(config).includes(alias));
    const least = open.length > 0 ? 'member' : 'admin';
    const others = othersWith(least, account.registry, account);
    const unseen = 'Admins of the organisation are not listed and always may.';
    if (others === null) {
        return unknown({
            what,
            found: 'W&B does not list the members of the registry to this account.',
            why: 'Whoever may move an alias can go round the gate.',
            remedy: "Look at the members in the registry's settings.",
        });
    }
    if (others.length === 0)
        return ok(what, `Nobody else is listed. ${unseen}`);
    return warning({
        what,
        found: `${namesOf(others)} (${least} or higher). ${unseen}`,
        why: open.length > 0
            ? `Any Member can move ${namesOf(open)} past the gate, because these aliases are not protected.`
            : 'An Admin can move protected aliases past the gate.',
        remedy: open.length > 0
            ? "Protect the aliases in the registry's settings, write `protected: true`, and make the promote account Admin."
            : 'Leave the role Admin to the promote account; `verify` finds moves by hand.',
    });
}
function protectedFinding(config) {
    const guarded = protectedAliases(config);
    const open = gatedAliases(config).filter((alias) => !guarded.includes(alias));
    const follow = previousOf(config);
    const says = [
        ...(guarded.length === 0 ? [] : [`the config says that ${namesOf(guarded)} is protected`]),
        ...(open.length === 0 ? [] : [`${namesOf(open)} is not marked \`protected\``]),
    ].join('; ');
    return unknown({
        what: 'protected aliases',
        found: `W&B has no way to list them${says === '' ? '' : `; ${says}`}.`,
        why: 'An alias that is not protected can be moved by any Member; one that is protected without the role Admin cannot be moved at all.',
        remedy: `Look at "Protected aliases" in the registry's settings${follow.length === 0 ? '' : `, also for ${namesOf(follow)}`}.`,
    });
}
/** Where records go: whether they can be written, and who else could write them. */
function recordFindings(config, account) {
    const { records } = account;
    const path = pathOf(config.records);
    const what = `records project ${path}`;
    if (!records.visible)
        return [missingRecords(config, account)];
    const writable = hasRole(ownRole(records, account), 'member');
    const access = writable === true
        ? ok(what, 'This account can write it.')
        : writable === false
            ? problem('wandb-access', {
                what,
                found: 'This account can only read it.',
                why: 'Every move begins with a record there: without it nothing is promoted and nothing rolled back.',
                remedy: `Make the account a member of the team ${config.records.entity}.`,
            })
            : unknown({
                what,
                found: 'W&B does not tell whether this account can write it.',
                why: 'Every move begins with a record there.',
                remedy: `Check that the account is a member of the team ${config.records.entity}.`,
            });
    return [access, recordWriters(config, records, account)];
}
function missingRecords({ records }, { teams }) {
    const what = `records project ${pathOf(records)}`;
    const isMember = teams === null ? null : teams.some((team) => team.toLowerCase() === records.entity.toLowerCase());
    const found = 'It is not there, or not visible to this account.';
    const why = 'Every move begins with a record there.';
    if (isMember === null) {
        return unknown({ what, found, why, remedy: `Make the project, and the account a member of ${records.entity}.` });
    }
    if (isMember) {
        return warning({
            what,
            found: `${found} This account is a member of the team ${records.entity}: the first record makes the project.`,
            why,
            remedy: 'Make the project beforehand, so that its access can be looked at.',
        });
    }
    return problem('wandb-access', {
        what,
        found: `${found} This account is not a member of the team ${records.entity}.`,
        why: `${why} W&B would refuse it.`,
        remedy: `Make the account a member of the team ${records.entity}, or correct \`records\` in the gate config.`,
    });
}
function recordWriters(config, records, account) {
    const what = 'who else may write records';
    const isSigned = config.recordKeys.length > 0;
    const others = othersWith('member', records, account);
    if (others === null) {
        return unknown({
            what,
            found: `W&B does not list the members of ${config.records.entity} to this account.`,
            why: 'Whoever writes there can make a record that looks like ours.',
            remedy: isSigned
                ? 'Nothing: unsigned records do not count.'
                : 'Look at the team, or sign records (`record_keys`).',
        });
    }
    if (others.length === 0)
        return ok(what, 'Nobody else is listed.');
    if (isSigned)
        return ok(what, `${namesOf(others)}. Records that are not signed by one of \`record_keys\` do not count.`);
    return warning({
        what,
        found: `${namesOf(others)}.`,
        why: 'They can write a record that looks like ours: rollback would trust it, and `verify` would not find the move.',
        remedy: 'Use a team whose only member is the promote account, or sign records (`record_keys`).',
    });
}
/** Where versions come from: hold tags are written there, and lineage is read there. */
function sourceFindings(account) {
    return account.sources.map((source) => {
        const what = `source project ${pathOf(source.path)}`;
        const writable = source.visible ? hasRole(ownRole(source, account), 'member') : false;
        if (writable === true)
            return ok(what, 'This account can write it: a hold can set its tag on the version.');
        const told = {
            what,
            found: writable === false ? 'This account cannot write it.' : 'W&B does not tell whether this account can write it.',
            why: 'A hold then cannot tag the version; it marks it with an alias in the registry instead, which fewer tools look at.',
            remedy: `To have the tag, make the account a member of the team ${source.path.entity}.`,
        };
        return writable === false ? warning(told) : unknown(told);
    });
}
function pathOf({ entity, project }) {
    return `${entity}/${project}`;
}
function stagesOf(config) {
    return [...config.models.values()].flatMap((model) => [...model.stages.values()]);
}
function protectedAliases(config) {
    return [...new Set(stagesOf(config).flatMap((stage) => (stage.protected ? [stage.alias] : [])))];
}
/** Aliases that a gate guards. */
function gatedAliases(config) {
    return [...new Set(stagesOf(config).flatMap((stage) => (stage.ungated ? [] : [stage.alias])))];
}
function previousOf(config) {
    return [...new Set(stagesOf(config).flatMap((stage) => stage.keepPrevious ?? []))];
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-teams.js


/** Every team that a rule of the config names, each once and in lower case. */
function namedTeams(config) {
    return [...new Set(teamPlaces(config).map(({ team }) => team))];
}
/** Whether the token sees the teams: without that every rule that names one is an error on the day of need. */
function teamFindings({ config, teamsOf }) {
    const teams = namedTeams(config);
    if (teams.length === 0)
        return [];
    if (isUnanswered(teamsOf)) {
        return [
            unknown({
                what: 'teams of the gate config',
                found: teamsOf.message,
                why: 'A rule that names a team which cannot be seen is an error, not a "no".',
                remedy: teamsOf.hint ?? 'Run the doctor again.',
            }),
        ];
    }
    const hidden = teams.flatMap((team) => {
        const facts = teamsOf.get(team);
        if (facts?.seen === true)
            return [];
        const at = teamPlaces(config).find((place) => place.team === team)?.at;
        return [
            problem('team-not-visible', {
                what: `team ${team}`,
                found: facts?.why ?? 'GitHub did not answer for it',
                why: 'Whoever is only named by this team cannot be recognised: every rule that names it is an error.',
                remedy: 'Give `team-token` a token with `members: read` of the organisation, and check the name of the team.',
                at,
            }),
        ];
    });
    return hidden.length > 0 ? hidden : [ok('teams of the gate config', `The token sees ${namesOf(teams)}.`)];
}
function teamPlaces(config) {
    const stages = [...config.models.values()].flatMap(({ stages: own }) => [...own.values()]);
    return stages
        .flatMap(doctor_teams_rulesOf)
        .flatMap(({ teams, at }) => (teams ?? []).map((team) => ({ team: team.toLowerCase(), at })));
}
function doctor_teams_rulesOf({ approvals, may, emergency }) {
    return [...approvals, ...may.values(), ...(emergency === null ? [] : [emergency])];
}

;// CONCATENATED MODULE: ./lib/promotion/doctor.js







/** From the gravest: what stops everything comes first. */
const GRAVITY = [
    'config-missing',
    'config-invalid',
    'untrusted-event',
    'no-credentials',
    'wandb-access',
    'github-access',
    'wandb-unavailable',
    'github-unavailable',
    'invalid-input',
    'source-not-visible',
    'version-not-found',
    'version-not-committed',
    'approvals-missing',
    'not-allowed',
];
/** What the config, the pins and the account say about the day of need. */
function diagnose(facts) {
    const { account, config } = facts;
    const wandb = isUnanswered(account)
        ? accountLost(account)
        : [
            ...accountFindings(account),
            ...registryFindings(config, account),
            ...recordFindings(config, account),
            ...sourceFindings(account),
        ];
    return [...wandb, ...lineageFindings(facts), ...pinFindings(facts), ...peopleFindings(facts), ...teamFindings(facts)];
}
function accountLost({ code, message, hint, isExpected }) {
    const level = isExpected === true ? unknown : problem.bind(null, code);
    return [
        level({
            what: 'W&B identity',
            found: message,
            why: 'Nothing can be judged, promoted or rolled back with it.',
            remedy: hint ?? 'Run the doctor again when W&B answers.',
        }),
        unknown({
            what: 'registry, records and source projects',
            found: 'They could not be asked about.',
            why: 'Roles and access are seen by an account only.',
            remedy: 'Mend the W&B identity first.',
        }),
    ];
}
/** Distinct reason codes of the problems, the gravest first. */
function reasonsToRefuse(findings) {
    const codes = new Set(findings.flatMap(({ code }) => code ?? []));
    const gravity = (code) => (GRAVITY.includes(code) ? GRAVITY.indexOf(code) : GRAVITY.length);
    return [...codes].toSorted((left, right) => gravity(left) - gravity(right));
}
/** The findings as a table, worst first. */
function doctorListing(findings) {
    const sorted = findings.toSorted((left, right) => LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level));
    const counts = LEVELS.map((level) => `${level} ${findings.filter((each) => each.level === level).length}`);
    return {
        name: 'doctor',
        title: 'Would it work on the day of need?',
        intro: [
            `${counts.join(' · ')}.`,
            'Nothing was written. `unknown` is what cannot be seen from here: somebody has to look.',
        ],
        columns: ['result', 'what', 'found', 'what to do'],
        rows: sorted.map(({ level, what, found, why, remedy }) => [
            level,
            what,
            why === '' ? found : `${found} ${why}`,
            remedy === '' ? '–' : remedy,
        ]),
        diagram: null,
        log: sorted.flatMap(logLines),
        data: {
            findings: sorted.map(({ level, what, found, why, remedy, code, at }) => ({
                ...{ level, what, found, why, remedy, reason_code: code },
                at: at === undefined ? null : { file: at.file, line: at.line, column: at.column },
            })),
        },
    };
}
/** A finding in a job log: what was found beside its level, what to do on a line of its own. */
function logLines({ level, what, found, why, remedy }) {
    const first = `${level.padEnd(7)}  ${what}: ${[found, why].filter((part) => part !== '').join(' ')}`;
    return remedy === '' ? [first] : [first, `         → ${remedy}`];
}
/** Problems that belong to a line of a file, for annotations. */
function doctorNotes(findings) {
    return findings.flatMap(({ level, code, what, found, at }) => at === undefined || (level !== 'problem' && level !== 'warning')
        ? []
        : [{ level: 'warning', ...(code === null ? {} : { code }), text: `${what}: ${found}`, at }]);
}

// EXTERNAL MODULE: ./lib/evidence/json.js
var json = __webpack_require__(2031);
// EXTERNAL MODULE: ./lib/evidence/yaml.js
var yaml = __webpack_require__(342);
;// CONCATENATED MODULE: ./lib/promotion/doctor-workflow.js



/** How a step is called that records what was moved by hand. */
const ADOPTING = 'verify with adopt';
const OWN_INPUTS = ['wandb-api-key', 'wandb-audience', 'record-signing-key'];
/** What a workflow file says of the steps that run this Action. Never throws: a file that cannot be read is named. */
function readWorkflow(file) {
    if (file.text === null)
        return { path: file.path, unreadable: file.problem ?? 'not a text file' };
    try {
        const workflow = (0,yaml/* parseYaml */.h)(file.text, file.path);
        const jobs = (0,json/* isJsonObject */.OW)(workflow) ? Object.entries(mapAt(workflow, 'jobs')) : [];
        if (!(0,json/* isJsonObject */.OW)(workflow))
            return { path: file.path, unreadable: 'it is not a map' };
        return {
            path: file.path,
            events: eventsOf(workflow['on']),
            steps: jobs.flatMap(([name, job]) => ((0,json/* isJsonObject */.OW)(job) ? gateSteps(name, job, workflow) : [])),
            calls: jobs.flatMap(([name, job]) => ((0,json/* isJsonObject */.OW)(job) && job['uses'] !== undefined ? [name] : [])),
        };
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* GateError */.ue))
            throw thrown;
        return { path: file.path, unreadable: thrown.message };
    }
}
function eventsOf(on) {
    if (typeof on === 'string')
        return [on];
    if ((0,json/* isJsonArray */.Md)(on))
        return on.filter((event) => typeof event === 'string');
    return (0,json/* isJsonObject */.OW)(on) ? Object.keys(on) : [];
}
function gateSteps(name, job, workflow) {
    const list = job['steps'];
    const steps = (0,json/* isJsonArray */.Md)(list) ? list.filter(json/* isJsonObject */.OW) : [];
    const concurrency = job['concurrency'] ?? workflow['concurrency'];
    const shared = {
        job: name,
        permissions: permissionsOf(job['permissions'] ?? workflow['permissions']),
        hasEnvironment: isSet(job['environment']),
        hasConcurrency: isSet(concurrency),
        mayBeCancelled: (0,json/* isJsonObject */.OW)(concurrency) && isOn(concurrency['cancel-in-progress']),
        checksOutHead: steps.some(checksOutHead),
    };
    return steps.filter(runsThisAction).map((step) => {
        const given = mapAt(step, 'with');
        const environment = { ...mapAt(workflow, 'env'), ...mapAt(job, 'env'), ...mapAt(step, 'env') };
        const apiKey = textOf(given['wandb-api-key']) ?? textOf(environment['WANDB_API_KEY']);
        const operation = textOf(given['operation']) ?? 'promote';
        return {
            ...shared,
            operation: operation.includes('${{') ? null : operation === 'verify' && adopts(given) ? ADOPTING : operation,
            apiKey,
            hasAudience: isSet(given['wandb-audience']),
            signs: isSet(given['record-signing-key']),
            comments: given['comment-summary-in-pr'] !== 'never',
            proposesPin: isTrue(given['pin-pull-request']),
        };
    });
}
function adopts({ adopt }) {
    return isTrue(adopt);
}
function isTrue(value) {
    return isOn(value) && textOf(value)?.toLowerCase() !== 'false';
}
/** By its name, or by inputs that no other action has: a fork may carry another name. */
function runsThisAction(step) {
    const uses = textOf(step['uses']);
    if (uses === null)
        return false;
    const name = uses.split('@')[0] ?? '';
    const given = mapAt(step, 'with');
    if (/(?:^|\/)model-promotion-gate$/.test(name) || OWN_INPUTS.some((input) => input in given))
        return true;
    return name.startsWith('./') && 'operation' in given;
}
function checksOutHead(step) {
    const ref = textOf(mapAt(step, 'with')['ref']) ?? '';
    return /^actions\/checkout@/.test(textOf(step['uses']) ?? '') && /pull_request\.head|head_ref|refs\/pull/.test(ref);
}
function permissionsOf(value) {
    if (value === 'read-all' || value === 'write-all')
        return value;
    if (!(0,json/* isJsonObject */.OW)(value))
        return null;
    return Object.fromEntries(Object.entries(value).flatMap(([name, level]) => [[name, textOf(level) ?? 'none']]));
}
/** An expression may come out true. */
function isOn(value) {
    return isSet(value) && value !== false;
}
function mapAt(value, key) {
    const found = value[key];
    return (0,json/* isJsonObject */.OW)(found) ? found : {};
}
function textOf(value) {
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
function isSet(value) {
    return value !== undefined && value !== null && value !== '';
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-permissions.js


const CONTENTS = {
    permission: 'contents',
    level: 'read',
    why: 'the gate config and the pins are read through the API',
    vital: true,
};
const ACTIONS = {
    permission: 'actions',
    level: 'read',
    why: 'a request is as old as the first attempt of its run',
    vital: true,
};
const REVIEWS = { permission: 'pull-requests', level: 'read', why: 'reviews are approvals', vital: true };
const COMMENT = {
    permission: 'pull-requests',
    level: 'write',
    why: 'the verdict is posted as a comment',
    vital: false,
};
const BRANCH = {
    permission: 'contents',
    level: 'write',
    why: 'the change of the pins file is committed to a branch',
    vital: false,
};
const PULL = {
    permission: 'pull-requests',
    level: 'write',
    why: 'the pull request that puts the pin right is opened',
    vital: false,
};
const TOKEN = {
    permission: 'id-token',
    level: 'write',
    why: "GitHub's identity token is exchanged for one of W&B",
    vital: true,
};
const NEEDS = {
    plan: [CONTENTS, REVIEWS, COMMENT],
    promote: [CONTENTS, REVIEWS, COMMENT, ACTIONS],
    rollback: [CONTENTS, ACTIONS],
    hold: [CONTENTS, ACTIONS],
    release: [CONTENTS, ACTIONS],
    [ADOPTING]: [CONTENTS, REVIEWS, COMMENT, ACTIONS],
};
const doctor_permissions_LEVELS = ['none', 'read', 'write'];
/** More than any operation needs, and enough to change what is judged. */
const DANGEROUS = ['contents', 'actions'];
/** What the job grants the workflow token, against what the operation needs. */
function permissionFindings(where, step, isPrivate) {
    const what = `permissions of ${where}`;
    const { permissions } = step;
    if (permissions === null) {
        return [
            unknown({
                what,
                found: 'Neither the job nor the workflow has `permissions`, so the default of the repository applies.',
                why: 'The default can be changed in the settings by somebody who does not think of this workflow.',
                remedy: `Write them down: ${describe(needsOf(step))}.`,
            }),
        ];
    }
    const missing = needsOf(step).filter((need) => !grants(permissions, need));
    const findings = missing.map((need) => missingFinding(what, need, isPrivate));
    const excess = typeof permissions === 'string' ? [] : excessOf(permissions, step);
    if (permissions === 'write-all' || excess.length > 0) {
        findings.push(warning({
            what,
            found: permissions === 'write-all' ? '`write-all`.' : `${excess.map((name) => `\`${name}: write\``).join(', ')}.`,
            why: 'Nothing here needs it, and whoever takes over a step of the job could change the gates with it.',
            remedy: `Grant only ${describe(needsOf(step))}.`,
        }));
    }
    return findings.length > 0 ? findings : [ok(what, `Enough: ${describe(needsOf(step))}.`)];
}
function excessOf(permissions, { proposesPin }) {
    return DANGEROUS.filter((name) => permissions[name] === 'write' && !(proposesPin && name === 'contents'));
}
function missingFinding(what, need, isPrivate) {
    const told = {
        what,
        found: `\`${need.permission}: ${need.level}\` is missing.`,
        why: `It is needed because ${need.why}.`,
        remedy: `Add \`${need.permission}: ${need.level}\` to the job's \`permissions\`.`,
    };
    // A token without the permission still reads what everybody may read.
    const isFatal = need.vital && (isPrivate || need.permission === 'id-token');
    return isFatal ? problem('github-access', told) : warning(told);
}
function needsOf({ operation, hasAudience, apiKey, comments, proposesPin }) {
    const needs = operation === null ? NEEDS['promote'] : (NEEDS[operation] ?? [CONTENTS]);
    const wanted = (needs ?? []).filter((need) => comments || need !== COMMENT);
    const all = proposesPin ? [...wanted, BRANCH, PULL] : wanted;
    return hasAudience && apiKey === null ? [...all, TOKEN] : all;
}
function grants(permissions, { permission, level }) {
    if (permissions === 'write-all')
        return true;
    // `read-all` does not give identity tokens: they have no level `read`.
    const granted = permissions === 'read-all' ? 'read' : (permissions[permission] ?? 'none');
    return doctor_permissions_LEVELS.indexOf(granted) >= doctor_permissions_LEVELS.indexOf(level);
}
function describe(needs) {
    const isWeaker = (need) => needs.some((other) => other.permission === need.permission && doctor_permissions_LEVELS.indexOf(other.level) > doctor_permissions_LEVELS.indexOf(need.level));
    const strongest = needs.filter((need, index) => {
        const first = needs.findIndex(({ permission, level }) => permission === need.permission && level === need.level);
        return !isWeaker(need) && first === index;
    });
    return strongest.map(({ permission, level }) => `\`${permission}: ${level}\``).join(', ');
}

;// CONCATENATED MODULE: ./lib/promotion/doctor-workflows.js




const READING = ['plan', 'status', 'history', 'doctor', 'verify'];
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_target', 'merge_group'];
/** What the workflow files say of the jobs that run this Action: what is missing, what is too much. */
function workflowFindings(read) {
    if (isUnanswered(read.files)) {
        const { message, hint } = read.files;
        return [unread('workflow files', message, hint ?? 'Grant the job `contents: read`.')];
    }
    const all = read.files.map(readWorkflow);
    const readable = all.filter((workflow) => 'steps' in workflow);
    const lost = all.flatMap((workflow) => ('unreadable' in workflow ? [workflow] : []));
    const writing = readable.flatMap((workflow) => stepsThatWrite(workflow).map((step) => ({ workflow, step })));
    return [
        ...ownFindings(read, readable),
        ...lost.map(({ path, unreadable }) => unread(path, `It cannot be read: ${unreadable}.`, 'Look at it by hand.')),
        ...readable.flatMap((workflow) => oneWorkflow(workflow, read)),
        ...identityFindings(readable, writing),
    ];
}
function unread(what, found, remedy) {
    const why = 'Its permissions, environment and concurrency are not known.';
    return unknown({ what, found, why, remedy });
}
function ownFindings({ own }, readable) {
    if (own === null)
        return [unread('this workflow', 'The runner does not name its file.', 'Look at it by hand.')];
    const workflow = readable.find(({ path }) => path === own);
    if (workflow !== undefined && workflow.steps.length > 0)
        return [];
    const found = workflow === undefined
        ? `${own} was not found among the workflow files of this commit.`
        : `${own} has no step that can be told to run this Action${workflow.calls.length > 0 ? `; its jobs ${namesOf(workflow.calls)} call other workflows` : ''}.`;
    return [unread('this workflow', found, 'Look at the called workflow or composite action by hand.')];
}
function stepsThatWrite({ events, steps }) {
    if (events.length > 0 && events.every((event) => PULL_REQUEST_EVENTS.includes(event)))
        return [];
    return steps.filter(({ operation }) => operation === null || !READING.includes(operation));
}
function oneWorkflow(workflow, read) {
    const writing = stepsThatWrite(workflow);
    return [
        ...targetFindings(workflow),
        ...workflow.steps.flatMap((step) => permissionFindings(place(workflow, step), step, read.isPrivate)),
        ...writing.flatMap((step) => writerFindings(place(workflow, step), step, read)),
    ];
}
function place({ path }, { job, operation }) {
    return `${path.split('/').at(-1)}, job ${job} (${operation ?? 'any operation'})`;
}
/** pull_request_target runs with secrets for pull requests of strangers. */
function targetFindings({ path, events, steps }) {
    if (!events.includes('pull_request_target') || steps.length === 0)
        return [];
    const what = `events of ${path.split('/').at(-1)}`;
    if (steps.some((step) => step.checksOutHead)) {
        return [
            problem('untrusted-event', {
                what,
                found: '`pull_request_target` together with a checkout of what the pull request proposes.',
                why: 'Code and reports of strangers then run and count beside the secrets of this repository.',
                remedy: 'Use `pull_request`; a pull request from a fork then waits until a maintainer plans it.',
            }),
        ];
    }
    return [
        warning({
            what,
            found: '`pull_request_target`.',
            why: 'It runs with secrets for pull requests from forks. This Action only plans there, other steps may do more.',
            remedy: 'Use `pull_request` unless pull requests from forks must be judged.',
        }),
    ];
}
function writerFindings(where, step, { signed }) {
    return [environmentFinding(where, step), concurrencyFinding(where, step), ...signingFindings(where, step, signed)];
}
function environmentFinding(where, step) {
    const what = `environment of ${where}`;
    if (step.hasEnvironment) {
        return unknown({
            what,
            found: 'The job has one. Its rules are in the settings of the repository, not in the file.',
            why: 'Without a limit to the default branch any branch reaches the credential; with required reviewers a rollback waits for them.',
            remedy: 'Check Settings → Environments: deployment branches limited to the default branch; for rollback an environment without reviewers.',
        });
    }
    return warning({
        what,
        found: 'The job has no `environment`.',
        why: 'A credential that is not bound to an environment can be used by any workflow of any branch, past the gate.',
        remedy: 'Give the job an `environment` limited to the default branch, and keep the promote account there only.',
    });
}
function concurrencyFinding(where, { hasConcurrency, mayBeCancelled }) {
    const what = `concurrency of ${where}`;
    if (!hasConcurrency) {
        return warning({
            what,
            found: 'Neither the job nor the workflow has `concurrency`.',
            why: 'Two runs at once refuse each other (`in-progress`, `conflict`) instead of waiting.',
            remedy: 'Add `concurrency` with a group per registry and collection, and `cancel-in-progress: false`.',
        });
    }
    if (!mayBeCancelled)
        return ok(what, 'One at a time, never cancelled.');
    return warning({
        what,
        found: '`cancel-in-progress` may cancel a run that is moving an alias.',
        why: 'A run killed between its intent and its record leaves a lease that the next one has to wait for.',
        remedy: 'Set `cancel-in-progress: false`.',
    });
}
function signingFindings(where, { signs }, signed) {
    if (signed !== true || signs)
        return [];
    return [
        problem('invalid-input', {
            what: `signature of ${where}`,
            found: 'The gate config has `record_keys`, but the step has no `record-signing-key`.',
            why: 'Only signed records count: what this job promotes would be taken for a move by hand, and rollback would not find it.',
            remedy: 'Give the step `record-signing-key` from a secret of its environment.',
        }),
    ];
}
/** Pull-request jobs and promoting jobs should not share an account (README: two identities). */
function identityFindings(workflows, writing) {
    const what = 'two identities';
    const planning = workflows
        .filter(({ events }) => events.some((event) => PULL_REQUEST_EVENTS.includes(event)))
        .flatMap((workflow) => workflow.steps.map((step) => ({ workflow, step })));
    const keys = new Set(writing.flatMap(({ step }) => step.apiKey ?? []));
    const shared = planning.filter(({ step }) => step.apiKey !== null && keys.has(step.apiKey));
    if (shared.length > 0) {
        return [
            warning({
                what,
                found: `${namesOf(shared.map(({ workflow, step }) => place(workflow, step)))}: the same credential as a job that moves aliases.`,
                why: 'Whoever can open a pull request in this repository can then use the account that moves aliases.',
                remedy: 'Use a plan account (registry Member) for pull requests, and a promote account (Admin) in the environment only.',
            }),
        ];
    }
    if (writing.length === 0) {
        return [
            warning({
                what: 'promoting job',
                found: 'No workflow of this commit has a job that promotes or rolls back.',
                why: 'On the day of need there would be nothing to start.',
                remedy: 'Add a workflow for `promote` and one for `rollback` (examples/workflows).',
            }),
        ];
    }
    if (planning.length === 0)
        return [];
    return [ok(what, 'Pull-request jobs and promoting jobs name different credentials.')];
}

// EXTERNAL MODULE: ./lib/promotion/trust.js
var promotion_trust = __webpack_require__(879);
// EXTERNAL MODULE: ./lib/operations/load-gate.js
var load_gate = __webpack_require__(7718);
// EXTERNAL MODULE: ./lib/operations/read-people.js
var read_people = __webpack_require__(1774);
// EXTERNAL MODULE: ./lib/operations/read-rules.js + 26 modules
var read_rules = __webpack_require__(5590);
// EXTERNAL MODULE: ./lib/operations/stopped-run.js
var stopped_run = __webpack_require__(1383);
;// CONCATENATED MODULE: ./lib/operations/doctor.js













/**
 * Says in words what would fail on the day of need, and what cannot be known from here. Writes nothing.
 * @throws InputError, AccessError, RemoteError only where the gate config itself cannot be fetched
 */
async function doctor(inputs, given, ports) {
    const context = asOfBranch(given);
    const trust = (0,promotion_trust/* trustEvent */.N)(context.event);
    if (trust.mode === 'refuse' || trust.mode === 'nothing') {
        const { code, message } = trust;
        return (0,stopped_run/* stoppedRun */.P)(inputs.operation, { stopped: trust.mode === 'refuse' ? 'refused' : 'no-change', code, message });
    }
    const files = answered(ports.doctor.workflows(context.commit));
    const loaded = await (0,load_gate/* loadRules */.A)(trust, inputs, context, ports.host).catch(onlyConfig);
    if ('stopped' in loaded)
        return (0,stopped_run/* stoppedRun */.P)(inputs.operation, loaded);
    const workflows = {
        own: workflowPath(context),
        isPrivate: loaded instanceof errors/* ConfigError */.xL || loaded.change.isPrivate,
        files: await files,
        signed: loaded instanceof errors/* ConfigError */.xL ? null : loaded.rules.config.recordKeys.length > 0,
    };
    const findings = [
        ...(loaded instanceof errors/* ConfigError */.xL ? configProblems(loaded) : await examine(loaded, context, ports)),
        ...workflowFindings(workflows),
    ];
    return conclude(inputs, findings, loaded);
}
/** A push may change the gates: the doctor looks at the branch as it now is, not at what the push may do. */
function asOfBranch(context) {
    const { event } = context;
    if (event.kind !== 'push' || event.branch === null || event.deleted)
        return context;
    return { ...context, event: { kind: 'branch', name: event.name, branch: event.branch } };
}
function onlyConfig(thrown) {
    if (thrown instanceof errors/* ConfigError */.xL)
        return thrown;
    throw thrown;
}
function configProblems(error) {
    const issues = error.issues.length > 0 ? error.issues : [{ message: error.message }];
    return issues.map((issue) => problem(error.code, {
        what: 'gate config',
        found: issue.found === undefined ? issue.message : `${issue.message} (found: ${issue.found}).`,
        why: 'Without a valid gate config nothing is judged; registry, records and pins could not be looked at either.',
        remedy: issue.hint ?? issue.expected ?? 'Correct the line.',
        at: issue.at,
    }));
}
/** `.github/workflows/x.yml` of `owner/name/.github/workflows/x.yml@refs/heads/main`. */
function workflowPath({ workflowRef }) {
    return /^[^/]+\/[^/]+\/([^@]+)@/.exec(workflowRef)?.[1] ?? null;
}
async function examine(loaded, context, ports) {
    const { config } = loaded.rules;
    const pins = readPins(loaded, config);
    const [account, permissionOf, teamsOf] = await Promise.all([
        readAccount(config, pins.pins, context, ports),
        answered(ports.host.permissions(namedPeople(config))),
        answered((0,read_people/* readTeams */.$l)(namedTeams(config), [], ports.host)),
    ]);
    const facts = { config, isPrivate: loaded.change.isPrivate, ...pins, account, permissionOf, teamsOf };
    return diagnose(facts);
}
function readPins({ change }, config) {
    const file = change.pullRequests[0]?.headFiles.get(config.pins) ?? change.trusted?.pins ?? null;
    if (file === null)
        return { pins: null, pinIssues: [] };
    const nothing = (0,pins/* emptyPins */.U)(config.pins);
    if (file.text === null)
        return { pins: nothing, pinIssues: [{ message: `${config.pins} is not a text file` }] };
    try {
        return { pins: (0,pins/* parsePins */.M)(file.text, config.pins, config), pinIssues: [] };
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* ConfigError */.xL))
            throw thrown;
        const issues = thrown.issues.length > 0 ? thrown.issues : [{ message: thrown.message }];
        return { pins: nothing, pinIssues: issues };
    }
}
async function readAccount(config, pins, { event }, ports) {
    if (!ports.hasCredentials) {
        const isForeign = event.kind === 'pull-request' && event.withoutSecrets;
        return {
            code: 'no-credentials',
            isExpected: isForeign,
            message: isForeign
                ? 'Runs for pull requests from forks and by Dependabot have no W&B credential.'
                : 'There is no W&B credential: neither an API key nor a GitHub identity token.',
            hint: isForeign
                ? 'Run the doctor on a branch of this repository.'
                : 'Set `wandb-api-key`, or grant the job `id-token: write` and set `wandb-audience`.',
        };
    }
    const held = [...config.models.values()].flatMap(({ collection, stages }) => [...stages.values()].map(({ alias }) => `${collection}:${alias}`));
    const pinned = pins === null ? [] : pinnedMembers(config, pins.entries).map(({ member }) => member);
    const { registry, records } = config;
    return answered(ports.doctor.account({ registry, records, versions: [...new Set([...held, ...pinned])] }));
}
/** The answer, or why there is none: one question that fails must not hide the others. */
async function answered(question) {
    try {
        return await question;
    }
    catch (thrown) {
        const { code, message, hint } = (0,errors/* toGateError */.Vl)(thrown);
        return { code, message, hint: hint ?? null };
    }
}
function conclude(inputs, findings, loaded) {
    const reasons = reasonsToRefuse(findings);
    const refused = reasons.length > 0;
    const rules = loaded instanceof errors/* ConfigError */.xL ? [] : loaded.rules.notes;
    return {
        operation: inputs.operation,
        decision: refused ? 'fail' : 'pass',
        conclusion: refused ? 'refused' : 'no-change',
        reasons,
        promotions: [],
        listings: [doctorListing(findings)],
        error: null,
        notes: [...rules, ...doctorNotes(findings)],
        commentOn: null,
        config: loaded instanceof errors/* ConfigError */.xL ? null : (0,read_rules/* configFactsOf */.J)(loaded.change, inputs),
    };
}


/***/ })

};
