import { ReportError } from '../errors.ts'
import type { ColumnMap } from './column-map.ts'
import type { Container } from './containers/container.ts'
import { parseFile } from './containers/parse-file.ts'
import { unpack } from './containers/unpack.ts'
import { isJsonArray, isJsonObject, type JsonValue } from './json.ts'
import { didYouMean } from './nearest.ts'
import { READER_NAMES, type ReaderName } from './reader-names.ts'
import { aiperf, genaiPerf } from './readers/aiperf.ts'
import { canonical } from './readers/canonical.ts'
import { CSV_NEEDS_MAP, csv } from './readers/csv.ts'
import { deepeval } from './readers/deepeval.ts'
import { everyEvalEver } from './readers/every-eval-ever.ts'
import { evidently } from './readers/evidently.ts'
import { guidellm } from './readers/guidellm.ts'
import { helm } from './readers/helm.ts'
import { inferencePerf } from './readers/inference-perf.ts'
import { inspect } from './readers/inspect.ts'
import { junit } from './readers/junit.ts'
import { lighteval } from './readers/lighteval.ts'
import { llmd } from './readers/llm-d.ts'
import { llmperf } from './readers/llmperf.ts'
import { lmEval } from './readers/lm-eval.ts'
import { mlflow } from './readers/mlflow.ts'
import { modelIndex } from './readers/model-index.ts'
import { mteb } from './readers/mteb.ts'
import { plain } from './readers/plain.ts'
import { promptfoo } from './readers/promptfoo.ts'
import { ragas } from './readers/ragas.ts'
import type { Fit, ReportReader } from './readers/reader.ts'
import { sagemaker } from './readers/sagemaker.ts'
import { sglang } from './readers/sglang.ts'
import { sklearn } from './readers/sklearn.ts'
import { vllm } from './readers/vllm.ts'
import { wandbSummary } from './readers/wandb-summary.ts'
import { weave } from './readers/weave.ts'
import type { EvaluationReport } from './report.ts'

/** The bytes of one report, and what the user says that they are. */
export interface ReportInput {
  readonly bytes: Uint8Array
  /** For messages; its end also tells forms apart that begin alike. */
  readonly file: string
  /** A reader's name, or `auto`. */
  readonly format: string
  /** Most that the file may unpack to; default 64 MB. */
  readonly maxBytes?: number
}

const DEFAULT_MAX_BYTES = 64_000_000

/** Keyed by the names, so that a name without its reader does not compile. */
const READERS: { readonly [Name in ReaderName]: ReportReader } = {
  canonical,
  'lm-eval': lmEval,
  promptfoo,
  'wandb-summary': wandbSummary,
  inspect,
  junit,
  'model-index': modelIndex,
  csv,
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
  readonly container: Container
  readonly document: JsonValue
  /** Size of the file, for messages. */
  readonly bytes: number
  /** For messages. */
  readonly file: string
  /** A reader's name, or `auto`. */
  readonly format: string
  /** Which columns of a CSV file hold what; null or absent: not said. */
  readonly columns?: ColumnMap | null
}

/**
 * Turns the bytes of an evaluation report into its canonical form: `unpack`, `parseFile` and
 * `readDocument` in one, for reports that are small enough to hold bytes, text and rows at the same time.
 * @throws ReportError `report-unreadable` (encoding, syntax, invalid content), `report-format-unknown` or `report-too-large`.
 */
export function readReport({ bytes, file, format, maxBytes = DEFAULT_MAX_BYTES }: ReportInput): EvaluationReport {
  return readDocument({ ...parseFile(unpack(bytes, file, maxBytes)), bytes: bytes.byteLength, file, format })
}

/**
 * Turns a parsed report into its canonical form. With `auto` the content decides: exactly one format has to
 * recognise it; what no format recognises is read as plain numbers.
 * @throws ReportError `report-unreadable` (invalid content) or `report-format-unknown`.
 */
export function readDocument(parsed: ParsedReport): EvaluationReport {
  const { document, container, file, columns = null } = parsed
  const reader = READERS[parsed.format === 'auto' && columns === null ? chooseReader(parsed) : namedReader(parsed)]
  const report = reader.read(document, file, { container, columns })
  // A selector leads into the document, whose numbers are then printed ones.
  return container === 'csv' || container === 'xml' ? { ...report, printsNumbers: true } : report
}

/** The reader that the user named; who maps columns names CSV. */
function namedReader({ document, container, bytes, file, format }: ParsedReport): ReaderName {
  const name = format === 'auto' ? 'csv' : format
  if (!isReaderName(name)) {
    throw new ReportError(
      'report-format-unknown',
      `There is no report format ${JSON.stringify(name)}.${didYouMean(name, READER_NAMES)}`,
      {
        hint: `Known formats: auto, ${READER_NAMES.join(', ')}.`,
      },
    )
  }
  const reader = READERS[name]
  const fit = (reader.accepts ?? reader.detect)(document, container)
  if (fit.fit !== 'no') return name
  throw new ReportError(
    'report-format-unknown',
    `${file} is not a report in the format ${name}: it lacks ${fit.lacks}. ${describe(document, bytes)}`,
    {
      hint: 'Name its real format, or leave the format out.',
    },
  )
}

function isReaderName(name: string): name is ReaderName {
  return READER_NAMES.some((known) => known === name)
}

/** How well a document fits each reader, in the order of their names. */
export function fitOfEach(
  document: JsonValue,
  container: Container,
): readonly { readonly name: ReaderName; readonly fit: Fit['fit'] }[] {
  return READER_NAMES.map((name) => ({ name, fit: READERS[name].detect(document, container).fit }))
}

function chooseReader({ document, container, bytes, file }: ParsedReport): ReaderName {
  const fits = fitOfEach(document, container)
  const sure = fits.filter(({ fit }) => fit === 'yes').map(({ name }) => name)
  if (sure.length > 1) {
    throw new ReportError('report-format-unknown', `${file} fits several formats: ${sure.join(', ')}`, {
      hint: 'Name one of them as its format.',
    })
  }
  const chosen = sure[0] ?? fits.find(({ fit }) => fit === 'maybe')?.name
  if (chosen !== undefined) return chosen
  throw noReader({ document, container, bytes, file })
}

function noReader({ document, container, bytes, file }: Omit<ParsedReport, 'format'>): ReportError {
  // In the message, not the hint: without a map of its columns CSV of several records cannot be read at all.
  const needsMap = container === 'csv' ? ` ${CSV_NEEDS_MAP}` : ''
  return new ReportError('report-format-unknown', `No reader fits ${file}. ${describe(document, bytes)}${needsMap}`, {
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
