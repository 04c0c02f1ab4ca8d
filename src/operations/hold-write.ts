import type { RegistryFacts } from '../checks/facts.ts'
import { type GateError, RemoteError, toGateError } from '../errors.ts'
import { describeMarker, type HoldMarker, markersOf, markersReadable, markersToSet } from '../promotion/hold.ts'
import { type HoldWork, readHolds } from './hold-work.ts'

/** Pauses between looks for a tag, in milliseconds: ten seconds together (W&B's tags show up late). */
const PAUSES = [0, 250, 750, 1_500, 2_500, 5_000] as const

/** What became of the markers. */
export interface MarkersWritten {
  /** As read back at last. */
  readonly registry: RegistryFacts
  /** Markers that hold the subject now. */
  readonly markers: readonly HoldMarker[]
  /** What is not as a person would expect, in words. */
  readonly remarks: readonly string[]
  /** Why it did not come about; null: it did, and was read back. */
  readonly failure: GateError | null
}

/**
 * Sets the best marker that can be set and looks until it can be seen. For a version the tag comes first; where it cannot be
 * written, or does not show up, a hold alias is put beside it, which shows at once.
 */
export async function setMarker(work: HoldWork, before: RegistryFacts): Promise<MarkersWritten> {
  const remarks: string[] = []
  let failure: GateError | null = null
  let registry = before
  for (const marker of markersToSet(work.subject, before.candidate)) {
    try {
      await write(work, before, marker, 'add')
    } catch (thrown) {
      failure = toGateError(thrown)
      remarks.push(`The ${describeMarker(marker)} could not be set: ${failure.message}`)
      if (!(failure instanceof RemoteError && failure.ambiguous)) continue
    }
    const seen = await look(work, (facts) => markersOf(work.subject, facts).length > 0, registry)
    registry = seen.registry
    if (seen.met) {
      const markers = markersOf(work.subject, registry)
      work.ports.progress.info(`Held by ${markers.map(describeMarker).join(', ')} (read back).`)
      return { registry, markers, remarks, failure: null }
    }
    failure = unseen(marker, seen.failure)
    remarks.push(failure.message)
  }
  return { registry, markers: markersOf(work.subject, registry), remarks, failure }
}

/** Takes away every marker that can be taken away, and looks until none can be seen. */
export async function removeMarkers(work: HoldWork, before: RegistryFacts): Promise<MarkersWritten> {
  const remarks: string[] = []
  let failure: GateError | null = null
  const asked = markersOf(work.subject, before)
  for (const marker of asked) {
    try {
      await write(work, before, marker, 'remove')
    } catch (thrown) {
      failure = toGateError(thrown)
      remarks.push(`The ${describeMarker(marker)} could not be removed: ${failure.message}`)
    }
  }
  const kept = (facts: RegistryFacts) => markersOf(work.subject, facts)
  const seen = await look(work, (facts) => kept(facts).length <= remarks.length, before)
  const markers = kept(seen.registry)
  if (markers.length === 0 && markersReadable(work.subject, seen.registry) && seen.failure === null)
    return { registry: seen.registry, markers, remarks: [], failure: null }
  const left = markers.map(describeMarker).join(', ')
  const why = failure ?? seen.failure ?? new RemoteError('wandb', `Still there after ten seconds: ${left}.`)
  return { registry: seen.registry, markers, remarks, failure: why }
}

function write(work: HoldWork, facts: RegistryFacts, marker: HoldMarker, how: 'add' | 'remove'): Promise<void> {
  const { registry } = work.loaded.rules.config
  const { holds, registry: aliases } = work.ports
  const { collection } = work.model
  const change = { add: how === 'add' ? [marker.name] : [], remove: how === 'remove' ? [marker.name] : [] }
  const artifactId = facts.candidate?.artifactId ?? ''
  switch (marker.kind) {
    case 'version-tag':
      return holds.tagVersion(artifactId, change)
    case 'collection-tag':
      return holds.tagCollection({ registry, collection }, change)
    case 'version-alias': {
      const target = { registry, collection, alias: marker.name }
      return how === 'add' ? aliases.moveAlias(target, artifactId) : aliases.removeAlias(target, artifactId)
    }
  }
}

interface Look {
  readonly met: boolean
  readonly registry: RegistryFacts
  /** The last look failed. */
  readonly failure: GateError | null
}

async function look(work: HoldWork, wanted: (facts: RegistryFacts) => boolean, before: RegistryFacts): Promise<Look> {
  let last: Look = { met: false, registry: before, failure: null }
  const { candidate } = before
  // By its `vN`: an alias by which the version was named may move while we look.
  const named = candidate === null ? work.query.candidate : ({ kind: 'version', version: candidate.version } as const)
  for (const pause of PAUSES) {
    if (pause > 0) await work.ports.clock.wait(pause)
    try {
      const registry = await readHolds({ ...work, query: { ...work.query, candidate: named } })
      last = { met: wanted(registry), registry, failure: null }
    } catch (thrown) {
      last = { ...last, failure: toGateError(thrown) }
    }
    if (last.met) return last
  }
  return last
}

function unseen(marker: HoldMarker, failure: GateError | null): GateError {
  const why = failure === null ? 'it cannot be seen after ten seconds' : `it could not be read back: ${failure.message}`
  return new RemoteError('wandb', `The ${describeMarker(marker)} was set, but ${why}.`, {
    ambiguous: true,
    hint: 'Run this again: it looks first, and sets only what is missing.',
  })
}
