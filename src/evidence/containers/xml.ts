import { parseXml as parseTree, XmlDocumentType, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml'
import { ReportError } from '../../errors.ts'
import { emptyMap, type JsonObject, type JsonValue, MAX_DEPTH } from '../json.ts'
import { errorAt } from '../place.ts'

/** Largest XML report in characters: its parser needs many times the memory of its text. */
export const MAX_XML_LENGTH = 16_000_000

/**
 * Parses XML 1.0 into maps `{ name, attributes, children, text }`, one for each element: `attributes` is a map of texts,
 * `children` a list of elements, `text` what stands directly in it, trimmed. A document type is refused, so no entity is
 * ever defined, expanded or fetched.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
export function parseXml(text: string, file: string): JsonValue {
  if (text.length > MAX_XML_LENGTH) {
    throw new ReportError('report-too-large', `${file} is XML of more than ${MAX_XML_LENGTH / 1e6} MB`, {
      hint: 'Write it without the output of the tests.',
    })
  }
  const tree = treeOf(text, file)
  if (tree.children.some((child) => child instanceof XmlDocumentType)) {
    throw new ReportError('report-unreadable', `${file} has a document type (<!DOCTYPE), which reports must not have`, {
      hint: 'A document type can define entities that unfold to any size. Write the report without it.',
    })
  }
  const root = tree.root
  if (root === null) throw new ReportError('report-unreadable', `${file} is XML without an element`)
  return elementOf(root, file, 1)
}

function treeOf(text: string, file: string): ReturnType<typeof parseTree> {
  try {
    return parseTree(text, { preserveDocumentType: true })
  } catch (thrown) {
    if (thrown instanceof XmlError) {
      const message = `not valid XML: ${thrown.message.replace(/ \(line \d+, column \d+\)[\s\S]*$/, '')}`
      throw errorAt({ file, line: thrown.line, column: thrown.column }, message)
    }
    // The parser recurses; text nested beyond its stack ends here.
    if (!(thrown instanceof RangeError)) throw thrown
    throw tooDeep(file, thrown)
  }
}

function elementOf(element: XmlElement, file: string, depth: number): JsonObject {
  if (depth > MAX_DEPTH) throw tooDeep(file)
  const map = emptyMap()
  const children: JsonValue[] = []
  let text = ''
  for (const child of element.children) {
    if (child instanceof XmlElement) children.push(elementOf(child, file, depth + 1))
    else if (child instanceof XmlText) text += child.text
  }
  map['name'] = element.name
  map['attributes'] = Object.assign(emptyMap(), element.attributes)
  map['children'] = children
  map['text'] = text.trim()
  return map
}

function tooDeep(file: string, cause?: unknown): ReportError {
  return new ReportError('report-unreadable', `${file} is nested deeper than ${MAX_DEPTH} levels`, { cause })
}
