export const id = 202;
export const ids = [202];
export const modules = {

/***/ 2986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h6: () => (/* binding */ decideRollback),
  c_: () => (/* binding */ gatherRollback),
  vG: () => (/* binding */ isDryRun),
  SF: () => (/* binding */ namedPullRequest),
  NW: () => (/* binding */ readStage),
  n6: () => (/* binding */ rollbackScope)
});

// EXTERNAL MODULE: ./lib/promotion/lease.js
var lease = __webpack_require__(5903);
// EXTERNAL MODULE: ./lib/promotion/record-id.js
var record_id = __webpack_require__(7336);
// EXTERNAL MODULE: ./lib/checks/verdict.js
var verdict = __webpack_require__(1024);
// EXTERNAL MODULE: ./lib/checks/who.js
var checks_who = __webpack_require__(3209);
// EXTERNAL MODULE: ./lib/promotion/last-good.js
var last_good = __webpack_require__(3995);
// EXTERNAL MODULE: ./lib/promotion/record.js
var record = __webpack_require__(7836);
// EXTERNAL MODULE: ./lib/promotion/rollback-order.js
var rollback_order = __webpack_require__(7823);
// EXTERNAL MODULE: ./lib/checks/emergency.js
var emergency = __webpack_require__(2872);
// EXTERNAL MODULE: ./lib/checks/moving-record.js
var moving_record = __webpack_require__(6937);
// EXTERNAL MODULE: ./lib/promotion/requesting.js
var requesting = __webpack_require__(6802);
;// CONCATENATED MODULE: ./lib/promotion/rollback-target.js





const TARGET = { id: 'target', kind: 'version', children: [] };
/** The newest earlier holder without an obstacle; newer ones are listed with theirs. */
function chooseLastGood(earlier, facts) {
    const judged = earlier.map((each) => ({ each, obstacle: obstacleNow(each, facts) }));
    const at = judged.findIndex(({ obstacle }) => obstacle === null);
    const chosen = judged[at]?.each;
    const target = chosen === undefined ? null : (facts.members.get(chosen.version.version) ?? null);
    const over = (at < 0 ? judged : judged.slice(0, at)).flatMap(({ each, obstacle }) => obstacle === null ? [] : [{ version: each.version.version, obstacle }]);
    const list = over.map(({ version, obstacle }) => `${version}: ${obstacle.text}`).join('; ');
    if (target === null || chosen === undefined)
        return noneLeft(list, over, facts);
    const used = chosen.until === null ? 'the newest record says it is in use' : `in use until ${chosen.until}`;
    const why = list === '' ? `it is the newest one before, ${used}` : `${used}; passed over: ${list}`;
    return {
        target,
        verdicts: [
            {
                ...TARGET,
                label: 'last known good version',
                status: 'pass',
                detail: {
                    type: 'fact',
                    expected: expectation(facts),
                    observed: `${target.version}, ${used}`,
                    ...(list === '' ? {} : { note: `passed over: ${list}` }),
                },
            },
        ],
        notes: [{ level: 'info', text: `Chosen: ${target.version}, because ${why}.` }],
    };
}
function expectation({ stage }) {
    return `held ${stage.alias} by record, is there, is not held, was not left by a rollback`;
}
function noneLeft(list, over, facts) {
    const reason = commonReason(over.map(({ obstacle }) => obstacle.code));
    const none = facts.registry.recordsVisible
        ? 'no record of an earlier version'
        : 'the records project is not there yet, or this account may not see it';
    return {
        target: null,
        verdicts: [
            {
                ...TARGET,
                label: 'last known good version',
                status: reason === 'wandb-access' ? 'error' : 'fail',
                reason,
                detail: { type: 'fact', expected: expectation(facts), observed: list === '' ? none : list },
            },
        ],
        notes: [{ level: 'warning', text: 'Name the version to go back to with the input `version`.' }],
    };
}
/** What stands in the way of all of them, where that can be said in one word. What could not be read may hide a good one. */
function commonReason(codes) {
    const [first, ...others] = new Set(codes);
    if (codes.includes('wandb-access'))
        return 'wandb-access';
    if (codes.includes('stage-held'))
        return 'stage-held';
    return first === undefined || others.length > 0 ? 'version-not-found' : first;
}
/** What keeps an earlier holder from being gone back to, its membership included; null: nothing. */
function obstacleNow({ version, obstacle }, facts) {
    const { members, registry, stage } = facts;
    return obstacle ?? (0,last_good/* memberObstacle */.QQ)(members.get(version.version) ?? null, version, registry, stage.name);
}
/** A version that the input names: it passed this gate by record, or the stage's emergency rule is met. */
function judgeAsked(asked, facts) {
    const { registry } = facts;
    const { candidate } = registry;
    const base = { ...TARGET, label: 'version' };
    if (candidate === null) {
        const found = registry.unlinkedSource === null ? 'not found' : 'not linked into the collection';
        const detail = { type: 'fact', expected: asked, observed: found };
        return { target: null, verdicts: [{ ...base, status: 'fail', reason: 'version-not-found', detail }], notes: [] };
    }
    const expected = `${candidate.version}, COMMITTED, not held, not in use`;
    const obstacle = obstacleOfAsked(candidate, facts);
    const verdict = obstacle === null
        ? { ...base, status: 'pass', detail: { type: 'fact', expected, observed: candidate.version } }
        : {
            ...base,
            status: obstacle.code === 'wandb-access' ? 'error' : 'fail',
            reason: obstacle.code,
            detail: { type: 'fact', expected, observed: obstacle.text },
        };
    const gate = passedBy(facts, candidate) ? passedGate(candidate) : judgeEmergency(candidate, facts);
    return {
        target: obstacle === null ? candidate : null,
        verdicts: [verdict, gate],
        notes: (0,last_good/* wasLeft */.FT)((0,record/* recordVersionOf */.hQ)(candidate), registry) ? [leftNote(candidate)] : [],
    };
}
function judgeEmergency({ version }, facts) {
    const { stage, pullRequest, startedBy, permissionOf, teamsOf, registry } = facts;
    return (0,emergency/* evaluateEmergency */.Tg)({
        rule: stage.emergency,
        pullRequest: pullRequest === null ? null : (0,requesting/* boundTo */.sy)(version, pullRequest, facts),
        startedBy,
        permissionOf,
        teamsOf,
        version,
        usedBy: registry.recordsOfVersion.filter((record) => record.stage === stage.name),
    });
}
function obstacleOfAsked(candidate, { registry, stage }) {
    if (registry.holder?.artifactId === candidate.artifactId)
        return { code: 'drift', text: `it holds ${stage.alias} already, but not by the newest record` };
    return (0,last_good/* memberObstacle */.QQ)(candidate, (0,record/* recordVersionOf */.hQ)(candidate), registry, stage.name);
}
/** By a promotion or an adoption: a version that got here by an earlier emergency has not passed the gate by that. */
function passedBy({ registry, stage }, candidate) {
    const passes = (record) => (0,moving_record/* saysPassedGate */.u$)(record) &&
        record.stage === stage.name &&
        record.to?.artifactId === candidate.artifactId &&
        record.to.digest === candidate.digest;
    return registry.recordsOfVersion.some(passes) || registry.records.some(passes);
}
function passedGate({ version }) {
    return {
        id: 'gate',
        kind: 'rolled-back',
        label: 'passed the gate',
        status: 'pass',
        detail: { type: 'fact', observed: `${version} was promoted to this stage, or adopted in it, by record` },
        children: [],
    };
}
function leftNote({ version }) {
    const text = `${version} was itself left by a rollback; it is taken because \`version\` names it.`;
    return { level: 'warning', code: 'rolled-back', text };
}

// EXTERNAL MODULE: ./lib/promotion/standing.js
var standing = __webpack_require__(5349);
;// CONCATENATED MODULE: ./lib/promotion/rollback.js







/** Versions whose membership must be known to decide, newest first. */
function wantedMembers({ registry, stage, asked, now }) {
    if (asked !== null && stage.keepPrevious === null)
        return [];
    const open = (0,last_good/* earlierHolders */.K3)(registry, stage.rollback, now).filter((each) => each.obstacle === null);
    return open.map((each) => each.version.version);
}
/** Judges who asks, which version it goes back to, and why not to another one. */
function judgeRollback(facts) {
    const { registry, stage, model } = facts;
    const earlier = (0,last_good/* earlierHolders */.K3)(registry, stage.rollback, facts.now);
    const who = (0,checks_who/* evaluateWho */.a)({
        operation: 'rollback',
        rule: stage.may.get('rollback'),
        startedBy: facts.startedBy,
        permissionOf: facts.permissionOf,
        teamsOf: facts.teamsOf,
    });
    const drift = (0,standing/* driftOf */.$p)(registry, stage.alias);
    const driftNotes = drift === null ? [] : [{ level: 'warning', code: 'drift', text: `${drift}.` }];
    const noChange = (0,rollback_order/* wasDone */.Uy)(facts);
    const found = noChange ? rollback_standing(facts) : findTarget(earlier, facts);
    const order = noChange ? [] : (0,rollback_order/* evaluateOrder */._Z)(facts);
    const children = [who, ...order, ...found.verdicts];
    const { target } = found;
    return {
        verdict: {
            id: `${model.name}/${stage.name}`,
            kind: 'promotion',
            status: (0,verdict/* worst */.QZ)(children.map((child) => child.status)),
            label: `${model.name} ${stage.name}`,
            at: stage.at,
            children,
        },
        plan: target === null ? null : planOf(target, earlier, facts),
        noChange,
        notes: [...driftNotes, ...order.map(() => lookAgain(stage)), ...found.notes],
        drift,
    };
}
function lookAgain({ alias }) {
    const text = `Look at what holds ${alias} now. If it is still to be rolled back, start a new run; a re-run keeps the old time.`;
    return { level: 'warning', code: 'stale-run', text };
}
function findTarget(earlier, facts) {
    return facts.asked === null ? chooseLastGood(earlier, facts) : judgeAsked(facts.asked, facts);
}
/** What was asked for is there already. */
function rollback_standing({ registry, stage, done }) {
    const { holder } = registry;
    const version = holder?.version ?? '';
    const observed = `${version} holds ${stage.alias}, and the newest record says so`;
    const detail = { type: 'fact', expected: version, observed };
    const notes = done === null
        ? []
        : [
            {
                level: 'info',
                text: `Run ${done.workflowRunId} has rolled ${stage.alias} back to ${version} already. To go further back, start a new run.`,
            },
        ];
    return {
        target: holder,
        verdicts: [{ id: 'target', kind: 'version', label: 'version', status: 'pass', detail, children: [] }],
        notes,
    };
}
function planOf(target, earlier, facts) {
    const { registry, stage } = facts;
    const { holder, previousHolder } = registry;
    const to = (0,record/* recordVersionOf */.hQ)(target);
    const moves = [];
    if (holder?.artifactId !== target.artifactId) {
        moves.push({ alias: stage.alias, from: holder === null ? null : (0,record/* recordVersionOf */.hQ)(holder), to, purpose: 'stage' });
    }
    if (stage.keepPrevious === null)
        return { target, moves, dropPrevious: null };
    const previous = previousFor(target, earlier, facts);
    const follower = previousHolder === null ? null : (0,record/* recordVersionOf */.hQ)(previousHolder);
    if (previous === null)
        return { target, moves, dropPrevious: follower };
    if (follower?.artifactId !== previous.artifactId) {
        moves.push({ alias: stage.keepPrevious, from: follower, to: previous, purpose: 'keep-previous' });
    }
    return { target, moves, dropPrevious: null };
}
/** The last good version before the target, for the `keep_previous` alias. */
function previousFor(target, earlier, facts) {
    const at = earlier.findIndex((each) => each.version.artifactId === target.artifactId);
    return earlier.slice(at + 1).find((each) => obstacleNow(each, facts) === null)?.version ?? null;
}

// EXTERNAL MODULE: ./lib/promotion/version-ask.js
var version_ask = __webpack_require__(9369);
// EXTERNAL MODULE: ./lib/operations/read-people.js
var read_people = __webpack_require__(1774);
// EXTERNAL MODULE: ./lib/operations/read-registry.js + 1 modules
var read_registry = __webpack_require__(8535);
// EXTERNAL MODULE: ./lib/operations/settle.js
var settle = __webpack_require__(9961);
;// CONCATENATED MODULE: ./lib/operations/rollback-read.js








/** Enough for the versions that a rollback may go back to, with the records of moves between them. */
const MOST_RECORDS = 50;
/** Which record this run writes; the same for all its tries. */
function rollbackScope({ loaded, model, stage }) {
    const { entity, project } = loaded.rules.config.registry;
    return { operation: 'rollback', registryPath: `${entity}/${project}/${model.collection}`, stage: stage.name };
}
function isDryRun({ inputs, stage }) {
    if (inputs.dryRun)
        return 'input';
    return stage.mode === 'dry_run' ? 'stage' : 'no';
}
/** Reads what the decision needs, and settles what earlier runs left open. Rollback never waits for an expired lease. */
async function gatherRollback(work) {
    const { ports, loaded, context } = work;
    const startedBy = [...new Set([context.actor, context.triggeringActor])];
    const others = reviewersToAsk(work);
    const teams = [...(work.stage.may.get('rollback')?.teams ?? []), ...others.teams];
    const [registry, permissionOf, teamsOf] = await Promise.all([
        readStage(work),
        ports.host.permissions([...startedBy, ...others.forRoles]),
        (0,read_people/* readTeams */.$l)(teams, [...startedBy, ...others.forTeams], ports.host),
    ]);
    const gathered = { registry, startedBy, permissionOf, teamsOf, done: (0,rollback_order/* carriedOut */.vk)(registry.ownAttempts), waitFor: null };
    if (isDryRun(work) !== 'no')
        return { ...gathered, notes: openNotes(registry) };
    const settled = await (0,settle/* settle */.G)(registry, loaded.rules.config, context, ports);
    if (settled.waitFor !== null)
        return { ...gathered, waitFor: settled.waitFor, notes: settled.notes };
    if (settled.closed === 0)
        return { ...gathered, notes: [] };
    const fresh = await readStage(work);
    const finished = fresh.records.filter(({ runId }) => settled.finished.includes(runId));
    const done = (0,rollback_order/* carriedOut */.vk)(fresh.ownAttempts) ?? (0,rollback_order/* carriedOut */.vk)(finished);
    return { ...gathered, registry: fresh, done, notes: settled.notes };
}
/** Reviewers matter only to a version that was named. */
function reviewersToAsk(work) {
    return (0,read_people/* emergencyPeople */.r7)(work.inputs.version === null ? null : work.stage.emergency, namedPullRequest(work));
}
/** @param version `vN` to look at instead of the one that was asked for */
function readStage(work, version) {
    const { config } = work.loaded.rules;
    return (0,read_registry/* readRegistry */._)(registryQuery(work, version), work.ports.registry, config.recordKeys);
}
function registryQuery(work, version) {
    const { loaded, model, stage, inputs, context } = work;
    const { registry, records } = loaded.rules.config;
    const asked = inputs.version === null ? null : (0,version_ask/* parseVersionAsk */.j)(inputs.version);
    return {
        registry,
        collection: model.collection,
        candidate: version === undefined ? asked : { kind: 'version', version },
        alias: stage.alias,
        fromAlias: null,
        keepPrevious: stage.keepPrevious,
        records,
        model: model.name,
        stage: stage.name,
        ownAttempts: (0,record_id/* ownRecordRunIds */.F)(context, rollbackScope(work)),
        mostRecords: MOST_RECORDS,
    };
}
async function decideRollback(work, gathered) {
    const { ports, loaded, model, stage, inputs, context } = work;
    const { registry, startedBy, permissionOf, teamsOf, done } = gathered;
    const requestedAt = await work.requestedAt;
    if (typeof requestedAt !== 'string')
        throw requestedAt;
    const facts = {
        config: loaded.rules.config,
        registry,
        startedBy,
        permissionOf,
        teamsOf,
        done,
        model,
        stage,
        asked: inputs.version,
        pullRequest: namedPullRequest(work),
        requestedAt,
        workflowRunId: context.run.id,
        now: new Date(ports.clock.now()).toISOString(),
    };
    const names = wantedMembers(facts);
    const target = { registry: loaded.rules.config.registry, collection: model.collection };
    const members = names.length === 0 ? [] : await ports.registry.versions(target, names);
    return judgeRollback({ ...facts, members: new Map(names.map((name, index) => [name, members[index] ?? null])) });
}
function namedPullRequest({ loaded }) {
    return loaded.change.pullRequests[0] ?? null;
}
/** What a run that may not write says of records that were begun and not closed. */
function openNotes({ records, ownAttempts, holder, serverTime }) {
    return (0,lease/* judgeUnfinished */.v9)({ records, own: ownAttempts, holder, serverTime }).map(({ action, record }) => action === 'wait'
        ? {
            level: 'warning',
            code: 'in-progress',
            text: `Run ${record.workflowRunId} is moving ${record.alias} right now: a rollback would be refused until it ends.`,
        }
        : {
            level: 'warning',
            code: 'unfinished',
            text: `Run ${record.workflowRunId} left a record of ${record.stage} open; the rollback settles it first.`,
        });
}


/***/ }),

/***/ 1202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rollback: () => (/* binding */ rollback)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/promotion/requests.js
var requests = __webpack_require__(4219);
// EXTERNAL MODULE: ./lib/promotion/trust.js
var promotion_trust = __webpack_require__(879);
// EXTERNAL MODULE: ./lib/operations/load-gate.js
var load_gate = __webpack_require__(7718);
// EXTERNAL MODULE: ./lib/operations/no-credentials.js
var no_credentials = __webpack_require__(6004);
// EXTERNAL MODULE: ./lib/operations/read-rules.js + 26 modules
var read_rules = __webpack_require__(5590);
// EXTERNAL MODULE: ./lib/checks/verdict.js
var checks_verdict = __webpack_require__(1024);
// EXTERNAL MODULE: ./lib/promotion/conclusion.js
var conclusion = __webpack_require__(7846);
// EXTERNAL MODULE: ./lib/promotion/outcome-error.js
var outcome_error = __webpack_require__(3878);
// EXTERNAL MODULE: ./lib/promotion/record.js
var record = __webpack_require__(7836);
// EXTERNAL MODULE: ./lib/promotion/record-id.js
var record_id = __webpack_require__(7336);
// EXTERNAL MODULE: ./lib/promotion/requesting.js
var requesting = __webpack_require__(6802);
// EXTERNAL MODULE: ./lib/promotion/rollback-order.js
var rollback_order = __webpack_require__(7823);
// EXTERNAL MODULE: ./lib/promotion/rollback-pins.js
var rollback_pins = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/promotion/standing.js
var promotion_standing = __webpack_require__(5349);
// EXTERNAL MODULE: ./lib/operations/apply.js + 2 modules
var apply = __webpack_require__(3847);
// EXTERNAL MODULE: ./lib/operations/keep-previous.js
var keep_previous = __webpack_require__(4127);
// EXTERNAL MODULE: ./lib/operations/rollback-read.js + 2 modules
var rollback_read = __webpack_require__(2986);
// EXTERNAL MODULE: ./lib/operations/upload-evidence.js
var upload_evidence = __webpack_require__(1919);
;// CONCATENATED MODULE: ./lib/operations/rollback-apply.js















/** Carries out what the verdict allows, and says how it ended. A failure of a service is an outcome, not an exception. */
async function concludeRollback(work, { registry }, decision) {
    const { verdict, plan, noChange, notes } = decision;
    const judged = (0,conclusion/* toDecision */.yH)(verdict.status);
    const base = {
        decision: judged,
        conclusion: (0,conclusion/* unappliedConclusion */.iK)(judged, false),
        reasons: (0,checks_verdict/* reasonsOf */.zM)(verdict),
        movesMade: [],
        record: null,
        notes,
    };
    if (base.conclusion !== 'planned' || plan === null)
        return base;
    const going = { work, registry, decision, plan };
    if ((0,rollback_read/* isDryRun */.vG)(work) !== 'no')
        return planned(going, base);
    if (noChange)
        return stay(going, { ...base, conclusion: 'no-change' });
    if (work.ports.cancellation.requested) {
        return failed(base, {
            code: 'cancelled',
            message: 'The job was cancelled before anything was written.',
            issues: [],
        });
    }
    if (isRecorded(going))
        return alreadyRecorded(base);
    try {
        return await go(going, base);
    }
    catch (thrown) {
        return failed(base, (0,outcome_error/* toOutcomeError */.Q)((0,errors/* toGateError */.Vl)(thrown)));
    }
}
function failed(base, error) {
    return { ...base, decision: 'error', conclusion: 'error', reasons: [error.code, ...base.reasons], error };
}
function planned({ work, decision, plan }, base) {
    const { dropPrevious } = plan;
    const alias = work.stage.keepPrevious;
    const removal = dropPrevious === null || alias === null
        ? []
        : [
            {
                level: 'info',
                text: `${alias} would be removed from ${dropPrevious.version}: no earlier good version is left.`,
            },
        ];
    return { ...base, conclusion: decision.noChange ? 'no-change' : 'planned', notes: [...base.notes, ...removal] };
}
function recordRun(work) {
    return (0,record_id/* recordRunId */._)(work.context, work.context.run.attempt, (0,rollback_read/* rollbackScope */.n6)(work));
}
/** A closed record is never rewritten: the same attempt of a job was asked twice, by two of its steps. */
function isRecorded({ work, registry }) {
    const ours = recordRun(work);
    return registry.ownAttempts.some((record) => record.runId === ours && record.sha256 !== null);
}
function alreadyRecorded(base) {
    const text = 'This attempt of this job has already closed a record of this stage, and a closed record is never rewritten. Re-run the job, or start a new run.';
    const note = { level: 'warning', code: 'conflict', text };
    return {
        ...base,
        decision: 'fail',
        conclusion: 'refused',
        reasons: ['conflict', ...base.reasons],
        notes: [...base.notes, note],
    };
}
async function go(going, base) {
    const { work, plan } = going;
    const { loaded, model, stage, ports } = work;
    const { target, moves } = plan;
    const { config } = loaded.rules;
    const applied = await (0,apply/* apply */.B)({
        config,
        collection: model.collection,
        runId: recordRun(work),
        draft: await draft(going),
        move: moves.find((move) => move.purpose === 'stage') ?? null,
        to: (0,record/* recordVersionOf */.hQ)(target),
        alias: stage.alias,
        keepPrevious: moves.find((move) => move.purpose === 'keep-previous') ?? null,
        ends: 'applied',
        recheck: () => recheck(going),
    }, ports);
    const done = applied.conclusion === 'applied' ? await dropPrevious(going, applied) : applied;
    const stands = done.record.sha256 !== null && ['applied', 'partial'].includes(done.conclusion);
    return {
        ...done,
        decision: done.conclusion === 'applied' ? base.decision : done.conclusion === 'refused' ? 'fail' : 'error',
        reasons: [...new Set([...done.reasons, ...base.reasons])],
        notes: [...base.notes, ...done.notes, ...(stands ? [pinNote(going)] : [])],
        pinChange: stands && !done.reasons.includes('conflict') ? pinChange(going) : null,
    };
}
/** The alias stands where it was asked to; a crash may have kept the alias that follows it from moving. */
async function stay(going, base) {
    const { work, registry, plan } = going;
    const byRollback = (0,promotion_standing/* newestStanding */.xV)(registry.records)?.operation === 'rollback';
    const done = { ...base, notes: [...base.notes, pinNote(going)], pinChange: pinChange(going) };
    if (!byRollback)
        return done;
    const owed = plan.moves.find((move) => move.purpose === 'keep-previous');
    if (owed !== undefined) {
        const failure = await (0,keep_previous/* moveKeepPrevious */.G)(owed, stageTarget(work), work.ports);
        if (failure !== null)
            return { ...failed(done, (0,outcome_error/* toOutcomeError */.Q)(failure)), conclusion: 'partial' };
        return { ...done, movesMade: [owed], notes: [owedNote(owed), ...done.notes] };
    }
    return dropPrevious(going, done);
}
function owedNote({ alias, to }) {
    return {
        level: 'info',
        code: 'unfinished',
        text: `${alias} follows now: ${to.version}. An earlier run had left it behind.`,
    };
}
function stageTarget({ loaded, model, stage }) {
    return { registry: loaded.rules.config.registry, collection: model.collection, alias: stage.alias };
}
/** No earlier version is left for the `keep_previous` alias: it would point at what is in use now, or was left. */
async function dropPrevious({ work, plan }, done) {
    const { ports, stage } = work;
    const holder = plan.dropPrevious;
    const alias = stage.keepPrevious;
    if (holder === null || alias === null)
        return done;
    const target = { ...stageTarget(work), alias };
    try {
        await ports.registry.removeAlias(target, holder.artifactId);
        const left = await ports.registry.holder(target);
        if (left !== null)
            throw new errors/* RemoteError */.Hi('wandb', `${alias} still stands on ${left.version}.`);
        const text = `${alias} was removed from ${holder.version}: no earlier good version is left.`;
        ports.progress.info(text);
        return { ...done, notes: [...done.notes, { level: 'info', text }] };
    }
    catch (thrown) {
        const failure = (0,errors/* toGateError */.Vl)(thrown);
        const text = `${stage.alias} stands on ${plan.target.version} and is recorded, but ${alias} could not be removed from ${holder.version}: ${failure.message}`;
        const note = { level: 'warning', code: failure.code, text };
        const error = (0,outcome_error/* toOutcomeError */.Q)(failure, text, 'Run this again: it does only what is left.');
        return {
            ...done,
            conclusion: 'partial',
            decision: 'error',
            reasons: [failure.code],
            notes: [...done.notes, note],
            error,
        };
    }
}
async function draft(going) {
    const { work, registry, decision, plan } = going;
    const { inputs, context, ports, loaded, model, stage } = work;
    const { holder } = registry;
    const requestedAt = await work.requestedAt;
    if (typeof requestedAt !== 'string')
        throw requestedAt;
    const pullRequest = (0,rollback_read/* namedPullRequest */.SF)(work);
    const standing = (0,promotion_standing/* newestStanding */.xV)(registry.records);
    const { sequence, previousRecord } = (0,record/* chainAfter */.Mn)(registry.records);
    return {
        schema_version: 1,
        operation: 'rollback',
        registry_path: (0,rollback_read/* rollbackScope */.n6)(work).registryPath,
        model: model.name,
        stage: stage.name,
        alias: stage.alias,
        from: holder === null ? null : (0,record/* bodyVersion */.$)((0,record/* recordVersionOf */.hQ)(holder)),
        to: (0,record/* bodyVersion */.$)((0,record/* recordVersionOf */.hQ)(plan.target)),
        moves: plan.moves.map(record/* bodyMove */.YV),
        verdict: decision.verdict,
        rows: [],
        evidence: [],
        config: (0,read_rules/* configFactsOf */.J)(loaded.change, inputs),
        pins: {
            path: loaded.rules.config.pins,
            commit: loaded.change.trusted?.commit ?? '',
            version: pinsOf(work).entries.get(model.name)?.get(stage.name)?.version ?? null,
            sha256: (0,upload_evidence/* fileDigest */.hd)(loaded.change.trusted?.pins ?? null),
        },
        approvals: [],
        tickets: [],
        lineage: (0,record/* lineageOf */.bQ)(plan.target),
        owners: model.owners,
        reason: inputs.reason,
        event: context.event.name,
        actor: context.actor,
        triggering_actor: context.triggeringActor,
        repository: { name: `${context.repository.owner}/${context.repository.name}`, id: context.repository.id },
        pull_requests: pullRequest === null ? [] : [pullRequest.number],
        head_commits: pullRequest === null ? [] : [pullRequest.headCommit],
        merge_commit: context.commit,
        workflow_ref: context.workflowRef,
        run: context.run,
        requested_at: requestedAt,
        judged_at: new Date(ports.clock.now()).toISOString(),
        software: ports.software,
        drift: decision.drift,
        undoes: holder !== null && standing?.to?.artifactId === holder.artifactId ? standing.sha256 : null,
        sequence,
        previous_record: previousRecord,
    };
}
/** Step 4 of contract §6 for a rollback: the holder, the target and the records are as they were. */
async function recheck({ work, registry, plan }) {
    const { artifactId, version } = plan.target;
    const fresh = await (0,rollback_read/* readStage */.NW)(work, version);
    return { changed: (0,rollback_order/* whatChanged */.fl)(registry, fresh, { stage: work.stage, artifactId }), registry: fresh };
}
function pinsOf({ loaded }) {
    return (0,requesting/* lenientPins */.y)(loaded.change.trusted?.pins ?? null, loaded.rules.config);
}
function pinNote(going) {
    return { level: 'info', text: (0,rollback_pins/* pinAdvice */.I)(pinSubject(going), going.plan.target.version) };
}
/** What a pull request has to change so that the next push asks for what stands there now. */
function pinChange(going) {
    const { inputs, context } = going.work;
    const { event, actor } = context;
    if (event.kind !== 'branch' || event.branch === null)
        return null;
    const pullRequest = (0,rollback_read/* namedPullRequest */.SF)(going.work);
    const why = { branch: event.branch, reason: inputs.reason, actor, pullRequest };
    return (0,rollback_pins/* pinChangeTo */.B)(pinSubject(going), going.plan.target.version, why);
}
function pinSubject({ work }) {
    const { loaded, model, stage } = work;
    return { config: loaded.rules.config, model, stage, pins: pinsOf(work) };
}

// EXTERNAL MODULE: ./lib/promotion/lease.js
var lease = __webpack_require__(5903);
;// CONCATENATED MODULE: ./lib/operations/rollback-outcome.js


function describeRollback(work, registry, concluded, { verdict, plan }) {
    const { model, stage, inputs, context, ports } = work;
    const { entity, project, collection, organization, holder } = registry;
    const version = plan?.target ?? registry.candidate;
    const links = ports.registry.links({ registry: { entity, project }, organization, collection, version });
    const pullRequest = (0,rollback_read/* namedPullRequest */.SF)(work);
    const moves = plan?.moves ?? [];
    return {
        ...concluded,
        model: model.name,
        stage: stage.name,
        alias: stage.alias,
        registry: { entity, project },
        collection,
        dryRun: (0,rollback_read/* isDryRun */.vG)(work),
        candidate: version,
        asked: inputs.version ?? 'the last known good version',
        previous: holder,
        moves,
        verdict,
        evidence: [],
        approvals: [],
        pullRequests: pullRequest === null ? [] : [pullRequest.number],
        links: { ...links, record: concluded.record?.url ?? null, workflowRun: context.run.url },
    };
}
/** Another run holds the lease: nothing is judged and nothing written. */
function waitingOutcome(work, registry, other) {
    const { model, stage } = work;
    const left = lease/* LEASE_MS */.Wf - (Date.parse(registry.serverTime) - Date.parse(other.createdAt));
    const seconds = Math.max(0, Math.ceil(left / 1000));
    const text = `Run ${other.workflowRunId} is moving ${stage.alias} right now. Start this again when that run has ended; should it have died, in ${seconds} s.`;
    const verdict = {
        id: `${model.name}/${stage.name}`,
        kind: 'promotion',
        status: 'fail',
        reason: 'in-progress',
        label: `${model.name} ${stage.name}`,
        at: stage.at,
        children: [],
    };
    const concluded = {
        conclusion: 'refused',
        decision: 'fail',
        reasons: ['in-progress'],
        movesMade: [],
        record: null,
        notes: [{ level: 'warning', code: 'in-progress', text }],
    };
    return describeRollback(work, registry, concluded, { verdict, plan: null });
}

// EXTERNAL MODULE: ./lib/promotion/last-good.js
var last_good = __webpack_require__(3995);
// EXTERNAL MODULE: ./lib/promotion/history.js
var promotion_history = __webpack_require__(7933);
;// CONCATENATED MODULE: ./lib/promotion/rollback-suggestion.js

/**
 * The last artifact before the present holder that W&B's own history of the alias names.
 * @param events newest first
 * @param holder artifact id of the present holder; null: nobody
 */
function earlierByHistory(events, holder) {
    for (const { at, sourceArtifactId: artifactId } of events) {
        if (artifactId === null || artifactId === holder)
            continue;
        const put = events.find((each) => each.targetArtifactId === artifactId && Date.parse(each.at) <= Date.parse(at));
        return { artifactId, since: put === undefined ? null : { at: put.at, user: put.user }, until: at };
    }
    return null;
}
/**
 * What is known of an earlier version without any record. It is shown and never chosen: anybody who may move the alias
 * makes this history, whatever the gate said.
 */
function suggestionNote({ alias, emergency }, earlier, version) {
    const { since, until, artifactId } = earlier;
    const put = since === null ? '' : `, put there${since.user === null ? '' : ` by ${since.user}`} on ${(0,promotion_history/* minute */.Vc)(since.at)} UTC`;
    const named = version ?? `an artifact whose version is not known (${artifactId})`;
    const how = version === null ? 'the input `version`' : `\`version: ${version}\``;
    const way = emergency === null
        ? 'The stage has no `emergency` rule, so only `promote` can bring it back.'
        : `To go there, give ${how} and the \`pull-request\` with the approval that the \`emergency\` rule asks for.`;
    const text = `W&B's own history says that ${alias} was on ${named} until ${(0,promotion_history/* minute */.Vc)(until)} UTC${put}. No record says that it passed the gate, so it is not chosen. ${way}`;
    return { level: 'info', text };
}

;// CONCATENATED MODULE: ./lib/operations/rollback-suggestion.js



/** Versions below the present holder's among which the earlier one is looked for. */
const MOST_LOOKED_AT = 40;
/**
 * Where no record tells of an earlier version, what W&B's own history of the alias says, where the server has one. It is
 * a help: failing at it fails nothing.
 */
async function suggestEarlier(work, registry) {
    const { ports, loaded, model, stage, inputs } = work;
    const now = new Date(ports.clock.now()).toISOString();
    if (inputs.version !== null || (0,last_good/* earlierHolders */.K3)(registry, stage.rollback, now).length > 0)
        return [];
    const collection = { registry: loaded.rules.config.registry, collection: model.collection };
    const { holder } = registry;
    try {
        const actions = await ports.survey.aliasActions({ ...collection, alias: stage.alias });
        const earlier = earlierByHistory(actions ?? [], holder?.artifactId ?? null);
        if (earlier === null)
            return [];
        const names = holder === null ? [] : namesBelow(holder.version);
        const members = names.length === 0 ? [] : await ports.registry.versions(collection, names);
        const member = members.find((each) => each?.artifactId === earlier.artifactId);
        return [suggestionNote(stage, earlier, member?.version ?? null)];
    }
    catch (thrown) {
        const text = `W&B's own history of ${stage.alias} could not be read: ${(0,errors/* toGateError */.Vl)(thrown).message}`;
        return [{ level: 'info', text }];
    }
}
/** `v12` → `v11`, `v10`, …; none for a name of another form. */
function namesBelow(version) {
    const number = Number(/^v(\d+)$/.exec(version)?.[1] ?? 0);
    return Array.from({ length: Math.min(number, MOST_LOOKED_AT) }, (_, index) => `v${number - 1 - index}`);
}

// EXTERNAL MODULE: ./lib/operations/stopped-run.js
var stopped_run = __webpack_require__(1383);
;// CONCATENATED MODULE: ./lib/operations/rollback.js











/**
 * Moves a stage's alias back: to the last known good version, or to the one that `version` names. Evaluates nothing
 * slow again: the target passed the gate when its record was written.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function rollback(inputs, context, ports) {
    const trust = (0,promotion_trust/* trustEvent */.N)(context.event);
    if (trust.mode !== 'write' || trust.by !== 'branch') {
        const byHand = `A rollback is started by hand, not by \`${context.event.name}\`.`;
        return (0,stopped_run/* stoppedRun */.P)(inputs.operation, {
            stopped: 'refused',
            code: trust.mode === 'refuse' ? trust.code : 'untrusted-event',
            message: trust.mode === 'refuse' ? trust.message : byHand,
            hint: 'Start the workflow by workflow_dispatch on a listed branch.',
        });
    }
    if (!ports.hasCredentials)
        throw (0,no_credentials/* credentialsMissing */.$)();
    const requestedAt = settled(ports.host.runCreatedAt());
    const loaded = await (0,load_gate/* loadRules */.A)(trust, inputs, context, ports.host);
    if ('stopped' in loaded)
        return (0,stopped_run/* stoppedRun */.P)(inputs.operation, loaded);
    const named = (0,requests/* namedStage */.eI)(loaded.rules.config, inputs);
    const outcome = await rollbackStage({ inputs, context, ports, loaded, ...named, requestedAt });
    const { decision, conclusion, reasons } = outcome;
    return {
        operation: inputs.operation,
        decision,
        conclusion,
        reasons,
        promotions: [outcome],
        listings: [],
        error: null,
        notes: loaded.rules.notes,
        commentOn: null,
        config: (0,read_rules/* configFactsOf */.J)(loaded.change, inputs),
    };
}
async function rollbackStage(work) {
    const gathered = await (0,rollback_read/* gatherRollback */.c_)(work);
    if (gathered.waitFor !== null)
        return waitingOutcome(work, gathered.registry, gathered.waitFor);
    const decision = await (0,rollback_read/* decideRollback */.h6)(work, gathered);
    const concluded = await concludeRollback(work, gathered, decision);
    const suggested = decision.plan === null ? await suggestEarlier(work, gathered.registry) : [];
    const notes = [...gathered.notes, ...concluded.notes, ...suggested];
    return describeRollback(work, gathered.registry, { ...concluded, notes }, decision);
}
/** Keeps a failure as a value until somebody needs the answer. */
function settled(promise) {
    return promise.catch(errors/* toGateError */.Vl);
}


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

/***/ 7823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uy: () => (/* binding */ wasDone),
/* harmony export */   _Z: () => (/* binding */ evaluateOrder),
/* harmony export */   fl: () => (/* binding */ whatChanged),
/* harmony export */   vk: () => (/* binding */ carriedOut)
/* harmony export */ });
/* harmony import */ var _checks_moving_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
/* harmony import */ var _last_good_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3995);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7836);
/* harmony import */ var _standing_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5349);




/**
 * The version that was asked for, or that this request has gone back to before, holds the stage by the newest record.
 * Asked for once more, a request never goes further back.
 */
function wasDone({ registry, asked, done }) {
    if (asked !== null)
        return (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .isNoChange */ .IS)(registry);
    const holder = registry.holder?.artifactId;
    return done !== null && holder === done.to?.artifactId && (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .newestStanding */ .xV)(registry.records)?.to?.artifactId === holder;
}
/** GitHub's times have whole seconds. */
const SECOND_MS = 1_000;
/**
 * Nothing moved the stage since this was asked for: whoever asked has not seen what stands there now, and going back
 * from it may put the bad version into use again.
 */
function evaluateOrder({ registry, stage, requestedAt, workflowRunId, done, }) {
    const newest = (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .newestStanding */ .xV)(registry.records);
    const observed = done !== null && done.workflowRunId === workflowRunId
        ? `this run has rolled back to ${done.to?.version ?? 'a version'} before, and ${stage.alias} was moved since`
        : newest !== null &&
            newest.workflowRunId !== workflowRunId &&
            Date.parse(movedAt(newest)) >= Date.parse(requestedAt) + SECOND_MS
            ? `run ${newest.workflowRunId} put ${newest.to?.version ?? 'another version'} there at ${movedAt(newest)}`
            : null;
    if (observed === null)
        return [];
    return [
        {
            id: 'order',
            kind: 'request',
            label: 'order',
            status: 'fail',
            reason: 'stale-run',
            detail: { type: 'fact', expected: `${stage.alias} as it was when this was asked for, ${requestedAt}`, observed },
            children: [],
        },
    ];
}
/** A record that another run closed says when that run came, not when the alias was moved. */
function movedAt(record) {
    return record.body?.['settled_by'] === undefined ? (0,_last_good_js__WEBPACK_IMPORTED_MODULE_1__/* .endOf */ .pJ)(record) : record.createdAt;
}
/** Conclusions of records that moved nothing: a rival that yielded must not stop this run. */
const UNMOVED = ['abandoned', 'conflict', 'failed'];
function newestChange(records) {
    return records.find(({ sha256, conclusion }) => sha256 !== null && !UNMOVED.includes(conclusion))?.sha256 ?? null;
}
/** What a second read shows that matters to what was judged on the first (contract §6, step 4); null: nothing. */
function whatChanged(before, after, judged) {
    const { stage } = judged;
    if (before.holder?.artifactId !== after.holder?.artifactId) {
        return `${stage.alias} was held by ${before.holder?.version ?? 'nobody'} when this was judged, and is held by ${after.holder?.version ?? 'nobody'} now.`;
    }
    if (!after.recordsVisible) {
        return 'The records project takes records from this account, but does not show them: what earlier runs did cannot be told.';
    }
    if (newestChange(after.records) !== newestChange(before.records)) {
        return 'Another run recorded a change of this stage since this was judged.';
    }
    const { candidate } = after;
    if (candidate?.artifactId !== judged.artifactId)
        return 'The version to go back to is not there any more.';
    const obstacle = (0,_last_good_js__WEBPACK_IMPORTED_MODULE_1__/* .memberObstacle */ .QQ)(candidate, (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .recordVersionOf */ .hQ)(candidate), after, stage.name);
    return obstacle === null ? null : `${candidate.version} cannot be gone back to any more: ${obstacle.text}.`;
}
/** Whether a record of this run says that its rollback was carried out. */
function carriedOut(records) {
    return records.find((record) => record.operation === 'rollback' && (0,_checks_moving_record_js__WEBPACK_IMPORTED_MODULE_0__/* .saysWhoHolds */ .rO)(record)) ?? null;
}


/***/ }),

/***/ 3158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ pinChangeTo),
/* harmony export */   I: () => (/* binding */ pinAdvice)
/* harmony export */ });
/* harmony import */ var _requesting_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6802);

/** How the pins file should read after the rollback: else the next change of it asks for what was left. */
function pinAdvice({ config, model, stage, pins }, version) {
    const pinned = pins.entries.get(model.name) ?? new Map();
    const now = pinned.get(stage.name)?.version;
    if (now === undefined)
        return `${config.pins} does not pin ${model.name} ${stage.name}: nothing is to be changed in it.`;
    if (now === version)
        return `${config.pins} pins ${version} for ${model.name} ${stage.name}: it reads as it should.`;
    const entries = [...pinned].map(([name, pin]) => `${name}: ${name === stage.name ? version : pin.version}`);
    return `${config.pins} should now read \`${model.name}: { ${entries.join(', ')} }\` (it pins ${now} for ${stage.name}).`;
}
/** The change that `pinAdvice` asks for; null: none, or the pull request named for this run carries it already. */
function pinChangeTo({ config, model, stage, pins }, version, { pullRequest, ...why }) {
    const now = pins.entries.get(model.name)?.get(stage.name)?.version;
    if (now === undefined || now === version)
        return null;
    const isOpen = pullRequest?.state === 'OPEN' && pullRequest.baseBranch === why.branch;
    if (isOpen && (0,_requesting_js__WEBPACK_IMPORTED_MODULE_0__/* .boundTo */ .sy)(version, pullRequest, { config, model, stage }).boundToVersion)
        return null;
    return { ...why, file: config.pins, model: model.name, stage: stage.name, from: now, to: version };
}


/***/ })

};
