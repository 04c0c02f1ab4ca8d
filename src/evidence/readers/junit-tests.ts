import { isJsonArray, isJsonObject, type JsonObject } from '../json.ts'
import { mapAt, textAt } from './reader.ts'

export type TestState = 'passed' | 'failed' | 'error' | 'skipped'

export interface TestCase {
  readonly name: string
  readonly className: string | undefined
  readonly state: TestState
  readonly element: JsonObject
  readonly pointer: string
}

export interface Suite {
  /** Names of the suites around it and its own, joined with `/`. */
  readonly name: string
  readonly element: JsonObject
  /** Its own tests, without those of suites within it. */
  readonly tests: readonly TestCase[]
}

/** All suites of a file with their tests, in document order; a suite may hold suites. */
export function collectSuites(root: JsonObject): readonly Suite[] {
  const suites: Suite[] = []
  collect(root, { outer: '', pointer: '' }, suites)
  return suites
}

/** The text of an attribute; undefined when there is none, or it is empty. */
export function attribute(element: JsonObject, name: string): string | undefined {
  return textAt(mapAt(element, 'attributes'), name)
}

/** Child elements of one name. */
export function childrenOf(element: JsonObject, name: string): readonly JsonObject[] {
  const { children } = element
  if (!isJsonArray(children)) return []
  return children.filter((child): child is JsonObject => textAt(child, 'name') === name)
}

function collect(element: JsonObject, at: { outer: string; pointer: string }, suites: Suite[]): void {
  const own = textAt(element, 'name') === 'testsuite' ? (attribute(element, 'name') ?? 'unnamed') : ''
  const name = [at.outer, own].filter((part) => part !== '').join('/')
  const children = isJsonArray(element['children']) ? element['children'] : []
  const tests: TestCase[] = []
  const inner: (readonly [JsonObject, string])[] = []
  for (const [index, child] of children.entries()) {
    if (!isJsonObject(child)) continue
    const pointer = `${at.pointer}/children/${index}`
    if (textAt(child, 'name') === 'testcase') tests.push(testCase(child, pointer))
    else if (textAt(child, 'name') === 'testsuite') inner.push([child, pointer])
  }
  if (own !== '' || tests.length > 0) suites.push({ name, element, tests })
  for (const [suite, pointer] of inner) collect(suite, { outer: name, pointer }, suites)
}

function testCase(element: JsonObject, pointer: string): TestCase {
  return {
    name: attribute(element, 'name') ?? '',
    className: attribute(element, 'classname'),
    state: stateOf(element),
    element,
    pointer,
  }
}

/** An error is worse news than a failure: it is told first. GoogleTest writes a status instead of a child. */
function stateOf(element: JsonObject): TestState {
  if (childrenOf(element, 'error').length > 0) return 'error'
  if (childrenOf(element, 'failure').length > 0) return 'failed'
  const status = attribute(element, 'status')?.toLowerCase()
  if (status !== undefined && ['failed', 'failure', 'fail'].includes(status)) return 'failed'
  if (status === 'error') return 'error'
  const isLeftOut = status !== undefined && ['notrun', 'skipped', 'disabled'].includes(status)
  return isLeftOut || childrenOf(element, 'skipped').length > 0 ? 'skipped' : 'passed'
}
