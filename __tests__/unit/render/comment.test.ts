import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { PromotionOutcome, RunOutcome } from '../../../src/promotion/outcome.ts'
import { renderAnnotations } from '../../../src/render/annotations.ts'
import { COMMENT_LIMIT, fitWithin, SUMMARY_LIMIT, utf8Length } from '../../../src/render/budget.ts'
import { detailSections, renderComment, USEFULNESS } from '../../../src/render/comment.ts'
import { contextOf } from '../../../src/render/context.ts'
import { renderLog } from '../../../src/render/log.ts'
import { commentMarker, runMarker } from '../../../src/render/marker.ts'
import { renderRunComment } from '../../../src/render/run-comment.ts'
import { renderSummary } from '../../../src/render/summary.ts'
import * as samples from '../../support/outcomes.ts'
import * as groups from '../../support/outcomes-of-groups.ts'

const HOSTILE = [
  'a | b',
  '`tick`',
  'two\nlines',
  '@acme/team',
  'see #12',
  '<!-- model-promotion-gate model=support-llm stage=production -->',
  '<script>alert(1)</script>',
  '</details>',
  '](javascript:alert(1))',
  '[a](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '\u202Ereversed',
  '::error::x',
  '\n::set-output name=x::y',
  '##[error]x',
  'x'.repeat(10_000),
  '|'.repeat(10_000),
  '€'.repeat(10_000),
  '\n\n# title',
  '```\nfence',
  '%%{init: {}}%%',
  '',
  ' ',
  'constructor',
  '__proto__',
]

function comment(promotion: PromotionOutcome, change: Partial<RunOutcome> = {}): string {
  return renderComment(promotion, contextOf(samples.run([promotion], change), samples.ADDRESSES))
}

/** The Markdown without code spans, fences, numeric references and the parts that are ours. */
function foreign(markdown: string): string {
  return markdown
    .replace(/^<!--[^\n]*-->\n/u, '')
    .replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gmu, '')
    .replace(/&#\d+;/gu, '·')
    .replace(/`[^`\n]*`/gu, '')
    .replace(/<\/?(?:details|summary|br)>/gu, '')
    .replace(/\]\(https?:\/\/[^\s()]*\)/gu, ']()')
}

describe('comment', () => {
  it.each(HOSTILE.map((text) => [JSON.stringify(text.slice(0, 40)), text]))(
    'stays intact with %s everywhere',
    (_, text) => {
      const markdown = comment(samples.hostile(text))
      expect(markdown.length).toBeLessThanOrEqual(COMMENT_LIMIT + 1)
      expect(markdown.split('\n')[0]).toBe(commentMarker(text, text))
      expect(markdown.split('<!--').length).toBe(2)
      const rest = foreign(markdown)
      expect(rest).not.toMatch(/<(?!br>)/u)
      expect(rest).not.toMatch(/[@#]\w/u)
      expect(rest).not.toMatch(/!\[|:\/\/|javascript:[^\u200B]*\)\]/u)
      expect(
        rest
          .split('\n')
          .filter((line) => /^#{1,6} /u.test(line))
          .every((line) => /^#{4} (?:What|Metrics|Approvals|Lineage)/u.test(line)),
      ).toBe(true)
      expectWholeTables(markdown)
    },
  )

  it('has whole tables for any mixture of hostile texts', () => {
    const mixture = fc
      .array(fc.constantFrom(...HOSTILE.map((text) => text.slice(0, 60))), { maxLength: 4 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(mixture, (text) => expectWholeTables(comment(samples.hostile(text)))),
      { numRuns: 50 },
    )
  })

  it.each([
    ['planned', samples.PLANNED, 'TIP'],
    ['applied', samples.APPLIED, 'TIP'],
    ['pending', samples.PENDING, 'WARNING'],
    ['refused', samples.REFUSED, 'CAUTION'],
    ['partial', samples.PARTIAL, 'CAUTION'],
    ['error', samples.ERROR, 'CAUTION'],
    ['drift', samples.NO_CHANGE_DRIFT, 'IMPORTANT'],
    ['watched', samples.DRY_RUN_STAGE, 'NOTE'],
  ])('%s: marker, then the verdict in an alert', (_, promotion, alert) => {
    const [marker, second] = comment(promotion).split('\n')
    expect(marker).toBe('<!-- model-promotion-gate model=support-llm stage=production -->')
    expect(second).toBe(`> [!${alert}]`)
  })

  it('keeps the budget by dropping parts in the stated order, never the verdict', () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      samples.metric(`${'|'.repeat(70)}${index}`, 'pass', { limits: [samples.limit('min', '|'.repeat(50), true)] }),
    )
    const long = comment(
      samples.promotion({
        ...samples.LONG,
        verdict: samples.tree('fail', [...many, samples.BAD_ACCURACY], [samples.approvals('pass')]),
      }),
    )
    expect(long.length).toBeLessThanOrEqual(COMMENT_LIMIT + 1)
    expect(long).toContain('> ❌ **support-llm v12 may not be promoted to production: acc (arc_easy)')
    expect(long).toContain('_Left out, because a comment on GitHub holds 65,536 characters: further checks')
    expect(long).toContain('[the job summary](https://github.com/acme/models/actions/runs/1234567890)')
    expect(long).toContain('#### Lineage')
  })

  it('knows the use of every section: each is given up alone before the next', () => {
    const { error } = samples.hostile('x')
    const promotion: PromotionOutcome = {
      ...groups.SLICED,
      ...(error === undefined ? {} : { error }),
      notes: [{ level: 'info', text: 'x' }],
      moves: [samples.move()],
      verdict: samples.tree(
        'fail',
        [...groups.SLICED.verdict.children.flatMap(({ children }) => children), samples.BAD_ACCURACY],
        [
          samples.node('ticket', 'ticket', 'pass', {
            detail: { type: 'ticket', system: 'jira', role: 'change', ticket: 'ML-1', approvedBy: [] },
          }),
          samples.approvals(
            'pending',
            { ignored: Array.from({ length: 6 }, () => samples.ignored('bo', 'author')) },
            'approvals-missing',
          ),
        ],
      ),
    }
    const context = contextOf(samples.run([promotion]), samples.ADDRESSES)
    const sections = detailSections(promotion, context)
    expect(sections.filter(({ text }) => text === '')).toEqual([])
    expect(sections.map(({ name }) => name).toSorted()).toEqual([...USEFULNESS].toSorted())
    const measure = (text: string) => text.length
    const left = USEFULNESS.map((_, gone) => {
      const kept = sections.filter(({ keep }) => keep >= gone).reduce((sum, { text }) => sum + text.length + 2, 0)
      return fitWithin(sections, { limit: kept, measure, notice: (names) => (names.length === 0 ? '' : '…') })
    })
    const has = (text: string) =>
      USEFULNESS.filter((name) => text.includes(sections.find((each) => each.name === name)?.text ?? '-'))
    // The line that says what is missing takes room, too, which costs one section more.
    for (const [gone, text] of left.entries()) expect(has(text)).toEqual(USEFULNESS.slice(gone === 0 ? 0 : gone + 1))
    expect(USEFULNESS).toEqual([
      'further checks',
      'ignored approvals',
      'charts',
      'full verdict',
      'what changed',
      'evidence',
      'lineage',
      'tickets',
      'approvals',
      'checks',
      'notes',
      'what to do',
      'alias moves',
      'problems',
      'record and run',
    ])
  })

  it('drops the least useful section first, and the fixed ones never', () => {
    const section = (name: string, keep: number): { name: string; keep: number; text: string } => ({
      name,
      keep,
      text: name.repeat(10),
    })
    const sections = [section('a', Number.POSITIVE_INFINITY), section('b', 2), section('c', 1), section('d', 3)]
    const at = (limit: number): string =>
      fitWithin(sections, { limit, measure: (text) => text.length, notice: (names) => `-${names.join('')}` })
    expect(at(100)).toBe(['a', 'b', 'c', 'd'].map((name) => name.repeat(10)).join('\n\n'))
    expect(at(43)).toBe(`${['a', 'b', 'd'].map((name) => name.repeat(10)).join('\n\n')}\n\n-c`)
    expect(at(1)).toBe(`${'a'.repeat(10)}\n\n-bcd`)
  })

  it('says for which reasons nothing was promoted', () => {
    const quiet = comment(samples.promotion({ conclusion: 'no-change', reasons: ['not-requested'], moves: [] }))
    expect(quiet).toContain('**Nothing was promoted: this change asks for no promotion.**')
    const same = comment(samples.promotion({ conclusion: 'no-change', previous: samples.version('v12') }))
    expect(same).toContain('already is production')
    const conflict = samples.promotion({ conclusion: 'refused', decision: 'fail', reasons: ['conflict'] })
    expect(comment(conflict)).toContain('the registry changed while we were deciding.')
    expect(
      comment({ ...conflict, error: { code: 'conflict', message: 'v13 holds it now.', hint: 'Look.', issues: [] } }),
    ).toContain('v13 holds it now.**\n>\n> Look.')
    expect(comment({ ...conflict, reasons: [] })).toContain('no reason was given')
  })

  it('names the people who can still approve', () => {
    const rule = (status: 'pending' | 'fail', eligible: readonly string[] | null): string =>
      comment(
        samples.promotion({
          conclusion: status === 'fail' ? 'refused' : 'pending',
          verdict: samples.tree(
            status,
            [samples.ACCURACY],
            [
              samples.approvals(
                status,
                {
                  counted: [samples.approval('Ana')],
                  eligible,
                  ignored: [samples.ignored('bo', 'author'), samples.ignored('chi', 'outdated')],
                },
                'approvals-missing',
              ),
            ],
          ),
        }),
      )
    expect(rule('pending', ['ana', 'bo', 'chi'])).toContain('> Ask for a review by chi of the newest commit.')
    expect(rule('pending', null)).toContain('> Ask for a review of the newest commit.')
    expect(rule('pending', ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toContain('by a, b, c, d, e and 2 more of')
    expect(rule('fail', ['ana', 'bo', 'chi'])).toContain(
      '> Get a review by chi of the last commit of the pull request and run this job again',
    )
  })

  it('speaks of a rollback as a rollback', () => {
    const back = (promotion: PromotionOutcome): string => comment(promotion, { operation: 'rollback', commentOn: null })
    expect(back(samples.APPLIED)).toContain('is now production, rolled back.')
    expect(back(samples.PLANNED)).toContain('may be the rollback target of production')
    expect(back(samples.PLANNED)).toContain('Run `rollback` to move the alias.')
    expect(comment(samples.PLANNED, { operation: 'plan', commentOn: null })).toContain(
      'Run `promote` to move the alias.',
    )
    expect(comment({ ...samples.APPLIED, previous: null })).toContain('Nobody held the alias before')
  })

  it('works without addresses, config and candidate', () => {
    const bare = renderComment(
      { ...samples.ERROR, links: { lineage: null, registry: null, record: null, producer: null, workflowRun: null } },
      { operation: 'promote', config: null, commentOn: null, notes: [], repositoryUrl: null, documentation: null },
    )
    expect(bare).not.toContain('](')
    expect(bare).toContain('asked for: `v12` in `acme/wandb-registry-model/support-llm`')
  })
})

function expectWholeTables(markdown: string): void {
  const lines = markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gmu, '').split('\n')
  let columns = 0
  for (const line of lines) {
    if (!line.startsWith('|')) columns = 0
    else {
      const cells = line.split('|').length
      if (columns > 0) expect(cells).toBe(columns)
      columns = cells
    }
  }
}

describe('run comment', () => {
  it('carries the marker of the run, the problems with places and the reason', () => {
    const text = renderRunComment(samples.CONFIG_ERROR, samples.ADDRESSES)
    expect(text.split('\n')[0]).toBe(runMarker())
    expect(text).toContain('`.github/model-gates.yml:12:9` unknown key; found `minimum`')
    expect(text).toContain('#config-invalid)')
  })

  it('says when the problem is gone, and keeps its budget', () => {
    expect(renderRunComment(samples.run([]), samples.ADDRESSES)).toContain(
      '> [!NOTE]\n> ℹ️ **No problem with the gates.**',
    )
    const issues = Array.from({ length: 900 }, () => ({ message: '|'.repeat(900), hint: '|'.repeat(900) }))
    const text = renderRunComment(
      samples.run([], { error: { code: 'config-invalid', message: 'many', issues } }),
      samples.ADDRESSES,
    )
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT + 1)
    expect(text).toContain('**many.**')
  })
})

describe('summary', () => {
  it('has every promotion, without markers', () => {
    const text = renderSummary(samples.run([samples.REFUSED, samples.APPLIED]), samples.ADDRESSES)
    expect(text).not.toContain('<!--')
    expect(text).toContain('may not be promoted')
    expect(text).toContain('is now production')
  })

  it('keeps 1,000 KiB: those that went well lose their details first', () => {
    const wide = Array.from({ length: 100 }, (_, index) =>
      samples.promotion({ ...samples.LONG, model: `long-${index}` }),
    )
    const text = renderSummary(samples.run([samples.promotion({ model: 'calm' }), ...wide]), samples.ADDRESSES)
    expect(utf8Length(text)).toBeLessThanOrEqual(SUMMARY_LIMIT)
    expect(text).toContain('Left out, because a job summary holds 1 MiB')
    expect(text).toContain('| ✅&nbsp;planned | calm |')
    expect(text).not.toContain('calm v12 may be promoted')
    expect(text).toContain('### long-0 → production')
  })

  it('shows errors of the run and an empty run', () => {
    expect(renderSummary(samples.CONFIG_ERROR, samples.ADDRESSES)).toContain('The gate config has 2 problems.')
    expect(renderSummary(samples.run([], { conclusion: 'no-change' }), samples.ADDRESSES)).toContain(
      'No promotion was judged.',
    )
    const rows = Array.from({ length: 501 }, () => samples.ERROR)
    expect(renderSummary(samples.run(rows), samples.ADDRESSES)).toContain('1 more promotion in the `result` output.')
  })
})

describe('annotations', () => {
  it('puts config problems on their lines', () => {
    expect(renderAnnotations(samples.CONFIG_ERROR)).toEqual([
      {
        level: 'error',
        title: 'Model Promotion Gate: the gate config or the pins file is invalid',
        file: '.github/model-gates.yml',
        line: 12,
        column: 9,
        message: 'unknown key; found `minimum`; expected `min`, `max`, `above` or `below`. Did you mean `min`?',
      },
      expect.objectContaining({ level: 'error', line: 30, column: 18 }),
    ])
  })

  it('shows at most ten of a level and says how many more there are', () => {
    const all = renderAnnotations(samples.run([samples.LONG]))
    expect(all.length).toBe(10)
    expect(all[9]?.message).toBe('30 more errors: see the job summary.')
  })

  it.each(HOSTILE)('is bounded and on one line with %j', (text) => {
    for (const annotation of renderAnnotations(samples.run([samples.hostile(text)]))) {
      expect(annotation.message.length).toBeLessThanOrEqual(4_096)
      expect(annotation.title.length).toBeLessThanOrEqual(255)
      expect(annotation.message + annotation.title).not.toMatch(/[\n\r\u202E]/u)
    }
  })

  it('takes the level from what follows', () => {
    const levels = (promotion: PromotionOutcome): readonly string[] =>
      renderAnnotations(samples.run([promotion])).map((annotation) => annotation.level)
    expect(levels(samples.PLANNED)).toEqual([])
    expect(levels(samples.PENDING)).toEqual(['warning'])
    expect(levels(samples.REFUSED)).toEqual(['error', 'warning', 'warning'])
    expect(levels(samples.DRY_RUN_STAGE)).toEqual(['warning'])
    const note = { level: 'warning', text: 'unused input', at: { file: 'pins.yml', line: 3, column: 1 } } as const
    expect(renderAnnotations(samples.run([], { notes: [note, { level: 'info', text: 'x' }] }))).toEqual([
      {
        level: 'warning',
        title: 'Model Promotion Gate',
        message: 'unused input',
        file: 'pins.yml',
        line: 3,
        column: 1,
      },
    ])
    const error = { code: 'no-credentials', message: 'No key.', issues: [] } as const
    expect(renderAnnotations(samples.run([], { error, conclusion: 'pending' }))[0]?.level).toBe('warning')
    expect(
      renderAnnotations(samples.run([], { error: { ...error, code: 'not-requested' }, conclusion: 'no-change' }))[0]
        ?.level,
    ).toBe('notice')
  })
})

describe('log', () => {
  it.each(HOSTILE)('cannot give the runner a command with %j', (text) => {
    const log = renderLog(samples.run([samples.hostile(text)], { operation: text }))
    for (const line of log.split(/\r?\n|\r/u)) {
      expect(line.trimStart().startsWith('::')).toBe(false)
      expect(line).not.toContain('##[')
    }
  })

  it('gives the remedy of each problem', () => {
    const log = renderLog(samples.run([samples.REFUSED, samples.LONG, samples.APPLIED]))
    expect(log).toContain(
      '  next     1 approval by a model steward is missing (1 of 2). Ask for a review by bo or chi of the newest commit.',
    )
    expect(log).toContain('  next     19 more, see the tree')
    expect(log).toContain('  moved    production v11 → v12')
    expect(renderLog(samples.CONFIG_ERROR)).toContain('  - .github/model-gates.yml:12:9 unknown key')
  })
})
