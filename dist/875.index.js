export const id = 875;
export const ids = [875];
export const modules = {

/***/ 9875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createPinHost: () => (/* binding */ createPinHost)
});

// EXTERNAL MODULE: ./lib/github/answers.js
var answers = __webpack_require__(7536);
// EXTERNAL MODULE: ./lib/github/client.js + 14 modules
var github_client = __webpack_require__(9300);
// EXTERNAL MODULE: ./lib/github/documents/parts.js
var parts = __webpack_require__(2276);
;// CONCATENATED MODULE: ./lib/github/documents/pins.js

/** More open pull requests from one branch than anybody has. */
const PULLS_ASKED = 10;
/** The pins file on a branch and on those that may carry a change of it, with the open pull requests of these. */
function pinsDocument(branches) {
    const each = (0,parts/* numbered */.jN)(branches, (index) => [
        `branch${index}: ref(qualifiedName: $ref${index}) { target { ...Tree } newest: target { ... on Commit { changedFilesIfAvailable parents(first: 3) { nodes { oid } } } } }`,
        `pulls${index}: pullRequests(headRefName: $name${index}, baseRefName: $into, states: [OPEN], first: ${PULLS_ASKED}) { nodes { id url title body isCrossRepository viewerDidAuthor } }`,
    ]).flat();
    const names = (0,parts/* numbered */.jN)(branches, (index) => [`$ref${index}: String!`, `$name${index}: String!`]).flat();
    return `${(0,parts/* opening */.zs)('Pins', ['$base: String!', '$into: String!', '$path0: String!', ...names])}
    id
    base: ref(qualifiedName: $base) { target { ...Tree } }
    ${each.join('\n    ')}
  }
}${(0,parts/* treeFragment */.Xr)(1)}`;
}
const CREATE_BRANCH = `mutation CreateBranch($input: CreateRefInput!) {
  createRef(input: $input) { ref { name } }
}`;
/** Compare and swap: GitHub refuses it when the branch is not at `expectedHeadOid` any more. */
const COMMIT_FILE = `mutation CommitFile($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
const OPEN_PULL = `mutation OpenPull($input: CreatePullRequestInput!) {
  createPullRequest(input: $input) { pullRequest { url } }
}`;
const UPDATE_PULL = `mutation UpdatePull($input: UpdatePullRequestInput!) {
  updatePullRequest(input: $input) { pullRequest { url } }
}`;
const MUTATIONS = [CREATE_BRANCH, COMMIT_FILE, OPEN_PULL, UPDATE_PULL];

// EXTERNAL MODULE: ./lib/github/file-facts.js
var file_facts = __webpack_require__(7623);
// EXTERNAL MODULE: ./lib/github/repository-path.js
var repository_path = __webpack_require__(4619);
;// CONCATENATED MODULE: ./lib/github/pins.js





const CONTENTS = 'contents: write';
const PULLS = 'pull-requests: write';
/** Branches and pull requests that change the pins file. Makes no request by itself. */
function createPinHost(options) {
    const client = (0,github_client/* createGithubClient */.z)(options);
    const { owner, name } = options.repository;
    async function readPins(query) {
        const answer = await client.repository(pinsDocument(query.names.length), variablesOf(query));
        const { id, base } = await (0,answers/* parseAnswer */.W)('pinBase', answer, 'a query of the pins');
        if (base?.target == null)
            return null;
        const branches = await Promise.all(query.names.map((_, index) => branchOf(answer, index, query)));
        return { repositoryId: id, baseHead: base.target.oid, baseText: textOf(base.target, query.path), branches };
    }
    async function mutate(document, needs, refusal, input) {
        return client.mutate({ document, needs, refusal, variables: { input } });
    }
    return {
        readPins,
        async createBranch({ repositoryId, name: branch, commit }) {
            const input = { repositoryId, name: `refs/heads/${branch}`, oid: commit };
            return (await mutate(CREATE_BRANCH, CONTENTS, /already exists/i, input)) !== null;
        },
        async commitFile({ branch, expectedHead, path, text, headline, body }) {
            const contents = Buffer.from(text).toString('base64');
            const input = {
                branch: { repositoryNameWithOwner: `${owner}/${name}`, branchName: branch },
                expectedHeadOid: expectedHead,
                message: { headline, body },
                fileChanges: { additions: [{ path: (0,repository_path/* repositoryPath */.S)(path), contents }] },
            };
            return (await mutate(COMMIT_FILE, CONTENTS, /^STALE_DATA|expected branch to point to/i, input)) !== null;
        },
        async openPull({ repositoryId, from, into }, { title, body }) {
            const input = { repositoryId, baseRefName: into, headRefName: from, title, body };
            const made = await mutate(OPEN_PULL, PULLS, /pull request already exists/i, input);
            if (made === null)
                return null;
            const opened = await (0,answers/* parseAnswer */.W)('openedPull', made, 'the creation of a pull request', true);
            return opened.createPullRequest.pullRequest.url;
        },
        async updatePull({ id }, { title, body }) {
            await mutate(UPDATE_PULL, PULLS, NEVER, { pullRequestId: id, title, body });
        },
    };
}
/** No refusal of an update means that somebody was faster. */
const NEVER = /(?!)/;
function variablesOf({ branch, path, names }) {
    const each = names.flatMap((name, index) => [
        [`ref${index}`, `refs/heads/${name}`],
        [`name${index}`, name],
    ]);
    return { base: `refs/heads/${branch}`, into: branch, ...(0,repository_path/* pathValues */.I)([path]), ...Object.fromEntries(each) };
}
async function branchOf(answer, index, { names, path, marker }) {
    const found = answer[`branch${index}`];
    if (found === null)
        return null;
    const { target, newest } = await (0,answers/* parseAnswer */.W)('pinCommit', found, 'a query of a branch');
    if (target === null)
        return null;
    const pulls = await (0,answers/* parseAnswer */.W)('pinPulls', answer[`pulls${index}`], 'a query of open pull requests');
    return {
        name: names[index] ?? '',
        head: target.oid,
        parents: newest.parents.nodes.map(({ oid }) => oid),
        changedFiles: newest.changedFilesIfAvailable,
        text: textOf(target, path),
        pullRequests: pulls.nodes.map(({ isCrossRepository, viewerDidAuthor, ...pull }) => ({
            ...pull,
            isOurs: viewerDidAuthor && !isCrossRepository && firstLine(pull.body) === marker,
        })),
    };
}
function textOf(tree, path) {
    return (0,file_facts/* filesOf */.R)(tree, [path]).get(path)?.text ?? null;
}
function firstLine(text) {
    return text.split(/\r?\n/, 1)[0] ?? '';
}


/***/ })

};
