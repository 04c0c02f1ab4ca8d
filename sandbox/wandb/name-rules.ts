import { DomainError } from './domain-error.ts'

const TAG = /^[-\w]+( +[-\w]+)*$/
const TYPE = /^[-\w]+([ ]*[-.\w]+)*$/
const VERSION = /^v\d+$/
const LIMIT = 128

/** Refuses (400) an alias that W&B does not let anybody set. */
export function checkAlias(alias: string): void {
  if (alias === '' || alias.length > LIMIT) throw new DomainError(400, `alias must have 1 to ${LIMIT} characters`)
  if (/[/:]/.test(alias)) throw new DomainError(400, `alias "${alias}" must not contain / or :`)
  if (VERSION.test(alias)) throw new DomainError(400, `alias "${alias}" is reserved for versions`)
}

export function checkTag(tag: string): void {
  if (tag.length > LIMIT || !TAG.test(tag)) throw new DomainError(400, `invalid tag name "${tag}"`)
}

export function checkType(type: string): void {
  if (type.length > LIMIT || !TYPE.test(type)) throw new DomainError(400, `invalid artifact type "${type}"`)
}

/** Collections: anything but `/` and `:`, at most 128 characters. */
export function checkCollectionName(name: string): void {
  if (name === '' || name.length > LIMIT || /[/:]/.test(name)) {
    throw new DomainError(400, `invalid artifact collection name "${name}"`)
  }
}

export function checkProjectName(name: string): void {
  if (name === '' || name.length > LIMIT || /[/\\#?%:\r\n]/.test(name)) {
    throw new DomainError(400, `invalid project name "${name}"`)
  }
}

/** Run ids: 1 to 128 characters without the ones that would break a URL. */
export function checkRunName(name: string): void {
  if (name === '' || name.length > LIMIT || /[/\\#?%:]/.test(name))
    throw new DomainError(400, `invalid run id "${name}"`)
}
