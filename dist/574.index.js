export const id = 574;
export const ids = [574];
export const modules = {

/***/ 574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  history: () => (/* binding */ history_history)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/promotion/history.js
var promotion_history = __webpack_require__(7933);
// EXTERNAL MODULE: ./lib/checks/moving-record.js
var moving_record = __webpack_require__(6937);
// EXTERNAL MODULE: ./lib/promotion/record-body.js
var record_body = __webpack_require__(4669);
;// CONCATENATED MODULE: ./lib/promotion/history-at.js



/** The newest of the records that says who held the stage at the moment. */
function standingAt(records, at) {
    const until = records.filter((record) => (0,moving_record/* saysStanding */.le)(record) && Date.parse((0,promotion_history/* whenOf */.A3)(record)) <= Date.parse(at));
    const last = until.reduce((newest, record) => (newest === null || isLater(record, newest) ? record : newest), null);
    return last !== null && (0,moving_record/* saysWhoHolds */.rO)(last) ? last : null;
}
/** The chain's own number orders records of one stage; the clocks of two runs may disagree. */
function isLater(one, other) {
    if (one.sequence !== other.sequence)
        return one.sequence > other.sequence;
    return Date.parse((0,promotion_history/* whenOf */.A3)(one)) > Date.parse((0,promotion_history/* whenOf */.A3)(other));
}
/** What was in use at one moment, by record: version, digest, run, commit and data sets. */
function historyAtListing(facts) {
    const { model, at, stages } = facts;
    return {
        name: 'history-at',
        title: `${model} at ${(0,promotion_history/* minute */.Vc)(at)} UTC`,
        intro: stages.map((each) => sentence(each)),
        columns: ['Stage', 'Version', 'Digest', 'Since', 'By', 'Run', 'Commit', 'Data sets', 'Record'],
        rows: stages.flatMap((each) => (each.record === null ? [] : [row(each, each.record, facts)])),
        diagram: null,
        data: { model, at, stages: stages.map((each) => data(each, facts)) },
    };
}
function sentence({ stage, record, member }) {
    if (record === null)
        return `${stage}: no record says that anything held it then.`;
    const gone = member === null ? ' The version is not in the registry any more, so its run cannot be named.' : '';
    return `${stage}: ${record.to?.version ?? '?'}, since ${(0,promotion_history/* minute */.Vc)((0,promotion_history/* whenOf */.A3)(record))}, by record #${record.sequence}.${gone}`;
}
function row({ stage, member }, record, { recordKeys }) {
    return [
        stage,
        record.to?.version ?? '',
        record.to?.digest ?? '',
        (0,promotion_history/* minute */.Vc)((0,promotion_history/* whenOf */.A3)(record)),
        (0,record_body/* actorsOf */.SD)(record),
        runPath(member),
        member?.producer?.commit ?? '',
        dataSets(member).join(', '),
        { text: `#${record.sequence} ${(0,record_body/* trustText */.OR)(record, recordKeys)}`, url: record.url },
    ];
}
function data({ stage, record, member }, { recordKeys }) {
    return {
        stage,
        version: record?.to?.version ?? null,
        artifact_id: record?.to?.artifactId ?? null,
        digest: record?.to?.digest ?? null,
        in_registry: member !== null,
        run: runPath(member) || null,
        commit: member?.producer?.commit ?? null,
        datasets: dataSets(member),
        record: record === null ? null : (0,promotion_history/* recordData */.eS)(record, recordKeys),
    };
}
function runPath(member) {
    const producer = member?.producer ?? null;
    return producer === null ? '' : `${producer.entity}/${producer.project}/${producer.id}`;
}
/** What the training run used: data sets first, all else only where there is none. */
function dataSets(member) {
    const inputs = member?.producer?.inputs ?? [];
    const sets = inputs.filter(({ type }) => /data/i.test(type));
    return (sets.length > 0 ? sets : inputs).map(({ path }) => path);
}

// EXTERNAL MODULE: ./lib/promotion/record-trust.js
var record_trust = __webpack_require__(235);
// EXTERNAL MODULE: ./lib/promotion/evidence-pack-findings.js
var evidence_pack_findings = __webpack_require__(4519);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/promotion/evidence-pack.js
/**
 * `embedded`: its bytes are here, and have the hash that the record names. `too-large`: over the limit of one file.
 * `left-out`: over the limit of the pack. `absent`: it does not lie beside the record. `differs`: what lies there is not
 * what was judged. `unreadable`: it could not be fetched.
 */
const FILE_STATES = (/* unused pure expression or super */ null && (['embedded', 'too-large', 'left-out', 'absent', 'differs', 'unreadable']));
const CHAIN_LIMITS = { before: 1_000, after: 200, textBytes: 5_000_000 };
/** Follows the hashes from one record to the first and to the newest; the texts of the nearest are kept. */
function chainAround(subject, all, limits = CHAIN_LIMITS) {
    // The subject may come from another read than the others.
    const closed = [subject, ...all.filter(({ sha256, runId }) => sha256 !== null && runId !== subject.runId)];
    const before = walkBack(subject, closed, limits.before);
    const after = walkOn(subject, closed, limits.after);
    const path = [...before.toReversed(), subject, ...after];
    const concurrent = closed.filter((each) => !path.includes(each) && path.some((other) => areTwins(each, other)));
    const kept = withinBudget([...interleaved(before, after), ...concurrent], limits.textBytes);
    const link = (each) => packLink(each, kept.has(each));
    return {
        complete: path[0]?.previousRecord === null,
        records: path.map(link),
        concurrent: concurrent.map(link),
    };
}
function walkBack(from, closed, most) {
    const found = [];
    let { previousRecord } = from;
    while (previousRecord !== null && found.length < most) {
        const wanted = previousRecord;
        const next = best(closed.filter((each) => each.sha256 === wanted));
        if (next === undefined || next === from || found.includes(next))
            break;
        found.push(next);
        previousRecord = next.previousRecord;
    }
    return found;
}
/** Where the chain forks, the way on is that of the record which others followed; among those, the older one. */
function walkOn(from, closed, most) {
    const followers = (each) => closed.filter((other) => other.previousRecord === each.sha256);
    const found = [];
    let current = from;
    while (current !== undefined && found.length < most) {
        const next = followers(current)
            .filter((each) => each !== from && !found.includes(each))
            .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
        current = next.find((each) => followers(each).length > 0) ?? next[0];
        if (current !== undefined)
            found.push(current);
    }
    return found;
}
function best(records) {
    return records.find(({ intact }) => intact) ?? records[0];
}
function areTwins(one, other) {
    return one.sha256 === other.sha256 || one.previousRecord === other.previousRecord;
}
/** Nearest first, one from each side in turn. */
function interleaved(before, after) {
    const turns = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
    return turns.flatMap((index) => [...before.slice(index, index + 1), ...after.slice(index, index + 1)]);
}
function withinBudget(records, budget) {
    const kept = new Set();
    let left = budget;
    for (const record of records) {
        left -= record.text?.length ?? 0;
        if (left < 0)
            break;
        kept.add(record);
    }
    return kept;
}
function packLink(record, withText) {
    return {
        sequence: record.sequence,
        previous_record: record.previousRecord,
        ...packRecord(record),
        record: withText ? record.text : null,
    };
}
function packRecord(record) {
    return {
        record: record.text ?? '',
        sha256: record.sha256 ?? '',
        signature: record.signature,
        run_id: record.runId,
        url: record.url,
        began_at: record.createdAt,
    };
}

// EXTERNAL MODULE: ./lib/promotion/evidence-pack-body.js + 3 modules
var evidence_pack_body = __webpack_require__(8);
// EXTERNAL MODULE: ./lib/promotion/record-files.js
var record_files = __webpack_require__(690);
;// CONCATENATED MODULE: ./lib/operations/make-pack.js





/** Bytes of all files of one pack: it has to be read by people's tools. */
const MOST_PACK_BYTES = 50_000_000;
/**
 * Gathers all that shows how a promotion came about: the record, what lies beside it, and the chain that it stands in.
 * A file that cannot be had is told, and keeps the pack from nothing.
 * @throws AccessError, RemoteError when the files cannot even be listed
 */
async function makePack(subject, files) {
    const { config, record, records, now, software, run } = subject;
    const body = (0,evidence_pack_body/* readPackBody */.m)(record.text ?? '');
    const place = { records: config.records, runId: record.runId };
    const stored = new Map((await files.list(place)).map((each) => [each.name, each]));
    const named = namedFiles(body);
    const packed = await fetchAll([...named.evidence, ...named.rules], { place, stored, files });
    const rule = (name) => packed.find(({ file }) => file === name) ?? null;
    return {
        schema_version: 1,
        format: 'model-promotion-evidence-pack',
        made_at: now,
        made_by: { ...software, run },
        record: packRecord(record),
        record_keys: config.recordKeys,
        evidence: packed.slice(0, named.evidence.length),
        config: rule(record_files/* CONFIG_FILE */.g2),
        pins: rule(record_files/* PINS_FILE */.ew),
        chain: chainAround(record, records),
    };
}
function namedFiles(body) {
    const evidence = (0,evidence_pack_body/* filesOfReports */.c)(body);
    const names = (0,record_files/* evidenceFileNames */.qN)(evidence);
    const rule = (name, file, held) => held?.sha256 == null ? [] : [{ name, file, location: held.path ?? '', sha256: held.sha256, bytes: null }];
    return {
        evidence: evidence.map(({ name, resolved, sha256, bytes }, index) => {
            return { name, location: resolved, file: names[index] ?? '', sha256, bytes };
        }),
        rules: [...rule('Gate config', record_files/* CONFIG_FILE */.g2, body?.config), ...rule('Pins', record_files/* PINS_FILE */.ew, body?.pins)],
    };
}
/** In the order of the record; what would go over the limit of the pack is left out. */
async function fetchAll(named, source) {
    const room = { left: MOST_PACK_BYTES };
    const planned = named.map((file) => {
        const bytes = source.stored.get(file.file)?.bytes;
        if (bytes === undefined)
            return () => Promise.resolve(missing(file));
        if (bytes > record_files/* MOST_FILE_BYTES */.XR)
            return () => Promise.resolve({ ...file, state: 'too-large' });
        room.left -= bytes;
        return room.left < 0
            ? () => Promise.resolve({ ...file, state: 'left-out' })
            : () => fetchOne(file, source);
    });
    return Promise.all(planned.map((fetch) => fetch()));
}
function missing(file) {
    return { ...file, state: (file.bytes ?? 0) > record_files/* MOST_FILE_BYTES */.XR ? 'too-large' : 'absent' };
}
async function fetchOne(file, { place, files }) {
    try {
        const bytes = await files.download(place, file.file, record_files/* MOST_FILE_BYTES */.XR);
        if (bytes === null)
            return missing(file);
        const sha256 = (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
        return sha256 === file.sha256
            ? { ...file, bytes: bytes.byteLength, state: 'embedded', base64: Buffer.from(bytes).toString('base64') }
            : { ...file, state: 'differs', found_sha256: sha256 };
    }
    catch (thrown) {
        return { ...file, state: 'unreadable', note: (0,errors/* toGateError */.Vl)(thrown).message };
    }
}

;// CONCATENATED MODULE: ./lib/operations/history-pack.js


/** Makes the evidence pack of one record, writes it, and says where, in the listing and to scripts. */
async function withPack(listing, request) {
    const { config, record, records, context, ports } = request;
    const now = new Date(ports.clock.now()).toISOString();
    const subject = { config, record, records, now, software: ports.software, run: context.run.url };
    const pack = await makePack(subject, ports.files);
    const place = await ports.packs.write(pack);
    const data = { sha256: record.sha256, record: record.sequence, ...place, ...countsOf(pack) };
    return {
        listing: {
            ...listing,
            intro: [
                ...listing.intro,
                `The evidence pack of record #${record.sequence} is in ${place.json}, its page in ${place.html}.`,
            ],
            data: { ...listing.data, pack: data },
        },
        notes: packNotes(pack),
    };
}
function countsOf({ evidence, chain }) {
    return {
        evidence_files: evidence.length,
        embedded: evidence.filter(({ state }) => state === 'embedded').length,
        chain_records: chain.records.length,
        chain_complete: chain.complete,
    };
}
/** What is wrong, or could not be had, is told here too: a pack is often opened only much later. */
function packNotes(pack) {
    const failed = (0,evidence_pack_findings/* packFindings */.u)(pack).filter(({ status }) => status === 'fail');
    const unread = [...pack.evidence, pack.config, pack.pins].filter((file) => file?.state === 'unreadable');
    return [
        ...failed.map(({ what, text }) => ({ level: 'warning', text: `Evidence pack: ${what}. ${text}` })),
        ...unread.map((file) => {
            const text = `Evidence pack: ${file?.name ?? ''} could not be fetched (${file?.note ?? 'no reason was given'}). Run this again.`;
            return { level: 'warning', text };
        }),
    ];
}

// EXTERNAL MODULE: ./lib/operations/read-rules.js + 26 modules
var read_rules = __webpack_require__(5590);
// EXTERNAL MODULE: ./lib/operations/status.js
var operations_status = __webpack_require__(8094);
// EXTERNAL MODULE: ./lib/operations/survey-rules.js
var survey_rules = __webpack_require__(3992);
;// CONCATENATED MODULE: ./lib/operations/history.js








/** Small, because its answer is waited for; a longer history goes on in larger steps. */
const FIRST_PAGE = 100;
const PAGE = 500;
const MOST_PAGES = 40;
/**
 * All records of one model, or of one stage of it, newest first; with `at` what held its stages at that moment, by
 * record. Where one stage and a version or a moment are named, an evidence pack of that record is made. Writes nothing to
 * Weights & Biases.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function history_history(inputs, context, ports) {
    if (inputs.model === null) {
        throw new errors/* InputError */.dz('The operation `history` needs the input `model`.', {
            hint: 'Name one model of the gate config; `stage` narrows it to one stage.',
        });
    }
    const version = versionAsked(inputs);
    const rules = await (0,survey_rules/* loadReadRules */.i)(inputs, context, ports);
    if ('stopped' in rules)
        return rules.stopped;
    const { config, notes } = rules.loaded.rules;
    const [selected] = (0,survey_rules/* selectStages */.u)(config, inputs);
    if (selected === undefined)
        throw new errors/* InputError */.dz(`There is no stage \`${inputs.stage}\` of ${inputs.model}.`);
    const subject = { config, model: selected.model, survey: ports.survey };
    const { at, stage } = inputs;
    const now = new Date(ports.clock.now()).toISOString();
    const told = version !== null && stage !== null
        ? await historyOfVersion(subject, { version, stage, at: at ?? now })
        : at === null
            ? await wholeHistory(subject, stage)
            : await historyAt(subject, { at, stage, stages: selected.stages.map(({ name }) => name), ports });
    const { listing, notes: ofPack } = await packed(told, subject, { context, ports, stage });
    return {
        operation: inputs.operation,
        decision: 'pass',
        conclusion: 'no-change',
        reasons: [],
        promotions: [],
        listings: [listing],
        error: null,
        notes: [...notes, ...(0,operations_status.recordsNotes)(told.visible, config.records), ...ofPack],
        commentOn: null,
        config: (0,read_rules/* configFactsOf */.J)(rules.loaded.change, inputs),
    };
}
/** Only a name of the registry says which record is meant: an alias has moved since. */
function versionAsked({ version, stage }) {
    if (version === null)
        return null;
    if (!/^v\d+$/.test(version)) {
        throw new errors/* InputError */.dz(`The operation \`history\` does not know the version \`${version}\`.`, {
            hint: 'Name it as the registry does: `v12`.',
        });
    }
    if (stage === null) {
        throw new errors/* InputError */.dz('The operation `history` needs the input `stage` beside `version`.', {
            hint: 'A version may hold several stages, each by a record of its own.',
        });
    }
    return version;
}
/** Later records are asked for too: they show that the one in question was there before them. */
async function packed({ listing, record }, subject, { context, ports, stage }) {
    if (record === null)
        return { listing, notes: [] };
    const { records } = await readRecords(subject, { stage, until: null, isEnough: () => false });
    return withPack(listing, { config: subject.config, record, records, context, ports });
}
async function wholeHistory(subject, stage) {
    const { config, model } = subject;
    const read = await readRecords(subject, { stage, until: null, isEnough: () => false });
    const { recordKeys } = config;
    const listing = (0,promotion_history/* historyListing */.t)({ model: model.name, stage, recordKeys, ...read });
    return { listing, visible: read.visible, record: null };
}
/** The records in which a version came to a stage, or left it; the newest of the former is the one that is meant. */
async function historyOfVersion(subject, { version, stage, at }) {
    const { config, model } = subject;
    const read = await readRecords(subject, { stage, until: null, isEnough: () => false });
    const arrivals = read.records.filter(({ to }) => to?.version === version);
    const records = read.records.filter(({ from, to }) => [from?.version, to?.version].includes(version));
    const record = standingAt(arrivals, at);
    const listing = (0,promotion_history/* historyListing */.t)({ ...read, model: model.name, stage, recordKeys: config.recordKeys, records });
    const none = `No record that counts says that ${version} was put into ${stage}${read.complete ? '' : ', among those that were read'}.`;
    return {
        listing: { ...listing, intro: [...listing.intro, ...(record === null ? [none] : [])] },
        visible: read.visible,
        record,
    };
}
async function historyAt(subject, { at, stage: asked, stages, ports }) {
    const { config, model } = subject;
    const isEnough = (records) => standingAt(records, at) !== null;
    const reads = await Promise.all(stages.map((stage) => readRecords(subject, { stage, until: at, isEnough })));
    const records = reads.map((read) => standingAt(read.records, at));
    const names = [...new Set(records.flatMap((record) => (record?.to == null ? [] : [record.to.version])))];
    const members = await ports.registry.versions({ registry: config.registry, collection: model.collection }, names);
    const found = stages.map((stage, index) => {
        const record = records[index] ?? null;
        return { stage, record, member: memberOf(record, members) };
    });
    return {
        listing: historyAtListing({ model: model.name, at, stages: found, recordKeys: config.recordKeys }),
        visible: reads.every(({ visible }) => visible),
        record: asked === null ? null : (records[0] ?? null),
    };
}
/** A name that stands for another artifact by now is not the version of the record. */
function memberOf(record, members) {
    return members.find((member) => member !== null && member.artifactId === record?.to?.artifactId) ?? null;
}
async function readRecords({ config, model, survey }, { stage, until, isEnough }) {
    const { registry, records, recordKeys } = config;
    const all = [];
    let after = null;
    for (let turn = 0; turn < MOST_PAGES; turn += 1) {
        const page = await survey.records({
            registry,
            records,
            collection: model.collection,
            model: model.name,
            stage,
            until,
            first: turn === 0 ? FIRST_PAGE : PAGE,
            after,
        });
        if (!page.visible)
            return { records: [], complete: true, visible: false };
        all.push(...page.records.map((record) => (0,record_trust/* trustRecord */.qo)(record, recordKeys)));
        after = page.after;
        if (after === null || isEnough(all))
            break;
    }
    return { records: all, complete: after === null, visible: true };
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


/***/ }),

/***/ 7933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ whenOf),
/* harmony export */   Vc: () => (/* binding */ minute),
/* harmony export */   eS: () => (/* binding */ recordData),
/* harmony export */   t: () => (/* binding */ historyListing)
/* harmony export */ });
/* harmony import */ var _checks_counted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9727);
/* harmony import */ var _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(147);
/* harmony import */ var _checks_moving_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
/* harmony import */ var _record_body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4669);




/** Newest moves in the picture; more would be too small to read. */
const MOST_EVENTS = 30;
/** Who moved what, when, from which version to which, why: newest first. */
function historyListing(facts) {
    const { model, stage, records, recordKeys, complete } = facts;
    const subject = stage === null ? model : `${model} ${stage}`;
    return {
        name: 'history',
        title: `History of ${subject}`,
        intro: [
            records.length === 0
                ? 'There is no record yet.'
                : `${(0,_checks_counted_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .h)(records.length, 'record')}, newest first; times are UTC.`,
            ...(complete ? [] : ['Older records exist and were not read.']),
        ],
        columns: ['When', 'Stage', 'What', 'From', 'To', 'Outcome', 'By', 'Reason', 'Evidence', 'Record'],
        rows: records.map((record) => row(record, recordKeys)),
        diagram: timeline(facts, subject),
        data: { model, stage, complete, records: records.map((record) => recordData(record, recordKeys)) },
    };
}
function row(record, keys) {
    return [
        minute(whenOf(record)),
        stageOf(record),
        record.operation,
        record.from?.version ?? '',
        record.to?.version ?? '',
        record.conclusion ?? 'not closed',
        (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .actorsOf */ .SD)(record),
        (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .bodyText */ .G3)(record, 'reason') ?? '',
        evidenceText(record),
        { text: `#${record.sequence} ${(0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .trustText */ .OR)(record, keys)}`, url: record.url },
    ];
}
/** Holds stand in a chain of their own; what they froze is in the record. */
function stageOf(record) {
    if (record.stage !== _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .HOLD_CHAIN */ .uT)
        return record.stage;
    const part = (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .holdPart */ .Zo)(record);
    const stage = part?.['stage'];
    return typeof stage === 'string' ? stage : part?.['kind'] === 'model' ? 'all' : '';
}
function evidenceText(record) {
    const evidence = evidenceOf(record).map(({ name, resolved }) => resolved || name);
    const pulls = record.pullRequests.map((number) => `pull request ${number}`);
    return [...pulls, ...evidence].join(', ');
}
function evidenceOf({ body }) {
    const list = Array.isArray(body?.['evidence']) ? body['evidence'] : [];
    return list.flatMap((each) => {
        if (typeof each !== 'object' || each === null)
            return [];
        const fields = each;
        const text = (name) => (typeof fields[name] === 'string' ? fields[name] : '');
        return [{ name: text('name'), resolved: text('resolved'), sha256: text('sha256') }];
    });
}
function recordData(record, keys) {
    return {
        run_id: record.runId,
        sha256: record.sha256,
        sequence: record.sequence,
        previous_record: record.previousRecord,
        trust: (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .trustText */ .OR)(record, keys),
        counts: record.intact,
        url: record.url,
        began_at: record.createdAt,
        finished_at: record.finishedAt,
        operation: record.operation,
        stage: record.stage,
        alias: record.alias,
        conclusion: record.conclusion,
        from: versionData(record.from),
        to: versionData(record.to),
        by: (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .actorsOf */ .SD)(record),
        reason: (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .bodyText */ .G3)(record, 'reason'),
        drift: (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .bodyText */ .G3)(record, 'drift'),
        undoes: (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .bodyText */ .G3)(record, 'undoes'),
        pull_requests: record.pullRequests,
        evidence: evidenceOf(record),
        workflow_run: record.workflowRunId,
    };
}
function versionData(version) {
    return version === null ? null : { version: version.version, artifact_id: version.artifactId, digest: version.digest };
}
/** When it took effect: the end, not the intent. */
function whenOf(record) {
    return record.finishedAt ?? record.createdAt;
}
/** Mermaid's timeline of what held the stages, oldest first. */
function timeline({ records }, subject) {
    const moves = records.filter(_checks_moving_record_js__WEBPACK_IMPORTED_MODULE_0__/* .saysStanding */ .le).slice(0, MOST_EVENTS).reverse();
    if (moves.length === 0)
        return null;
    const events = moves.map((record) => {
        const by = (0,_record_body_js__WEBPACK_IMPORTED_MODULE_2__/* .actorsOf */ .SD)(record);
        const what = `${record.stage} ${record.to?.version ?? 'nobody'} by ${record.operation}${by === '' ? '' : ` of ${by}`}`;
        return `    ${label(minute(whenOf(record)).replace(':', '.'))} : ${label(what)}`;
    });
    return ['timeline', `    title ${label(subject)}`, ...events].join('\n');
}
/** Mermaid's timelines know no quotes: only characters that mean nothing there are let through. */
function label(text) {
    return text
        .replace(/[^\p{L}\p{N} .,_/()[\]-]/gu, ' ')
        .replace(/ {2,}/g, ' ')
        .trim()
        .slice(0, 80);
}
/** `2026-05-03 14:00`, in UTC. */
function minute(time) {
    const at = Date.parse(time);
    return Number.isNaN(at) ? time : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}


/***/ })

};
