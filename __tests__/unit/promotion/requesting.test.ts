import { describe, expect, it } from '@jest/globals'
import type { FileFacts } from '../../../src/checks/facts.ts'
import { lenientPins, requestingPullRequests } from '../../../src/promotion/requesting.ts'
import { gates, PINS, pinFile, pinningPullRequest, promotionFacts, registryFacts } from './promotion-builder.ts'

function file(text: string | null): FileFacts {
  return { path: PINS, commit: 'c', blob: 'b', text, ...(text === null ? { problem: 'symlink' as const } : {}) }
}

type Change = Parameters<typeof pinningPullRequest>[0]

describe('whether a pull request asks for the version', () => {
  it.each<[string, Change, boolean | null]>([
    ['it changed the pin to it', {}, true],
    ['it added the pin', { originFiles: pinFile(null) }, true],
    ['it changed the pin to another version', { headFiles: pinFile('v8') }, false],
    ['its tree has the pin, but it did not change it', { originFiles: pinFile('v7') }, null],
    [
      'it pins the version for another stage',
      { headFiles: pinFile('v7', 'staging'), originFiles: pinFile(null) },
      null,
    ],
    ['it removed the pin', { headFiles: pinFile(null) }, null],
    ['it did not touch the file, by a whole list', { files: ['README.md'] }, null],
    ['it may have touched the file, by a list that ends early', { files: ['README.md'], filesComplete: false }, true],
    ['its pins cannot be read', { headFiles: new Map([[PINS, file('support-llm: [')]]) }, null],
    ['its pins are a link', { headFiles: new Map([[PINS, file(null)]]) }, null],
    ['the pins that it started from cannot be read', { originFiles: new Map([[PINS, file('{')]]) }, true],
  ])('%s', (_, change, bound) => {
    const facts = promotionFacts({ pullRequests: [pinningPullRequest(change)] })
    const onPush = requestingPullRequests(facts)
    expect(onPush.map((each) => each.boundToVersion)).toEqual(bound === null ? [] : [bound])
    for (const by of ['branch', 'pull-request'] as const) {
      expect(requestingPullRequests({ ...facts, by }).map((each) => each.boundToVersion)).toEqual([bound ?? false])
    }
  })

  it('nothing is bound to a version that does not exist', () => {
    const facts = promotionFacts({ registry: registryFacts({ candidate: null }), pullRequests: [pinningPullRequest()] })
    expect(requestingPullRequests(facts)).toMatchObject([{ boundToVersion: false }])
  })
})

it('reads pins to compare with, and finds none where there is no file or nothing to be read', () => {
  const config = gates()
  expect(
    lenientPins(file('support-llm: { production: v3 }'), config).entries.get('support-llm')?.get('production')?.version,
  ).toBe('v3')
  for (const none of [null, file(null), file('{'), file('support-llm: { production: 3 }')]) {
    expect(lenientPins(none, config).entries.size).toBe(0)
  }
})
