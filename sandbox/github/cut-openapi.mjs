// Cuts the operations that the sandbox answers out of GitHub's OpenAPI description, and writes generated/openapi-subset.json.
//
// Usage: node sandbox/github/cut-openapi.mjs PATH/TO/@octokit/openapi/generated/api.github.com.json
// The package (npm @octokit/openapi 23.0.2, MIT) takes 385 MB, so it is installed outside the project, once.
import { readFileSync, writeFileSync } from 'node:fs'

const repo = '/repos/{owner}/{repo}'
const operations = {
  '/user': ['get'],
  '/rate_limit': ['get'],
  '/orgs/{org}/teams/{team_slug}': ['get'],
  '/orgs/{org}/teams/{team_slug}/memberships/{username}': ['get'],
  [repo]: ['get'],
  [`${repo}/branches/{branch}`]: ['get'],
  [`${repo}/collaborators/{username}/permission`]: ['get'],
  [`${repo}/contents/{path}`]: ['get'],
  [`${repo}/rules/branches/{branch}`]: ['get'],
  [`${repo}/compare/{basehead}`]: ['get'],
  [`${repo}/commits/{ref}`]: ['get'],
  [`${repo}/commits/{commit_sha}/pulls`]: ['get'],
  [`${repo}/pulls/{pull_number}`]: ['get'],
  [`${repo}/pulls/{pull_number}/commits`]: ['get'],
  [`${repo}/pulls/{pull_number}/files`]: ['get'],
  [`${repo}/pulls/{pull_number}/reviews`]: ['get', 'post'],
  [`${repo}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${repo}/issues/comments/{comment_id}`]: ['get', 'patch', 'delete'],
  [`${repo}/actions/runs/{run_id}`]: ['get'],
  [`${repo}/actions/runs/{run_id}/attempts/{attempt_number}`]: ['get'],
  [`${repo}/actions/runs/{run_id}/approvals`]: ['get'],
  [`${repo}/actions/runs/{run_id}/artifacts`]: ['get'],
  [`${repo}/actions/artifacts/{artifact_id}/{archive_format}`]: ['get'],
  [`${repo}/attestations`]: ['post'],
  [`${repo}/attestations/{subject_digest}`]: ['get'],
}

// Under these keys stand names chosen by GitHub (a schema may have a property called "description"), not keywords.
const mapKeys = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'parameters',
  'responses',
  'requestBodies',
  'content',
])
const noise = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'tags', 'headers'])

/** Drops prose and examples, and rewrites `nullable`, which ajv refuses beside `$ref`, `allOf` and `enum`. */
function clean(node, isMap = false) {
  if (Array.isArray(node)) return node.map((item) => clean(item))
  if (node === null || typeof node !== 'object') return node
  const out = {}
  for (const [key, value] of Object.entries(node)) {
    const dropped = noise.has(key) || key.startsWith('x-') || key === 'nullable' || key === 'default'
    if (isMap || !dropped) out[key] = clean(value, !isMap && mapKeys.has(key) && !Array.isArray(value))
  }
  return !isMap && node.nullable === true ? { anyOf: [out, { enum: [null] }] } : out
}

/** Copies into `target` what `node` points at, and what that points at. */
function pull(node, source, target) {
  for (const match of JSON.stringify(node).matchAll(/"\$ref":"#\/components\/([^/"]+)\/([^"]+)"/g)) {
    const [, section, name] = match
    target[section] ??= {}
    if (target[section][name] !== undefined) continue
    target[section][name] = source[section][name]
    pull(source[section][name], source, target)
  }
}

const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('the path of api.github.com.json is missing')
const full = JSON.parse(readFileSync(path, 'utf8'))
const paths = {}
for (const [template, methods] of Object.entries(operations)) {
  paths[template] = {}
  for (const method of methods) paths[template][method] = clean(full.paths[template][method])
}
const components = {}
const source = clean(full.components)
pull(paths, source, components)
const subset = {
  openapi: full.openapi,
  info: { title: full.info.title, version: full.info.version },
  paths,
  components,
}
writeFileSync(new URL('generated/openapi-subset.json', import.meta.url), `${JSON.stringify(subset)}\n`)
