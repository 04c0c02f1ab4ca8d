export const id = 199;
export const ids = [199];
export const modules = {

/***/ 4580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   release: () => (/* binding */ release)
/* harmony export */ });
/* harmony import */ var _checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3970);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5048);
/* harmony import */ var _promotion_record_trust_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(235);
/* harmony import */ var _hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4480);
/* harmony import */ var _hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3051);
/* harmony import */ var _hold_work_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6954);
/* harmony import */ var _hold_write_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7939);








/**
 * Ends the hold of a version, a model or a stage: takes away every marker that it can, looks until none is left, and records
 * it. What a fallback moved stays where it is.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function release(inputs, context, ports) {
    const judged = await (0,_hold_work_js__WEBPACK_IMPORTED_MODULE_5__/* .judgeHoldRun */ .A)('release', inputs, context, ports);
    if ('conclusion' in judged)
        return judged;
    const { work, decision, registry } = judged;
    const refusal = refusalOf(judged);
    if (refusal !== null)
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .refusedHold */ .s_)(judged, refusal);
    if (decision.nothingToDo)
        return free(judged, 'no-change');
    if (inputs.dryRun)
        return free(judged, 'planned');
    if (ports.cancellation.requested)
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .cancelledHold */ .XR)(judged);
    // An unsigned release would not count: the markers would be gone, and the hold would stand by record.
    (0,_promotion_record_trust_js__WEBPACK_IMPORTED_MODULE_2__/* .requireCountedSigner */ .iQ)(ports.signer, work.loaded.rules.config.recordKeys);
    const draft = (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .holdDraft */ .TU)(work, registry, decision);
    const url = await (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .openHoldRecord */ .z3)(work, registry, draft);
    const { markers, remarks, failure } = await (0,_hold_write_js__WEBPACK_IMPORTED_MODULE_6__/* .removeMarkers */ .A)(work, registry);
    const notes = remarks.map((text) => ({ level: 'warning', code: 'version-held', text }));
    try {
        const target = { runId: work.runId, url, records: work.loaded.rules.config.records };
        const note = remarks.length === 0 ? {} : { note: remarks.join(' ') };
        const conclusion = failure === null ? 'applied' : 'partial';
        const record = await (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .closeHoldRecord */ .jQ)(target, draft, { conclusion, ...note }, ports);
        if (failure === null)
            return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .holdOutcome */ .Y7)(judged, { ...freed(judged), conclusion: 'applied', record });
        const left = markers.length === 0 ? 'it could not be read back' : `left: ${markers.map(_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMarker */ .M4).join(', ')}`;
        const text = `${(0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectName */ .wn)(judged)} is still held (${left}). ${failure.message}`;
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .failedHold */ .bh)(judged, { markers, notes, record, held: true, conclusion: 'partial' }, failure, text);
    }
    catch (thrown) {
        const closing = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toGateError */ .Vl)(thrown);
        const text = `The markers of ${(0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectName */ .wn)(judged)} are ${failure === null ? '' : 'not '}removed, but the record could not be closed, so the hold still stands by record: ${closing.message}`;
        const record = (0,_hold_record_run_js__WEBPACK_IMPORTED_MODULE_4__/* .openSummary */ .Fb)(work, draft, url);
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .failedHold */ .bh)(judged, { markers, notes, record, held: true, conclusion: 'partial' }, closing, text);
    }
}
function refusalOf({ work, registry, decision, settled }) {
    if (decision.verdict.status !== 'pass')
        return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .verdictError */ .ai)(decision.verdict);
    const [rival] = settled.live;
    if (rival !== undefined) {
        const message = `Run ${rival.workflowRunId} is at work on a ${rival.operation} of this model right now.`;
        return { code: 'in-progress', message, hint: 'It ends within five minutes; run this again then.', issues: [] };
    }
    if (!(0,_promotion_hold_js__WEBPACK_IMPORTED_MODULE_1__/* .markersReadable */ .CY)(work.subject, registry)) {
        const message = `Whether ${work.model.name} is held cannot be told: its tags could not be read.`;
        return { code: 'wandb-access', message, issues: [] };
    }
    const closed = registry.ownAttempts.some((record) => record.runId === work.runId && record.sha256 !== null);
    if (!closed || decision.nothingToDo)
        return null;
    const message = 'This attempt of this job has already closed a record of this release, and a closed record is never rewritten.';
    return { code: 'conflict', message, hint: 'Re-run the job, or start a new run.', issues: [] };
}
function free(judged, conclusion) {
    const text = conclusion === 'planned'
        ? 'Dry run: nothing was written.'
        : `${(0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectName */ .wn)(judged)} is not held: there is nothing to release.`;
    const quiet = freed(judged);
    return (0,_hold_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .holdOutcome */ .Y7)(judged, { ...quiet, conclusion, record: null, notes: [{ level: 'info', text }, ...quiet.notes] });
}
function freed(judged) {
    const end = { decision: 'pass', reasons: [], held: false, markers: [], error: null, fallbacks: [] };
    return { ...end, notes: otherHolds(judged) };
}
/** What else freezes the same thing, and stays: a release ends one hold, not all. */
function otherHolds({ work, registry }) {
    if (work.subject.kind === 'model')
        return [];
    const stays = (0,_checks_hold_markers_js__WEBPACK_IMPORTED_MODULE_7__/* .modelHoldTags */ .sq)(registry.collectionTags);
    return stays.map((tag) => ({
        level: 'warning',
        code: 'stage-held',
        text: `The whole model ${work.model.name} is still held (collection tag ${tag}).`,
    }));
}


/***/ })

};
