export const id = 174;
export const ids = [174];
export const modules = {

/***/ 9017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  adopt: () => (/* binding */ adopt)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/promotion/requests.js
var requests = __webpack_require__(4219);
// EXTERNAL MODULE: ./lib/promotion/rollback-pins.js
var rollback_pins = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/promotion/trust.js
var promotion_trust = __webpack_require__(879);
// EXTERNAL MODULE: ./lib/promotion/record.js
var promotion_record = __webpack_require__(7836);
// EXTERNAL MODULE: ./lib/promotion/status-standing.js
var status_standing = __webpack_require__(104);
// EXTERNAL MODULE: ./lib/operations/stopped-run.js
var stopped_run = __webpack_require__(1383);
;// CONCATENATED MODULE: ./lib/operations/adopt-outcome.js



/**
 * Where there is no holder whom a record does not explain: nothing has drifted, or the alias was taken away. null: there
 * is one, to be judged (or a live run to be waited for).
 */
function nothingToAdopt(prepared, session) {
    const { registry, request } = prepared.facts;
    const { model, stage } = request;
    const standing = (0,status_standing/* stageStanding */.jD)(registry, stage, registry.serverTime);
    if (prepared.waitFor !== null || prepared.noChange)
        return null;
    const name = `${model.name} ${stage.name}`;
    if (standing.state === 'removed') {
        const before = standing.record?.to?.version ?? 'no version';
        return stopped(prepared, session, standing, {
            stopped: 'refused',
            code: 'drift',
            message: `${name}: nobody holds ${stage.alias}, but record #${standing.record?.sequence ?? 0} says ${before}. An alias that was taken away cannot be adopted.`,
            hint: `Bring it back: start \`rollback\` with \`version: ${before}\`, or \`promote\` another version.`,
        });
    }
    if (standing.state === 'nobody' || standing.state === 'ungated') {
        const why = standing.state === 'nobody'
            ? `nobody holds ${stage.alias}, and no record says that anybody did`
            : 'the stage is `ungated`, so it may differ from its records';
        return stopped(prepared, session, standing, {
            stopped: 'no-change',
            code: 'not-requested',
            message: `Nothing has drifted: ${name}, ${why}.`,
        });
    }
    return null;
}
/** A run that ends without a judgement still says in its outputs what it was about. */
function stopped({ facts, notes }, { gate, inputs, ports }, { holder, record }, stop) {
    const { registry, request } = facts;
    const { entity, project, collection, organization } = registry;
    const links = ports.registry.links({ registry: { entity, project }, organization, collection, version: holder });
    const subject = {
        model: request.model.name,
        stage: request.stage.name,
        version: holder,
        previous: record?.to ?? null,
        registry: { entity, project },
        collection,
        lineage: links.lineage,
        record: record === null ? null : (0,promotion_record/* recordSummaryOf */.Dl)(record),
        applied: false,
    };
    return { ...(0,stopped_run/* stoppedRun */.P)(inputs.operation, { ...stop, notes: [...gate.notes, ...notes] }, gate), subject };
}

// EXTERNAL MODULE: ./lib/operations/conclude-model.js + 1 modules
var conclude_model = __webpack_require__(5300);
// EXTERNAL MODULE: ./lib/operations/gather.js + 3 modules
var gather = __webpack_require__(6918);
// EXTERNAL MODULE: ./lib/operations/load-gate.js
var load_gate = __webpack_require__(7718);
// EXTERNAL MODULE: ./lib/operations/no-credentials.js
var no_credentials = __webpack_require__(6004);
// EXTERNAL MODULE: ./lib/operations/prepare.js
var prepare = __webpack_require__(4649);
// EXTERNAL MODULE: ./lib/operations/read-rules.js + 26 modules
var read_rules = __webpack_require__(5590);
;// CONCATENATED MODULE: ./lib/operations/adopt.js












/**
 * `verify` with `adopt`: the version that holds the stage's alias, put there by hand, is judged by the whole gate of the
 * stage and, where it passes, recorded as adopted. No alias moves.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function adopt(inputs, context, ports) {
    checkInputs(inputs);
    const trust = (0,promotion_trust/* trustEvent */.N)(context.event);
    if (trust.mode !== 'write' || trust.by !== 'branch') {
        const byHand = `An adoption is started by hand, not by \`${context.event.name}\`.`;
        return (0,stopped_run/* stoppedRun */.P)(inputs.operation, {
            stopped: 'refused',
            code: trust.mode === 'refuse' ? trust.code : 'untrusted-event',
            message: trust.mode === 'refuse' ? trust.message : byHand,
            hint: 'Start the workflow by workflow_dispatch on a listed branch.',
        });
    }
    if (!ports.hasCredentials)
        throw (0,no_credentials/* credentialsMissing */.$)();
    const runCreatedAt = ports.host.runCreatedAt().catch(errors/* toGateError */.Vl);
    const loaded = await (0,load_gate/* loadRules */.A)(trust, inputs, context, ports.host);
    if ('stopped' in loaded)
        return (0,stopped_run/* stoppedRun */.P)(inputs.operation, loaded);
    return adoptHolder({ ...sessionOf(loaded, trust, inputs), trust, context, runCreatedAt, ports });
}
function checkInputs({ reason, model, stage }) {
    if (reason === null) {
        throw new errors/* InputError */.dz('`verify` with `adopt` needs the input `reason`.', {
            hint: 'Say in a sentence why it is to stay; it stands in the record.',
        });
    }
    if (model === null || stage === null) {
        throw new errors/* InputError */.dz('`verify` with `adopt` needs the inputs `model` and `stage`.', {
            hint: 'What is adopted is named, never found: run `verify` without `adopt` to see what differs.',
        });
    }
}
/** The gate, with one request: for whatever holds the stage. Inputs that ask for another version do not count. */
function sessionOf({ rules, change }, trust, inputs) {
    const { config } = rules;
    const { model, stage } = (0,requests/* namedStage */.eI)(config, inputs);
    const ofHolder = { ...inputs, version: stage.alias, link: false };
    const gate = (0,read_rules.toGate)(rules, { trust, change, inputs: ofHolder });
    const request = {
        model,
        stage,
        ask: { kind: 'alias', alias: stage.alias },
        asked: inputs.version ?? `the version that holds ${stage.alias}`,
        origin: 'holder',
        pin: gate.pins.entries.get(model.name)?.get(stage.name) ?? null,
    };
    return {
        gate: { ...gate, requests: [request] },
        inputs: ofHolder,
        pullRequests: Promise.resolve(gate.pullRequest === null ? [] : [gate.pullRequest]),
    };
}
async function adoptHolder(session) {
    const { gate, inputs } = session;
    (0,gather/* checkReportNames */.DQ)(gate.requests, inputs);
    const [request] = gate.requests;
    if (request === undefined)
        throw new errors/* InputError */.dz('No stage is named.');
    const prepared = await (0,prepare/* prepare */.i)(request, session);
    const stopped = nothingToAdopt(prepared, session);
    if (stopped !== null)
        return stopped;
    const promotions = (await (0,conclude_model/* concludeModel */.n)([prepared], session, null)).map((each) => withPinChange(each, session));
    const [outcome] = promotions;
    return {
        operation: inputs.operation,
        decision: outcome?.decision ?? 'error',
        conclusion: outcome?.conclusion ?? 'error',
        reasons: outcome?.reasons ?? [],
        promotions,
        listings: [],
        error: null,
        notes: gate.notes,
        commentOn: null,
        config: gate.configFacts,
    };
}
/** What the pins file has to say once the version that a hand put there may stay. */
function withPinChange(outcome, { gate, trust, inputs, context }) {
    const [request] = gate.requests;
    const stays = ['applied', 'no-change'].includes(outcome.conclusion) && outcome.dryRun === 'no';
    if (!stays || request === undefined || outcome.candidate === null || trust.mode !== 'write')
        return outcome;
    const subject = { config: gate.config, model: request.model, stage: request.stage, pins: gate.pins };
    const why = { branch: trust.branch, reason: inputs.reason, actor: context.actor, pullRequest: gate.pullRequest };
    return { ...outcome, pinChange: (0,rollback_pins/* pinChangeTo */.B)(subject, outcome.candidate.version, why) };
}


/***/ }),

/***/ 2174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verify: () => (/* binding */ verify)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/promotion/record.js
var promotion_record = __webpack_require__(7836);
// EXTERNAL MODULE: ./lib/promotion/standing.js
var standing = __webpack_require__(5349);
// EXTERNAL MODULE: ./lib/promotion/status.js
var promotion_status = __webpack_require__(2619);
// EXTERNAL MODULE: ./lib/promotion/status-standing.js
var status_standing = __webpack_require__(104);
// EXTERNAL MODULE: ./lib/checks/counted.js
var counted = __webpack_require__(9727);
// EXTERNAL MODULE: ./lib/promotion/record-body.js
var record_body = __webpack_require__(4669);
// EXTERNAL MODULE: ./lib/promotion/status-hold.js
var status_hold = __webpack_require__(6853);
;// CONCATENATED MODULE: ./lib/promotion/verify-attestation.js
/**
 * What the statements say of the stage's newest record. `standing` null: nothing was asked, because the stage is not
 * attested or no record counts. One that is missing is a problem where the record's run names one, else a warning: records
 * from before `attest: true`, and those that another run settled, have none.
 */
function attestationFindings({ standing: { record } }, standing) {
    if (record === null || standing === null || standing === 'attested')
        return [];
    const name = `record #${record.sequence} (${(record.sha256 ?? '').slice(0, 12)})`;
    if (standing === 'altered') {
        return [
            {
                level: 'problem',
                code: 'record-not-intact',
                text: `A signed statement names another hash for the run of ${name}: the record was altered after it was attested.`,
                next: 'Compare it with the statement in the attestations of the repository, and find out who may write to the records project.',
            },
        ];
    }
    const named = record.attestationId !== undefined;
    return [
        {
            level: named ? 'problem' : 'warning',
            code: 'attestation-missing',
            text: named
                ? `${name} names the attestation ${record.attestationId}, but GitHub keeps no statement about it for the version as it is now.`
                : `${name} has no attestation, although the stage asks for one.`,
            next: named
                ? 'Look whether the attestation was deleted, or the version is not the one that was promoted.'
                : 'Look into the job that moved the alias for why; records from before `attest: true` have none.',
        },
    ];
}

// EXTERNAL MODULE: ./lib/promotion/record-trust.js
var record_trust = __webpack_require__(235);
;// CONCATENATED MODULE: ./lib/promotion/verify-chain.js

/**
 * Checks hashes, signatures and links. With record keys only signed records count, so that the chain is looked at
 * from the first signed one on. Several records with one predecessor are told, not blamed: runs that met leave such.
 */
function chainFindings({ records, complete }, keys) {
    const closed = records.filter((record) => record.sha256 !== null);
    const altered = closed.filter((record) => !record.intact);
    const hashed = closed.filter((record) => record.intact);
    const counted = hashed.filter((record) => (0,record_trust/* trustRecord */.qo)(record, keys).intact);
    const unsigned = keys.length === 0 ? [] : hashed.filter((record) => record.signature === null);
    const badlySigned = hashed.filter(({ text, signature }) => keys.length > 0 && signature !== null && !(0,record_trust/* isSignedBy */.s3)(text ?? '', signature, keys));
    return [
        ...altered.map((record) => finding('altered', `${nameOf(record)} is not what its hash says: it was altered.`)),
        ...badlySigned.map((record) => finding('bad-signature', `${nameOf(record)} is signed by none of the record keys.`)),
        ...(unsigned.length === 0
            ? []
            : [
                finding('unsigned', `${unsigned.length} without a signature do not count: ${unsigned.map(nameOf).slice(0, 5).join(', ')}.`),
            ]),
        ...missingLinks(counted, complete),
        ...concurrent(counted),
    ];
}
function missingLinks(records, complete) {
    const known = new Set(records.map(({ sha256 }) => sha256));
    const oldest = Math.min(...records.map(({ sequence }) => sequence));
    return records.flatMap((record) => {
        const { previousRecord, sequence } = record;
        if (previousRecord === null) {
            return sequence > 1
                ? [finding('missing', `${nameOf(record)} names no record before it, although it is no first one.`)]
                : [];
        }
        // What came before the oldest one that was read is not known.
        if (known.has(previousRecord) || (!complete && sequence <= oldest + 1))
            return [];
        return [
            finding('missing', `${nameOf(record)} follows ${previousRecord.slice(0, 12)}…, which is not there or was altered.`),
        ];
    });
}
function concurrent(records) {
    const followers = Map.groupBy(records, ({ previousRecord }) => previousRecord);
    return [...followers.values()]
        .filter((each) => each.length > 1)
        .map((each) => finding('concurrent', `${each.map(nameOf).join(' and ')} follow the same record.`));
}
function finding(kind, text) {
    return { kind, text };
}
function nameOf({ sequence, sha256, runId }) {
    return `record #${sequence} (${(sha256 ?? runId).slice(0, 12)})`;
}

;// CONCATENATED MODULE: ./lib/promotion/verify-protection.js
/**
 * `protected: true` against W&B's own list. Newer servers keep the list elsewhere and show an empty one, so that only a
 * list which names some alias, and not this one, proves anything.
 */
function protectionFindings({ stage }, aliases) {
    if (!stage.protected || aliases === null || aliases.length === 0 || aliases.includes(stage.alias))
        return [];
    return [
        {
            level: 'problem',
            code: 'drift',
            text: `The gate config says that ${stage.alias} is protected, but W&B protects only ${aliases.join(', ')}.`,
            next: `Protect ${stage.alias} in the registry's settings, or take \`protected: true\` out of the gate config.`,
            at: stage.at,
        },
    ];
}
/** What cannot be told, and what W&B protects without the config saying so. */
function protectionNotes(statuses, aliases) {
    const claimed = new Set(statuses.filter(({ stage }) => stage.protected).map(({ stage }) => stage.alias));
    if (claimed.size === 0)
        return [];
    if (aliases === null || aliases.length === 0) {
        const why = aliases === null ? 'cannot be read through its API' : 'cannot be told: the list in its API names no alias at all';
        const text = `Whether W&B protects ${[...claimed].join(', ')} ${why}. Look in the registry's settings.`;
        return [{ level: 'info', text }];
    }
    const unclaimed = statuses.filter(({ stage }) => !stage.protected && aliases.includes(stage.alias));
    const names = [...new Set(unclaimed.map(({ stage }) => stage.alias))].filter((alias) => !claimed.has(alias));
    if (names.length === 0)
        return [];
    const text = `W&B protects ${names.join(', ')}, which the gate config does not say: write \`protected: true\`, so that the doctor asks for the role Admin.`;
    return [{ level: 'info', text }];
}

// EXTERNAL MODULE: ./lib/promotion/history.js
var promotion_history = __webpack_require__(7933);
;// CONCATENATED MODULE: ./lib/promotion/verify-stage.js



/** How one stage differs from its newest record. */
function standingFindings(status, handMove) {
    const { standing, stage } = status;
    const { holder } = standing;
    const moved = driftFinding(status, handMove);
    const left = standing.open.filter((each) => !each.live);
    return [
        ...(moved === null ? [] : [moved]),
        ...(holder === null || holder.state === 'COMMITTED'
            ? []
            : [
                problem('version-not-committed', `${holder.version} holds ${stage.alias}, but its state is ${holder.state}.`, (0,status_standing/* isDrift */._K)(standing.state) ? waysOut(standing, stage) : 'Start `rollback`, or `promote` another version.'),
            ]),
        ...(standing.open.some((each) => each.live)
            ? [warning('in-progress', `A run is moving ${stage.alias} right now.`, 'Verify again in five minutes.')]
            : []),
        ...(left.length === 0 || standing.state === 'unfinished-move'
            ? []
            : [warning('unfinished', `Run ${left[0]?.workflowRunId ?? ''} left an unfinished record behind.`, SETTLE)]),
    ];
}
const SETTLE = 'Start `promote` or `rollback` of this stage again: it closes what was begun by what is true in the registry.';
/** The ways out: back to what the record says, or keep what is there, if there is something that may stay. */
function waysOut({ record, holder }, stage) {
    const version = record?.to?.version;
    const back = version === undefined
        ? 'take the alias away'
        : `move it back to ${version}, or start \`rollback\` with \`version: ${version}\``;
    if (holder?.state !== 'COMMITTED')
        return `Restore: ${back}. Or start \`promote\` for another version.`;
    const emergency = stage.emergency === null ? '' : " (or the stage's `emergency` rule)";
    return `Restore: ${back}. Or keep ${holder.version}: start \`verify\` with \`adopt: true\`, which needs the stage's gate and approvals${emergency}.`;
}
function driftFinding({ standing, stage }, handMove) {
    const { state, holder, record } = standing;
    if (!(0,status_standing/* isDrift */._K)(state))
        return null;
    const now = holder === null ? 'nobody holds it' : `${holder.version} holds it`;
    const who = handMove === null ? '' : ` ${handMove.user} changed it on ${(0,promotion_history/* minute */.Vc)(handMove.at)} UTC.`;
    if (state === 'unfinished-move') {
        const run = standing.open.find((each) => each.to?.artifactId === holder?.artifactId)?.workflowRunId ?? '';
        return problem('unfinished', `${stage.alias}: ${now}, moved by run ${run}, which did not end.`, SETTLE);
    }
    const said = record === null
        ? 'no record says how it got there'
        : `record #${record.sequence} of ${(0,promotion_history/* minute */.Vc)((0,promotion_history/* whenOf */.A3)(record))} UTC says ${record.to?.version ?? '?'}`;
    return problem('drift', `${stage.alias}: ${now}, but ${said}.${who}`, waysOut(standing, stage));
}
/** Holds whose markers are gone, and markers that cannot be looked for. */
function holdFindings({ hold }) {
    return [
        ...hold.vanished.map((record) => problem('drift', `A hold stands by record #${record.sequence} of ${(0,promotion_history/* minute */.Vc)((0,promotion_history/* whenOf */.A3)(record))} UTC, but its marker is gone.`, 'Set it again with `hold`, or end it with `release`.')),
        ...(hold.readable
            ? []
            : [
                warning('wandb-access', 'Tags cannot be read, so a hold may stand unseen.', 'Use a W&B server of version 0.70 or newer.'),
            ]),
    ];
}
/** The pin against what holds the stage. What a hand moved off its pin is told once, as drift. */
function pinFindings({ model, stage, standing }, pins) {
    const pin = pins.entries.get(model.name)?.get(stage.name);
    const { holder, record, state } = standing;
    if (pin === undefined || pin.version === holder?.version)
        return [];
    if ((0,status_standing/* isDrift */._K)(state) && pin.version === record?.to?.version)
        return [];
    const text = `${pins.file} pins ${pin.version}, but ${holder === null ? 'nobody' : holder.version} holds ${stage.alias}.`;
    const next = `Start \`promote\` for ${pin.version}, or correct the pin.`;
    const level = stage.ungated || state === 'in-progress' ? 'warning' : 'problem';
    return [{ level, code: 'drift', text, next, at: pin.at }];
}
/** The deploy-time check: exactly this version holds the stage, by record, and is not held. */
function deployFindings(status, version) {
    const { standing, stage, hold } = status;
    const { holder, record, state } = standing;
    const findings = [];
    if (holder?.version !== version) {
        const text = `${version} does not hold ${stage.alias}: ${holder?.version ?? 'nobody'} does.`;
        findings.push(problem('version-not-in-stage', text, `Deploy ${holder?.version ?? 'nothing'}, or promote ${version} first.`));
    }
    else if (state !== 'as-recorded' && !(0,status_standing/* isDrift */._K)(state)) {
        const text = `No record that counts says that ${version} holds ${stage.alias}${record === null ? '' : `: the newest one says ${record.to?.version ?? '?'}`}.`;
        findings.push(problem('version-not-in-stage', text, `Promote ${version} first.`));
    }
    if ((0,status_hold/* isHeld */.i7)(hold)) {
        const why = hold.markers.length > 0 ? hold.markers.join(', ') : `record #${hold.records[0]?.sequence ?? 0}`;
        findings.push(problem('version-held', `${holder?.version ?? stage.name} is held: ${why}.`, 'Wait for its `release`.'));
    }
    else if (!hold.readable) {
        findings.push(problem('wandb-access', 'Tags cannot be read, so a hold may stand unseen.', 'Use a W&B server of version 0.70 or newer.'));
    }
    return findings;
}
function problem(code, text, next) {
    return { level: 'problem', code, text, next };
}
function warning(code, text, next) {
    return { level: 'warning', code, text, next };
}

;// CONCATENATED MODULE: ./lib/promotion/verify.js








function stageKey({ model, stage }) {
    return `${model.name}/${stage.name}`;
}
/** Holds the registry against records, pins and config. */
function verifyStages(facts) {
    const statuses = (0,promotion_status/* stageStatuses */.$C)(facts);
    const findings = [...statuses.flatMap((status) => ofStage(status, facts)), ...ofChains(facts)];
    const problems = findings.filter(({ level }) => level === 'problem');
    return {
        problems,
        reasons: [...new Set(problems.map(({ code }) => code))],
        listing: listing(statuses, findings, facts),
        notes: [
            ...findings.filter(({ level }) => level === 'warning').map(toNote),
            ...(0,promotion_status/* overdueNotes */.Qn)(statuses, facts.now),
            ...(facts.deploying === null ? protectionNotes(statuses, facts.protectedAliases) : []),
            ...configNotes(statuses, facts),
        ],
        error: problems.length === 0 ? null : toError(problems, facts),
    };
}
function ofStage(status, facts) {
    const { deploying, pins, handMoves, protectedAliases, attestations } = facts;
    const found = status.exists
        ? [
            ...(deploying === null ? [] : deployFindings(status, deploying)),
            ...standingFindings(status, handMoves.get(stageKey(status)) ?? null),
            ...holdFindings(status),
            ...attestationFindings(status, attestations.get(stageKey(status)) ?? null),
            ...(deploying === null ? [...pinFindings(status, pins), ...protectionFindings(status, protectedAliases)] : []),
        ]
        : [
            {
                level: deploying === null && status.standing.record === null ? 'warning' : 'problem',
                code: 'version-not-found',
                text: `The registry has no collection ${status.model.collection} that this account may see.`,
                next: 'Link a version into it, or correct `collection` in the gate config.',
            },
        ];
    return found.map((each) => ({ model: status.model.name, stage: status.stage.name, ...each }));
}
function ofChains({ chains, recordKeys }) {
    return chains.flatMap(({ model, chain, ...read }) => chainFindings(read, recordKeys).map(({ kind, text }) => {
        const isTold = kind === 'unsigned' || kind === 'concurrent';
        return {
            model,
            stage: chain,
            level: isTold ? 'warning' : 'problem',
            code: 'record-not-intact',
            text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
            next: isTold
                ? 'Look whether that was meant.'
                : 'Compare it with the record id in the job summary or comment of its run, and find out who may write to the records project.',
        };
    }));
}
function listing(statuses, findings, facts) {
    const problems = findings.filter(({ level }) => level === 'problem').length;
    return {
        name: 'verify',
        title: facts.deploying === null ? 'Verification' : `May ${facts.deploying} be deployed?`,
        intro: [
            `${(0,counted/* counted */.h)(statuses.length, 'stage')} looked at, at ${facts.now}: ${problems === 0 ? 'all as it should be' : (0,counted/* counted */.h)(problems, 'problem')}.`,
        ],
        columns: ['Model', 'Stage', 'Version', 'By record', 'Pin', 'State', 'Record', 'Hold', 'Problem', 'Ways out'],
        rows: statuses.map((status) => {
            const { model, stage, standing, hold } = status;
            const own = findings.filter((each) => each.model === model.name && each.stage === stage.name && each.level === 'problem');
            const { record } = standing;
            return [
                model.name,
                stage.name,
                standing.holder?.version ?? '',
                record?.to?.version ?? '',
                facts.pins.entries.get(model.name)?.get(stage.name)?.version ?? '',
                (0,promotion_status/* stateText */.r9)(status),
                record === null ? '' : { text: `#${record.sequence} ${(0,record_body/* trustText */.OR)(record, facts.recordKeys)}`, url: record.url },
                (0,status_hold/* holdText */.pL)(hold),
                own.map(({ text }) => text).join(' '),
                [...new Set(own.map(({ next }) => next))].join(' '),
            ];
        }),
        diagram: null,
        data: {
            deploying: facts.deploying,
            stages: statuses.map((status) => stageData(status, facts)),
            findings: findings.map(({ model, stage, level, code, text, next }) => ({
                model,
                stage,
                level,
                code,
                text,
                next,
            })),
        },
    };
}
function stageData(status, { pins, handMoves, configSha256, attestations }) {
    const { model, stage, standing, hold } = status;
    const { holder, record, state } = standing;
    const hand = handMoves.get(stageKey(status));
    return {
        model: model.name,
        stage: stage.name,
        alias: stage.alias,
        state,
        version: holder?.version ?? null,
        artifact_id: holder?.artifactId ?? null,
        digest: holder?.digest ?? null,
        recorded_version: record?.to?.version ?? null,
        record_sha256: record?.sha256 ?? null,
        pinned_version: pins.entries.get(model.name)?.get(stage.name)?.version ?? null,
        held: (0,status_hold/* isHeld */.i7)(hold) ? true : hold.readable ? false : null,
        moved_by: hand?.user ?? null,
        moved_at: hand?.at ?? null,
        attestation: attestations.get(stageKey(status)) ?? null,
        same_config: record === null ? null : (0,record_body/* configDigestOf */.e$)(record) === configSha256,
    };
}
function toNote({ model, stage, code, text, next }) {
    return { level: 'warning', code, text: `${model} ${stage}: ${text} ${next}` };
}
/** Gates may change; that they did since the last move is worth knowing. */
function configNotes(statuses, { configSha256 }) {
    const others = statuses.filter(({ standing: { record } }) => {
        const digest = record === null ? null : (0,record_body/* configDigestOf */.e$)(record);
        return digest !== null && digest !== configSha256;
    });
    if (others.length === 0)
        return [];
    const names = others.slice(0, 5).map(({ model, stage }) => `${model.name} ${stage.name}`);
    const more = others.length > names.length ? ` and ${others.length - names.length} more` : '';
    return [{ level: 'info', text: `The gate config has changed since the newest record of ${names.join(', ')}${more}.` }];
}
function toError(problems, { deploying }) {
    const [first] = problems;
    const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
    const what = deploying === null ? '' : `${deploying} must not be deployed. `;
    return {
        code: first?.code ?? 'drift',
        message: `${what}${first?.model ?? ''} ${first?.stage ?? ''}: ${first?.text ?? ''}${more}`,
        ...(first === undefined ? {} : { hint: first.next }),
        issues: problems.map(({ model, stage, text, next, at }) => ({
            message: `${model} ${stage}: ${text}`,
            hint: next,
            ...(at === undefined ? {} : { at }),
        })),
    };
}

// EXTERNAL MODULE: ./lib/operations/read-rules.js + 26 modules
var read_rules = __webpack_require__(5590);
// EXTERNAL MODULE: ./lib/operations/status.js
var operations_status = __webpack_require__(8094);
// EXTERNAL MODULE: ./lib/operations/survey-models.js
var survey_models = __webpack_require__(5409);
// EXTERNAL MODULE: ./lib/operations/survey-rules.js
var survey_rules = __webpack_require__(3992);
// EXTERNAL MODULE: ./lib/promotion/attestation.js + 1 modules
var attestation = __webpack_require__(2089);
// EXTERNAL MODULE: ./lib/promotion/version-manifest.js
var version_manifest = __webpack_require__(9484);
;// CONCATENATED MODULE: ./lib/operations/verify-attestations.js




/** GitHub slows down clients with many requests at once. */
const AT_ONCE = 10;
/**
 * How the newest record of each stage with `attest: true` compares with the statements that GitHub keeps for the version as
 * the registry shows it now. Two requests for each such stage.
 * @throws AccessError, RemoteError: what cannot be read is not known, and so not passed
 */
async function attestationStandings(surveyed, config, port) {
    const statuses = (0,promotion_status/* stageStatuses */.$C)({ ...surveyed, recordKeys: config.recordKeys, now: surveyed.serverTime });
    const asked = statuses.filter(({ stage, standing }) => stage.attest && standing.state === 'as-recorded');
    const found = new Map();
    for (let start = 0; start < asked.length; start += AT_ONCE) {
        const group = asked.slice(start, start + AT_ONCE);
        const standings = await Promise.all(group.map((status) => standingOf(status, config, port)));
        group.forEach((status, index) => {
            const standing = standings[index] ?? null;
            if (standing !== null)
                found.set(stageKey(status), standing);
        });
    }
    return found;
}
async function standingOf({ model, standing: { record } }, { registry }, port) {
    if (record?.to == null)
        return null;
    const { collection } = model;
    const contents = await port.contents({ registry, collection, version: record.to.version });
    if (contents === null)
        return 'absent';
    return (0,attestation/* attestationStanding */.Nc)(record, contents, await port.find((0,version_manifest/* versionManifest */.K)(contents).sha256, attestation/* PREDICATE_TYPE */.To));
}

;// CONCATENATED MODULE: ./lib/operations/verify.js











/** Of each chain, where many models are looked at; of one model the chains are read whole. */
const MOST_RECORDS = 20;
/** Drifted stages whose mover is asked for. */
const MOST_ASKED = 20;
/**
 * Holds aliases, records and pins against each other, and fails where they differ. With `version` and `stage` it is
 * the check before a rollout: exactly that version holds the stage by record, and is not held. Writes nothing, except
 * with `adopt`, which is a use case of its own.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
async function verify(inputs, context, ports) {
    checkInputs(inputs);
    if (inputs.adopt) {
        const { adopt } = await Promise.resolve(/* import() eager */).then(__webpack_require__.bind(__webpack_require__, 9017));
        return adopt(inputs, context, ports);
    }
    const rules = await (0,survey_rules/* loadReadRules */.i)(inputs, context, ports);
    if ('stopped' in rules)
        return rules.stopped;
    const { loaded } = rules;
    const { config } = loaded.rules;
    const surveyed = await (0,survey_models/* surveyModels */.l)((0,survey_rules/* selectStages */.u)(config, inputs), config, ports.survey, {
        mostRecords: MOST_RECORDS,
        whole: inputs.model !== null && inputs.version === null,
    });
    const [hands, protection, attestations] = await Promise.all([
        handMoves(surveyed, config, ports.survey),
        inputs.version === null ? protectedAliases(surveyed, config, ports.survey) : NOT_TOLD,
        attestationStandings(surveyed, config, ports.attestations),
    ]);
    const verified = verifyStages({
        models: surveyed.models,
        recordKeys: config.recordKeys,
        now: surveyed.serverTime,
        pins: (0,read_rules/* strictPins */.Y)(loaded.change.trusted?.pins ?? null, config),
        configSha256: (0,read_rules/* configFactsOf */.J)(loaded.change, inputs).sha256,
        chains: surveyed.models.flatMap(({ model, chains }) => chains.map((each) => ({ model: model.name, ...each }))),
        handMoves: hands.moves,
        attestations,
        protectedAliases: protection.aliases,
        deploying: inputs.version,
    });
    const notes = [
        ...(0,operations_status.recordsNotes)(surveyed.recordsVisible, config.records),
        ...verified.notes,
        ...hands.notes,
        ...protection.notes,
    ];
    return { ...outcome(inputs, loaded, verified, notes), ...subjectOf(inputs, surveyed, config, ports) };
}
function outcome(inputs, loaded, { reasons, error, listing }, notes) {
    return {
        operation: inputs.operation,
        decision: error === null ? 'pass' : 'fail',
        conclusion: error === null ? 'no-change' : 'refused',
        reasons,
        promotions: [],
        listings: [listing],
        error,
        notes: [...loaded.rules.notes, ...notes],
        commentOn: null,
        config: (0,read_rules/* configFactsOf */.J)(loaded.change, inputs),
    };
}
/** For the outputs, where one stage is looked at: what holds it, so that a rollout can go by its digest. */
function subjectOf(inputs, { models }, { registry }, ports) {
    const [read] = models;
    const [found] = read?.stages ?? [];
    if (inputs.model === null || inputs.stage === null || read === undefined || found === undefined)
        return {};
    const { collection, name } = read.model;
    const record = (0,standing/* newestStanding */.xV)(found.records);
    const links = ports.registry.links({ registry, organization: null, collection, version: found.holder });
    return {
        subject: {
            model: name,
            stage: found.stage.name,
            version: found.holder,
            previous: null,
            registry,
            collection,
            lineage: links.lineage,
            record: record === null ? null : (0,promotion_record/* recordSummaryOf */.Dl)(record),
            applied: false,
        },
    };
}
function checkInputs({ adopt, version, stage, model }) {
    if (version === null)
        return;
    if (!/^v(0|[1-9]\d*)$/.test(version)) {
        throw new errors/* InputError */.dz(`The version \`${version}\` is not of the form \`vN\`.`, {
            hint: adopt
                ? 'With `adopt`, name the exact version that was looked at and is to stay.'
                : 'Before a rollout, name the exact version that is about to be deployed.',
        });
    }
    if (stage === null || model === null) {
        throw new errors/* InputError */.dz('With `version`, `verify` needs the inputs `model` and `stage`.', {
            hint: 'It checks that the version holds that stage by record, and is not held.',
        });
    }
}
/** Who moved the drifted aliases, where the server tells. It is a help: failing at it fails nothing. */
async function handMoves(surveyed, config, survey) {
    const drifted = (0,promotion_status/* stageStatuses */.$C)({ ...surveyed, recordKeys: config.recordKeys, now: surveyed.serverTime })
        .filter(({ standing: { state } }) => (0,status_standing/* isDrift */._K)(state) && state !== 'unfinished-move')
        .slice(0, MOST_ASKED);
    try {
        const found = await Promise.all(drifted.map(async (status) => {
            const { collection } = status.model;
            const target = { registry: config.registry, collection, alias: status.stage.alias };
            const move = lastHandMove(status, (await survey.aliasActions(target)) ?? []);
            return move === null ? [] : [[stageKey(status), move]];
        }));
        return { moves: new Map(found.flat()), notes: [] };
    }
    catch (thrown) {
        const text = `Who moved the aliases could not be read: ${(0,errors/* toGateError */.Vl)(thrown).message}`;
        return { moves: new Map(), notes: [{ level: 'info', text }] };
    }
}
const NOT_TOLD = { aliases: null, notes: [] };
/** Which aliases W&B protects, where the config says that some are. It is a help too. */
async function protectedAliases({ models }, { registry }, survey) {
    if (!models.some(({ stages }) => stages.some(({ stage }) => stage.protected)))
        return NOT_TOLD;
    try {
        return { aliases: await survey.protectedAliases(registry), notes: [] };
    }
    catch (thrown) {
        const text = `Which aliases W&B protects could not be read: ${(0,errors/* toGateError */.Vl)(thrown).message}`;
        return { aliases: null, notes: [{ level: 'info', text }] };
    }
}
/** The newest action that is about the present holder, or took the alias from the recorded one. */
function lastHandMove({ standing }, actions) {
    const { holder, record } = standing;
    const since = Date.parse(record?.finishedAt ?? '1970-01-01T00:00:00Z');
    const concerned = [holder?.artifactId, record?.to?.artifactId].filter((id) => id !== undefined);
    const newest = actions.find(({ at, targetArtifactId, sourceArtifactId }) => Date.parse(at) >= since && concerned.some((id) => id === targetArtifactId || id === sourceArtifactId));
    return newest?.user == null ? null : { user: newest.user, at: newest.at };
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
