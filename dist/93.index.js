export const id = 93;
export const ids = [93];
export const modules = {

/***/ 8504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fallBack: () => (/* binding */ fallBack),
/* harmony export */   settleFallbacks: () => (/* binding */ settleFallbacks)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _rollback_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1202);
/* harmony import */ var _rollback_read_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2986);



/**
 * Rolls every stage back that stands on the held version, one after the other, each as a rollback of its own with its
 * own record. A stage that cannot be moved stays and is said aloud; the others go on.
 */
async function fallBack(work, stages, version) {
    const { ports, inputs, context } = work;
    const host = withKnownAnswers(ports.host, work);
    const outcomes = [];
    const notes = [];
    for (const stage of stages) {
        const asked = { ...inputs, operation: 'rollback', stage: stage.name, version: null, pullRequest: null };
        const outcome = await (0,_rollback_js__WEBPACK_IMPORTED_MODULE_1__.rollback)(asked, context, { ...ports, host }).catch(_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toGateError */ .Vl);
        const done = 'promotions' in outcome ? outcome.promotions : [];
        outcomes.push(...done);
        if ('promotions' in outcome && outcome.conclusion === 'applied')
            continue;
        const why = 'promotions' in outcome
            ? (outcome.error?.message ?? done[0]?.error?.message ?? (outcome.reasons.join(', ') || outcome.conclusion))
            : outcome.message;
        const text = `${work.model.name} ${stage.name} STILL STANDS ON ${version}, WHICH IS HELD: it could not fall back (${why}). Roll it back with \`version\`, or take it out of use.`;
        ports.progress.warning(text);
        notes.push({ level: 'warning', code: 'version-held', text });
    }
    return { outcomes, notes, complete: notes.length === 0 };
}
/**
 * Settles what an earlier run began on stages that the version does not hold any more: it moved them and was interrupted
 * before it could say so. To ask for another rollback would go further back.
 */
async function settleFallbacks(work, stages) {
    const { ports, inputs, context, loaded, model } = work;
    const host = withKnownAnswers(ports.host, work);
    const notes = [];
    for (const stage of stages) {
        const asked = { ...inputs, stage: stage.name, version: null, pullRequest: null };
        const requestedAt = Promise.resolve(work.requestedAt);
        const gathered = await (0,_rollback_read_js__WEBPACK_IMPORTED_MODULE_2__/* .gatherRollback */ .c_)({
            inputs: asked,
            context,
            ports: { ...ports, host },
            loaded,
            model,
            stage,
            requestedAt,
        });
        notes.push(...gathered.notes);
    }
    return notes;
}
/** The rules that bind this run were read a moment ago: all its parts go by the same ones, without asking again. */
function withKnownAnswers(host, { loaded, requestedAt }) {
    const asked = new Map();
    return {
        ...host,
        readChange: async () => loaded.change,
        runCreatedAt: async () => requestedAt,
        permissions: (logins) => {
            const key = JSON.stringify(logins);
            const answer = asked.get(key) ?? host.permissions(logins);
            asked.set(key, answer);
            return answer;
        },
    };
}


/***/ }),

/***/ 6093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hold: () => (/* binding */ hold)
/* harmony export */ });
/* harmony import */ var _checks_hold_records_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(147);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5048);
/* harmony import */ var _promotion_hold_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3124);
/* harmony import */ var _hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4480);
/* harmony import */ var _hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3051);
/* harmony import */ var _hold_work_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6954);
/* harmony import */ var _hold_write_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7939);








/**
 * Freezes a version, a model or a stage: sets a marker, reads it back and records it; then, if asked, rolls every stage back
 * that stands on the version. It waits for nobody: what it sets is the same whoever sets it.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function hold(inputs, context, ports) {
    const judged = await (0,_hold_work_js__WEBPACK_IMPORTED_MODULE_5__/* .judgeHoldRun */ .A)('hold', inputs, context, ports);
    if ('conclusion' in judged)
        return judged;
    const { work, decision, settled, registry } = judged;
    const refusal = refusalOf(judged);
    if (refusal !== null)
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .refusedHold */ .s_)(judged, refusal);
    if (inputs.dryRun)
        return dryRun(judged);
    if (ports.cancellation.requested)
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .cancelledHold */ .XR)(judged);
    const notes = [
        ...driftNotes(judged),
        ...settled.live.map(({ workflowRunId, operation }) => rivalNote(workflowRunId, operation)),
    ];
    if (decision.nothingToDo)
        return heldNow(judged, { markers: decision.markers, record: null, notes, registry });
    const draft = (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .holdDraft */ .TU)(work, registry, decision);
    const url = await (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .openHoldRecord */ .z3)(work, registry, draft);
    const written = await (0,_hold_write_js__WEBPACK_IMPORTED_MODULE_6__/* .setMarker */ .t)(work, registry);
    const remarks = written.remarks.map((text) => ({ level: 'warning', text }));
    const made = { markers: written.markers, notes: [...notes, ...remarks] };
    try {
        const record = await close(judged, draft, url, written);
        if (written.failure === null)
            return heldNow(judged, { ...made, record, registry: written.registry });
        const text = `${(0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectName */ .wn)(judged)} could not be held: ${written.failure.message}`;
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .failedHold */ .bh)(judged, { ...made, record, held: false, conclusion: 'error' }, written.failure, text);
    }
    catch (thrown) {
        const failure = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toGateError */ .Vl)(thrown);
        const held = written.failure === null;
        const text = `${(0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectName */ .wn)(judged)} is ${held ? 'held' : 'not held'}, but the record could not be closed: ${failure.message}`;
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .failedHold */ .bh)(judged, { ...made, record: (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .openSummary */ .Fb)(work, draft, url), held, conclusion: held ? 'partial' : 'error' }, failure, text);
    }
}
function refusalOf({ work, registry, decision }) {
    if (decision.verdict.status !== 'pass')
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .verdictError */ .ai)(decision.verdict);
    const { subject, context, requestedAt } = work;
    if (registry.ownAttempts.some((record) => record.runId === work.runId && record.sha256 !== null && !decision.nothingToDo)) {
        const message = 'This attempt of this job has already closed a record of this hold, and a closed record is never rewritten.';
        return { code: 'conflict', message, hint: 'Re-run the job, or start a new run.', issues: [] };
    }
    if (subject.kind !== 'version' || subject.heldStage === null)
        return null;
    const others = registry.records.filter((record) => record.workflowRunId !== context.run.id);
    const newer = (0,_promotion_hold_record_js__WEBPACK_IMPORTED_MODULE_2__/* .supersededBy */ .g)(others, subject.heldStage, requestedAt);
    if (newer === null)
        return null;
    const message = `Since this was asked for, run ${newer.workflowRunId} held ${newer.from?.version ?? 'the version'} and moved ${subject.heldStage} away from it: holding what stands there now would freeze the version that took over.`;
    return { code: 'stale-run', message, hint: 'Name the version if that is what you want.', issues: [] };
}
function driftNotes({ decision }) {
    if (decision.standing === null || decision.markers.length > 0)
        return [];
    const { workflowRunId } = decision.standing;
    const text = `It was held by run ${workflowRunId}, but its marker is gone: somebody took it away without a release. It is set again.`;
    return [{ level: 'warning', code: 'drift', text }];
}
function rivalNote(run, operation) {
    return {
        level: 'warning',
        code: 'in-progress',
        text: `Run ${run} is at work on a ${operation} of this model right now.`,
    };
}
function close({ work }, draft, url, { failure, markers, remarks }) {
    const { runId, ports, loaded } = work;
    const mayBeSet = failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RemoteError */ .Hi && failure.ambiguous;
    // A marker that may be there holds by record until somebody releases it.
    const conclusion = failure === null ? 'applied' : mayBeSet ? 'partial' : 'failed';
    const note = remarks.length === 0 ? {} : { note: remarks.join(' ') };
    const target = { runId, url, records: loaded.rules.config.records };
    return (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .closeHoldRecord */ .jQ)(target, draft, { conclusion, markers, ...note }, ports);
}
async function heldNow(judged, { markers, record, notes, registry }) {
    const { work, decision } = judged;
    const { version } = decision;
    const stages = version === null || registry.candidate === null ? [] : (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .stagesHeldBy */ .iC)(registry.candidate, work.model);
    const settled = record === null ? await settleLeft(judged, stages) : [];
    const fell = await fallBackFrom(work, stages, version);
    const changed = record !== null || fell.outcomes.length > 0;
    const standing = work.inputs.fallback ? [] : stages.map((stage) => servedNote(judged, stage.name));
    return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .holdOutcome */ .Y7)(judged, {
        conclusion: !fell.complete ? 'partial' : changed ? 'applied' : 'no-change',
        decision: fell.complete ? 'pass' : 'error',
        reasons: fell.complete ? [] : ['version-held', ...fell.outcomes.flatMap((each) => each.reasons)],
        held: true,
        markers,
        record,
        notes: [...notes, ...settled, ...standing, ...fell.notes, releaseNote(judged)],
        error: null,
        fallbacks: fell.outcomes,
    });
}
const NOWHERE = { outcomes: [], notes: [], complete: true };
async function fallBackFrom(work, stages, version) {
    if (!work.inputs.fallback || version === null || stages.length === 0)
        return NOWHERE;
    const { fallBack } = await Promise.resolve(/* import() eager */).then(__webpack_require__.bind(__webpack_require__, 8504));
    return fallBack(work, stages, version.version);
}
/** Stages that an earlier run of this hold moved away: it may have been interrupted before it could record that. */
async function settleLeft({ work, decision }, held) {
    const before = decision.standing === null ? null : (0,_checks_hold_records_js__WEBPACK_IMPORTED_MODULE_7__/* .holdPart */ .Zo)(decision.standing)?.['held_stages'];
    if (!work.inputs.fallback || !Array.isArray(before))
        return [];
    const left = [...work.model.stages.values()].filter((stage) => before.includes(stage.name) && !held.includes(stage));
    if (left.length === 0)
        return [];
    const { settleFallbacks } = await Promise.resolve(/* import() eager */).then(__webpack_require__.bind(__webpack_require__, 8504));
    return settleFallbacks(work, left);
}
function servedNote(judged, stage) {
    const text = `${(0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectName */ .wn)(judged)} is held, and ${stage} still stands on it: a hold moves nothing by itself. Give \`fallback: true\`, or roll ${stage} back.`;
    return { level: 'warning', code: 'version-held', text };
}
function releaseNote({ work, decision }) {
    const { subject, model } = work;
    const named = {
        version: `, \`version: ${decision.version?.version ?? ''}\``,
        model: '',
        stage: subject.kind === 'stage' ? `, \`stage: ${subject.stage.name}\`, \`version: "*"\`` : '',
    };
    const text = `To end the hold: \`operation: release\`, \`model: ${model.name}\`${named[subject.kind]} and a reason.`;
    return { level: 'info', text };
}
function dryRun(judged) {
    const { work, decision, registry } = judged;
    const planned = decision.markers.length > 0 ? decision.markers : (0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersToSet */ .T6)(work.subject, registry.candidate).slice(0, 1);
    const moving = work.inputs.fallback ? decision.stages.map(({ name }) => name) : [];
    const text = `Dry run: nothing was written.${moving.length === 0 ? '' : ` The fallback would roll back: ${moving.join(', ')}.`}`;
    return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .holdOutcome */ .Y7)(judged, {
        conclusion: decision.nothingToDo && moving.length === 0 ? 'no-change' : 'planned',
        decision: 'pass',
        reasons: [],
        held: true,
        markers: planned,
        record: null,
        notes: [{ level: 'info', text }],
        error: null,
        fallbacks: [],
    });
}


/***/ })

};
