import { describe, expect, it } from '@jest/globals'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { emptyPins, parsePins } from '../../../src/config/pins.ts'
import { issuesOf, oneLine, unmark } from './marked.ts'

const { config } = parseGateConfig(
  `version: 1
registry: acme/wandb-registry-model
records: gov/records
models:
  support-llm: { stages: { staging: { ungated: true }, production: { ungated: true } } }
  ranker: { stages: { production: { ungated: true } } }
`,
  'gates.yml',
)

describe('parsePins', () => {
  it('reads versions with their places', () => {
    const pins = parsePins(
      'support-llm: { staging: v13, production: v0 }\nranker:\n  production: "v2"\n',
      'pins.yml',
      config,
    )
    const at = (line: number, column: number): object => ({ file: 'pins.yml', line, column })
    expect(pins).toEqual({
      file: 'pins.yml',
      entries: new Map([
        [
          'support-llm',
          new Map([
            ['staging', { version: 'v13', at: at(1, 25) }],
            ['production', { version: 'v0', at: at(1, 42) }],
          ]),
        ],
        ['ranker', new Map([['production', { version: 'v2', at: at(3, 15) }]])],
      ]),
    })
  })

  it.each(['', '# nothing yet\n', '---\n', '~\n', '{}\n'])('reads %j as no pins', (text) => {
    expect(parsePins(text, 'pins.yml', config)).toEqual(emptyPins('pins.yml'))
  })

  it('does not need the gate config', () => {
    expect(parsePins('other: { x: v1 }\n', 'p').entries.get('other')?.get('x')?.version).toBe('v1')
  })

  const VERSION = 'expected a version such as `v12` (an alias may move, so it cannot be pinned)'
  it.each([
    ['latest', 'the text "latest"'],
    ['production', 'the text "production"'],
    ['V12', 'the text "V12"'],
    ['v012', 'the text "v012"'],
    ['v-1', 'the text "v-1"'],
    ['"v1 "', 'the text "v1 "'],
    ['support-llm:v1', 'the text "support-llm:v1"'],
  ])('refuses the pin %s', (pin, found) => {
    const { text, places } = unmark(`support-llm: { staging: «${pin} }\n`)
    const issues = issuesOf(() => parsePins(text, 'p', config))
    expect(issues.map(oneLine)).toEqual([
      `${places[0]} \`staging\` has a value that is not allowed | ${VERSION} | found ${found}`,
    ])
  })

  it.each([
    [
      'support-llm: { staging: «12 }\n',
      [`\`staging\` has the wrong type | ${VERSION} | found the number 12 | Put it in quotes.`],
    ],
    ['support-llm: { staging: «[v1] }\n', [`\`staging\` has the wrong type | ${VERSION} | found a list`]],
    [
      'support-llm: { staging: «}\n',
      [`\`staging\` has the wrong type | ${VERSION} | found nothing | Give it a value, or remove the key.`],
    ],
    [
      'support-llm:«\n',
      ['`support-llm` has the wrong type | expected a mapping | found nothing | Give it a value, or remove the key.'],
    ],
    ['support-llm: «v12\n', ['`support-llm` has the wrong type | expected a mapping | found the text "v12"']],
    ['«[v1]\n', ['The file has the wrong type | expected a mapping | found a list']],
    ['«suport-llm: { staging: v1 }\n', ['The gate config has no model `suport-llm` | Did you mean `support-llm`?']],
    ['«zzz: { staging: v1 }\n', ['The gate config has no model `zzz` | expected one of support-llm, ranker']],
    ['support-llm: { «stagin: v1 }\n', ['The model `support-llm` has no stage `stagin` | Did you mean `staging`?']],
    ['ranker: { «canary: v1 }\n', ['The model `ranker` has no stage `canary` | expected one of production']],
    [
      'ranker: { production: v1, «production: v2 }\n',
      ['The key `production` is given twice | It stands first at line 1, column 11; keep one of them.'],
    ],
    [
      '«rankr: { production: v1 }\nranker: { production: «latest, «x: v1 }\n«<<: {}\n',
      [
        'The gate config has no model `rankr` | Did you mean `ranker`?',
        `\`production\` has a value that is not allowed | ${VERSION} | found the text "latest"`,
        'The model `ranker` has no stage `x` | expected one of production',
        'Merge keys (`<<`) are not read | Write the keys out, or use an alias for a whole value.',
      ],
    ],
    ['«__proto__: { production: v1 }\n', ['The key `__proto__` is not allowed | Choose another name.']],
  ])('refuses %j', (marked, said) => {
    const { text, places } = unmark(marked)
    expect(issuesOf(() => parsePins(text, 'p', config)).map(oneLine)).toEqual(
      said.map((line, index) => `${places[index]} ${line}`),
    )
  })
})
