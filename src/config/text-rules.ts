/**
 * What names may look like. Each rule is a pattern, so that it can stand in the JSON Schema, and where a pattern is
 * too weak a function as well. Patterns have no nested repetition: matching is linear.
 */
export interface TextRule {
  readonly pattern: RegExp
  /** What is expected, to stand after "expected". */
  readonly phrase: string
  /** What the pattern cannot say. */
  readonly accepts?: (text: string) => boolean
}

/** An alias to set: W&B allows 128 characters without `/` and `:`; `latest` and `vN` are its own. */
export const ALIAS: TextRule = {
  pattern: /^(?!v\d+$|latest$)(?=.{1,128}$)(?! )[\p{L}\p{M}\p{N}._ -]+(?<! )$/u,
  phrase:
    'a name of at most 128 letters, digits, `-`, `_`, `.` and inner spaces, not `latest` or `vN`, without look-alike letters',
  accepts: isPlainSpelling,
}

export const COLLECTION: TextRule = {
  pattern: /^(?=.{1,128}$)(?! )[^/:\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+(?<! )$/u,
  phrase: 'a name of at most 128 visible characters without `/` and `:`',
  accepts: isVisible,
}

const ENTITY = '[^/\\\\#?%:\\s\\p{Cc}]{1,128}'
const PROJECT = '(?! )[^/\\\\#?%:\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]{1,128}(?<! )'
const REGISTRY_PROJECT = 'wandb-registry-|model-registry$'

export const REGISTRY: TextRule = {
  pattern: new RegExp(`^${ENTITY}/(?=${REGISTRY_PROJECT})${PROJECT}$`, 'u'),
  phrase: '`<organisation entity>/wandb-registry-<name>`, such as `acme/wandb-registry-model`',
  accepts: isVisible,
}

export const RECORDS: TextRule = {
  pattern: new RegExp(`^${ENTITY}/(?!${REGISTRY_PROJECT})${PROJECT}$`, 'u'),
  phrase: '`<team entity>/<project>` of an ordinary project (not a registry), such as `ml-governance/model-promotions`',
  accepts: isVisible,
}

/** A project that runs are in; runs are never in a registry. */
export const RUNS_PROJECT: TextRule = {
  ...RECORDS,
  phrase: '`<entity>/<project>` of an ordinary project (not a registry), such as `research/evals`',
}

/** A branch by its short name, after git-check-ref-format. */
export const BRANCH: TextRule = {
  pattern: /^(?!refs\/|\/|.*(?:\.\.|\/\/|@\{))[^\s~^:?*[\\\p{Cc}]{1,250}(?<![/.]|\.lock)$/u,
  phrase: 'a branch name such as `main`, without `refs/heads/` and without patterns',
}

/** A workflow file, as the runs of it name it. */
export const WORKFLOW: TextRule = {
  pattern: /^\.github\/workflows\/[^/\\@\p{Cc}]{1,200}\.ya?ml$/u,
  phrase: 'the path of a workflow file, such as `.github/workflows/eval.yml`',
}

export const REPORT_NAME: TextRule = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  phrase: 'a name of at most 64 letters, digits, `-`, `_` and `.`, starting with a letter or digit',
}

/** A GitHub login; `@` in front is allowed. */
export const LOGIN: TextRule = {
  pattern: /^@?[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
  phrase: 'a GitHub login such as `ana` (teams go into `teams`; bots do not count)',
}

/** A team by its organisation and slug; `@` in front is allowed, as in CODEOWNERS. */
export const TEAM: TextRule = {
  pattern: /^@?[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/,
  phrase: 'a team as `org/slug`, such as `acme/model-stewards`',
}

/** A GitHub environment's name; GitHub itself refuses these characters. */
export const ENVIRONMENT: TextRule = {
  pattern: /^(?=.*\S)[^'"`,;\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{1,255}$/u,
  phrase: 'the name of a GitHub environment, without quotes, backticks, `,`, `;` and `\\`',
}

/** Who starts a run may also be an app or the Actions bot. */
export const STARTER: TextRule = {
  pattern: /^@?[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/,
  phrase: 'a GitHub login such as `ana`, or of an app such as `on-call[bot]`',
}

/**
 * An Ed25519 public key: its DER is a fixed head of 12 bytes (RFC 8410) and 32 bytes of key, in base64 without spare bits,
 * so that one key has one spelling.
 */
export const RECORD_KEY: TextRule = {
  pattern: /^ed25519:MCowBQYDK2VwAyEA[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
  phrase: '`ed25519:` and the base64 of an Ed25519 public key (SPKI, DER)',
}

/** A private key in PEM or in the DER that such a key has (RFC 8410), pasted where a public one belongs. */
export const PRIVATE_KEY = /PRIVATE KEY|MC4CAQAwBQYDK2VwBCIE/

/** JSON Pointer (RFC 6901) or the beginning of a JSONPath query (RFC 9535). */
export const SELECTOR: TextRule = {
  pattern: /^(?:\/(?:[^~]|~[01])*|\$[\s\S]*)$/u,
  phrase: 'a JSON Pointer such as `/latency/p95_ms`, or a JSONPath query such as `$.latency.p95_ms`',
}

export const PERCENTAGE: TextRule = {
  pattern: /^\d{1,6}(?:\.\d{1,12})?%$/,
  phrase: 'a number of 0 or more, or a percentage of the baseline such as `2%`',
}

export const DURATION: TextRule = {
  pattern: /^[1-9]\d{0,5}[mhd]$/,
  phrase: 'a duration in minutes, hours or days: `30m`, `24h`, `7d`',
}

export const VERSION: TextRule = {
  pattern: /^v(?:0|[1-9]\d{0,8})$/,
  phrase: 'a version such as `v12` (an alias may move, so it cannot be pinned)',
}

/** Free text for people: one line, no control characters. */
export const LABEL: TextRule = {
  pattern: /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{1,200}$/u,
  phrase: 'one line of at most 200 characters',
  accepts: isVisible,
}

/** A value in an address; empty: the row must have no such part. */
export const ADDRESS_PART: TextRule = {
  pattern: /^(?=.*\S|$)[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{0,200}$/u,
  phrase: 'one line of at most 200 characters, or an empty text',
  accepts: isVisible,
}

/** Invisible characters change a name without anybody seeing it; emoji need the two joiners. */
function isVisible(text: string): boolean {
  return !/(?![\u200c\u200d])\p{Cf}/u.test(text)
}

const FOREIGN_LATIN = new Set('ßæøœłđÆØŒŁĐ')

/**
 * False for spellings that pass for another name on the screen: compatibility forms (full-width, mathematical), invisible
 * characters, Latin letters that are not built on a to z, and scripts of similar shapes mixed into one name.
 */
function isPlainSpelling(text: string): boolean {
  if (text.normalize('NFKC') !== text || /\p{DI}/u.test(text)) return false
  const latin = [...text].filter((letter) => /\p{Script=Latin}/u.test(letter))
  const similar = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Coptic}\p{Script=Cherokee}]/u
  if (latin.length > 0 && similar.test(text)) return false
  return latin.every((letter) => /^[A-Za-z]/.test(letter.normalize('NFD')) || FOREIGN_LATIN.has(letter))
}
