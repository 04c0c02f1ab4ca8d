import type { ReasonCode } from './reason-codes.ts'

/** A place in a text file; line and column count from 1. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One problem that a person has to mend: what is wrong, where, what was expected, what to do. */
export interface Issue {
  readonly at?: Position
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly hint?: string
}

export type Service = 'wandb' | 'github' | 'jira' | 'servicenow'

/** Tickets have reason codes of their own, whichever system they are in. */
function subjectOf(service: Service): 'wandb' | 'github' | 'ticket' {
  return service === 'jira' || service === 'servicenow' ? 'ticket' : service
}

interface ErrorFields {
  readonly code: ReasonCode
  readonly message: string
  readonly hint?: string | undefined
  readonly issues?: readonly Issue[] | undefined
  readonly cause?: unknown
}

/**
 * An exception means that we do not know; a check that says no is a value. The message says what happened
 * and never carries a secret; `hint` says what to do; `issues` lists every single problem with its place.
 */
export class GateError extends Error {
  readonly code: ReasonCode
  readonly hint: string | undefined
  readonly issues: readonly Issue[]

  constructor(fields: ErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause })
    this.name = new.target.name
    this.code = fields.code
    this.hint = fields.hint
    this.issues = fields.issues ?? []
  }
}

/** An input or an event that cannot be used. */
export class InputError extends GateError {
  constructor(message: string, fields: { hint?: string; issues?: readonly Issue[]; code?: ReasonCode } = {}) {
    super({ code: fields.code ?? 'invalid-input', message, hint: fields.hint, issues: fields.issues })
  }
}

/** The gate config or the pins file is missing or invalid; every problem is listed with its position. */
export class ConfigError extends GateError {
  constructor(message: string, issues: readonly Issue[], code: 'config-invalid' | 'config-missing' = 'config-invalid') {
    super({ code, message, issues })
  }
}

export type ReportCode = Extract<ReasonCode, `report-${string}`>

/** An evaluation report that cannot be used as evidence. */
export class ReportError extends GateError {
  constructor(code: ReportCode, message: string, fields: { hint?: string; at?: Position; cause?: unknown } = {}) {
    super({
      code,
      message,
      hint: fields.hint,
      issues: fields.at === undefined ? [] : [{ at: fields.at, message }],
      cause: fields.cause,
    })
  }
}

/** A service refused us: credentials absent, wrong or too weak. Names the permission that is missing. */
export class AccessError extends GateError {
  readonly service: Service
  constructor(service: Service, message: string, fields: { hint?: string; code?: ReasonCode; cause?: unknown } = {}) {
    super({ code: fields.code ?? `${subjectOf(service)}-access`, message, hint: fields.hint, cause: fields.cause })
    this.service = service
  }
}

/** A service is down, or answered something that cannot be believed. Running again is safe. */
export class RemoteError extends GateError {
  readonly service: Service
  /** How many tries were made. */
  readonly attempts: number
  /** True when the request may have been carried out although no answer came: read before writing again. */
  readonly ambiguous: boolean
  constructor(
    service: Service,
    message: string,
    fields: { attempts?: number; ambiguous?: boolean; hint?: string; cause?: unknown } = {},
  ) {
    super({ code: `${subjectOf(service)}-unavailable`, message, hint: fields.hint, cause: fields.cause })
    this.service = service
    this.attempts = fields.attempts ?? 1
    this.ambiguous = fields.ambiguous ?? false
  }
}

/** Our own mistake: a state that the code holds to be impossible. */
export class InvariantError extends GateError {
  constructor(message: string, cause?: unknown) {
    super({
      code: 'internal',
      message,
      hint: 'This is a bug in the Action: please report it with this message.',
      cause,
    })
  }
}

/** Turns anything thrown into a described error; what is not ours becomes `internal`. */
export function toGateError(thrown: unknown): GateError {
  if (thrown instanceof GateError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new InvariantError(message, thrown)
}
