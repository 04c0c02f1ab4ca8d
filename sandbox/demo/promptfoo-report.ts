import { createHash, randomUUID } from 'node:crypto'

const PROMPT = 'You are a refund agent. Answer in one sentence. {{question}}'
const LIMIT = 90

/**
 * An export of promptfoo 0.121 with its `echo` provider, which answers with the prompt itself: one prompt, one short
 * question a test, and the demand that the answer is short. `artifact` stands in the config's tags.
 */
export function promptfooReport(options: {
  readonly artifact: string
  readonly questions: readonly string[]
  readonly at: Date
}): string {
  const { artifact, questions, at } = options
  const id = createHash('sha256').update(PROMPT).digest('hex')
  const tests = questions.map((question, index) => testResult(question, { index, promptId: id }))
  const passed = tests.filter((test) => test.success).length
  const prompt = { id, raw: PROMPT, label: PROMPT, provider: 'echo', metrics: metricsOf(tests.length, passed) }
  const report = {
    evalId: `eval-demo-${at.toISOString().slice(0, 19)}`,
    results: {
      version: 3,
      timestamp: at.toISOString(),
      prompts: [prompt],
      results: tests,
      stats: { successes: passed, failures: tests.length - passed, errors: 0, tokenUsage: usage(tests.length) },
    },
    config: {
      tags: { artifact },
      description: 'refund agent, style of the answers',
      prompts: [PROMPT],
      providers: ['echo'],
      tests: questions.map((question) => ({ vars: { question }, assert: [assertion()] })),
    },
    shareableUrl: null,
    metadata: {
      promptfooVersion: '0.121.20',
      nodeVersion: 'v24.4.0',
      platform: 'linux',
      arch: 'x64',
      exportedAt: at.toISOString(),
      evaluationCreatedAt: at.toISOString(),
    },
    vars: ['question'],
    runtimeOptions: { eventSource: 'cli', showProgressBar: false, repeat: 1, maxConcurrency: 4, cache: false },
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function testResult(question: string, { index, promptId }: { readonly index: number; readonly promptId: string }) {
  const output = PROMPT.replace('{{question}}', question)
  const success = output.length < LIMIT
  const score = success ? 1 : 0
  const grade = { pass: success, score, reason: success ? 'All assertions passed' : 'Custom function returned false' }
  return {
    cost: 0,
    gradingResult: {
      ...grade,
      namedScores: { Brevity: score },
      namedScoreWeights: { Brevity: 1 },
      componentResults: [{ ...grade, assertion: assertion() }],
    },
    id: randomUUID(),
    latencyMs: 2,
    namedScores: { Brevity: score },
    prompt: { raw: output, label: PROMPT, config: {} },
    promptId,
    promptIdx: 0,
    provider: { id: 'echo', label: '' },
    response: { output, raw: output, cost: 0, cached: false, tokenUsage: usage(1), isRefusal: false, metadata: {} },
    score,
    success,
    testCase: { vars: { question }, assert: [assertion()], options: {} },
    testIdx: index,
    tokenUsage: usage(1),
    vars: { question },
    failureReason: success ? 0 : 1,
  }
}

function metricsOf(total: number, passed: number) {
  return {
    score: passed,
    testPassCount: passed,
    testFailCount: total - passed,
    testErrorCount: 0,
    assertPassCount: passed,
    assertFailCount: total - passed,
    totalLatencyMs: 2 * total,
    tokenUsage: usage(total),
    namedScores: { Brevity: passed },
    namedScoresCount: { Brevity: total },
    namedScoreWeights: { Brevity: total },
    cost: 0,
  }
}

function assertion() {
  return { type: 'javascript', value: `output.length < ${LIMIT}`, metric: 'Brevity' }
}

function usage(requests: number) {
  return { prompt: 0, completion: 0, cached: 0, total: 0, numRequests: requests }
}
