import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson } from '../../../src/promotion/canonical-json.ts'
import type { EvidencePack, PackedFile } from '../../../src/promotion/evidence-pack.ts'
import { escapeHtml, html, htmlLink } from '../../../src/render/html.ts'
import { packPage } from '../../../src/render/pack-page.ts'
import * as samples from '../../support/outcomes.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const version = (name: string) => ({ version: name, artifact_id: `id-${name}`, digest: `d-${name}` })

/** A body with something in every place that a page shows. */
function sampleBody(): Record<string, unknown> {
  const person = { login: 'ana', pull_request: 7, commit: 'c0ffee1234567890', at: '2026-03-10T10:00:00Z' }
  return {
    schema_version: 1,
    operation: 'promote',
    registry_path: 'acme/wandb-registry-model/support-llm',
    model: 'support-llm',
    stage: 'production',
    alias: 'production',
    conclusion: 'applied',
    from: version('v11'),
    to: version('v12'),
    moves_made: [{ alias: 'production', from: version('v11'), to: version('v12'), purpose: 'stage' }],
    verdict: samples.REFUSED.verdict,
    evidence: [
      {
        name: 'quality',
        location: 'eval/*.json',
        resolved: 'eval/quality.json',
        format: 'lm-eval',
        sha256: sha256('report'),
        bytes: 6,
        rows: 2,
        identity: 'named-in-report',
        observed_at: '2026-03-10T10:00:00Z',
      },
    ],
    config: { path: '.github/model-gates.yml', commit: 'abc', sha256: sha256('version: 1') },
    pins: { path: 'model-pins.yml', commit: 'def', version: 'v12', sha256: sha256('pins') },
    approvals: [
      {
        role: 'model steward',
        need: 1,
        counted: [person],
        ignored: [{ ...person, login: 'kim', why: 'author', note: 'x' }],
      },
    ],
    lineage: {
      source: 'research/training/llm:v3',
      run: 'research/training/train3',
      commit: 'feed',
      inputs: [{ path: 'research/training/tickets:v4', type: 'dataset', digest: 'dd' }],
    },
    owners: ['@acme/ml'],
    reason: 'because',
    note: 'a note',
    drift: 'moved by hand',
    event: 'push',
    actor: 'kim',
    triggering_actor: 'bo',
    repository: { name: 'acme/models', id: 1 },
    pull_requests: [7],
    head_commits: ['head'],
    merge_commit: 'merge',
    workflow_ref: 'acme/models/.github/workflows/promote.yml@refs/heads/main',
    run: { id: '900', attempt: 1, job: 'promote', url: 'https://github.test/runs/900' },
    settled_by: { run: '901', attempt: 2 },
    requested_at: '2026-03-10T09:00:00Z',
    judged_at: '2026-03-10T10:00:00Z',
    finished_at: '2026-03-10T10:00:01Z',
    software: { name: 'model-promotion-gate', version: '0.1.0' },
    undoes: 'undone',
    sequence: 1,
    previous_record: null,
  }
}

function file(name: string, content: string, more: Partial<PackedFile> = {}): PackedFile {
  const base64 = Buffer.from(content).toString('base64')
  return {
    name,
    location: name,
    file: name,
    sha256: sha256(content),
    bytes: content.length,
    state: 'embedded',
    base64,
    ...more,
  }
}

function packOf(record: string, more: Partial<EvidencePack> = {}): EvidencePack {
  const packed = {
    record,
    sha256: sha256(record),
    signature: null,
    run_id: 'r1',
    url: 'https://wandb.test/r1',
    began_at: '',
  }
  return {
    schema_version: 1,
    format: 'model-promotion-evidence-pack',
    made_at: '2026-03-11T00:00:00Z',
    made_by: { name: 'model-promotion-gate', version: '0.1.0', run: 'https://github.test/runs/1000' },
    record: packed,
    record_keys: [],
    evidence: [file('quality', 'report')],
    config: file('Gate config', 'version: 1'),
    pins: file('Pins', 'pins'),
    chain: {
      complete: true,
      records: [{ ...packed, record: null, sequence: 1, previous_record: null }],
      concurrent: [],
    },
    ...more,
  }
}

const TAGS = [
  'html',
  'head',
  'meta',
  'title',
  'style',
  'body',
  'main',
  'header',
  'section',
  'h1',
  'h2',
  'h3',
  'p',
  'span',
  'div',
  'dl',
  'dt',
  'dd',
  'ul',
  'li',
  'code',
  'pre',
  'a',
  'time',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'details',
  'summary',
]

/** Every tag with its attributes; a `<` that opens no tag of ours is one too. */
function tagsOf(page: string): readonly { readonly name: string; readonly attributes: string }[] {
  const [head = '', style = ''] = page.split('<style>')
  const markup = head + style.slice(style.indexOf('</style>'))
  return [...markup.matchAll(/<\/?([^\s>]*)([^>]*)>?/g)].map(([, name = '', attributes = '']) => ({ name, attributes }))
}

function expectHarmless(page: string): void {
  const tags = tagsOf(page).filter(({ name }) => name !== '!doctype')
  expect(tags.filter(({ name }) => !TAGS.includes(name))).toEqual([])
  const names = new Set(
    tags.flatMap(({ attributes }) => [...attributes.matchAll(/([\w-]+)="/g)].map(([, name]) => name)),
  )
  expect([...names].filter((name) => !ATTRIBUTES.includes(name ?? ''))).toEqual([])
  const targets = tags.flatMap(({ attributes }) => /href="([^"]*)"/.exec(attributes)?.[1] ?? [])
  expect(targets.filter((target) => !/^https?:\/\//.test(target))).toEqual([])
  expect(page).not.toMatch(/url\(|@import|<link|<img|<script|javascript:[^<]*"/i)
}

const ATTRIBUTES = ['lang', 'charset', 'name', 'content', 'http-equiv', 'class', 'scope', 'href', 'rel', 'datetime']

const HOSTILE = [
  '</pre></style><script>alert(1)</script>',
  '" onmouseover="alert(1)',
  "' autofocus onfocus='x",
  '<img src=x onerror=alert(1)>',
  '<!-- &lt;b&gt; -->',
  '\u202Eevil\u0000\u0007',
  'javascript:alert(1)',
  '&amp;<b>',
]

describe('the page of an evidence pack', () => {
  it('shows every part', () => {
    const page = packPage(packOf(canonicalJson(sampleBody())))
    for (const shown of [
      'support-llm production: v11 → v12',
      'Nothing speaks against this record.',
      'model steward',
      'opened the pull request (x)',
      'research/training/tickets:v4',
      sha256('report'),
      'the report names this version',
      'version: 1',
      'this one',
      'kim, re-run by bo',
      'moved by hand',
      'node verify-record.mjs',
      'toxicity',
    ]) {
      expect(page).toContain(shown)
    }
    expectHarmless(page)
  })

  it('fetches nothing and runs nothing, by its own rule', () => {
    expect(packPage(packOf('{}'))).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  it('says what does not hold', () => {
    const edited = packOf(canonicalJson(sampleBody()), { config: file('Gate config', 'version: 2') })
    expect(packPage(edited)).toContain('1 of 6 does not hold.')
    expect(packPage(edited)).toContain('The record names no file with this SHA-256.')
  })

  it('says what is not known', () => {
    const body = {
      ...sampleBody(),
      from: null,
      lineage: { source: null, run: null, commit: null, inputs: [] },
      approvals: [
        { role: 'risk officer', need: 2, counted: [], ignored: [] },
        { role: 'steward', need: 1, counted: [{ login: 'ana' }], ignored: [{ login: 'bo', why: 'a new reason' }] },
      ],
      evidence: [{ name: 'quality', resolved: 'q.json', sha256: 'aa' }],
      config: null,
      pins: { path: 'model-pins.yml' },
      verdict: samples.PLANNED.verdict,
      conclusion: 'partial',
    }
    const page = packPage(packOf(canonicalJson(body), { evidence: [], config: null, pins: null }))
    for (const shown of [
      'nobody held the stage',
      'No artifact is known that the run used.',
      'Nobody approved.',
      '0 of 2',
      'a new reason',
      'missing',
      'does not name the stage',
      '<span class="mark bad">partial</span>',
    ]) {
      expect(page).toContain(shown)
    }
    expectHarmless(page)
  })

  it('shows every state of a file', () => {
    const states = ['too-large', 'left-out', 'absent', 'differs', 'unreadable'] as const
    for (const state of states) {
      const { base64: _, ...rest } = file('Gate config', 'version: 1', { state })
      const evidence = [{ ...rest, note: 'because of the storage' }]
      const page = packPage(packOf(canonicalJson(sampleBody()), { config: rest, pins: rest, evidence }))
      expect(page).toContain(`<span class="mark ${state === 'differs' ? 'bad' : 'note'}">${state}</span>`)
      expect(page).toContain('because of the storage')
    }
  })

  it('shows of a long chain its beginning and what is near, and concurrent records apart', () => {
    const record = canonicalJson(sampleBody())
    const links = Array.from({ length: 200 }, (_, index) => ({
      record: index % 2 === 0 ? canonicalJson({ sequence: index, to: { version: `v${index}` } }) : null,
      sha256: index === 150 ? sha256(record) : `hash-${index}`,
      signature: index % 3 === 0 ? 'ed25519:x' : null,
      run_id: `r${index}`,
      url: 'https://wandb.test/r',
      began_at: '',
      sequence: index,
      previous_record: index === 0 ? 'older' : `hash-${index - 1}`,
    }))
    const chain = { complete: false, records: links, concurrent: links.slice(10, 11) }
    const page = packPage(packOf(record, { chain }))
    for (const shown of [
      'Older records exist',
      'hash-0<',
      'hash-140<',
      'hash-160<',
      'this one',
      'Concurrent',
      'hash-10<',
      'not known',
    ])
      expect(page).toContain(shown)
    expect(page).not.toContain('hash-50<')
    expect(page).toContain('140 more in the pack.')
  })

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    [
      'other types',
      '{"model":1,"verdict":{"kind":"new"},"evidence":{},"approvals":[1,{"role":2}],"from":"v1","pull_requests":"x"}',
    ],
    ['hostile texts', JSON.stringify({ model: HOSTILE[0], verdict: HOSTILE[3], owners: [HOSTILE[1], 1] })],
  ])('is a page also of a record that is %s', (_, record) => {
    const page = packPage(packOf(record, { evidence: [], config: null, pins: null }))
    expect(page).toContain('</html>')
    expectHarmless(page)
  })

  it('lets no text of a record, a file or a server become markup', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE), (hostile) => {
        const body = JSON.parse(JSON.stringify(sampleBody()), (key, value) =>
          typeof value === 'string' && !KEPT.includes(key) ? hostile : value,
        )
        const pack = packOf(canonicalJson(body), {
          record_keys: [hostile],
          config: file(hostile, hostile, { note: hostile }),
          evidence: [file(hostile, hostile, { state: 'unreadable', note: hostile })],
        })
        const record = { ...pack.record, signature: hostile, url: hostile, run_id: hostile }
        const page = packPage({
          ...pack,
          record,
          made_at: hostile,
          made_by: { name: hostile, version: hostile, run: hostile },
        })
        expectHarmless(page)
        for (const unseen of ['\u202E', '\u0000', '\u0007']) expect(page).not.toContain(unseen)
      }),
    )
  })
})

/** What the schema of the verdict knows as one of a few words. */
const KEPT = [
  'kind',
  'status',
  'reason',
  'severity',
  'type',
  'limit',
  'direction',
  'source',
  'identity',
  'permission',
  'bind',
  'demand',
]

describe('html', () => {
  it.each([
    ['<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
    ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['\u0000\u200b\u202e\ud800', '\ufffd\ufffd\ufffd\ufffd'],
    ['größe 😀', 'größe 😀'],
  ])('%j is shown as %j', (text, expected) => {
    expect(escapeHtml(text)).toBe(expected)
  })

  it('lets only its own pieces through', () => {
    expect(html`<p>${'<b>'}${1}${null}${html`<i>${'&'}</i>`}${[html`<u></u>`]}</p>`.markup).toBe(
      '<p>&lt;b&gt;1<i>&amp;</i><u></u></p>',
    )
  })

  it.each([
    ['https://wandb.test/a?b=c&d=e', '<a href="https://wandb.test/a?b=c&amp;d=e" rel="noreferrer noopener">x</a>'],
    ['javascript:alert(1)', 'x'],
    ['https://user:pass@wandb.test/', 'x'],
    [null, 'x'],
  ])('a link to %s is %s', (url, expected) => {
    expect(htmlLink('x', url).markup).toBe(expected)
  })
})
