export const id = 712;
export const ids = [712];
export const modules = {

/***/ 7712:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rollBackCanary: () => (/* binding */ rollBackCanary)
/* harmony export */ });
/* harmony import */ var _checks_canary_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6865);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _promotion_outcome_error_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(3878);
/* harmony import */ var _promotion_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7836);
/* harmony import */ var _promotion_record_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7336);
/* harmony import */ var _promotion_requesting_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6802);
/* harmony import */ var _promotion_standing_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5349);
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3847);
/* harmony import */ var _describe_promotion_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5375);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4649);
/* harmony import */ var _read_canary_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5061);
/* harmony import */ var _upload_evidence_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1919);












/**
 * Takes the canary alias from a version that is worse than the one in use beyond doubt, where the gate config says so. The
 * promotion stays what it is; that the alias is gone stands in a record of the canary's stage.
 */
async function rollBackCanary(each, session, part) {
    const { canary, registry } = each.facts;
    const { candidate } = registry;
    if (canary === undefined || candidate === null || !isDue(each, part))
        return part;
    const { alias } = canary.canary.stage;
    if (!(0,_prepare_js__WEBPACK_IMPORTED_MODULE_8__/* .mayWrite */ .J)(session, each.facts.request)) {
        const text = `${alias} would be removed from ${candidate.version}: it is worse than the version in use.`;
        return { ...part, notes: [...part.notes, { level: 'info', text }] };
    }
    if (session.ports.cancellation.requested)
        return part;
    const runId = (0,_promotion_record_id_js__WEBPACK_IMPORTED_MODULE_3__/* .recordRunId */ ._)(session.context, session.context.run.attempt, {
        operation: 'rollback',
        registryPath: registryPathOf(session, each),
        stage: canary.canary.stage.name,
    });
    // A closed record is never rewritten: this attempt has taken a version back already, and somebody has put it there again.
    if (canary.canary.registry.ownAttempts.some((record) => record.runId === runId && record.sha256 !== null)) {
        const text = `${alias} stays on ${candidate.version}: this attempt of this job has already closed a record of ${canary.canary.stage.name}. Start a new run.`;
        return { ...part, notes: [...part.notes, { level: 'warning', code: 'conflict', text }] };
    }
    try {
        return removed(each, session, part, await remove({ each, session, canary, candidate, runId }));
    }
    catch (thrown) {
        const error = (0,_promotion_outcome_error_js__WEBPACK_IMPORTED_MODULE_11__/* .toOutcomeError */ .Q)((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .toGateError */ .Vl)(thrown));
        return { ...part, decision: 'error', conclusion: 'error', reasons: [error.code, ...part.reasons], error };
    }
}
/** Worse beyond doubt, and nobody who may not start a promotion has started this. */
function isDue({ facts, judgement, waitFor, noChange }, part) {
    const { verdict } = judgement;
    const isAllowed = verdict.children.every(({ id, status }) => id !== 'who' || status === 'pass');
    const isOpen = waitFor === null && !noChange && (part.conclusion === 'refused' || part.conclusion === 'error');
    return facts.canary?.rule.onFail === 'rollback' && isOpen && isAllowed && (0,_checks_canary_js__WEBPACK_IMPORTED_MODULE_0__/* .isInferior */ .$K)(verdict);
}
async function remove(removal) {
    const { each, session, canary, candidate, runId } = removal;
    const { config } = session.gate;
    const applied = await (0,_apply_js__WEBPACK_IMPORTED_MODULE_6__/* .apply */ .B)({
        config,
        collection: each.facts.request.model.collection,
        runId,
        draft: draftOf(removal),
        move: null,
        removes: true,
        to: (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_2__/* .recordVersionOf */ .hQ)(candidate),
        alias: canary.canary.stage.alias,
        keepPrevious: null,
        ends: 'applied',
        recheck: () => recheck(removal),
    }, session.ports);
    const files = () => (0,_upload_evidence_js__WEBPACK_IMPORTED_MODULE_10__/* .filesOfPromotion */ .ST)(each.facts, session.gate);
    (0,_upload_evidence_js__WEBPACK_IMPORTED_MODULE_10__/* .putBeside */ .iq)(applied, { records: config.records, files }, session.ports);
    return applied;
}
/** Nobody is promoted by it: what was refused stays refused, and says what became of the canary. */
function removed({ facts }, session, part, applied) {
    const alias = facts.canary?.canary.stage.alias ?? '';
    const version = facts.registry.candidate?.version ?? '';
    const notes = [...part.notes, ...applied.notes];
    if (applied.conclusion === 'applied') {
        const text = `${alias} was removed from ${version} and recorded: it is worse than the version in use.`;
        session.ports.progress.info(text);
        return { ...part, record: applied.record, notes: [...notes, { level: 'info', code: 'rolled-back', text }] };
    }
    const { conclusion, reasons, record, error } = applied;
    return {
        ...part,
        conclusion,
        decision: conclusion === 'refused' ? 'fail' : 'error',
        reasons: [...new Set([...reasons, ...part.reasons])],
        record,
        notes,
        ...(error === undefined ? {} : { error }),
    };
}
function registryPathOf({ gate }, { facts }) {
    const { entity, project } = gate.config.registry;
    return `${entity}/${project}/${facts.request.model.collection}`;
}
function draftOf({ each, session, canary, candidate }) {
    const { facts, judgement } = each;
    const { context, gate, inputs, ports } = session;
    const { stage, registry } = canary.canary;
    const from = (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_2__/* .bodyVersion */ .$)((0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_2__/* .recordVersionOf */ .hQ)(candidate));
    const pullRequests = (0,_promotion_requesting_js__WEBPACK_IMPORTED_MODULE_4__/* .requestingPullRequests */ .lr)(facts);
    const standing = (0,_promotion_standing_js__WEBPACK_IMPORTED_MODULE_5__/* .newestStanding */ .xV)(registry.records);
    const { sequence, previousRecord } = (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_2__/* .chainAfter */ .Mn)(registry.records);
    return {
        schema_version: 1,
        operation: 'rollback',
        registry_path: registryPathOf(session, each),
        model: facts.request.model.name,
        stage: stage.name,
        alias: stage.alias,
        from,
        to: null,
        moves: [{ alias: stage.alias, from, to: null, purpose: 'stage' }],
        verdict: judgement.verdict,
        rows: judgement.rows,
        evidence: (0,_describe_promotion_js__WEBPACK_IMPORTED_MODULE_7__/* .summariseEvidence */ .gS)(facts),
        config: gate.configFacts,
        pins: {
            path: gate.config.pins,
            commit: gate.pinsCommit,
            version: gate.pins.entries.get(facts.request.model.name)?.get(stage.name)?.version ?? null,
            sha256: (0,_upload_evidence_js__WEBPACK_IMPORTED_MODULE_10__/* .fileDigest */ .hd)((0,_upload_evidence_js__WEBPACK_IMPORTED_MODULE_10__/* .pinsFileOf */ .M6)(gate)),
        },
        approvals: [],
        tickets: [],
        lineage: (0,_promotion_record_js__WEBPACK_IMPORTED_MODULE_2__/* .lineageOf */ .bQ)(candidate),
        owners: facts.request.model.owners,
        reason: inputs.reason ?? reasonOf(each, canary),
        event: context.event.name,
        actor: context.actor,
        triggering_actor: context.triggeringActor,
        repository: { name: `${context.repository.owner}/${context.repository.name}`, id: context.repository.id },
        pull_requests: pullRequests.map(({ number }) => number),
        head_commits: pullRequests.map(({ headCommit }) => headCommit),
        merge_commit: context.commit,
        workflow_ref: context.workflowRef,
        run: context.run,
        requested_at: facts.requestedAt ?? facts.now,
        judged_at: new Date(ports.clock.now()).toISOString(),
        software: ports.software,
        drift: null,
        undoes: standing?.to?.artifactId === candidate.artifactId ? standing.sha256 : null,
        sequence,
        previous_record: previousRecord,
    };
}
/** Nobody has stated a reason for what the gate config orders: the numbers are it. */
function reasonOf({ judgement }, { against }) {
    const group = judgement.verdict.children.find(({ id }) => id === _checks_canary_js__WEBPACK_IMPORTED_MODULE_0__/* .CANARY */ .nT);
    const worse = (group?.children ?? []).filter(({ reason }) => reason === 'canary-inferior').map(({ label }) => label);
    return `the canary is worse than ${against.registry.holder?.version ?? 'the version in use'} beyond doubt: ${worse.join(', ')}`;
}
/** Step 4 of contract §6: both versions still stand where they were compared, and nobody recorded anything meanwhile. */
async function recheck({ each, session, canary, }) {
    const { gate, context, ports } = session;
    const scope = { gate, context, request: each.facts.request };
    const [registry, against] = await Promise.all([
        (0,_read_canary_js__WEBPACK_IMPORTED_MODULE_9__/* .readStageBeside */ .F$)(canary.canary.stage, scope, ports),
        (0,_read_canary_js__WEBPACK_IMPORTED_MODULE_9__/* .readStageBeside */ .F$)(canary.against.stage, scope, ports),
    ]);
    const pairs = [
        { ...canary.canary, fresh: registry },
        { ...canary.against, fresh: against },
    ];
    if (!registry.recordsVisible) {
        const changed = 'The records project takes records from this account, but does not show them.';
        return { changed, registry };
    }
    for (const { stage, registry: before, fresh } of pairs) {
        if (before.holder === null)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InvariantError */ .zU('A canary without a version in use was found to be worse.');
        if (fresh.holder?.artifactId !== before.holder.artifactId) {
            const changed = `${stage.alias} was held by ${before.holder.version} when this was judged, and is held by ${fresh.holder?.version ?? 'nobody'} now.`;
            return { changed, registry };
        }
        if (newestChange(fresh) !== newestChange(before)) {
            return { changed: `Another run recorded a change of ${stage.name} since this was judged.`, registry };
        }
    }
    return { changed: null, registry };
}
function newestChange({ records }) {
    return (0,_promotion_standing_js__WEBPACK_IMPORTED_MODULE_5__/* .newestStanding */ .xV)(records)?.sha256 ?? null;
}


/***/ })

};
