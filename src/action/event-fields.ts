import { InputError } from '../errors.ts'

/** Reads fields of a webhook's payload by their dotted path; each method throws InputError that names the path. */
export class EventFields {
  readonly #event: string
  readonly #payload: unknown

  constructor(event: string, payload: unknown) {
    this.#event = event
    this.#payload = payload
  }

  text(path: string): string {
    const value = this.#at(path)
    return typeof value === 'string' ? value : this.#refuse(path, 'a text', value)
  }

  /** `absent`: what it means when the field is not there. */
  flag(path: string, absent: boolean): boolean {
    const value = this.#at(path) ?? absent
    return typeof value === 'boolean' ? value : this.#refuse(path, 'true or false', value)
  }

  number(path: string): number {
    const value = this.#at(path)
    return Number.isSafeInteger(value) && Number(value) > 0
      ? Number(value)
      : this.#refuse(path, 'a positive number', value)
  }

  /** null: absent or null. */
  textOrNull(path: string): string | null {
    const value = this.#at(path)
    return value === undefined || value === null ? null : this.text(path)
  }

  /** One text of each item of a list; an absent list is empty. */
  texts(path: string, key: string): readonly string[] {
    const value = this.#at(path)
    if (value === undefined || value === null) return []
    if (!Array.isArray(value)) return this.#refuse(path, 'a list', value)
    return value.map((_, index) => this.text(`${path}.${index}.${key}`))
  }

  #at(path: string): unknown {
    let value: unknown = this.#payload
    for (const key of path.split('.')) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
      value = (value as Readonly<Record<string, unknown>>)[key]
    }
    return value
  }

  #refuse(path: string, expected: string, found: unknown): never {
    const message = `The event \`${this.#event}\` is not of the documented form: ${path} should be ${expected}.`
    throw new InputError(message, {
      issues: [{ message: path, expected, found: found === null ? 'null' : typeof found }],
    })
  }
}
