import type { AccountFacts } from './doctor-facts.ts'
import { type Finding, ok, unknown, warning } from './doctor-finding.ts'

/** Where the requests go and as whom. */
export function accountFindings(account: AccountFacts): readonly Finding[] {
  return [addressFinding(account.base), identityFinding(account)]
}

function addressFinding(base: string): Finding {
  const what = 'W&B address'
  const url = URL.parse(base)
  const isLocal = url !== null && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'https:' || isLocal) return ok(what, `${base} answers as a W&B API.`)
  return warning({
    what,
    found: `${base} answers as a W&B API, without encryption.`,
    why: 'The credential travels in clear text.',
    remedy: 'Use an `https` address.',
  })
}

function identityFinding(account: AccountFacts): Finding {
  const who = account.username === null ? 'An account whose name W&B does not tell' : `The account ${account.username}`
  if (account.by === 'api-key') {
    return ok('W&B identity', `${who}, by a stored API key. Where the licence allows it, OIDC needs no stored key.`)
  }
  if (account.claims === null) {
    return unknown({
      what: 'W&B identity',
      found: `${who}, by GitHub's identity token, whose claims could not be read.`,
      why: 'W&B compares them with the subject of the service account.',
      remedy: 'Run the workflow again with debug logging.',
    })
  }
  const claims = Object.entries(account.claims).map(([name, value]) => `${name}=${value}`)
  const found = `${who}, by GitHub's identity token: ${claims.join(' ')}.`
  if (/:environment:/.test(account.claims['sub'] ?? '')) return ok('W&B identity', found)
  return warning({
    what: 'W&B identity',
    found,
    why: 'The subject names no environment: every job that has the same subject is this account to W&B.',
    remedy: 'Give the job an `environment`, and let the service account trust `…:environment:NAME` only.',
  })
}
