export const id = 787;
export const ids = [787];
export const modules = {

/***/ 7787:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTicketSystems: () => (/* binding */ createTicketSystems)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/http/redact.js
var redact = __webpack_require__(9823);
;// CONCATENATED MODULE: ./lib/services/ticket-answers.js



/** No ticket is larger; a page that is may be anything. */
const MAX_BYTES = 10_000_000;
const MOST_TRIES = 4;
const NAMES = { jira: 'Jira', servicenow: 'ServiceNow' };
/** The answers that one ticket is read from: asked for, told from pages of other kinds, and hashed together. */
class TicketAnswers {
    #service;
    #http;
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #newest = 0;
    constructor(service, http) {
        this.#service = service;
        this.#http = http;
    }
    /** What the ticket was read from, and when by the server's clock. */
    seal() {
        return { observedAt: new Date(this.#newest).toISOString(), sha256: this.#hash.copy().digest('hex') };
    }
    /**
     * An answer that is JSON, or a refusal (4xx) that the caller understands.
     * @throws AccessError for a redirect; RemoteError for everything that is neither
     */
    async ask({ what, url, headers, form }) {
        const answer = await this.#http.request({
            service: this.#service,
            what,
            url,
            method: form === undefined ? 'GET' : 'POST',
            headers: {
                accept: 'application/json',
                ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
                ...headers,
            },
            ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
            idempotent: true,
            maxTries: MOST_TRIES,
            maxBytes: MAX_BYTES,
        });
        const text = new TextDecoder().decode(answer.body);
        // What a token was given for is no part of a ticket, and a hash would tell something about the token.
        if (form === undefined)
            this.#hash.update(answer.body);
        this.#newest = Math.max(this.#newest, answer.dateMs);
        const json = this.#json(answer, text, what);
        return { status: answer.status, headers: answer.headers, json };
    }
    /** The answer in the shape that is documented; anything else is not believed. */
    parse(schema, value, what) {
        const parsed = schema.safeParse(value, { jitless: true });
        if (parsed.success)
            return parsed.data;
        const [issue] = parsed.error.issues;
        const place = issue === undefined || issue.path.length === 0 ? 'the answer' : `\`${issue.path.join('.')}\``;
        throw this.strange(what, `${place} is not what it should be`);
    }
    refused(what, why, hint) {
        const message = (0,redact/* excerpt */.K)(`Could not ${what}: ${why}.`, this.#http.secrets());
        return new errors/* AccessError */.Zz(this.#service, message, { hint });
    }
    strange(what, why, hint) {
        const message = `Could not ${what}: ${NAMES[this.#service]} answered something unexpected: ${why}.`;
        return new errors/* RemoteError */.Hi(this.#service, (0,redact/* excerpt */.K)(message, this.#http.secrets()), hint === undefined ? {} : { hint });
    }
    #json({ status, headers }, text, what) {
        if (status >= 300 && status < 400) {
            throw this.refused(what, `it redirects (status ${status}), and no token is sent elsewhere`, REDIRECT_HINT);
        }
        if (status === 429 || status >= 500)
            throw this.strange(what, `status ${status}`);
        const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '');
        if (!isJson && status >= 400)
            return undefined;
        if (!isJson)
            throw this.strange(what, 'a page that is not JSON', NO_JSON_HINT);
        try {
            return JSON.parse(text);
        }
        catch {
            if (status >= 400)
                return undefined;
            throw this.strange(what, 'broken JSON');
        }
    }
}
const REDIRECT_HINT = 'Write the address in the gate config as the browser shows it once it is open, without the page behind it.';
const NO_JSON_HINT = 'It may be a login page, a proxy, or a developer instance that sleeps: open the address in a browser.';
/** What a refusal says, from any of the shapes that these services use. */
function said(json) {
    if (typeof json !== 'object' || json === null)
        return '';
    const fields = json;
    const inner = typeof fields['error'] === 'object' ? fields['error'] : null;
    const list = Array.isArray(fields['errorMessages']) ? fields['errorMessages'] : [];
    const texts = [...list, fields['errorMessage'], fields['message'], said(inner)];
    const text = texts.find((each) => typeof each === 'string' && each !== '');
    return text === undefined ? '' : text.slice(0, 160);
}

;// CONCATENATED MODULE: ./lib/services/jira-connection.js


const ATLASSIAN_GATEWAY = 'https://api.atlassian.com';
const WHAT = 'log in to Jira';
/**
 * The address that takes the token, proved by asking who it belongs to. Nothing tells a scoped token from another, and the
 * wrong address answers as if tickets did not exist; a wrong token may even be answered as a stranger would be.
 */
async function connectJira(access) {
    const { rule, credentials, answers } = access;
    const jira = credentials.jira;
    if (jira === null) {
        throw answers.refused(WHAT, 'there is no credential', 'Set the inputs `jira-token` and, for Jira Cloud, `jira-email`.');
    }
    const tried = [];
    for (const place of placesOf(rule, jira.kind)) {
        const base = place === 'site' ? rule.site : await gatewayOf(access);
        const connection = {
            base,
            version: rule.hosting === 'cloud' ? '3' : '2',
            authorization: jira.authorization,
        };
        const refusal = await whyNot(connection, answers);
        if (refusal === null)
            return connection;
        tried.push(`${new URL(base).host} (${refusal})`);
    }
    throw answers.refused(WHAT, `the token is not taken by ${tried.join(' nor by ')}`, hintFor(rule));
}
/** OAuth tokens and those of service accounts are taken by the gateway only. */
function placesOf({ hosting, access }, kind) {
    if (hosting === 'data_center')
        return ['site'];
    if (access !== 'auto')
        return [access];
    return kind === 'bearer' ? ['gateway'] : ['site', 'gateway'];
}
function hintFor({ hosting, access }) {
    if (hosting === 'data_center')
        return 'Check `jira-token` (a personal access token, without `jira-email`) and its end date.';
    const place = access === 'auto' ? '' : ` The gate config says \`access: ${access}\`.`;
    return `Check \`jira-email\` and \`jira-token\`: tokens of Atlassian end after a year at most, and need the scopes read:jira-work and read:jira-user.${place}`;
}
/** Asks a stranger's question, so no token goes along: which cloud id the site has. */
async function gatewayOf({ rule, gateway, answers }) {
    const what = 'find the cloud id of the Jira site';
    const answer = await answers.ask({ what, url: `${rule.site}/_edge/tenant_info`, headers: {} });
    if (answer.status !== 200)
        throw answers.strange(what, `status ${answer.status}`, 'Is `site` a site of Jira Cloud?');
    const { cloudId } = answers.parse(schemas/* object */.Ikc({ cloudId: schemas/* string */.YjP().regex(/^[0-9a-fA-F-]{36}$/) }), answer.json, what);
    return `${gateway}/ex/jira/${cloudId}`;
}
async function whyNot(connection, answers) {
    const answer = await askJira(connection, answers, { what: WHAT, path: 'myself' });
    if (answer === 'stranger')
        return 'it answers as if nobody had logged in';
    if (answer.status === 200) {
        const me = schemas/* object */.Ikc({ accountId: schemas/* string */.YjP().optional(), name: schemas/* string */.YjP().optional(), key: schemas/* string */.YjP().optional() });
        const { accountId, name, key } = answers.parse(me, answer.json, WHAT);
        return (accountId ?? name ?? key ?? '') === '' ? 'it does not say who is logged in' : null;
    }
    const why = said(answer.json);
    return `status ${answer.status}${why === '' ? '' : `, ${why}`}`;
}
/**
 * Asks the platform API, or by `root` another one. `stranger`: Jira did not take the credential, and would have shown what
 * everybody may see.
 */
async function askJira({ base, version, authorization }, answers, request) {
    const answer = await answers.ask({
        what: request.what,
        url: `${base}${request.root ?? `/rest/api/${version}`}/${request.path}`,
        headers: { authorization, ...(request.root === undefined ? {} : { 'x-experimentalapi': 'opt-in' }) },
    });
    const reason = answer.headers['x-seraph-loginreason'] ?? '';
    return /AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/i.test(reason) ? 'stranger' : answer;
}

;// CONCATENATED MODULE: ./lib/services/jira-parse.js

/** Jira's answers in the documented shape; what is not needed is left out. */
const Person = schemas/* object */.Ikc({
    accountId: schemas/* string */.YjP().optional(),
    name: schemas/* string */.YjP().optional(),
    key: schemas/* string */.YjP().optional(),
    displayName: schemas/* string */.YjP().optional(),
    emailAddress: schemas/* string */.YjP().nullish(),
    accountType: schemas/* string */.YjP().optional(),
});
/** `2026-03-10T09:41:00.000+0000`, which is nearly ISO 8601. */
const Time = schemas/* string */.YjP().refine((text) => !Number.isNaN(Date.parse(text)));
const Value = schemas/* object */.Ikc({ id: schemas/* string */.YjP().min(1), name: schemas/* string */.YjP(), untranslatedName: schemas/* string */.YjP().optional() });
/** What can be told of any answer: which fields are in it. */
const AnyIssue = schemas/* object */.Ikc({ fields: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()) });
const Issue = schemas/* object */.Ikc({
    id: schemas/* string */.YjP().min(1),
    key: schemas/* string */.YjP().min(1),
    names: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
    fields: schemas/* looseObject */._H3({
        status: Value,
        resolution: Value.nullish(),
        project: schemas/* object */.Ikc({ key: schemas/* string */.YjP() }),
        reporter: Person.nullable(),
    }),
});
const Item = schemas/* object */.Ikc({
    field: schemas/* string */.YjP(),
    fieldId: schemas/* string */.YjP().optional(),
    to: schemas/* string */.YjP().nullish(),
});
const HistoryEntry = schemas/* object */.Ikc({ created: Time, author: Person.nullish(), items: schemas/* array */.YOg(Item) });
const ChangelogPage = schemas/* object */.Ikc({
    startAt: schemas/* int */.Whr(),
    total: schemas/* int */.Whr(),
    isLast: schemas/* boolean */.zMY().optional(),
    values: schemas/* array */.YOg(HistoryEntry),
});
const IssueWithHistory = schemas/* object */.Ikc({
    changelog: schemas/* object */.Ikc({ total: schemas/* int */.Whr(), histories: schemas/* array */.YOg(HistoryEntry) }),
});
/** Jira Service Management writes each date in four ways; this one is a number. */
const Moment = schemas/* object */.Ikc({ epochMillis: schemas/* number */.aig() });
const Approval = schemas/* object */.Ikc({
    name: schemas/* string */.YjP().default(''),
    finalDecision: schemas/* enum */.k5n(['approved', 'declined', 'pending']),
    approvers: schemas/* array */.YOg(schemas/* object */.Ikc({ approver: Person, approverDecision: schemas/* string */.YjP() })),
    createdDate: Moment,
    completedDate: Moment.nullish(),
});
const ApprovalPage = schemas/* object */.Ikc({ start: schemas/* int */.Whr(), isLastPage: schemas/* boolean */.zMY(), values: schemas/* array */.YOg(Approval) });
function personOf(person) {
    const id = person.accountId ?? person.name ?? person.key ?? '';
    return {
        id,
        name: person.displayName ?? id,
        email: person.emailAddress || null,
        isHuman: person.accountType !== 'app',
    };
}
/**
 * The changes that matter, oldest first. Cloud names the field by id; older Data Center by id for its own fields, and by the
 * displayed name for others.
 */
function changesOf(histories, naming, names) {
    const called = new Set(naming.flatMap((field) => [field, names[field] ?? field]));
    const kind = ({ field, fieldId }) => {
        const id = fieldId ?? field;
        if (id === 'status' || id === 'resolution')
            return id;
        return naming.includes(id) || (fieldId === undefined && called.has(field)) ? 'names' : null;
    };
    return histories
        .flatMap(({ created, author, items }) => items.flatMap((item) => {
        const what = kind(item);
        const by = author == null ? null : personOf(author);
        return what === null ? [] : [{ at: iso(created), by, what, to: item.to ?? null }];
    }))
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
function serviceApproval(approval) {
    return {
        name: approval.name,
        decision: approval.finalDecision,
        approvers: approval.approvers
            .filter(({ approverDecision }) => approverDecision === 'approved')
            .map(({ approver }) => personOf(approver)),
        createdAt: new Date(approval.createdDate.epochMillis).toISOString(),
        completedAt: approval.completedDate == null ? null : new Date(approval.completedDate.epochMillis).toISOString(),
    };
}
/** A text, an option of a list, or a document of the Cloud editor, as plain text; null: something else. */
function textOf(value) {
    if (value === null)
        return '';
    if (typeof value === 'string')
        return value;
    if (typeof value !== 'object')
        return null;
    if ('type' in value && value.type === 'doc')
        return documentText(value);
    return 'value' in value && typeof value.value === 'string' ? value.value : null;
}
/** Parts of one paragraph belong together, also where the type changes in the middle; blocks are lines of their own. */
function documentText(node, depth = 0) {
    if (typeof node !== 'object' || node === null || depth > 100)
        return '';
    if ('text' in node && typeof node.text === 'string')
        return node.text;
    if ('type' in node && node.type === 'hardBreak')
        return '\n';
    const content = 'content' in node && Array.isArray(node.content) ? node.content : [];
    const inside = content.map((child) => documentText(child, depth + 1)).join('');
    const isLine = 'type' in node && ['paragraph', 'heading', 'codeBlock', 'listItem', 'tableCell'].includes(String(node.type));
    return isLine ? `${inside}\n` : inside;
}
function iso(time) {
    return new Date(Date.parse(time)).toISOString();
}

;// CONCATENATED MODULE: ./lib/services/jira.js




/** Entries of a history, and approvals, before we give up: nobody could review such a ticket. */
const MOST_PAGES = 50;
const PAGE = 100;
/** Reads tickets of Jira Cloud and Data Center. The address comes from the rule, so from the trusted gate config. */
function createJira(options) {
    const connections = new Map();
    const { http, credentials, gateway = ATLASSIAN_GATEWAY } = options;
    const connect = (rule) => {
        const key = `${rule.hosting} ${rule.access} ${rule.site}`;
        const known = connections.get(key) ?? connectJira({ rule, credentials, gateway, answers: new TicketAnswers('jira', http) });
        connections.set(key, known);
        return known;
    };
    return {
        async read(number, rule) {
            if (!/^[A-Z][A-Z0-9_]{1,99}-[1-9]\d{0,9}$/.test(number))
                throw new errors/* InvariantError */.zU(`no number of Jira: ${number}`);
            return new Reading(await connect(rule), number, rule, new TicketAnswers('jira', http)).run();
        },
    };
}
/** One ticket, read whole. */
class Reading {
    #connection;
    #number;
    #rule;
    #answers;
    constructor(connection, number, rule, answers) {
        this.#connection = connection;
        this.#number = number;
        this.#rule = rule;
        this.#answers = answers;
    }
    async run() {
        const naming = this.#rule.names === 'text' ? ['summary', 'description'] : [this.#rule.names.field];
        const { key, id, fields, names } = await this.#issue(naming);
        const texts = naming.map((field) => this.#text(fields, field));
        const changes = await this.#changes(key, naming, names ?? {});
        const approvals = this.#rule.approvals ? await this.#approvals(key) : null;
        const { status, resolution, project, reporter } = fields;
        return {
            system: 'jira',
            key,
            id,
            url: `${this.#rule.site}/browse/${key}`,
            texts,
            requester: reporter === null ? null : personOf(reporter),
            project: project.key,
            status: { id: status.id, name: status.untranslatedName ?? status.name },
            resolution: resolution == null ? null : { id: resolution.id, name: resolution.name },
            changes,
            approvals,
            ...this.#answers.seal(),
        };
    }
    async #ask(path, root) {
        const what = `read the Jira ticket ${this.#number}`;
        const answer = await askJira(this.#connection, this.#answers, {
            what,
            path,
            ...(root === undefined ? {} : { root }),
        });
        if (answer === 'stranger') {
            throw this.#answers.refused(what, 'Jira answers as if nobody had logged in', 'Check `jira-email` and `jira-token`.');
        }
        return { what, ...answer };
    }
    /** Fields that Jira does not know, or does not show, are left out of the answer without a word: each must be there. */
    async #issue(naming) {
        const needed = [
            'status',
            'project',
            'reporter',
            ...naming,
            ...(this.#rule.resolution.length > 0 ? ['resolution'] : []),
        ];
        const asked = [...new Set([...needed, 'resolution'])];
        const answer = await this.#ask(`issue/${this.#number}?fields=${asked.join(',')}&expand=names`);
        const { what, status, json } = answer;
        if (status !== 200)
            throw this.#refusal(answer);
        const { fields } = this.#answers.parse(AnyIssue, json, what);
        const lacking = needed.filter((field) => !(field in fields));
        if (lacking.length > 0) {
            const hint = 'There is no such field, or the account may not see it on this ticket.';
            throw this.#answers.refused(what, `Jira does not show ${lacking.join(', ')}`, hint);
        }
        return this.#answers.parse(Issue, json, what);
    }
    #refusal({ what, status, json }) {
        const why = said(json);
        const text = status === 404 ? 'there is no such ticket, or this account may not see it' : `status ${status}`;
        const hint = 'Check the number, and that the account may browse the project (scope read:jira-work).';
        return this.#answers.refused(what, `${text}${why === '' ? '' : ` ("${why}")`}`, hint);
    }
    #text(fields, field) {
        const text = textOf(fields[field]);
        if (text !== null)
            return text;
        throw this.#answers.strange(`read the Jira ticket ${this.#number}`, `the field ${field} holds no text`);
    }
    /** The whole history; a part of it could lack the entry that matters. */
    async #changes(key, naming, names) {
        const histories = [];
        for (let page = 0; page < MOST_PAGES; page += 1) {
            const answer = await this.#ask(`issue/${key}/changelog?startAt=${histories.length}&maxResults=${PAGE}`);
            if (answer.status === 404 && page === 0 && this.#rule.hosting === 'data_center') {
                return changesOf(await this.#oldHistory(key), naming, names);
            }
            if (answer.status !== 200)
                throw this.#refusal(answer);
            const { startAt, values, total, isLast } = this.#answers.parse(ChangelogPage, answer.json, answer.what);
            if (startAt !== histories.length)
                throw this.#answers.strange(answer.what, 'another page of the history than asked for');
            histories.push(...values);
            if (histories.length >= total)
                return changesOf(histories, naming, names);
            if (isLast === true || values.length === 0)
                break;
        }
        throw this.#answers.strange(`read the Jira ticket ${this.#number}`, 'its history is not shown to the end');
    }
    /** Older Data Center gives the history with the ticket only. */
    async #oldHistory(key) {
        const answer = await this.#ask(`issue/${key}?fields=status&expand=changelog`);
        if (answer.status !== 200)
            throw this.#refusal(answer);
        const { total, histories } = this.#answers.parse(IssueWithHistory, answer.json, answer.what).changelog;
        if (histories.length < total)
            throw this.#answers.strange(answer.what, 'its history is cut short');
        return histories;
    }
    async #approvals(key) {
        const found = [];
        const root = '/rest/servicedeskapi';
        for (let page = 0; page < MOST_PAGES; page += 1) {
            const answer = await this.#ask(`request/${key}/approval?start=${found.length}&limit=50`, root);
            if (answer.status !== 200) {
                const hint = 'The ticket must be a request of Jira Service Management, and the account an agent there (scope read:servicedesk-request).';
                throw this.#answers.refused(answer.what, `its approvals are not shown (status ${answer.status})`, hint);
            }
            const { start, values, isLastPage } = this.#answers.parse(ApprovalPage, answer.json, answer.what);
            if (start !== found.length)
                throw this.#answers.strange(answer.what, 'another page of approvals than asked for');
            found.push(...values.map(serviceApproval));
            if (isLastPage)
                return found;
            if (values.length === 0)
                break;
        }
        throw this.#answers.strange(`read the Jira ticket ${this.#number}`, 'its approvals are not shown to the end');
    }
}

;// CONCATENATED MODULE: ./lib/services/servicenow-login.js


const servicenow_login_WHAT = 'log in to ServiceNow';
/** The `Authorization` header; a client's secret is exchanged for a token first (OAuth 2.0, client credentials). */
async function authorizationOf(instance, { serviceNow, hide }, answers) {
    if (serviceNow === null) {
        const hint = 'Set `servicenow-client-id` and `servicenow-client-secret`, or `servicenow-username` and `servicenow-password`, or `servicenow-token`.';
        throw answers.refused(servicenow_login_WHAT, 'there is no credential', hint);
    }
    if (serviceNow.kind === 'header')
        return serviceNow.authorization;
    const answer = await answers.ask({
        what: servicenow_login_WHAT,
        url: `${instance}/oauth_token.do`,
        headers: {},
        form: { grant_type: 'client_credentials', client_id: serviceNow.id, client_secret: serviceNow.secret },
    });
    if (answer.status !== 200) {
        const why = said(answer.json);
        const hint = 'Check `servicenow-client-id` and `servicenow-client-secret`, and that the instance allows client credentials.';
        throw answers.refused(servicenow_login_WHAT, `status ${answer.status}${why === '' ? '' : `, ${why}`}`, hint);
    }
    const { access_token: token } = answers.parse(schemas/* object */.Ikc({ access_token: schemas/* string */.YjP().min(8) }), answer.json, servicenow_login_WHAT);
    hide(token);
    return `Bearer ${token}`;
}

;// CONCATENATED MODULE: ./lib/services/servicenow-parse.js

/** A field with `sysparm_display_value=all`: raw value, and the label in the account's language and time zone. */
const Cell = schemas/* object */.Ikc({ value: schemas/* string */.YjP(), display_value: schemas/* string */.YjP() });
const Row = schemas/* record */.g1P(schemas/* string */.YjP(), Cell);
const ApproverRow = schemas/* object */.Ikc({
    state: Cell,
    approver: Cell,
    'approver.user_name': Cell.optional(),
    'approver.name': Cell.optional(),
    'approver.email': Cell.optional(),
    sysapproval: Cell.optional(),
    document_id: Cell.optional(),
    sys_updated_on: Cell,
});
function List(row) {
    return schemas/* object */.Ikc({ result: schemas/* array */.YOg(row) });
}
/** Raw times are in UTC and say no zone: `2026-03-10 09:41:00`. ISO 8601; null: none. */
function moment(text) {
    const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? [];
    const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time}Z`);
    return Number.isNaN(at) ? null : new Date(at).toISOString();
}
function approverOf(row, userName) {
    const person = {
        id: userName,
        name: row['approver.name']?.value || row.approver.display_value || userName,
        email: row['approver.email']?.value || null,
        isHuman: true,
    };
    return { person, state: row.state.value };
}
/** `userName` null: the record names no requester. */
function requesterOf(row, field, userName) {
    if (userName === null)
        return null;
    const name = row[field]?.display_value || userName;
    return { id: userName, name, email: row[`${field}.email`]?.value || null, isHuman: true };
}

;// CONCATENATED MODULE: ./lib/services/servicenow.js




/** Rows of approvers; a change with more is not shown whole. */
const MOST_APPROVERS = 500;
/**
 * Reads changes by ServiceNow's Table API. An instance drops the parts of a query that it does not understand, and then
 * answers with other rows: every row is compared with what was asked.
 */
function createServiceNow({ http, credentials }) {
    const logins = new Map();
    const login = (rule) => {
        const answers = new TicketAnswers('servicenow', http);
        const known = logins.get(rule.instance) ?? authorizationOf(rule.instance, credentials, answers);
        logins.set(rule.instance, known);
        return known;
    };
    return {
        async read(number, rule) {
            // Anything else could end the condition and begin another (`^OR…`).
            if (!/^[A-Z]{2,10}\d{4,20}$/.test(number))
                throw new errors/* InvariantError */.zU(`no number of ServiceNow: ${number}`);
            return new servicenow_Reading(await login(rule), number, rule, new TicketAnswers('servicenow', http)).run();
        },
    };
}
/** One change, read whole. */
class servicenow_Reading {
    #authorization;
    #number;
    #rule;
    #answers;
    #what;
    constructor(authorization, number, rule, answers) {
        this.#authorization = authorization;
        this.#number = number;
        this.#rule = rule;
        this.#answers = answers;
        this.#what = `read the ServiceNow record ${number}`;
    }
    async run() {
        const { instance, table, names } = this.#rule;
        const isChange = table === 'change_request';
        const requester = isChange ? 'requested_by' : 'opened_by';
        const naming = names === 'text' ? ['short_description', 'description'] : [names.field];
        const hold = isChange ? ['on_hold'] : [];
        const row = await this.#record([
            ...['sys_id', 'number', 'state', 'approval', 'start_date', 'end_date', requester, `${requester}.user_name`],
            ...[`${requester}.email`, ...hold, ...naming],
        ]);
        const cell = (field) => this.#cell(row, field);
        const filled = (field) => this.#filled(row, field);
        const id = filled('sys_id').value;
        return {
            system: 'servicenow',
            key: this.#number,
            id,
            url: `${instance}/${table}.do?sys_id=${id}`,
            texts: naming.map((field) => cell(field).display_value),
            requester: requesterOf(row, requester, cell(requester).value === '' ? null : filled(`${requester}.user_name`).value),
            state: named(filled('state')),
            approval: named(filled('approval')),
            onHold: isChange ? filled('on_hold').value === 'true' : null,
            start: this.#time(row, 'start_date'),
            end: this.#time(row, 'end_date'),
            approvers: await this.#approvers(id),
            ...this.#answers.seal(),
        };
    }
    /** Exactly one row, and the one that was asked for. */
    async #record(fields) {
        const { table } = this.#rule;
        const answer = await this.#ask(table, `number=${this.#number}`, fields, 2);
        const { result } = answer.status === 404 ? { result: [] } : this.#answers.parse(List(Row), answer.json, this.#what);
        const other = result.find((row) => row['number']?.value !== this.#number);
        if (other !== undefined) {
            const hint = 'ServiceNow ignores conditions that it does not understand. Does the table have a field `number`?';
            throw this.#answers.strange(this.#what, `it answered with the record ${other['number']?.value ?? '(no number)'}`, hint);
        }
        const [row, second] = result;
        if (second !== undefined)
            throw this.#answers.strange(this.#what, 'several records have this number');
        if (row !== undefined)
            return row;
        const hint = `Check the number, and that the account may read ${table}.`;
        throw this.#answers.refused(this.#what, 'there is no such record, or this account may not see it', hint);
    }
    async #approvers(id) {
        const fields = ['state', 'sysapproval', 'document_id', 'sys_updated_on', 'approver', 'approver.user_name'];
        const query = `sysapproval=${id}^ORdocument_id=${id}`;
        const answer = await this.#ask('sysapproval_approver', query, [...fields, 'approver.name', 'approver.email'], MOST_APPROVERS);
        if (answer.status === 404)
            return [];
        const { result } = this.#answers.parse(List(ApproverRow), answer.json, this.#what);
        const strange = result.some(({ sysapproval, document_id }) => sysapproval?.value !== id && document_id?.value !== id);
        if (strange)
            throw this.#answers.strange(this.#what, 'it answered with approvers of another record');
        const total = Number(answer.headers['x-total-count'] ?? result.length);
        if (!(total <= MOST_APPROVERS))
            throw this.#answers.strange(this.#what, `it has ${total} rows of approvers`);
        return result.map((row) => {
            const userName = row['approver.user_name']?.value ?? '';
            if (userName === '')
                throw this.#hidden('approver.user_name');
            return { ...approverOf(row, userName), at: this.#moment(row.sys_updated_on.value, 'sys_updated_on') };
        });
    }
    async #ask(table, query, fields, limit) {
        const parameters = new URLSearchParams({
            sysparm_query: query,
            sysparm_fields: fields.join(','),
            sysparm_limit: String(limit),
            sysparm_display_value: 'all',
            sysparm_exclude_reference_link: 'true',
        });
        const answer = await this.#answers.ask({
            what: this.#what,
            url: `${this.#rule.instance}/api/now/table/${table}?${parameters}`,
            headers: { authorization: this.#authorization },
        });
        if (answer.status === 200 || answer.status === 404)
            return answer;
        const why = said(answer.json);
        const hint = answer.status === 401
            ? 'Check the `servicenow-…` inputs: user and password, token or client.'
            : `The account needs read access to ${table}.`;
        throw this.#answers.refused(this.#what, `status ${answer.status}${why === '' ? '' : `, ${why}`}`, hint);
    }
    /** A field that the account may not see is left out without a word, or empty. */
    #cell(row, field) {
        const cell = row[field];
        if (cell === undefined)
            throw this.#hidden(field);
        return cell;
    }
    #filled(row, field) {
        const cell = this.#cell(row, field);
        if (cell.value === '')
            throw this.#hidden(field);
        return cell;
    }
    #hidden(field) {
        const hint = 'The account may not see the field, or the table has none of this name.';
        return this.#answers.refused(this.#what, `ServiceNow shows nothing in ${field}`, hint);
    }
    #time(row, field) {
        const text = row[field]?.value ?? '';
        return text === '' ? null : this.#moment(text, field);
    }
    #moment(text, field) {
        const time = moment(text);
        if (time === null)
            throw this.#answers.strange(this.#what, `${field} is no time`);
        return time;
    }
}
function named({ value, display_value }) {
    return { id: value, name: display_value === '' ? value : display_value };
}

;// CONCATENATED MODULE: ./lib/services/ticket-systems.js


/** Each rule says which system it asks. */
function createTicketSystems(options) {
    const jira = createJira(options);
    const serviceNow = createServiceNow(options);
    return {
        read: (number, rule) => (rule.system === 'jira' ? jira.read(number, rule) : serviceNow.read(number, rule)),
    };
}


/***/ })

};
