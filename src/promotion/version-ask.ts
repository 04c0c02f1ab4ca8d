import { InputError } from '../errors.ts'

/** Which version is meant, as the user or the pin said it. */
export type VersionAsk =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'alias'; readonly alias: string }
  | {
      readonly kind: 'source'
      readonly entity: string
      readonly project: string
      readonly artifact: string
      readonly version: string
    }

const VERSION = /^v(0|[1-9]\d*)$/
const SOURCE = /^([^/:]+)\/([^/:]+)\/([^/:]+):(v(?:0|[1-9]\d*))$/

/**
 * Reads `vN`, an alias of the collection, or a source path `entity/project/artifact:vN`.
 * @throws InputError for anything else.
 */
export function parseVersionAsk(text: string): VersionAsk {
  if (VERSION.test(text)) return { kind: 'version', version: text }
  const [, entity, project, artifact, version] = SOURCE.exec(text) ?? []
  if (entity !== undefined && project !== undefined && artifact !== undefined && version !== undefined) {
    return { kind: 'source', entity, project, artifact, version }
  }
  if (text === '' || text.length > 128 || /[/:]/.test(text)) {
    throw new InputError(`The version \`${text}\` cannot be read.`, {
      hint: 'Write `vN`, an alias of the collection, or a source path `entity/project/artifact:vN`.',
    })
  }
  return { kind: 'alias', alias: text }
}

export function describeAsk(ask: VersionAsk): string {
  switch (ask.kind) {
    case 'version':
      return ask.version
    case 'alias':
      return `the version with alias ${ask.alias}`
    case 'source':
      return `${ask.entity}/${ask.project}/${ask.artifact}:${ask.version}`
  }
}
