import { describe, expect, it } from '@jest/globals'
import type { PinChange } from '../../../src/promotion/pin-change.ts'
import { commentMarker } from '../../../src/render/marker.ts'
import { pinMarker, renderPinPullRequest } from '../../../src/render/pin-pull-request.ts'
import { APPLIED, hostile, promotion } from '../../support/outcomes.ts'

const CHANGE: PinChange = {
  file: 'model-pins.yml',
  branch: 'main',
  model: 'support-llm',
  stage: 'production',
  from: 'v12',
  to: 'v11',
  reason: 'it answers nonsense',
  actor: 'kim',
}

describe("a pin's pull request", () => {
  it('says what it changes, why, who asked, and where the record is', () => {
    const { title, body, commitBody } = renderPinPullRequest(CHANGE, APPLIED, 'rollback')
    const { record } = APPLIED
    expect(title).toBe('Pin v11 for support-llm production')
    expect(body.split('\n')[0]).toBe(pinMarker(CHANGE))
    expect(body).toContain('stands on `v11`, and `model-pins.yml` on `main` still pins `v12`')
    expect(body).toContain('- why: rollback, asked for by `kim`: it answers nonsense')
    expect(body).toContain(`- record: [\`${record?.runId}\`](${record?.url}), sha256 \`${record?.sha256}\``)
    expect(body).toContain(`- [workflow run](${APPLIED.links.workflowRun})`)
    expect(commitBody).toBe(
      `rollback left v12; the registry holds v11.\nReason: it answers nonsense\nRecord: ${record?.sha256}`,
    )
  })

  it('without reason, record and run says what is left', () => {
    const bare = promotion({ record: null, links: { ...APPLIED.links, workflowRun: null } })
    const { body, commitBody } = renderPinPullRequest({ ...CHANGE, reason: null }, bare, 'rollback')
    expect(body).toContain('- why: rollback, asked for by `kim`\n')
    expect(body).not.toContain('record:')
    expect(commitBody).toBe('rollback left v12; the registry holds v11.')
  })

  it('has a marker that is not that of a comment', () => {
    expect(pinMarker(CHANGE)).not.toBe(commentMarker(CHANGE.model, CHANGE.stage))
    expect(pinMarker({ model: 'a', stage: 'b-c' })).not.toBe(pinMarker({ model: 'a-b', stage: 'c' }))
  })

  it.each([
    '@acme/team',
    'fixes #12',
    'closes acme/models#4',
    'GH-12',
    '[skip ci]',
    '<!-- model-promotion-gate-pin model=x stage=y -->',
    '![x](https://evil.example/x.png)',
    '<script>alert(1)</script>',
    'a\nb\n# c',
    '\u202Egnp.exe',
    `${'`'}${'x'.repeat(500)}`,
  ])('lets nothing out of %j', (text) => {
    const change = { ...CHANGE, model: text, stage: text, from: text, to: text, file: text, branch: text, actor: text }
    const made = renderPinPullRequest({ ...change, reason: text }, hostile(text), text)
    expect(made.title).not.toMatch(/[\n\u202E]/)
    expect(made.title.length).toBeLessThanOrEqual(256)
    for (const plain of [made.title, made.commitBody]) {
      expect(plain).not.toMatch(/@[\w-]|#\d|\bgh-\d|\[skip|:\/\//i)
    }
    const [marker, ...rest] = made.body.split('\n')
    expect(marker).toBe(pinMarker(change))
    const shown = rest.join('\n').replace(/`[^`\n]*`|&#\d+;/g, '')
    expect(shown).not.toMatch(/@[\w-]|#\d|\bgh-\d|<!--|<script|!\[|https:\/\/evil|^#/im)
  })
})
