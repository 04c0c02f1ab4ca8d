import { describe, expect, it } from '@jest/globals'
import { stageStatuses } from '../../../src/promotion/status.ts'
import { type ProtectedAliases, protectionFindings, protectionNotes } from '../../../src/promotion/verify-protection.ts'
import { requestOf, V6 } from './promotion-builder.ts'

/** Production is said to be protected, staging is not. */
function statuses(isProtected = true) {
  const [production, staging] = ['production', 'staging'].map((stage) => requestOf('support-llm', stage))
  if (production === undefined || staging === undefined) throw new Error('no stages')
  const stages = [
    { stage: { ...production.stage, protected: isProtected }, holder: V6, records: [] },
    { stage: staging.stage, holder: null, records: [] },
  ]
  const read = { model: production.model, stages, exists: true, collectionTags: [], holds: [] }
  return stageStatuses({ models: [read], recordKeys: [], now: '2026-03-10T10:00:00Z' })
}

describe('what W&B tells of protected aliases', () => {
  it.each<readonly [string, ProtectedAliases, boolean, readonly RegExp[], readonly RegExp[]]>([
    ['nothing', null, true, [], [/cannot be read through its API/]],
    ['an empty list: newer servers keep it elsewhere', [], true, [], [/cannot be told: the list/]],
    ['the alias', ['production'], true, [], []],
    ['another alias only', ['prod'], true, [/production is protected, but W&B protects only prod\./], []],
    ['one more than the config', ['production', 'staging'], true, [], [/^W&B protects staging, which/]],
    ['whatever, where nothing is said to be protected', ['prod', 'staging'], false, [], []],
  ])('%s', (_, aliases, isProtected, problems, notes) => {
    const all = statuses(isProtected)
    const found = all.flatMap((status) => protectionFindings(status, aliases))
    expect(found.map(({ text }) => text)).toEqual(problems.map((text) => expect.stringMatching(text)))
    for (const each of found) expect(each).toMatchObject({ level: 'problem', code: 'drift', at: all[0]?.stage.at })
    expect(protectionNotes(all, aliases).map(({ text }) => text)).toEqual(
      notes.map((text) => expect.stringMatching(text)),
    )
  })
})
