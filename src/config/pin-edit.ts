import { isAlias, isScalar, parseDocument } from 'yaml'
import type { Issue } from '../errors.ts'
import { fileError } from './file-error.ts'
import type { Pins } from './gate-config.ts'
import { parsePins } from './pins.ts'

/** One pin as it should read. */
export interface WantedPin {
  readonly model: string
  readonly stage: string
  readonly version: string
}

/** `right`: the file says so already; `absent`: it does not pin the stage, and nobody asked it to begin. */
export type PinEdit =
  | { readonly state: 'edited'; readonly text: string; readonly from: string }
  | { readonly state: 'right' }
  | { readonly state: 'absent' }

/**
 * Puts one version into the pins file by replacing the characters of that value alone: comments, quotes, order and line
 * ends stay as people wrote them. The result is read again and must differ in this one pin.
 * @throws ConfigError for a file that cannot be read, or a pin that shares its value with others by an anchor
 */
export function editPin(text: string, file: string, { model, stage, version }: WantedPin): PinEdit {
  const before = parsePins(text, file)
  const pin = before.entries.get(model)?.get(stage)
  if (pin === undefined) return { state: 'absent' }
  if (pin.version === version) return { state: 'right' }
  const shared = (): never => {
    const message = `The pin of ${model} ${stage} shares its value with another one (an anchor or alias)`
    const issue: Issue = { at: pin.at, message, hint: 'Write the version out, then change it by hand.' }
    throw fileError(file, [issue])
  }
  const range = rangeOf(text, model, stage) ?? shared()
  const [start, end] = range
  const edited = text.slice(0, start) + inQuotesOf(text.slice(start, end), version) + text.slice(end)
  if (!differsOnlyIn(before, readAgain(edited, file) ?? shared(), { model, stage, version })) return shared()
  return { state: 'edited', text: edited, from: pin.version }
}

/** Offsets of the value; null where it is not written there. */
function rangeOf(text: string, model: string, stage: string): readonly [number, number] | null {
  const document = parseDocument(text, { schema: 'core', merge: false, uniqueKeys: false })
  if (isAlias(document.get(model, true))) return null
  const node = document.getIn([model, stage], true)
  if (!isScalar(node) || node.anchor !== undefined || node.range == null) return null
  return [node.range[0], node.range[1]]
}

function inQuotesOf(old: string, version: string): string {
  const quote = /^["']/.exec(old)?.[0] ?? ''
  return `${quote}${version}${quote}`
}

function readAgain(text: string, file: string): Pins | null {
  try {
    return parsePins(text, file)
  } catch {
    return null
  }
}

function differsOnlyIn(before: Pins, after: Pins, { model, stage, version }: WantedPin): boolean {
  const wanted = flat(before).map(([m, s, v]) => [m, s, m === model && s === stage ? version : v])
  return JSON.stringify(wanted) === JSON.stringify(flat(after))
}

function flat({ entries }: Pins): readonly (readonly [string, string, string])[] {
  return [...entries].flatMap(([model, stages]) =>
    [...stages].map(([stage, pin]) => [model, stage, pin.version] as const),
  )
}
