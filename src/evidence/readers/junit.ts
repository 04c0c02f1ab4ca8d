import { topLevelClaims } from '../claims.ts'
import { emptyMap, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { readPrintedNumber } from '../number.ts'
import type { EvaluationReport, IdentityClaim } from '../report.ts'
import { junitRows, testItems } from './junit-rows.ts'
import { attribute, childrenOf, collectSuites, type Suite } from './junit-tests.ts'
import { dateFromText, type Fit, fits, lacks, type ReportReader, textAt } from './reader.ts'

/** JUnit XML, as pytest, promptfoo, Jest, Maven, Gradle and most test tools write it. There is no standard; this is what they share. */
export const junit: ReportReader = { detect, read }

function detect(document: JsonValue, container: string): Fit {
  const name = textAt(document, 'name')
  if (container === 'xml' && (name === 'testsuites' || name === 'testsuite')) return fits()
  return lacks('an XML element <testsuites> or <testsuite> at the top')
}

function read(document: JsonValue): EvaluationReport {
  const root = isJsonObject(document) ? document : emptyMap()
  const suites = collectSuites(root)
  const items = testItems(suites)
  // A file of one suite has it as its root.
  const elements = [...new Set([root, ...suites.map(({ element }) => element)])]
  const createdAt = elements
    .map((element) => dateFromText(attribute(element, 'timestamp')))
    .find((date) => date !== undefined)
  return {
    format: 'junit',
    ...statusOf(suites),
    rows: junitRows(root, suites),
    ...(items === undefined ? {} : { items: [items] }),
    identity: claimsOf(elements),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: suites.flatMap(countWarnings),
    document,
  }
}

function statusOf(suites: readonly Suite[]): Pick<EvaluationReport, 'status' | 'status_note'> {
  const tests = suites.flatMap((suite) => suite.tests)
  if (tests.length === 0) return { status: 'failed', status_note: 'no test was run' }
  if (tests.every(({ state }) => state === 'skipped'))
    return { status: 'failed', status_note: 'every test was skipped' }
  for (const suite of suites) {
    const note = contradiction(suite)
    if (note !== undefined) return { status: 'partial', status_note: note }
  }
  return { status: 'unknown', status_note: 'JUnit XML does not say whether the run ended' }
}

/**
 * A suite that says more than its tests show was cut. Fewer is possible: pytest counts a test twice whose clean-up failed, and
 * other tools leave attributes out.
 */
function contradiction({ element, name, tests }: Suite): string | undefined {
  const failing = tests.filter(({ state }) => state === 'failed' || state === 'error').length
  const counted = (key: string): number => readPrintedNumber(attribute(element, key)).value ?? 0
  const [said, errors] = [counted('tests'), counted('errors')]
  // The attributes of an outer suite count the tests of the suites within it.
  if (childrenOf(element, 'testsuite').length > 0) return undefined
  if (counted('failures') + errors > failing)
    return `the suite ${name} counts ${counted('failures') + errors} failures and errors, and shows ${failing}`
  return said - errors > tests.length ? `the suite ${name} counts ${said} tests, and shows ${tests.length}` : undefined
}

function countWarnings({ name, tests }: Suite): readonly string[] {
  const skipped = tests.filter(({ state }) => state === 'skipped').length
  return skipped === 0 ? [] : [`${skipped} of ${tests.length} tests of ${name} were skipped and do not count`]
}

/** `<property name="model_version" value="…"/>` of the file or of a suite names the version. */
function claimsOf(elements: readonly JsonObject[]): readonly IdentityClaim[] {
  return elements.flatMap((element) => {
    return childrenOf(element, 'properties').flatMap((properties) => {
      return childrenOf(properties, 'property').flatMap((property) => {
        const [name, value] = [attribute(property, 'name'), attribute(property, 'value')]
        const map = emptyMap()
        if (name !== undefined && value !== undefined) map[name] = value
        return topLevelClaims(map).map(({ text }) => ({ text, source: `property ${name}` }))
      })
    })
  })
}
