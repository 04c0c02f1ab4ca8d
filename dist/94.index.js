export const id = 94;
export const ids = [94];
export const modules = {

/***/ 8094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   recordsNotes: () => (/* binding */ recordsNotes),
/* harmony export */   status: () => (/* binding */ status)
/* harmony export */ });
/* harmony import */ var _promotion_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2619);
/* harmony import */ var _read_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5590);
/* harmony import */ var _survey_models_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5409);
/* harmony import */ var _survey_rules_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3992);




/** The newest record mostly says who holds the stage; a refused or abandoned one may stand before it. */
const MOST_RECORDS = 2;
/**
 * Which version holds which stage, since when and by whom; of all models, or of those that the inputs name. Writes
 * nothing and fails only where it cannot read.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function status(inputs, context, ports) {
    const rules = await (0,_survey_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .loadReadRules */ .i)(inputs, context, ports);
    if ('stopped' in rules)
        return rules.stopped;
    const { config, notes } = rules.loaded.rules;
    const selected = (0,_survey_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .selectStages */ .u)(config, inputs);
    const surveyed = await (0,_survey_models_js__WEBPACK_IMPORTED_MODULE_2__/* .surveyModels */ .l)(selected, config, ports.survey, { mostRecords: MOST_RECORDS, whole: false });
    const facts = { models: surveyed.models, recordKeys: config.recordKeys, now: surveyed.serverTime };
    return {
        operation: inputs.operation,
        decision: 'pass',
        conclusion: 'no-change',
        reasons: [],
        promotions: [],
        listings: [(0,_promotion_status_js__WEBPACK_IMPORTED_MODULE_0__/* .statusListing */ .tO)(facts)],
        error: null,
        notes: [...notes, ...recordsNotes(surveyed.recordsVisible, config.records), ...(0,_promotion_status_js__WEBPACK_IMPORTED_MODULE_0__/* .statusNotes */ .G6)(facts)],
        commentOn: null,
        config: (0,_read_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .configFactsOf */ .J)(rules.loaded.change, inputs),
    };
}
/** Without the records nothing can be said about how a version got where it is. */
function recordsNotes(visible, { entity, project }) {
    if (visible)
        return [];
    const text = `The records project ${entity}/${project} is not there yet, or this account may not see it.`;
    return [{ level: 'warning', code: 'wandb-access', text }];
}


/***/ }),

/***/ 5409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ surveyModels)
/* harmony export */ });
/* harmony import */ var _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(147);
/* harmony import */ var _checks_moving_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
/* harmony import */ var _promotion_record_trust_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(235);



const PAGE = 100;
const MOST_PAGES = 20;
/**
 * Holders and records of all selected stages. Where the newest records say nothing about who holds a stage, older ones
 * are read until one does. `whole`: the chains are read to their beginnings.
 * @throws AccessError, RemoteError
 */
async function surveyModels(selected, config, survey, { mostRecords, whole }) {
    const { registry, records, recordKeys } = config;
    const found = await survey.survey({
        registry,
        records,
        mostRecords,
        models: selected.map(({ model, stages }) => ({
            model: model.name,
            collection: model.collection,
            stages: stages.map(({ name, alias }) => ({ stage: name, alias })),
            chains: [_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_2__/* .HOLD_CHAIN */ .uT],
        })),
    });
    const trusted = (each) => (0,_promotion_record_trust_js__WEBPACK_IMPORTED_MODULE_1__/* .trustRecord */ .qo)(each, recordKeys);
    const models = selected.map(async ({ model, stages }, index) => {
        const read = found.models[index];
        if (read === undefined)
            return [];
        const isEnough = (all) => !whole && all.map(trusted).some(_checks_moving_record_js__WEBPACK_IMPORTED_MODULE_0__/* .saysStanding */ .le);
        const complete = (each, enough) => readOn(each, enough, (after) => survey.records({
            registry,
            records,
            collection: model.collection,
            model: model.name,
            stage: each.stage,
            until: null,
            first: PAGE,
            after,
        }));
        const chains = await Promise.all([
            ...read.stages.map((each) => complete(each, isEnough)),
            ...read.chains.map((each) => complete(each, () => !whole)),
        ]);
        const recordsOf = (chain) => (chains.find((each) => each.chain === chain)?.records ?? []).map(trusted);
        return [
            {
                model,
                exists: read.exists,
                collectionTags: read.collectionTags,
                holds: recordsOf(_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_2__/* .HOLD_CHAIN */ .uT),
                chains,
                stages: stages.map((stage, at) => ({
                    stage,
                    holder: read.stages[at]?.holder ?? null,
                    records: recordsOf(stage.name),
                })),
            },
        ];
    });
    return {
        models: (await Promise.all(models)).flat(),
        recordsVisible: found.recordsVisible,
        serverTime: found.serverTime,
    };
}
async function readOn(first, isEnough, page) {
    const all = [...first.records];
    let { after } = first;
    for (let turn = 0; after !== null && turn < MOST_PAGES && !isEnough(all); turn += 1) {
        const next = await page(after);
        all.push(...next.records);
        after = next.after;
    }
    return { chain: first.stage, records: all, complete: after === null };
}


/***/ }),

/***/ 3992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ loadReadRules),
/* harmony export */   u: () => (/* binding */ selectStages)
/* harmony export */ });
/* harmony import */ var _promotion_requests_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4219);
/* harmony import */ var _promotion_trust_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(879);
/* harmony import */ var _load_gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7718);
/* harmony import */ var _no_credentials_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6004);
/* harmony import */ var _stopped_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1383);





/**
 * Rules for operations that write nothing: on a pull request those of its base branch, on a push and a started run
 * those of the branch as it is now, and for a tag, a release or a deployment those of the default branch.
 * @throws ConfigError, AccessError, RemoteError
 */
async function loadReadRules(inputs, context, ports) {
    const trusted = readTrust(context);
    if (trusted === null) {
        const { event } = context;
        const stopped = (0,_stopped_run_js__WEBPACK_IMPORTED_MODULE_3__/* .stoppedRun */ .P)(inputs.operation, {
            stopped: 'refused',
            code: event.kind === 'other' ? 'untrusted-event' : 'untrusted-ref',
            message: `The event \`${event.name}\` does not say which branch's gate config is meant.`,
            hint: 'Use schedule, workflow_dispatch, push, release, deployment, or pull_request.',
        });
        return { stopped };
    }
    if (!ports.hasCredentials)
        return { stopped: withoutCredentials(inputs, context) };
    const loaded = await (0,_load_gate_js__WEBPACK_IMPORTED_MODULE_1__/* .loadRules */ .A)(trusted.trust, inputs, trusted.context, ports.host);
    if (!('stopped' in loaded) && isOtherDefault(trusted.trust, loaded)) {
        const stopped = (0,_stopped_run_js__WEBPACK_IMPORTED_MODULE_3__/* .stoppedRun */ .P)(inputs.operation, {
            stopped: 'refused',
            code: 'untrusted-ref',
            message: `The event names another default branch than GitHub does, which is \`${loaded.change.defaultBranch}\`.`,
            hint: 'Start it again; if it was renamed, by a new event.',
        });
        return { stopped };
    }
    return 'stopped' in loaded ? { stopped: (0,_stopped_run_js__WEBPACK_IMPORTED_MODULE_3__/* .stoppedRun */ .P)(inputs.operation, loaded) } : { loaded };
}
/** A push is read as its branch: what it changed binds promotions later, but there is nothing to promote here. */
function readTrust(context) {
    const { event } = context;
    if (event.kind === 'pull-request')
        return { trust: { mode: 'plan', pullRequest: event.number }, context };
    if (event.kind === 'push' && event.branch !== null && !event.deleted) {
        const { branch, name } = event;
        const trust = { mode: 'write', by: 'branch', branch };
        return { trust, context: { ...context, event: { kind: 'branch', name, branch } } };
    }
    const { defaultBranch } = context;
    if ((0,_promotion_trust_js__WEBPACK_IMPORTED_MODULE_4__/* .isWithoutBranch */ .z)(event) && defaultBranch !== undefined) {
        const trust = { mode: 'write', by: 'branch', branch: defaultBranch, readOnly: true };
        return { trust, context: { ...context, event: { kind: 'branch', name: event.name, branch: defaultBranch } } };
    }
    const trust = (0,_promotion_trust_js__WEBPACK_IMPORTED_MODULE_4__/* .trustEvent */ .N)(event);
    return trust.mode === 'write' && trust.by === 'branch' ? { trust, context } : null;
}
/** Where the branch was taken from the event, GitHub has to agree that it is the default one. */
function isOtherDefault(trust, { change }) {
    return trust.mode === 'write' && trust.readOnly === true && trust.branch !== change.defaultBranch;
}
function withoutCredentials(inputs, { event }) {
    if (event.kind === 'pull-request' && event.withoutSecrets) {
        return (0,_stopped_run_js__WEBPACK_IMPORTED_MODULE_3__/* .stoppedRun */ .P)(inputs.operation, {
            stopped: 'pending',
            code: 'no-credentials',
            message: `Pull request #${event.number} comes from a fork or from Dependabot: its runs get no W&B credential.`,
            hint: 'A maintainer can push the branch to this repository.',
        });
    }
    throw (0,_no_credentials_js__WEBPACK_IMPORTED_MODULE_2__/* .credentialsMissing */ .$)();
}
/**
 * The models and stages that the inputs narrow the run to; both empty: all of the config.
 * @throws InputError for a name that the config does not have
 */
function selectStages(config, inputs) {
    const named = (0,_promotion_requests_js__WEBPACK_IMPORTED_MODULE_0__/* .findNamed */ .n4)({ config, inputs: { ...inputs, version: null } });
    return [...config.models.values()]
        .filter((model) => named.model === null || model === named.model)
        .map((model) => ({
        model,
        stages: [...model.stages.values()].filter((stage) => named.stage === null || stage.name === named.stage),
    }))
        .filter(({ stages }) => stages.length > 0);
}


/***/ }),

/***/ 4669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G3: () => (/* binding */ bodyText),
/* harmony export */   OR: () => (/* binding */ trustText),
/* harmony export */   SD: () => (/* binding */ actorsOf),
/* harmony export */   e$: () => (/* binding */ configDigestOf),
/* harmony export */   ho: () => (/* binding */ costOf)
/* harmony export */ });
/** Who a record says acted; the one who re-ran the job behind the one who started it. Empty: it does not say. */
function actorsOf({ body }) {
    const names = [body?.['actor'], body?.['triggering_actor']].filter((name) => typeof name === 'string' && name !== '');
    return [...new Set(names)].join(', ');
}
/** A text of the record's body; null: it has none under that name. */
function bodyText({ body }, name) {
    const value = body?.[name];
    return typeof value === 'string' ? value : null;
}
/** sha256 of the gate config that a record was made under; null: it does not say. */
function configDigestOf({ body }) {
    const config = body?.['config'];
    const sha256 = typeof config === 'object' && config !== null && 'sha256' in config ? config.sha256 : null;
    return typeof sha256 === 'string' ? sha256 : null;
}
/** `cost_usd 0.21` from the evidence that a record keeps; null: no metric of it is a cost. */
function costOf({ body }) {
    const rows = Array.isArray(body?.['rows']) ? body['rows'] : [];
    for (const row of rows) {
        if (typeof row !== 'object' || row === null || !('metric' in row) || !('value' in row))
            continue;
        const { metric, value } = row;
        if (typeof metric === 'string' && typeof value === 'number' && /(^|[^a-z])costs?([^a-z]|$)/i.test(metric))
            return { metric, value };
    }
    return null;
}
/** How far a record can be believed, in one word for tables. */
function trustText(record, keys) {
    if (record.sha256 === null)
        return 'open';
    if (!record.intact)
        return keys.length > 0 && record.signature === null ? 'unsigned' : 'not intact';
    if (record.signature === null)
        return 'unsigned';
    return keys.length > 0 ? 'signed' : 'signed, no key to check';
}


/***/ }),

/***/ 6853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bO: () => (/* binding */ overdueHolds),
/* harmony export */   i7: () => (/* binding */ isHeld),
/* harmony export */   nF: () => (/* binding */ holdState),
/* harmony export */   pL: () => (/* binding */ holdText)
/* harmony export */ });
/* harmony import */ var _checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3970);
/* harmony import */ var _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(147);


function holdState({ holder, stage, collectionTags, holds }) {
    const onVersion = holder === null
        ? []
        : [
            ...(0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_0__/* .holdTagsOf */ .ED)(holder).map((tag) => `version tag ${tag}`),
            ...(0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_0__/* .holdAliasesOf */ .rd)(holder).map((alias) => `alias ${alias}`),
        ];
    const ofModel = (0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_0__/* .modelHoldTags */ .sq)(collectionTags).map((tag) => `collection tag ${tag}`);
    const ofStage = (0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_0__/* .stageHoldTags */ .$X)(collectionTags, stage).map((tag) => `collection tag ${tag}`);
    const tagsRead = collectionTags !== null;
    const versionRead = holder === null || holder.tags !== null;
    const scopes = [
        { scope: { kind: 'model' }, markers: ofModel, read: tagsRead },
        { scope: { kind: 'stage', stage }, markers: ofStage, read: tagsRead },
        ...(holder === null ? [] : [{ scope: (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_1__/* .versionScope */ .xC)(holder), markers: onVersion, read: versionRead }]),
    ];
    const standing = scopes.flatMap(({ scope, markers, read }) => {
        const record = (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_1__/* .standingHold */ .Uh)(holds, scope);
        return record === null ? [] : [{ record, isGone: read && markers.length === 0 }];
    });
    return {
        markers: [...onVersion, ...ofModel, ...ofStage],
        records: standing.map(({ record }) => record),
        vanished: standing.filter(({ isGone }) => isGone).map(({ record }) => record),
        readable: tagsRead && versionRead,
    };
}
function isHeld({ markers, records }) {
    return markers.length > 0 || records.length > 0;
}
/** Hold records whose `until` has passed: they still hold, and somebody should look. */
function overdueHolds({ records }, now) {
    return records.flatMap((record) => {
        const until = (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_1__/* .holdPart */ .Zo)(record)?.['until'];
        return typeof until === 'string' && Date.parse(until) < Date.parse(now) ? [{ record, until }] : [];
    });
}
/** The hold in a few words for a table; empty: none. */
function holdText(hold) {
    if (isHeld(hold))
        return hold.markers.length > 0 ? hold.markers.join(', ') : 'held by record, marker gone';
    return hold.readable ? '' : 'unknown: tags cannot be read';
}


/***/ }),

/***/ 104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _K: () => (/* binding */ isDrift),
/* harmony export */   jD: () => (/* binding */ stageStanding)
/* harmony export */ });
/* unused harmony export STANDING_STATES */
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5903);
/* harmony import */ var _standing_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5349);


/**
 * How a stage's alias stands to its records. `ungated`: they differ, and nothing guards the stage, so anybody may move
 * it. `in-progress`: they differ while another run's lease is live.
 */
const STANDING_STATES = (/* unused pure expression or super */ null && ([
    'as-recorded',
    'nobody',
    'ungated',
    'in-progress',
    'no-record',
    'moved-by-hand',
    'removed',
    'unfinished-move',
]));
/** @param serverTime the server's clock, ISO 8601: leases are measured by it */
function stageStanding(read, stage, serverTime) {
    const { holder, records } = read;
    const record = (0,_standing_js__WEBPACK_IMPORTED_MODULE_1__/* .newestStanding */ .xV)(records);
    const open = records
        .filter((each) => each.sha256 === null)
        .map((each) => ({ ...each, live: Date.parse(serverTime) - Date.parse(each.createdAt) < _lease_js__WEBPACK_IMPORTED_MODULE_0__/* .LEASE_MS */ .Wf }));
    return { state: stateOf({ holder, record, open }, stage), holder, record, open };
}
function stateOf({ holder, record, open }, stage) {
    if (holder === null && record === null)
        return 'nobody';
    if (holder !== null && record?.to?.artifactId === holder.artifactId)
        return 'as-recorded';
    if (open.some((each) => each.live))
        return 'in-progress';
    if (holder !== null && open.some((each) => isMoveTo(each, holder)))
        return 'unfinished-move';
    if (holder === null && open.some(_lease_js__WEBPACK_IMPORTED_MODULE_0__/* .isRemoval */ .f))
        return 'unfinished-move';
    if (stage.ungated)
        return 'ungated';
    if (holder === null)
        return 'removed';
    return record === null ? 'no-record' : 'moved-by-hand';
}
/** An adoption moves nothing: one that was not closed explains no holder. */
function isMoveTo(intent, { artifactId }) {
    return intent.operation !== 'adopt' && intent.to?.artifactId === artifactId;
}
/** These states mean that the alias was moved around the gate. */
function isDrift(state) {
    return ['no-record', 'moved-by-hand', 'removed', 'unfinished-move'].includes(state);
}


/***/ }),

/***/ 2619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ stageStatuses),
/* harmony export */   G6: () => (/* binding */ statusNotes),
/* harmony export */   Qn: () => (/* binding */ overdueNotes),
/* harmony export */   r9: () => (/* binding */ stateText),
/* harmony export */   tO: () => (/* binding */ statusListing)
/* harmony export */ });
/* harmony import */ var _checks_counted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9727);
/* harmony import */ var _record_body_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4669);
/* harmony import */ var _status_hold_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6853);
/* harmony import */ var _status_standing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(104);




function stageStatuses({ models, now }) {
    return models.flatMap(({ model, stages, exists, collectionTags, holds }) => stages.map(({ stage, ...read }) => ({
        model,
        stage,
        exists,
        standing: (0,_status_standing_js__WEBPACK_IMPORTED_MODULE_0__/* .stageStanding */ .jD)(read, stage, now),
        hold: (0,_status_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .holdState */ .nF)({ holder: read.holder, stage: stage.name, collectionTags, holds }),
    })));
}
/** Models × stages as a table; one line for each model in the log. */
function statusListing(facts) {
    const statuses = stageStatuses(facts);
    return {
        name: 'status',
        title: 'Status',
        intro: [`${(0,_checks_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(facts.models.length, 'model')}, ${(0,_checks_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(statuses.length, 'stage')}, at ${facts.now}.`],
        columns: ['Model', 'Stage', 'Version', 'Age', 'Since', 'By', 'State', 'Record', 'Hold', 'Cost', 'Owners'],
        rows: statuses.map((each) => row(each, facts)),
        diagram: null,
        log: facts.models.map(({ model }) => logLine(model, statuses.filter((each) => each.model === model))),
        data: statuses.map((each) => data(each, facts)),
    };
}
function row(status, { now, recordKeys }) {
    const { model, stage, standing, hold } = status;
    const { holder } = standing;
    const record = recordOfHolder(standing);
    const cost = record === null ? null : (0,_record_body_js__WEBPACK_IMPORTED_MODULE_3__/* .costOf */ .ho)(record);
    return [
        model.name,
        stage.name,
        holder?.version ?? '',
        holder === null ? '' : ageText(holder.linkedAt, now),
        record?.finishedAt ?? '',
        record === null ? '' : (0,_record_body_js__WEBPACK_IMPORTED_MODULE_3__/* .actorsOf */ .SD)(record),
        stateText(status),
        record === null ? '' : { text: `#${record.sequence} ${(0,_record_body_js__WEBPACK_IMPORTED_MODULE_3__/* .trustText */ .OR)(record, recordKeys)}`, url: record.url },
        (0,_status_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .holdText */ .pL)(hold),
        cost === null ? '' : `${cost.metric} ${cost.value}`,
        model.owners.join(', '),
    ];
}
/** The record that put the present holder there; null: none says so. */
function recordOfHolder({ state, record }) {
    return state === 'as-recorded' ? record : null;
}
function data(status, { now, recordKeys }) {
    const { model, stage, standing, hold, exists } = status;
    const { holder, state } = standing;
    const record = recordOfHolder(standing);
    return {
        model: model.name,
        collection: model.collection,
        in_registry: exists,
        stage: stage.name,
        alias: stage.alias,
        ...versionData(holder, now),
        state,
        drift: (0,_status_standing_js__WEBPACK_IMPORTED_MODULE_0__/* .isDrift */ ._K)(state),
        since: record?.finishedAt ?? null,
        by: record === null ? '' : (0,_record_body_js__WEBPACK_IMPORTED_MODULE_3__/* .actorsOf */ .SD)(record),
        record: record === null
            ? null
            : {
                sha256: record.sha256,
                sequence: record.sequence,
                operation: record.operation,
                trust: (0,_record_body_js__WEBPACK_IMPORTED_MODULE_3__/* .trustText */ .OR)(record, recordKeys),
                url: record.url,
            },
        recorded_version: standing.record?.to?.version ?? null,
        held: (0,_status_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .isHeld */ .i7)(hold) ? true : hold.readable ? false : null,
        hold_markers: hold.markers,
        hold_overdue: (0,_status_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .overdueHolds */ .bO)(hold, now).map(({ until }) => until),
        cost: record === null ? null : (0,_record_body_js__WEBPACK_IMPORTED_MODULE_3__/* .costOf */ .ho)(record),
        owners: model.owners,
    };
}
function versionData(holder, now) {
    return {
        version: holder?.version ?? null,
        artifact_id: holder?.artifactId ?? null,
        digest: holder?.digest ?? null,
        artifact_state: holder?.state ?? null,
        linked_at: holder?.linkedAt ?? null,
        age_days: holder === null ? null : daysBetween(holder.linkedAt, now),
    };
}
const STATE_TEXTS = {
    'as-recorded': 'as recorded',
    nobody: 'nobody holds it',
    ungated: 'not gated',
    'in-progress': 'being moved now',
    'no-record': 'drift: no record',
    'moved-by-hand': 'drift: moved by hand',
    removed: 'drift: alias removed',
    'unfinished-move': 'drift: moved by an unfinished run',
};
function stateText({ standing, exists }) {
    return exists ? STATE_TEXTS[standing.state] : 'not in the registry';
}
function logLine({ name }, statuses) {
    const stages = statuses.map((status) => {
        const { stage, standing, hold } = status;
        const remarks = [
            ...((0,_status_standing_js__WEBPACK_IMPORTED_MODULE_0__/* .isDrift */ ._K)(standing.state) || !status.exists ? [stateText(status)] : []),
            ...((0,_status_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .isHeld */ .i7)(hold) ? ['held'] : []),
        ];
        return `${stage.name} ${standing.holder?.version ?? '–'}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`;
    });
    return `${name}: ${stages.join(', ')}`;
}
/** What somebody should look at; none of it fails a `status`. */
function statusNotes(facts) {
    const statuses = stageStatuses(facts);
    const drifting = statuses.filter(({ standing }) => (0,_status_standing_js__WEBPACK_IMPORTED_MODULE_0__/* .isDrift */ ._K)(standing.state));
    const missing = facts.models.filter(({ exists }) => !exists).map(({ model }) => model.name);
    return [
        ...overdueNotes(statuses, facts.now),
        ...(drifting.length === 0
            ? []
            : [
                note('drift', `${(0,_checks_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(drifting.length, 'stage differs', 'stages differ')} from the records; \`verify\` says how to go on.`),
            ]),
        ...(missing.length === 0 ? [] : [note(undefined, `Not in the registry: ${missing.join(', ')}.`)]),
    ];
}
/** A hold past its date still holds; a hold of a model is said once, not for each of its stages. */
function overdueNotes(statuses, now) {
    const seen = new Set();
    return statuses.flatMap(({ model, stage, hold }) => (0,_status_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .overdueHolds */ .bO)(hold, now)
        .filter(({ record }) => !seen.has(record.runId) && seen.add(record.runId))
        .map(({ until }) => note('version-held', `${model.name} ${stage.name} is held, although its hold was to end on ${until}: release it, or hold it anew.`)));
}
function note(code, text) {
    return { level: 'warning', ...(code === undefined ? {} : { code }), text };
}
const DAY_MS = 86_400_000;
function daysBetween(from, to) {
    return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS));
}
function ageText(since, now) {
    const days = daysBetween(since, now);
    return days === 0 ? 'today' : (0,_checks_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(days, 'day');
}


/***/ })

};
