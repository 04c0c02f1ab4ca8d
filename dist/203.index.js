export const id = 203;
export const ids = [203];
export const modules = {

/***/ 3203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  withPinPullRequests: () => (/* binding */ withPinPullRequests)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/config/file-error.js
var file_error = __webpack_require__(4537);
// EXTERNAL MODULE: ./lib/config/pins.js + 1 modules
var pins = __webpack_require__(8701);
;// CONCATENATED MODULE: ./lib/config/pin-edit.js



/**
 * Puts one version into the pins file by replacing the characters of that value alone: comments, quotes, order and line
 * ends stay as people wrote them. The result is read again and must differ in this one pin.
 * @throws ConfigError for a file that cannot be read, or a pin that shares its value with others by an anchor
 */
function editPin(text, file, { model, stage, version }) {
    const before = (0,pins/* parsePins */.M)(text, file);
    const pin = before.entries.get(model)?.get(stage);
    if (pin === undefined)
        return { state: 'absent' };
    if (pin.version === version)
        return { state: 'right' };
    const shared = () => {
        const message = `The pin of ${model} ${stage} shares its value with another one (an anchor or alias)`;
        const issue = { at: pin.at, message, hint: 'Write the version out, then change it by hand.' };
        throw (0,file_error/* fileError */.z)(file, [issue]);
    };
    const range = rangeOf(text, model, stage) ?? shared();
    const [start, end] = range;
    const edited = text.slice(0, start) + inQuotesOf(text.slice(start, end), version) + text.slice(end);
    if (!differsOnlyIn(before, readAgain(edited, file) ?? shared(), { model, stage, version }))
        return shared();
    return { state: 'edited', text: edited, from: pin.version };
}
/** Offsets of the value; null where it is not written there. */
function rangeOf(text, model, stage) {
    const document = (0,dist/* parseDocument */.Tp)(text, { schema: 'core', merge: false, uniqueKeys: false });
    if ((0,dist/* isAlias */.Vj)(document.get(model, true)))
        return null;
    const node = document.getIn([model, stage], true);
    if (!(0,dist/* isScalar */.jn)(node) || node.anchor !== undefined || node.range == null)
        return null;
    return [node.range[0], node.range[1]];
}
function inQuotesOf(old, version) {
    const quote = /^["']/.exec(old)?.[0] ?? '';
    return `${quote}${version}${quote}`;
}
function readAgain(text, file) {
    try {
        return (0,pins/* parsePins */.M)(text, file);
    }
    catch {
        return null;
    }
}
function differsOnlyIn(before, after, { model, stage, version }) {
    const wanted = flat(before).map(([m, s, v]) => [m, s, m === model && s === stage ? version : v]);
    return JSON.stringify(wanted) === JSON.stringify(flat(after));
}
function flat({ entries }) {
    return [...entries].flatMap(([model, stages]) => [...stages].map(([stage, pin]) => [model, stage, pin.version]));
}

;// CONCATENATED MODULE: ./lib/promotion/pin-change.js


const MOST_BRANCHES = 4;
/**
 * Branches that may carry the change, in the order in which they are tried: the same for every run, so that a second run
 * finds the first one's. A later name is for a branch that is left over, or is somebody else's.
 */
function pinBranchNames({ model, stage, to }) {
    const names = `${safe(model)}-${safe(stage)}`;
    const lossy = names !== `${model}-${stage}`;
    const mark = lossy
        ? `-${(0,external_node_crypto_.createHash)('sha256')
            .update(JSON.stringify([model, stage]))
            .digest('hex')
            .slice(0, 8)}`
        : '';
    const first = `model-pins/${names}${mark}-${to}`;
    return Array.from({ length: MOST_BRANCHES }, (_, index) => (index === 0 ? first : `${first}-${index + 1}`));
}
/** Characters that git and shells take without a thought. */
function safe(name) {
    const plain = name.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/\.{2,}/g, '.');
    return plain.slice(0, 60).replace(/^[-.]+|[-.]+$/g, '') || 'x';
}
/**
 * What is to be done, by what the branches hold. Only our own open pull request is written to, or a branch that holds
 * nothing but this very change: what somebody else put under such a name must not travel under ours.
 * @throws ConfigError when the pins file cannot be edited
 */
function nextPinStep(change, names, state) {
    const { file, branch } = change;
    if (state.baseText === null)
        return stop(`${file} is not a readable file on ${branch}.`);
    const wanted = editPin(state.baseText, file, { ...change, version: change.to });
    if (wanted.state === 'right')
        return stop(`${file} on ${branch} pins ${change.to} already.`, 'info');
    if (wanted.state === 'absent')
        return stop(`${file} on ${branch} does not pin ${change.model} ${change.stage} any more.`);
    if (wanted.from !== change.from) {
        return stop(`${file} on ${branch} pins ${wanted.from} by now, not ${change.from}: somebody changed it meanwhile.`);
    }
    const ours = state.branches.find((each) => each?.pullRequests.some((pull) => pull.isOurs));
    if (ours != null)
        return continued(change, ours);
    for (const [index, name] of names.entries()) {
        const found = state.branches[index] ?? null;
        if (found === null)
            return { kind: 'create', branch: name, text: wanted.text };
        if (found.pullRequests.length > 0)
            continue;
        if (found.head === state.baseHead) {
            return { kind: 'commit', branch: found, text: wanted.text, pull: null };
        }
        if (holdsOnly(found, wanted.text, state.baseHead))
            return { kind: 'open', branch: name };
    }
    return stop(`The branches ${names[0]} to ${names.at(-1)} are taken: delete those that are left over.`);
}
/** A run died between commit and pull request, and the branch of the run has not moved since. */
function holdsOnly(found, text, baseHead) {
    const [parent, ...others] = found.parents;
    return others.length === 0 && parent === baseHead && found.changedFiles === 1 && found.text === text;
}
/** Our pull request is open; whoever works on it keeps what they did. */
function continued(change, branch) {
    const pull = branch.pullRequests.find((each) => each.isOurs);
    if (pull === undefined)
        return stop(`${branch.name} lost its pull request.`);
    if (branch.text === null)
        return stop(`${change.file} is not a readable file on ${branch.name}; see ${pull.url}.`);
    const edit = editPin(branch.text, change.file, { ...change, version: change.to });
    if (edit.state === 'absent')
        return stop(`${branch.name} does not pin ${change.model} ${change.stage}; see ${pull.url}.`);
    return edit.state === 'right' ? { kind: 'keep', pull } : { kind: 'commit', branch, text: edit.text, pull };
}
function stop(text, level = 'warning') {
    return { kind: 'stop', level, text };
}

;// CONCATENATED MODULE: ./lib/operations/pin-pull-request.js


/** The first try, and one more from what the branch holds by then. */
const TRIES = 2;
/**
 * Opens, or brings up to date, the pull request that puts each pin right that a run has left wrong. The outcome is settled
 * by then: whatever goes wrong here is a warning in it and changes nothing else.
 */
async function withPinPullRequests(outcome, deps) {
    const promotions = [];
    for (const promotion of outcome.promotions)
        promotions.push(await withPullRequest(promotion, deps));
    return { ...outcome, promotions };
}
async function withPullRequest(promotion, deps) {
    const change = promotion.pinChange;
    if (change == null)
        return promotion;
    try {
        const { url, note } = await propose(change, promotion, deps);
        return { ...promotion, pinPullRequest: url, notes: [...promotion.notes, note] };
    }
    catch (thrown) {
        const { code, message, hint } = (0,errors/* toGateError */.Vl)(thrown);
        const text = `No pull request puts ${change.file} right: ${message}${hint === undefined ? '' : ` ${hint}`} Change it by hand.`;
        return { ...promotion, notes: [...promotion.notes, { level: 'warning', code, text }] };
    }
}
async function propose(change, promotion, deps) {
    const names = pinBranchNames(change);
    const query = { branch: change.branch, path: change.file, names, marker: deps.markerOf(change) };
    const text = deps.textOf(change, promotion);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const state = await deps.pins.readPins(query);
        if (state === null)
            return ended(`No pull request: the branch ${change.branch} is gone.`);
        const taking = { change, text, pins: deps.pins, state };
        const done = await take(nextPinStep(change, names, state), taking);
        if (done !== null)
            return done;
    }
    return ended(`No pull request puts ${change.file} right: its branch moved twice while it was written. Start this again, or change it by hand.`);
}
/** null: somebody was faster; what there is now must be read first. */
async function take(step, taking) {
    const { pins, state } = taking;
    switch (step.kind) {
        case 'stop':
            return ended(step.level === 'info' ? step.text : `No pull request: ${step.text}`, step.level);
        case 'create': {
            const { branch, text } = step;
            const { repositoryId, baseHead } = state;
            const isNew = await pins.createBranch({ repositoryId, name: branch, commit: baseHead });
            return isNew && (await commit(taking, branch, baseHead, text)) ? pin_pull_request_open(taking, branch) : null;
        }
        case 'commit': {
            const { branch, text, pull } = step;
            if (!(await commit(taking, branch.name, branch.head, text)))
                return null;
            return pull === null ? pin_pull_request_open(taking, branch.name) : keep(taking, pull, true);
        }
        case 'open':
            return pin_pull_request_open(taking, step.branch);
        case 'keep':
            return keep(taking, step.pull, false);
    }
}
function commit({ change, text, pins }, branch, expectedHead, content) {
    const message = { headline: text.title, body: text.commitBody };
    return pins.commitFile({ branch, expectedHead, path: change.file, text: content, ...message });
}
async function pin_pull_request_open({ change, text, pins, state }, branch) {
    const { repositoryId } = state;
    const url = await pins.openPull({ repositoryId, from: branch, into: change.branch }, text);
    return url === null ? null : proposed(change, url, 'opened');
}
async function keep({ change, text, pins }, pull, committed) {
    if (pull.title === text.title && unified(pull.body) === unified(text.body)) {
        return proposed(change, pull.url, committed ? 'updated' : 'open already');
    }
    await pins.updatePull(pull, text);
    return proposed(change, pull.url, 'updated');
}
function proposed({ file, stage, to }, url, how) {
    return {
        url,
        note: { level: 'info', text: `The pull request that pins ${to} for ${stage} in ${file} is ${how}: ${url}` },
    };
}
function ended(text, level = 'warning') {
    return { url: null, note: { level, text } };
}
/** GitHub may give lines back with other ends than they were sent with. */
function unified(text) {
    return text.replace(/\r\n?/g, '\n').trimEnd();
}


/***/ })

};
