import { RemoteError } from '../errors.ts'

export type Fields = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A value of an answer with the path that leads to it. Reading it as something it is not throws a RemoteError
 * that names the field: what cannot be understood is never taken for "nothing there".
 */
export class Node {
  readonly value: unknown
  readonly path: string

  constructor(value: unknown, path: string) {
    this.value = value
    this.path = path
  }

  /** A member; absent is the same as null. */
  at(name: string): Node {
    return new Node(this.object()[name] ?? null, `${this.path}.${name}`)
  }

  get isNull(): boolean {
    return this.value === null || this.value === undefined
  }

  object(): Fields {
    return isObject(this.value) ? this.value : this.#wrong('an object')
  }

  string(): string {
    return typeof this.value === 'string' ? this.value : this.#wrong('a text')
  }

  stringOrNull(): string | null {
    return this.isNull ? null : this.string()
  }

  integer(): number {
    return Number.isSafeInteger(this.value) ? Number(this.value) : this.#wrong('a whole number')
  }

  /** W&B's Int64 travels as a number; a string of digits is taken too. */
  integer64(): number {
    const text = typeof this.value === 'string' && /^-?\d{1,15}$/.test(this.value)
    return text ? Number(this.value) : this.integer()
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.#wrong('true or false')
  }

  list(): readonly Node[] {
    if (!Array.isArray(this.value)) return this.#wrong('a list')
    return this.value.map((item: unknown, index) => new Node(item, `${this.path}[${index}]`))
  }

  /** The nodes of a connection; null ones (not visible) are left out. */
  nodes(): readonly Node[] {
    const edges = this.at('edges').list()
    return edges.map((edge) => edge.at('node')).filter((node) => !node.isNull)
  }

  /** ISO 8601 in UTC; W&B leaves the time zone out on some servers, and means UTC. */
  time(): string {
    const text = this.string()
    const at = Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
    return Number.isNaN(at) ? this.#wrong('a time') : new Date(at).toISOString()
  }

  #wrong(wanted: string): never {
    throw new RemoteError('wandb', `Weights & Biases answered something unexpected: \`${this.path}\` is not ${wanted}.`)
  }
}
