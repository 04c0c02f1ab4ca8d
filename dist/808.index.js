export const id = 808;
export const ids = [808];
export const modules = {

/***/ 4480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XR: () => (/* binding */ cancelledHold),
/* harmony export */   Y7: () => (/* binding */ holdOutcome),
/* harmony export */   ai: () => (/* binding */ verdictError),
/* harmony export */   bh: () => (/* binding */ failedHold),
/* harmony export */   s_: () => (/* binding */ refusedHold),
/* harmony export */   wn: () => (/* binding */ subjectName)
/* harmony export */ });
/* harmony import */ var _checks_verdict_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1024);
/* harmony import */ var _promotion_hold_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5048);
/* harmony import */ var _promotion_hold_subject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2569);
/* harmony import */ var _promotion_outcome_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3878);
/* harmony import */ var _promotion_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7836);
/* harmony import */ var _read_rules_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5590);






function holdOutcome(judged, end) {
    const { work, settled } = judged;
    const { loaded, operation, inputs } = work;
    return {
        operation,
        decision: end.decision,
        conclusion: end.conclusion,
        reasons: [...new Set(end.reasons)],
        promotions: end.fallbacks,
        subject: subjectOf(judged, end),
        listings: end.conclusion === 'refused' ? [] : [listing(judged, end)],
        error: end.error,
        notes: [...loaded.rules.notes, ...settled.notes, ...end.notes],
        commentOn: null,
        config: (0,_read_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .configFactsOf */ .J)(loaded.change, inputs),
    };
}
/** For the outputs: what is held, or was to be; a hold that stands already has its own record. */
function subjectOf({ work, registry, decision }, end) {
    const { ports, model, subject } = work;
    const { entity, project, collection, organization } = registry;
    const { version, standing } = decision;
    return {
        model: model.name,
        stage: subject.kind === 'stage' ? subject.stage.name : subject.kind === 'version' ? subject.heldStage : null,
        version: version === null ? null : (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_2__/* .recordVersionOf */ .hQ)(version),
        previous: null,
        registry: { entity, project },
        collection,
        lineage: ports.registry.links({ registry: { entity, project }, organization, collection, version }).lineage,
        record: end.record ?? (standing === null ? null : (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_2__/* .recordSummaryOf */ .Dl)(standing)),
        applied: end.conclusion === 'applied',
    };
}
/** Nothing was written, because a rule says no. */
function refusedHold(judged, error) {
    const { markers, standing } = judged.decision;
    const held = markers.length > 0 || standing !== null;
    const rest = { markers, record: null, notes: [], fallbacks: [], held };
    const reasons = [error.code];
    // Whether it is allowed could not be told.
    if (judged.decision.verdict.status === 'error')
        return holdOutcome(judged, { ...rest, conclusion: 'error', decision: 'error', reasons, error });
    return holdOutcome(judged, { ...rest, conclusion: 'refused', decision: 'fail', reasons, error });
}
function cancelledHold(judged) {
    const { markers, standing } = judged.decision;
    const error = {
        code: 'cancelled',
        message: 'The job was cancelled before anything was written.',
        issues: [],
    };
    return holdOutcome(judged, {
        conclusion: 'error',
        decision: 'error',
        reasons: ['cancelled'],
        held: markers.length > 0 || standing !== null,
        markers,
        record: null,
        notes: [],
        error,
        fallbacks: [],
    });
}
/** What a verdict that is not `pass` says, as an error. */
function verdictError(verdict) {
    const [code = 'internal'] = (0,_checks_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .reasonsOf */ .zM)(verdict);
    const said = verdict.children.flatMap(({ status, label, detail }) => status === 'pass' || detail?.type !== 'fact'
        ? []
        : [
            `${label}: ${detail.expected}; found: ${detail.observed}${detail.note === undefined ? '' : ` (${detail.note})`}`,
        ]);
    return { code, message: `${said.join('. ')}.`, issues: [] };
}
/** A service failed; what is known of the registry is said by `held` and `markers`. */
function failedHold(judged, end, failure, message) {
    const error = (0,_promotion_outcome_error_js__WEBPACK_IMPORTED_MODULE_5__/* .toOutcomeError */ .Q)(failure, message, failure.hint ?? 'Run this again: it looks first, and does only what is missing.');
    const reasons = end.record?.sha256 === null ? ['unfinished', failure.code] : [failure.code];
    return holdOutcome(judged, { ...end, decision: 'error', reasons, error, fallbacks: [] });
}
/** How the subject is called: `support-llm v12`, `support-llm, the stage production`. */
function subjectName({ work, decision }) {
    const { model, subject } = work;
    const text = (0,_promotion_hold_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .describeSubject */ .qy)(subject, decision.version?.version ?? null);
    return subject.kind === 'version' ? `${model.name} ${text}` : `${model.name}, ${text}`;
}
function listing(judged, end) {
    const { work, decision } = judged;
    const { operation, inputs, model, subject } = work;
    const name = subjectName(judged);
    const would = end.conclusion === 'planned' ? 'would be ' : '';
    const state = `${would}${end.held ? 'held' : 'free'}`;
    const how = end.markers.map(_promotion_hold_js__WEBPACK_IMPORTED_MODULE_0__/* .describeMarker */ .M4).join(', ') || (end.held && would === '' ? 'by record only' : '–');
    return {
        name: operation,
        title: `${name}: ${state}`,
        intro: [
            ...(inputs.reason === null ? [] : [`Reason: ${inputs.reason}`]),
            ...(inputs.ticket === null ? [] : [`Ticket: ${inputs.ticket}`]),
            ...(inputs.until === null ? [] : [`Until ${inputs.until}; past it, it still holds until it is released.`]),
        ],
        columns: ['What', 'State', 'How'],
        rows: [[name, state, how], ...end.fallbacks.map(fallbackRow)],
        diagram: null,
        data: {
            operation,
            model: model.name,
            kind: subject.kind,
            version: decision.version?.version ?? null,
            artifact_id: decision.version?.artifactId ?? null,
            stage: subject.kind === 'stage' ? subject.stage.name : subject.kind === 'version' ? subject.heldStage : null,
            held: end.held,
            markers: end.markers,
            reason: inputs.reason,
            ticket: inputs.ticket,
            until: inputs.until,
            record: end.record === null ? null : { run_id: end.record.runId, sha256: end.record.sha256, url: end.record.url },
            stages: end.fallbacks.map(fallbackData),
        },
    };
}
function fallbackRow({ stage, candidate, conclusion, previous }) {
    const at = conclusion === 'applied' ? candidate?.version : previous?.version;
    return [
        `stage ${stage}`,
        at ?? '?',
        conclusion === 'applied' ? 'moved to the last good version' : `stays: ${conclusion}`,
    ];
}
function fallbackData({ stage, candidate, conclusion, previous, record }) {
    return {
        stage,
        from: previous?.version ?? null,
        to: conclusion === 'applied' ? (candidate?.version ?? null) : null,
        conclusion,
        record: record?.sha256 ?? null,
    };
}


/***/ }),

/***/ 3051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fb: () => (/* binding */ openSummary),
/* harmony export */   TU: () => (/* binding */ holdDraft),
/* harmony export */   bz: () => (/* binding */ draftOf),
/* harmony export */   jQ: () => (/* binding */ closeHoldRecord),
/* harmony export */   z3: () => (/* binding */ openHoldRecord)
/* harmony export */ });
/* harmony import */ var _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(147);
/* harmony import */ var _promotion_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7836);
/* harmony import */ var _promotion_record_trust_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(235);
/* harmony import */ var _read_rules_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5590);




/** The body of the record as it is begun. */
function holdDraft(work, registry, decision) {
    const { operation, inputs, context, ports, loaded, model, subject } = work;
    const { registry: path } = loaded.rules.config;
    const { sequence, previousRecord } = (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_0__/* .chainAfter */ .Mn)(registry.records);
    const stage = subject.kind === 'stage' ? subject.stage.name : subject.kind === 'version' ? subject.heldStage : null;
    return {
        schema_version: 1,
        operation,
        registry_path: `${path.entity}/${path.project}/${model.collection}`,
        model: model.name,
        stage: _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .HOLD_CHAIN */ .uT,
        alias: '',
        from: decision.version === null ? null : (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_0__/* .bodyVersion */ .$)((0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_0__/* .recordVersionOf */ .hQ)(decision.version)),
        to: null,
        moves: [],
        verdict: decision.verdict,
        hold: {
            kind: subject.kind,
            stage,
            held_stages: decision.stages.map((each) => each.name),
            until: operation === 'hold' ? inputs.until : null,
            fallback: operation === 'hold' && inputs.fallback,
            markers: decision.markers,
        },
        config: (0,_read_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .configFactsOf */ .J)(loaded.change, inputs),
        tickets: operation === 'hold' && inputs.ticket !== null ? [inputs.ticket] : [],
        reason: inputs.reason,
        actor: context.actor,
        triggering_actor: context.triggeringActor,
        repository: { name: `${context.repository.owner}/${context.repository.name}`, id: context.repository.id },
        pull_requests: [],
        workflow_ref: context.workflowRef,
        run: context.run,
        requested_at: work.requestedAt,
        judged_at: new Date(ports.clock.now()).toISOString(),
        software: ports.software,
        undoes: operation === 'release' ? (decision.standing?.sha256 ?? null) : null,
        sequence,
        previous_record: previousRecord,
    };
}
/** Writes the intent; returns the record's address. */
async function openHoldRecord(work, registry, draft) {
    const { ports, loaded, runId, subject } = work;
    const { registry: path, records } = loaded.rules.config;
    const used = subject.kind === 'stage' ? registry.holder : registry.candidate;
    const intent = (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_0__/* .recordText */ .Pe)(draft);
    const signed = ports.signer === null ? {} : { intent_signature: (0,_promotion_record_trust_js__WEBPACK_IMPORTED_MODULE_1__/* .signIntent */ .As)(intent, ports.signer) };
    const { url } = await ports.registry.openRecord(recordRun(runId, records, draft, { intent, ...signed }), used === null ? null : { artifactId: used.artifactId, registry: path });
    ports.progress.info(`Intent written: ${url}`);
    return url;
}
/** The record as it stands while it is open. */
function openSummary({ runId }, draft, url) {
    return { runId, sha256: null, sequence: draft.sequence, previousRecord: draft.previous_record, url };
}
/** Closes a hold record, this run's or one that an earlier run left. Returns its sha256. */
async function closeHoldRecord({ runId, records, url }, draft, ending, ports) {
    const { conclusion, markers, note, settledBy } = ending;
    const finishedAt = new Date(ports.clock.now()).toISOString();
    const hold = typeof draft['hold'] === 'object' && draft['hold'] !== null ? draft['hold'] : {};
    const body = markers === undefined ? draft : { ...draft, hold: { ...hold, markers } };
    const closed = (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_0__/* .closeRecord */ .yv)(body, {
        conclusion,
        moves_made: [],
        finished_at: finishedAt,
        ...(note === undefined ? {} : { note }),
        ...(settledBy === undefined ? {} : { settled_by: settledBy }),
    }, ports.signer);
    const previous = typeof draft['previous_record'] === 'string' ? draft['previous_record'] : null;
    await ports.registry.closeRecord(recordRun(runId, records, draft, { record: closed.text }), {
        conclusion,
        record_sha256: closed.sha256,
        signature: closed.signature,
        previous_record: previous,
        finished_at: finishedAt,
    }, conclusion === 'applied');
    return { runId, sha256: closed.sha256, sequence: Number(draft['sequence'] ?? 0), previousRecord: previous, url };
}
/** What is left of an intent whose body cannot be read. */
function draftOf(record) {
    const { operation, registryPath, model, sequence, previousRecord } = record;
    const plain = { schema_version: 1, operation, registry_path: registryPath, model, stage: _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .HOLD_CHAIN */ .uT, alias: '' };
    const bare = { ...plain, sequence, previous_record: previousRecord };
    try {
        if (record.body !== null)
            (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_0__/* .recordText */ .Pe)(record.body);
        return record.body ?? bare;
    }
    catch {
        return bare;
    }
}
/** Keys for people who browse W&B's table of runs, and the body. */
function recordRun(runId, records, draft, body) {
    const from = part(draft['from']);
    const hold = part(draft['hold']);
    const model = text(draft['model']) ?? '';
    const operation = text(draft['operation']) ?? 'hold';
    const kind = text(hold['kind']) ?? '';
    const meant = kind === 'stage' ? `stage ${text(hold['stage']) ?? ''}` : (text(from['version']) ?? kind);
    return {
        runId,
        records,
        displayName: `${model} ${operation} ${meant}`,
        model,
        stage: _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .HOLD_CHAIN */ .uT,
        config: {
            operation,
            model,
            stage: _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .HOLD_CHAIN */ .uT,
            alias: '',
            from_version: text(from['version']),
            to_version: null,
            digest: text(from['digest']),
            repository: text(part(draft['repository'])['name']) ?? '',
            pull_request: null,
            actor: text(draft['actor']) ?? '',
            ...body,
        },
    };
}
function text(value) {
    return typeof value === 'string' ? value : null;
}
function part(value) {
    return typeof value === 'object' && value !== null ? value : {};
}


/***/ }),

/***/ 6954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ judgeHoldRun),
  R: () => (/* binding */ readHolds)
});

// EXTERNAL MODULE: ./lib/checks/hold-records.js
var hold_records = __webpack_require__(147);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/promotion/hold.js
var hold = __webpack_require__(5048);
// EXTERNAL MODULE: ./lib/promotion/hold-subject.js
var hold_subject = __webpack_require__(2569);
// EXTERNAL MODULE: ./lib/promotion/record-id.js
var record_id = __webpack_require__(7336);
// EXTERNAL MODULE: ./lib/promotion/trust.js
var promotion_trust = __webpack_require__(879);
// EXTERNAL MODULE: ./lib/checks/hold-markers.js
var hold_markers = __webpack_require__(3970);
// EXTERNAL MODULE: ./lib/promotion/hold-record.js
var hold_record = __webpack_require__(3124);
// EXTERNAL MODULE: ./lib/promotion/record-trust.js
var record_trust = __webpack_require__(235);
// EXTERNAL MODULE: ./lib/operations/hold-record-run.js
var hold_record_run = __webpack_require__(3051);
;// CONCATENATED MODULE: ./lib/operations/hold-settle.js






/**
 * Closes what earlier runs of `hold` and `release` began and did not end, by what is true in the registry: a hold is
 * `applied` when a marker is there, a release when none is; else, and where no record key signed the intent, it is
 * `abandoned`.
 */
async function settleHolds(work, facts) {
    const { ports, loaded, model, context } = work;
    const { over, live } = (0,hold_record/* openHolds */.X)(facts);
    if (over.length === 0)
        return { closed: 0, live, notes: [] };
    const { registry, records } = loaded.rules.config;
    const names = [...new Set(over.flatMap(({ from }) => (from === null ? [] : [from.version])))];
    const members = await ports.registry.versions({ registry, collection: model.collection }, names);
    const memberOf = new Map(names.map((name, index) => [name, members[index] ?? null]));
    const notes = [];
    for (const record of over) {
        const held = isHeld(record, facts, record.from === null ? null : (memberOf.get(record.from.version) ?? null));
        // Our signature must not make a release, or a hold, of what somebody without a key wrote down.
        const trusted = (0,record_trust/* isTrustedIntent */.av)(record, loaded.rules.config.recordKeys);
        const done = trusted && held !== null && held === (record.operation === 'hold');
        const conclusion = done ? 'applied' : 'abandoned';
        const settledBy = { run: context.run.id, attempt: context.run.attempt };
        await (0,hold_record_run/* closeHoldRecord */.jQ)({ runId: record.runId, records, url: record.url }, (0,hold_record_run/* draftOf */.bz)(record), { conclusion, settledBy }, ports);
        const text = `Run ${record.workflowRunId} (attempt ${record.workflowRunAttempt}) left a ${record.operation} unfinished; ${trusted ? `what it asked for is ${done ? '' : 'not '}in place` : 'none of the record keys signed it'}: its record is now closed as ${conclusion}.`;
        ports.progress.warning(text);
        notes.push({ level: 'warning', code: 'unfinished', text });
    }
    return { closed: over.length, live, notes };
}
/** null: it cannot be told what the record is about, or a marker may be among tags that could not be read. */
function isHeld(record, facts, member) {
    const part = (0,hold_records/* holdPart */.Zo)(record);
    if (part?.['kind'] === 'version') {
        if (member === null || member.artifactId !== record.from?.artifactId)
            return null;
        const found = (0,hold/* versionMarkers */.O9)(member).length > 0;
        return found || member.tags !== null ? found : null;
    }
    const { collectionTags } = facts;
    if (collectionTags === null || part === null)
        return null;
    const tags = part['kind'] === 'stage' ? (0,hold_markers/* stageHoldTags */.$X)(collectionTags, String(part['stage'])) : (0,hold_markers/* modelHoldTags */.sq)(collectionTags);
    return tags.length > 0;
}

// EXTERNAL MODULE: ./lib/operations/load-gate.js
var load_gate = __webpack_require__(7718);
// EXTERNAL MODULE: ./lib/operations/no-credentials.js
var no_credentials = __webpack_require__(6004);
// EXTERNAL MODULE: ./lib/operations/read-people.js
var read_people = __webpack_require__(1774);
// EXTERNAL MODULE: ./lib/operations/read-registry.js + 1 modules
var read_registry = __webpack_require__(8535);
// EXTERNAL MODULE: ./lib/operations/stopped-run.js
var stopped_run = __webpack_require__(1383);
;// CONCATENATED MODULE: ./lib/operations/hold-work.js












/** Enough for the newest hold or release of everything that is frozen in a model at a time. */
const MOST_RECORDS = 50;
/**
 * Everything of `hold` and `release` before the first write of their own, or why the run stops.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function judgeHoldRun(operation, inputs, context, ports) {
    const trust = (0,promotion_trust/* trustEvent */.N)(context.event);
    if (trust.mode !== 'write' || trust.by !== 'branch') {
        const refused = trust.mode === 'refuse' ? trust : null;
        return (0,stopped_run/* stoppedRun */.P)(operation, {
            stopped: 'refused',
            code: refused?.code ?? 'untrusted-event',
            message: refused?.message ?? `\`${operation}\` is started by hand, not by \`${context.event.name}\`.`,
            hint: 'Start the workflow by workflow_dispatch on a listed branch.',
        });
    }
    if (!ports.hasCredentials) {
        throw (0,no_credentials/* credentialsMissing */.$)();
    }
    const [loaded, requestedAt] = await Promise.all([
        (0,load_gate/* loadRules */.A)(trust, inputs, context, ports.host),
        ports.host.runCreatedAt(),
    ]);
    if ('stopped' in loaded)
        return (0,stopped_run/* stoppedRun */.P)(operation, loaded);
    const { model, subject } = (0,hold_subject/* parseHoldSubject */.P0)(loaded.rules.config, inputs);
    checkInputs(subject, inputs, ports);
    const scope = recordScope(operation, { loaded, model, subject, inputs });
    const query = registryQuery(loaded, model, subject, (0,record_id/* ownRecordRunIds */.F)(context, scope));
    const runId = (0,record_id/* recordRunId */._)(context, context.run.attempt, scope);
    return gather({ operation, inputs, context, ports, loaded, model, subject, requestedAt, runId, query });
}
/** All that a hold decision uses, read again. */
function readHolds({ ports, loaded, query, }) {
    return (0,read_registry/* readRegistry */._)(query, ports.registry, loaded.rules.config.recordKeys);
}
async function gather(asked) {
    const { ports, context, inputs, operation, subject, model } = asked;
    const startedBy = [...new Set([context.actor, context.triggeringActor])];
    const teams = [...model.stages.values()].flatMap((stage) => stage.may.get(operation)?.teams ?? []);
    const [first, permissionOf, teamsOf] = await Promise.all([
        readHolds(asked),
        ports.host.permissions(startedBy),
        (0,read_people/* readTeams */.$l)(teams, startedBy, ports.host),
    ]);
    const work = asMeantBefore(asked, first);
    const settled = inputs.dryRun ? { closed: 0, live: [], notes: [] } : await settleHolds(work, first);
    const registry = settled.closed > 0 || work !== asked ? await readHolds(work) : first;
    const decision = (0,hold/* judgeHold */.n9)({ operation, subject, model, registry, startedBy, permissionOf, teamsOf });
    return { work, registry, decision, settled };
}
/**
 * "Whatever holds the stage" is another version after a fallback: an attempt of the same run goes on with the version
 * that the earlier one meant.
 */
function asMeantBefore(work, { ownAttempts }) {
    if (work.subject.kind !== 'version' || work.subject.heldStage === null)
        return work;
    const meant = ownAttempts.find((record) => record.from !== null)?.from;
    if (meant == null)
        return work;
    return { ...work, query: { ...work.query, candidate: { kind: 'version', version: meant.version } } };
}
function checkInputs(subject, { fallback, until }, { clock }) {
    if (fallback && subject.kind !== 'version') {
        throw new errors/* InputError */.dz('`fallback` needs a version: a model or a stage that is held has no version to fall back to.', {
            hint: 'Hold the version (`stage` alone means the one that holds it), then the stage if that is wanted too.',
        });
    }
    if (until !== null && Date.parse(until) <= clock.now()) {
        throw new errors/* InputError */.dz(`The input \`until\` names a moment that is over: ${until}.`, {
            hint: 'A hold past its date still holds; leave `until` away if it has none.',
        });
    }
}
/** Two steps of a job may hold two things: what is meant is a part of the record's id. */
function recordScope(operation, { loaded, model, inputs }) {
    const { entity, project } = loaded.rules.config.registry;
    const meant = JSON.stringify([inputs.stage, inputs.version]);
    return { operation, registryPath: `${entity}/${project}/${model.collection}`, stage: `${hold_records/* HOLD_CHAIN */.uT} ${meant}` };
}
function registryQuery({ rules }, model, subject, ownAttempts) {
    const { registry, records } = rules.config;
    const stage = subject.kind === 'stage' ? subject.stage : [...model.stages.values()][0];
    return {
        registry,
        collection: model.collection,
        candidate: subject.kind === 'version' ? subject.ask : null,
        // Of a held stage its holder is wanted; else any alias will do.
        alias: stage?.alias ?? 'latest',
        fromAlias: null,
        keepPrevious: null,
        records,
        model: model.name,
        stage: hold_records/* HOLD_CHAIN */.uT,
        ownAttempts,
        mostRecords: MOST_RECORDS,
    };
}


/***/ }),

/***/ 7939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ removeMarkers),
/* harmony export */   t: () => (/* binding */ setMarker)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5048);
/* harmony import */ var _hold_work_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6954);



/** Pauses between looks for a tag, in milliseconds: ten seconds together (W&B's tags show up late). */
const PAUSES = [0, 250, 750, 1_500, 2_500, 5_000];
/**
 * Sets the best marker that can be set and looks until it can be seen. For a version the tag comes first; where it cannot be
 * written, or does not show up, a hold alias is put beside it, which shows at once.
 */
async function setMarker(work, before) {
    const remarks = [];
    let failure = null;
    let registry = before;
    for (const marker of (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersToSet */ .T6)(work.subject, before.candidate)) {
        try {
            await write(work, before, marker, 'add');
        }
        catch (thrown) {
            failure = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toGateError */ .Vl)(thrown);
            remarks.push(`The ${(0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMarker */ .M4)(marker)} could not be set: ${failure.message}`);
            if (!(failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RemoteError */ .Hi && failure.ambiguous))
                continue;
        }
        const seen = await look(work, (facts) => (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersOf */ .Bs)(work.subject, facts).length > 0, registry);
        registry = seen.registry;
        if (seen.met) {
            const markers = (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersOf */ .Bs)(work.subject, registry);
            work.ports.progress.info(`Held by ${markers.map(_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMarker */ .M4).join(', ')} (read back).`);
            return { registry, markers, remarks, failure: null };
        }
        failure = unseen(marker, seen.failure);
        remarks.push(failure.message);
    }
    return { registry, markers: (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersOf */ .Bs)(work.subject, registry), remarks, failure };
}
/** Takes away every marker that can be taken away, and looks until none can be seen. */
async function removeMarkers(work, before) {
    const remarks = [];
    let failure = null;
    const asked = (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersOf */ .Bs)(work.subject, before);
    for (const marker of asked) {
        try {
            await write(work, before, marker, 'remove');
        }
        catch (thrown) {
            failure = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toGateError */ .Vl)(thrown);
            remarks.push(`The ${(0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMarker */ .M4)(marker)} could not be removed: ${failure.message}`);
        }
    }
    const kept = (facts) => (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersOf */ .Bs)(work.subject, facts);
    const seen = await look(work, (facts) => kept(facts).length <= remarks.length, before);
    const markers = kept(seen.registry);
    if (markers.length === 0 && (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersReadable */ .CY)(work.subject, seen.registry) && seen.failure === null)
        return { registry: seen.registry, markers, remarks: [], failure: null };
    const left = markers.map(_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMarker */ .M4).join(', ');
    const why = failure ?? seen.failure ?? new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RemoteError */ .Hi('wandb', `Still there after ten seconds: ${left}.`);
    return { registry: seen.registry, markers, remarks, failure: why };
}
function write(work, facts, marker, how) {
    const { registry } = work.loaded.rules.config;
    const { holds, registry: aliases } = work.ports;
    const { collection } = work.model;
    const change = { add: how === 'add' ? [marker.name] : [], remove: how === 'remove' ? [marker.name] : [] };
    const artifactId = facts.candidate?.artifactId ?? '';
    switch (marker.kind) {
        case 'version-tag':
            return holds.tagVersion(artifactId, change);
        case 'collection-tag':
            return holds.tagCollection({ registry, collection }, change);
        case 'version-alias': {
            const target = { registry, collection, alias: marker.name };
            return how === 'add' ? aliases.moveAlias(target, artifactId) : aliases.removeAlias(target, artifactId);
        }
    }
}
async function look(work, wanted, before) {
    let last = { met: false, registry: before, failure: null };
    const { candidate } = before;
    // By its `vN`: an alias by which the version was named may move while we look.
    const named = candidate === null ? work.query.candidate : { kind: 'version', version: candidate.version };
    for (const pause of PAUSES) {
        if (pause > 0)
            await work.ports.clock.wait(pause);
        try {
            const registry = await (0,_hold_work_js__WEBPACK_IMPORTED_MODULE_2__/* .readHolds */ .R)({ ...work, query: { ...work.query, candidate: named } });
            last = { met: wanted(registry), registry, failure: null };
        }
        catch (thrown) {
            last = { ...last, failure: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toGateError */ .Vl)(thrown) };
        }
        if (last.met)
            return last;
    }
    return last;
}
function unseen(marker, failure) {
    const why = failure === null ? 'it cannot be seen after ten seconds' : `it could not be read back: ${failure.message}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RemoteError */ .Hi('wandb', `The ${(0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMarker */ .M4)(marker)} was set, but ${why}.`, {
        ambiguous: true,
        hint: 'Run this again: it looks first, and sets only what is missing.',
    });
}


/***/ }),

/***/ 3124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ openHolds),
/* harmony export */   g: () => (/* binding */ supersededBy)
/* harmony export */ });
/* harmony import */ var _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(147);
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5903);


/** Records that an earlier run began and did not close: to be settled now, or another run's that is at work. */
function openHolds(facts) {
    const own = new Set(facts.ownAttempts.map(({ runId }) => runId));
    const all = new Map([...facts.records, ...facts.ownAttempts].map((record) => [record.runId, record]));
    const open = [...all.values()].filter((record) => record.sha256 === null);
    const isOver = (record) => own.has(record.runId) || Date.parse(facts.serverTime) - Date.parse(record.createdAt) >= _lease_js__WEBPACK_IMPORTED_MODULE_0__/* .LEASE_MS */ .Wf;
    return { over: open.filter(isOver), live: open.filter((record) => !isOver(record)) };
}
/**
 * A hold of what then held this stage, with fallback, that ended after the given time: who asks again for "whatever
 * holds the stage" from before would freeze the version that took over.
 */
function supersededBy(records, stage, requestedAt) {
    return (records.find((record) => {
        const part = (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_1__/* .holdPart */ .Zo)(record);
        return (record.operation === 'hold' &&
            part?.['kind'] === 'version' &&
            part['fallback'] === true &&
            Array.isArray(part['held_stages']) &&
            part['held_stages'].includes(stage) &&
            Date.parse(record.finishedAt ?? record.createdAt) > Date.parse(requestedAt));
    }) ?? null);
}


/***/ }),

/***/ 2569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P0: () => (/* binding */ parseHoldSubject),
/* harmony export */   qy: () => (/* binding */ describeSubject)
/* harmony export */ });
/* unused harmony export EVERY_VERSION */
/* harmony import */ var _checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3970);
/* harmony import */ var _config_did_you_mean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9839);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _version_ask_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9369);




/** `version: "*"` with a stage: every version, that is, the stage itself. */
const EVERY_VERSION = '*';
/** What W&B takes as a tag. */
const TAG = /^[-\w]+( +[-\w]+)*$/;
const MOST_TAG = 128;
/**
 * The one reading of the inputs (docs/adr/0017): `version` → that version; `stage` → the version that holds it; `stage`
 * and `version: "*"` → the stage; only `model` → the model.
 * @throws InputError when they name nothing that exists, or can be read in two ways
 */
function parseHoldSubject(config, inputs) {
    const model = namedModel(config, inputs.model);
    const stage = inputs.stage === null ? null : namedStageOf(model, inputs.stage, config.file);
    if (inputs.version === null) {
        if (stage === null)
            return { model, subject: { kind: 'model' } };
        const ask = { kind: 'alias', alias: stage.alias };
        return { model, subject: { kind: 'version', ask, heldStage: stage.name } };
    }
    if (inputs.version === EVERY_VERSION) {
        if (stage === null) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('`version: "*"` needs a stage: it means the stage, whatever version it holds.', {
                hint: 'Give `stage`, or leave `version` away to mean the whole model.',
            });
        }
        return { model, subject: { kind: 'stage', stage: taggable(stage) } };
    }
    if (stage !== null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('The inputs `version` and `stage` are both given: it cannot be told which one is meant.', {
            hint: 'Give `version` alone for that version, `stage` alone for the version that holds it, or `stage` with `version: "*"` for the stage itself.',
        });
    }
    return { model, subject: { kind: 'version', ask: (0,_version_ask_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersionAsk */ .j)(inputs.version), heldStage: null } };
}
/** The same words in messages, records and ids. */
function describeSubject(subject, version = null) {
    switch (subject.kind) {
        case 'model':
            return 'the whole model';
        case 'stage':
            return `the stage ${subject.stage.name}`;
        case 'version':
            return version ?? (subject.heldStage === null ? 'the version' : `the version that holds ${subject.heldStage}`);
    }
}
function namedModel(config, name) {
    const known = [...config.models.keys()];
    if (name === null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('The input `model` must say which model is meant.', { hint: `Known: ${known.join(', ')}.` });
    }
    const model = config.models.get(name);
    if (model === undefined)
        throw unknown('model', name, known, config.file);
    return model;
}
function namedStageOf(model, name, file) {
    const stage = model.stages.get(name);
    if (stage === undefined)
        throw unknown('stage', name, [...model.stages.keys()], file);
    return stage;
}
function unknown(input, name, known, file) {
    const nearest = (0,_config_did_you_mean_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(name, known);
    const guess = nearest === null ? '' : ` Did you mean \`${nearest}\`?`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`The input \`${input}\` names \`${name}\`, which ${file} does not have.${guess}`, {
        hint: `Known: ${known.join(', ')}.`,
    });
}
/** Said before anything is written: a tag that W&B refuses could never hold the stage. */
function taggable(stage) {
    const tag = (0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_3__/* .stageHoldTag */ .wF)(stage.name);
    if (TAG.test(tag) && tag.length <= MOST_TAG)
        return stage;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`The stage \`${stage.name}\` cannot be held: W&B takes no tag \`${tag}\`.`, {
        hint: 'Tags have letters of A to Z, digits, `-`, `_` and spaces. Hold the version or the whole model instead.',
    });
}


/***/ }),

/***/ 5048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bs: () => (/* binding */ markersOf),
/* harmony export */   CY: () => (/* binding */ markersReadable),
/* harmony export */   M4: () => (/* binding */ describeMarker),
/* harmony export */   O9: () => (/* binding */ versionMarkers),
/* harmony export */   T6: () => (/* binding */ markersToSet),
/* harmony export */   iC: () => (/* binding */ stagesHeldBy),
/* harmony export */   n9: () => (/* binding */ judgeHold)
/* harmony export */ });
/* unused harmony export scopeOf */
/* harmony import */ var _checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3970);
/* harmony import */ var _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(147);
/* harmony import */ var _checks_verdict_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1024);
/* harmony import */ var _checks_who_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3209);
/* harmony import */ var _hold_subject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2569);





/** Judges who asks and what is meant, and says what holds it now. */
function judgeHold(facts) {
    const { operation, subject, model, registry } = facts;
    const children = [...whoVerdicts(facts), subjectVerdict(subject, registry)];
    const status = (0,_checks_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .worst */ .QZ)(children.map((child) => child.status));
    const version = subject.kind === 'version' ? registry.candidate : null;
    const markers = markersOf(subject, registry);
    const scope = scopeOf(subject, version);
    const standing = scope === null ? null : (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .standingHold */ .Uh)(registry.records, scope);
    const isHeld = markers.length > 0 && standing !== null;
    const isFree = markers.length === 0 && standing === null && markersReadable(subject, registry);
    return {
        verdict: { id: model.name, kind: 'promotion', status, label: `${operation} ${model.name}`, children },
        version,
        markers,
        standing,
        stages: version === null ? [] : stagesHeldBy(version, model),
        nothingToDo: operation === 'hold' ? isHeld : isFree,
    };
}
/** What a hold is about, for the records; null: a version that is not there. */
function scopeOf(subject, version) {
    if (subject.kind === 'model')
        return { kind: 'model' };
    if (subject.kind === 'stage')
        return { kind: 'stage', stage: subject.stage.name };
    return version === null ? null : (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_3__/* .versionScope */ .xC)(version);
}
/** The markers that hold the subject, however they are spelled and whoever set them. */
function markersOf(subject, registry) {
    const collectionTags = (names) => names.map((name) => ({ kind: 'collection-tag', name }));
    if (subject.kind === 'model')
        return collectionTags((0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .modelHoldTags */ .sq)(registry.collectionTags));
    if (subject.kind === 'stage')
        return collectionTags((0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .stageHoldTags */ .$X)(registry.collectionTags, subject.stage.name));
    return registry.candidate === null ? [] : versionMarkers(registry.candidate);
}
function versionMarkers(version) {
    return [
        ...(0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .holdTagsOf */ .ED)(version).map((name) => ({ kind: 'version-tag', name })),
        ...(0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .holdAliasesOf */ .rd)(version).map((name) => ({ kind: 'version-alias', name })),
    ];
}
/** False: a marker may be among the tags that could not be read. */
function markersReadable(subject, registry) {
    return subject.kind === 'version' ? registry.candidate?.tags != null : registry.collectionTags !== null;
}
/** The marker to set, the better one first; an alias stands in for a tag that may not be written. */
function markersToSet(subject, version) {
    if (subject.kind === 'model')
        return [{ kind: 'collection-tag', name: _checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .HOLD_MARKER */ .bM }];
    if (subject.kind === 'stage')
        return [{ kind: 'collection-tag', name: (0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .stageHoldTag */ .wF)(subject.stage.name) }];
    const alias = { kind: 'version-alias', name: `${_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .HOLD_MARKER */ .bM}-${version?.version ?? ''}` };
    // Without the source project's name the account cannot see it, much less write to it.
    const tag = { kind: 'version-tag', name: _checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_4__/* .HOLD_MARKER */ .bM };
    return version?.source == null ? [alias] : [tag, alias];
}
function describeMarker({ kind, name }) {
    const words = { 'version-tag': 'version tag', 'version-alias': 'alias', 'collection-tag': 'collection tag' };
    return `${words[kind]} ${name}`;
}
/** Stages of the config whose alias stands on the version. */
function stagesHeldBy(version, model) {
    return [...model.stages.values()].filter((stage) => version.aliases.includes(stage.alias));
}
/**
 * A stage's hold is asked of that stage's rule. A version or a model stands in the way of every stage: all rules that
 * there are must be met, and where there is none the default one.
 */
function whoVerdicts({ operation, subject, model, startedBy, permissionOf, teamsOf }) {
    const who = { operation, startedBy, permissionOf, teamsOf };
    const concerned = subject.kind === 'stage' ? [subject.stage] : [...model.stages.values()];
    const ruled = concerned.filter((stage) => stage.may.has(operation));
    if (ruled.length === 0)
        return [(0,_checks_who_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluateWho */ .a)({ ...who, rule: undefined })];
    return ruled.map((stage) => {
        const verdict = (0,_checks_who_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluateWho */ .a)({ ...who, rule: stage.may.get(operation) });
        return { ...verdict, id: `who/${stage.name}`, label: `${verdict.label} (${stage.name})` };
    });
}
function subjectVerdict(subject, { candidate }) {
    const base = { id: 'subject', kind: 'version', label: 'what is meant', children: [] };
    const expected = (0,_hold_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .describeSubject */ .qy)(subject);
    if (subject.kind !== 'version' || candidate !== null) {
        const observed = candidate?.version ?? expected;
        return { ...base, status: 'pass', detail: { type: 'fact', expected, observed } };
    }
    const observed = subject.heldStage === null ? 'not found' : `nobody holds ${subject.heldStage}`;
    return { ...base, status: 'fail', reason: 'version-not-found', detail: { type: 'fact', expected, observed } };
}


/***/ })

};
