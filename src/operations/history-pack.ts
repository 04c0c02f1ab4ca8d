import type { RecordFacts } from '../checks/facts.ts'
import type { GateConfig } from '../config/gate-config.ts'
import type { EvidencePack } from '../promotion/evidence-pack.ts'
import { packFindings } from '../promotion/evidence-pack-findings.ts'
import type { Listing, Note } from '../promotion/outcome.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { makePack } from './make-pack.ts'
import type { PromotePorts } from './promote-input.ts'

export interface PackRequest {
  readonly config: GateConfig
  readonly record: RecordFacts
  readonly records: readonly RecordFacts[]
  readonly context: RunContext
  readonly ports: PromotePorts
}

/** Makes the evidence pack of one record, writes it, and says where, in the listing and to scripts. */
export async function withPack(
  listing: Listing,
  request: PackRequest,
): Promise<{ readonly listing: Listing; readonly notes: readonly Note[] }> {
  const { config, record, records, context, ports } = request
  const now = new Date(ports.clock.now()).toISOString()
  const subject = { config, record, records, now, software: ports.software, run: context.run.url }
  const pack = await makePack(subject, ports.files)
  const place = await ports.packs.write(pack)
  const data = { sha256: record.sha256, record: record.sequence, ...place, ...countsOf(pack) }
  return {
    listing: {
      ...listing,
      intro: [
        ...listing.intro,
        `The evidence pack of record #${record.sequence} is in ${place.json}, its page in ${place.html}.`,
      ],
      data: { ...(listing.data as object), pack: data },
    },
    notes: packNotes(pack),
  }
}

function countsOf({ evidence, chain }: EvidencePack): Readonly<Record<string, number | boolean>> {
  return {
    evidence_files: evidence.length,
    embedded: evidence.filter(({ state }) => state === 'embedded').length,
    chain_records: chain.records.length,
    chain_complete: chain.complete,
  }
}

/** What is wrong, or could not be had, is told here too: a pack is often opened only much later. */
function packNotes(pack: EvidencePack): readonly Note[] {
  const failed = packFindings(pack).filter(({ status }) => status === 'fail')
  const unread = [...pack.evidence, pack.config, pack.pins].filter((file) => file?.state === 'unreadable')
  return [
    ...failed.map(({ what, text }): Note => ({ level: 'warning', text: `Evidence pack: ${what}. ${text}` })),
    ...unread.map((file): Note => {
      const text = `Evidence pack: ${file?.name ?? ''} could not be fetched (${file?.note ?? 'no reason was given'}). Run this again.`
      return { level: 'warning', text }
    }),
  ]
}
