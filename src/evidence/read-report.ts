import { ReportError } from '../errors.ts'
import { isJsonArray, isJsonObject, type JsonValue } from './json.ts'
import { didYouMean } from './nearest.ts'
import { parseJson } from './parse-json.ts'
import { READER_NAMES, type ReaderName } from './reader-names.ts'
import { aiperf, genaiPerf } from './readers/aiperf.ts'
import { canonical } from './readers/canonical.ts'
import { deepeval } from './readers/deepeval.ts'
import { everyEvalEver } from './readers/every-eval-ever.ts'
import { evidently } from './readers/evidently.ts'
import { guidellm } from './readers/guidellm.ts'
import { helm } from './readers/helm.ts'
import { inferencePerf } from './readers/inference-perf.ts'
import { lighteval } from './readers/lighteval.ts'
import { llmd } from './readers/llm-d.ts'
import { llmperf } from './readers/llmperf.ts'
import { lmEval } from './readers/lm-eval.ts'
import { mlflow } from './readers/mlflow.ts'
import { mteb } from './readers/mteb.ts'
import { plain } from './readers/plain.ts'
import { promptfoo } from './readers/promptfoo.ts'
import { ragas } from './readers/ragas.ts'
import type { ReportReader } from './readers/reader.ts'
import { sagemaker } from './readers/sagemaker.ts'
import { sglang } from './readers/sglang.ts'
import { sklearn } from './readers/sklearn.ts'
import { vllm } from './readers/vllm.ts'
import { wandbSummary } from './readers/wandb-summary.ts'
import { weave } from './readers/weave.ts'
import type { EvaluationReport } from './report.ts'
import { decodeText } from './text.ts'
import { parseYaml } from './yaml.ts'

/** The bytes of one report, and what the user says that they are. */
export interface ReportInput {
  readonly bytes: Uint8Array
  /** For messages; `.yaml` and `.yml` also choose the parser. */
  readonly file: string
  /** A reader's name, or `auto`. */
  readonly format: string
}

/** Keyed by the names, so that a name without its reader does not compile. */
const READERS: { readonly [Name in ReaderName]: ReportReader } = {
  canonical,
  'lm-eval': lmEval,
  promptfoo,
  'wandb-summary': wandbSummary,
  deepeval,
  'every-eval-ever': everyEvalEver,
  evidently,
  helm,
  lighteval,
  mteb,
  ragas,
  sklearn,
  weave,
  vllm,
  sglang,
  aiperf,
  'genai-perf': genaiPerf,
  guidellm,
  'inference-perf': inferencePerf,
  llmperf,
  'llm-d': llmd,
  sagemaker,
  mlflow,
  json: plain,
}

/** A parsed report, and what the user says that it is. */
export interface ParsedReport {
  readonly document: JsonValue
  /** Size of the file, for messages. */
  readonly bytes: number
  /** For messages. */
  readonly file: string
  /** A reader's name, or `auto`. */
  readonly format: string
}

/**
 * Turns the bytes of an evaluation report into its canonical form: `decodeText`, `parseDocument` and
 * `readDocument` in one, for reports that are small enough to hold bytes, text and rows at the same time.
 * @throws ReportError `report-unreadable` (encoding, syntax, invalid content), `report-format-unknown` or `report-too-large`.
 */
export function readReport({ bytes, file, format }: ReportInput): EvaluationReport {
  const document = parseDocument(decodeText(bytes, file), file)
  return readDocument({ document, bytes: bytes.byteLength, file, format })
}

/**
 * Turns a parsed report into its canonical form. With `auto` the content decides: exactly one format has to
 * recognise it; what no format recognises is read as plain numbers.
 * @throws ReportError `report-unreadable` (invalid content) or `report-format-unknown`.
 */
export function readDocument({ document, bytes, file, format }: ParsedReport): EvaluationReport {
  if (format === 'auto') return READERS[chooseReader(document, bytes, file)].read(document, file)
  if (!isReaderName(format)) {
    throw new ReportError(
      'report-format-unknown',
      `There is no report format ${JSON.stringify(format)}.${didYouMean(format, READER_NAMES)}`,
      {
        hint: `Known formats: auto, ${READER_NAMES.join(', ')}.`,
      },
    )
  }
  const reader = READERS[format]
  const fit = (reader.accepts ?? reader.detect)(document)
  if (fit.fit !== 'no') return reader.read(document, file)
  throw new ReportError(
    'report-format-unknown',
    `${file} is not a report in the format ${format}: it lacks ${fit.lacks}. ${describe(document, bytes)}`,
    {
      hint: 'Name its real format, or leave the format out.',
    },
  )
}

function isReaderName(name: string): name is ReaderName {
  return READER_NAMES.some((known) => known === name)
}

/**
 * Parses the text of a report as JSON or YAML, by the end of the file's name or else by its first character.
 * @throws ReportError `report-unreadable` (syntax), `report-format-unknown` (neither) or `report-too-large`.
 */
export function parseDocument(text: string, file: string): JsonValue {
  if (/\.ya?ml$/i.test(file)) return parseYaml(text, file)
  const first = /\S/.exec(text)?.[0] ?? ''
  if (/\.json$/i.test(file) || '{["'.includes(first)) return parseJson(text, file)
  if (first === '<') throw unknownText(file, 'looks like HTML or XML')
  try {
    const document = parseYaml(text, file)
    if (isJsonObject(document) || isJsonArray(document)) return document
  } catch (thrown) {
    throw unknownText(file, 'is neither JSON nor YAML', thrown)
  }
  throw unknownText(file, 'is plain text, neither JSON nor YAML')
}

function unknownText(file: string, what: string, cause?: unknown): ReportError {
  return new ReportError('report-format-unknown', `${file} ${what}`, {
    hint: 'Let the evaluation write JSON or YAML.',
    cause,
  })
}

function chooseReader(document: JsonValue, size: number, file: string): ReaderName {
  const fits = READER_NAMES.map((name) => ({ name, fit: READERS[name].detect(document).fit }))
  const sure = fits.filter(({ fit }) => fit === 'yes').map(({ name }) => name)
  if (sure.length > 1) {
    throw new ReportError('report-format-unknown', `${file} fits several formats: ${sure.join(', ')}`, {
      hint: 'Name one of them as its format.',
    })
  }
  const chosen = sure[0] ?? fits.find(({ fit }) => fit === 'maybe')?.name
  if (chosen !== undefined) return chosen
  throw new ReportError('report-format-unknown', `No reader fits ${file}. ${describe(document, size)}`, {
    hint: `Known formats: ${READER_NAMES.join(', ')}. A plain report has to hold at least one number.`,
  })
}

/** What the document looked like, for a person who wonders which file this is. */
function describe(document: JsonValue, size: number): string {
  const bytes = `${size} bytes`
  if (isJsonArray(document)) return `It is a list of ${document.length} (${bytes}).`
  if (!isJsonObject(document)) return `It is a single value (${bytes}).`
  const keys = Object.keys(document)
  const shown = keys
    .slice(0, 8)
    .map((key) => JSON.stringify(key.slice(0, 40)))
    .join(', ')
  const more = keys.length > 8 ? ` and ${keys.length - 8} more` : ''
  return keys.length === 0 ? `It is an empty map (${bytes}).` : `Its top-level keys: ${shown}${more} (${bytes}).`
}
