import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isOwned } from '../../../src/checks/code-owner-file.ts'

describe('whether CODEOWNERS gives a path an owner', () => {
  it.each<[string, string, boolean]>([
    ['* @acme/owners', 'model-pins.yml', true],
    ['* @acme/owners', 'ops/pins.yml', true],
    ['model-pins.yml @ana', 'model-pins.yml', true],
    ['model-pins.yml @ana', 'ops/model-pins.yml', true],
    ['/model-pins.yml @ana', 'ops/model-pins.yml', false],
    ['/model-pins.yml @ana', 'model-pins.yml', true],
    ['*.yml ana@acme.test', 'ops/model-pins.yml', true],
    ['*.md @ana', 'model-pins.yml', false],
    ['/ops/ @ana', 'ops/eu/pins.yml', true],
    ['ops/ @ana', 'deep/ops/pins.yml', true],
    ['ops/ @ana', 'ops', false],
    ['/ops @ana', 'ops/eu/pins.yml', true],
    ['ops/* @ana', 'ops/pins.yml', true],
    ['ops/* @ana', 'ops/eu/pins.yml', false],
    ['/ops/**/pins.yml @ana', 'ops/a/b/pins.yml', true],
    ['**/pins.yml @ana', 'ops/a/pins.yml', true],
    ['/ops/** @ana', 'ops/a/pins.yml', true],
    ['/ops/** @ana', 'other/pins.yml', false],
    ['model-pin?.yml @ana', 'model-pins.yml', true],
    ['m*-*s.y?l @ana', 'model-pins.yml', true],
    ['m*-*x.yml @ana', 'model-pins.yml', false],
    ['Model-pins.yml @ana', 'model-pins.yml', false],
  ])('%j: %s %s', (file, path, expected) => {
    expect(isOwned(file, path)).toBe(expected)
  })

  it.each<[string, string, boolean]>([
    ['the last match counts', '* @ana\n/model-pins.yml @bo', true],
    ['also when it names nobody', '* @ana\n/model-pins.yml', false],
    ['a later one for others changes nothing', '/model-pins.yml @bo\n*.md', true],
    ['nothing', '', false],
    ['remarks', '# * @ana\n  # model-pins.yml @ana', false],
    ['a remark behind owners', 'model-pins.yml @ana # and @bo', true],
    ['owners in a remark only', 'model-pins.yml # @ana', false],
    ['lines of Windows', '*.md @bo\r\nmodel-pins.yml @ana\r\n', true],
    ['what GitHub skips', '!model-pins.yml @ana\n[m]odel-pins.yml @ana', false],
    ['a word that is no owner', 'model-pins.yml ana', false],
  ])('%s', (_name, file, expected) => {
    expect(isOwned(file, 'model-pins.yml')).toBe(expected)
  })

  it('a path owns itself, and stars in it match what stood there', () => {
    const name = fc.stringMatching(/^[a-z.-]{1,8}$/)
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.nat(), (names, at) => {
        const path = names.join('/')
        const index = at % names.length
        const starred = names.map((each, position) => (position === index ? `${each.slice(0, 1)}*` : each)).join('/')
        expect(isOwned(`/${path} @ana`, path)).toBe(true)
        expect(isOwned(`/${starred} @ana`, path)).toBe(true)
        expect(isOwned(`/${path}x @ana`, path)).toBe(false)
      }),
    )
  })

  it('many stars take no long time', () => {
    expect(isOwned(`/${'*a'.repeat(2_000)}b @ana`, 'a'.repeat(4_000))).toBe(false)
  })
})
