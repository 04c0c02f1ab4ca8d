import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { addUser, commit, repoNamed } from '../../sandbox/github/seed.ts'
import { addComment } from '../../sandbox/github/seed-pulls.ts'
import { expectOutcome, holders } from './expectations.ts'

const MARKER = '<!-- model-promotion-gate model=support-llm stage=production -->'
const OURS = 'github-actions[bot]'

let acme: Acme

beforeEach(async () => {
  acme = await startAcme()
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
})

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** Writes of comments that GitHub was asked for. */
function commentWrites(): readonly string[] {
  return acme.github.requests
    .filter(({ method, path }) => method !== 'GET' && path.includes('/comments'))
    .map(({ method }) => method)
}

describe('the sticky comment', () => {
  it('is found among hundreds, by marker and author, and is not rewritten when equal', async () => {
    const number = acme.proposePin('v12')
    // Somebody else was there first with our marker, with our own name as a bot and as a person.
    addUser(acme.github, 'other[bot]')
    for (const by of ['mallory', 'other[bot]'])
      addComment(acme.github, REPOSITORY, { issue: number, by, body: `${MARKER}\nAll green!` })
    for (let count = 0; count < 130; count += 1)
      addComment(acme.github, REPOSITORY, { issue: number, by: 'kim', body: `Comment ${count}` })
    const first = await acme.pullRequestEvent(number)
    expect(commentWrites()).toEqual(['POST'])
    for (let count = 0; count < 130; count += 1)
      addComment(acme.github, REPOSITORY, { issue: number, by: OURS, body: `Other bot job ${count}` })
    acme.approve(number, 'bo')
    const second = await acme.pullRequestEvent(number)
    expect(commentWrites()).toEqual(['POST', 'PATCH'])
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url'])
    expect(acme.comments(number).filter((body) => body.startsWith(MARKER))).toHaveLength(1)
    const bodies = Object.values(repoNamed(acme.github, REPOSITORY).comments).filter(
      ({ author }) => author === 'mallory' || author === 'other[bot]',
    )
    expect(bodies.map(({ body }) => body)).toEqual([`${MARKER}\nAll green!`, `${MARKER}\nAll green!`])
    // The same attempt again says the same, its own link included.
    const third = await acme.pullRequestEvent(number, {}, { variables: { GITHUB_RUN_ID: String(second.runId) } })
    expect(commentWrites()).toEqual(['POST', 'PATCH'])
    expect(third.outputs['comment-url']).toBe(first.outputs['comment-url'])
  })

  it('does not take a marker in the middle of one of our texts for the comment', async () => {
    const number = acme.proposePin('v12')
    addComment(acme.github, REPOSITORY, { issue: number, by: OURS, body: `Quoting:\n> ${MARKER}\n` })
    await acme.pullRequestEvent(number)
    expect(commentWrites()).toEqual(['POST'])
  })

  it('is one for each model and stage, and is withdrawn when its pin is taken back', async () => {
    const number = acme.propose(
      { 'model-pins.yml': 'support-llm: { staging: v12, production: v12 }\n' },
      { branch: 'topic' },
    )
    await acme.pullRequestEvent(number)
    expect(acme.comments(number).map((body) => body.split('\n')[0])).toEqual([
      MARKER.replace('production', 'staging'),
      MARKER,
    ])
    commit(acme.github, REPOSITORY, {
      branch: 'topic',
      author: 'kim',
      files: { 'model-pins.yml': 'support-llm: { staging: v12, production: v11 }\n' },
    })
    await acme.pullRequestEvent(number)
    expect(acme.comments(number)[1]).toContain('no longer asks for support-llm in production')
    commit(acme.github, REPOSITORY, {
      branch: 'topic',
      author: 'kim',
      files: { 'model-pins.yml': 'support-llm: { production: v11 }\n' },
    })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
    for (const body of acme.comments(number)) expect(body).toContain('no longer asks for')
    expect(acme.comments(number)).toHaveLength(2)
    const writes = commentWrites().length
    await acme.pullRequestEvent(number)
    expect(commentWrites()).toHaveLength(writes)
  })

  it('is updated on the merged pull request after the promotion', async () => {
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    const planned = await acme.pullRequestEvent(number)
    const applied = await acme.pushEvent(acme.merge(number))
    expect(applied.outputs['comment-url']).toBe(planned.outputs['comment-url'])
    expect(acme.comments(number)).toHaveLength(1)
    expect(acme.comments(number)[0]).toContain('support-llm v12 is now production')
  })
})

describe('when a comment is written', () => {
  it('never, if so asked', async () => {
    const number = acme.proposePin('v12')
    const run = await acme.pullRequestEvent(number, { 'comment-summary-in-pr': 'never' })
    expectOutcome(run, { conclusion: 'pending', exit: 0 })
    expect(run.outputs['comment-url']).toBe('')
    expect(
      acme.github.requests.filter(
        ({ path, body }) => path.includes('comments') || JSON.stringify(body ?? '').includes('comments('),
      ),
    ).toEqual([])
  })

  it('on failure: creates one only then, and always updates it', async () => {
    const mode = { 'comment-summary-in-pr': 'on-failure' }
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    await acme.pullRequestEvent(number, mode)
    expect(acme.comments(number)).toEqual([])
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.1))
    expectOutcome(await acme.pullRequestEvent(number, mode), { conclusion: 'refused', exit: 1 })
    expect(acme.comments(number)[0]).toContain('CAUTION')
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
    expectOutcome(await acme.pullRequestEvent(number, mode), { conclusion: 'planned', exit: 0 })
    expect(acme.comments(number)).toHaveLength(1)
    expect(acme.comments(number)[0]).not.toContain('CAUTION')
  })

  it('on an invalid config: one comment of its own, settled when the config is right again', async () => {
    const number = acme.proposePin('v12')
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { '.github/model-gates.yml': 'version: 2\n' },
    })
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'error', exit: 1, reasons: ['config-invalid'] })
    expect(acme.comments(number)).toHaveLength(1)
    commit(acme.github, REPOSITORY, { branch: 'main', author: 'ana', files: { '.github/model-gates.yml': GATES } })
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'pending', exit: 0 })
    expect(acme.comments(number)).toHaveLength(2)
    expect(acme.comments(number)[0]).toContain('settled')
  })

  it('a refusal by GitHub warns and changes nothing else', async () => {
    const denied = await startAcme({ permissions: { contents: 'read', pull_requests: 'read', actions: 'read' } })
    try {
      denied.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
      const number = denied.proposePin('v12')
      denied.approve(number, 'bo')
      const planned = await denied.pullRequestEvent(number)
      expectOutcome(planned, { conclusion: 'planned', exit: 0 })
      expect(planned.outputs['comment-url']).toBe('')
      const warnings = planned.annotations.filter(({ message }) => message.includes('pull-requests: write'))
      expect(warnings).toEqual([expect.objectContaining({ level: 'warning' })])
      expect(planned.summary).toContain('support-llm v12')
      const run = await denied.pushEvent(denied.merge(number))
      expectOutcome(run, { conclusion: 'applied', exit: 0 })
      expect(holders(denied)['production']).toBe('v12')
    } finally {
      await denied.close()
    }
  })
})

describe('text of strangers in the comment', () => {
  it('notifies nobody and breaks out of nothing', async () => {
    const number = acme.proposePin('v12')
    const hostile = '@acme/everyone <!-- --> | ](http://evil.example) `x` <img src=x> ::error::boo\n## Heading'
    acme.write(
      'eval/quality.json',
      lmEvalReport('arc_easy', 0.7, { date: hostile, config: { model: hostile, model_args: hostile } }),
    )
    const { run } = acme.registry.versions[12] ?? {}
    if (run !== undefined) run.displayName = hostile
    await acme.pullRequestEvent(number)
    const body = acme.comments(number)[0] ?? ''
    // In a code block a name notifies nobody.
    expect(body.replaceAll(/```[\s\S]*?```/g, '')).not.toMatch(/(^|[^`\w])@acme\/everyone/)
    expect(body).not.toContain('](http://evil.example)')
    expect(body).not.toContain('<img')
    expect(body.split('\n').filter((line) => line.startsWith('## '))).toEqual([])
    expect(body.match(/<!--/g)).toHaveLength(1)
  })

  it.each(['a--b', 'support%20llm', 'Support_LLM.v2', 'a model'])(
    'finds its comment again for the model %s',
    async (name) => {
      const named = await startAcme({
        collection: name,
        gates: GATES.replace('support-llm:', `"${name}":`),
        pins: '{}\n',
      })
      try {
        named.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
        const number = named.propose({ 'model-pins.yml': `"${name}": { production: v12 }\n` })
        const run = await named.pullRequestEvent(number)
        expectOutcome(run, { conclusion: 'pending', exit: 0 })
        expect(run.outputs['model']).toBe(name)
        await named.pullRequestEvent(number)
        expect(named.comments(number)).toHaveLength(1)
        expect(named.comments(number)[0]?.split('\n')[0]).toBe(
          `<!-- model-promotion-gate model=${encodeURIComponent(name)} stage=production -->`,
        )
      } finally {
        await named.close()
      }
    },
  )
})
