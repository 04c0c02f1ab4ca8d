import type { FileFacts } from '../checks/facts.ts'
import type { AccountFacts, AccountQuery } from '../promotion/doctor-facts.ts'

/** What only the doctor asks. Both only read, and throw AccessError or RemoteError. */
export interface DoctorPort {
  /** Who the credential is, and what it may do; what the server does not tell is null. */
  account(query: AccountQuery): Promise<AccountFacts>
  /** The workflow files of a commit, with their text. */
  workflows(commit: string): Promise<readonly FileFacts[]>
}
