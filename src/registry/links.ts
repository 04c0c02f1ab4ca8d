import type { LinkSubject } from '../operations/ports.ts'

const REGISTRY_PREFIX = 'wandb-registry-'

/** Browser addresses of one web app; every part of a path is percent-encoded. */
export interface AppLinks {
  run(entity: string, project: string, id: string): string
  of(subject: LinkSubject): { lineage: string | null; registry: string | null; producer: string | null }
}

/** @param app as {@link appUrlOf} gives it */
export function createAppLinks(app: string): AppLinks {
  const run = (entity: string, project: string, id: string) => join(app, [entity, project, 'runs', id])
  return {
    run,
    of(subject) {
      const registry = registryPage(app, subject)
      const producer = subject.version?.producer ?? null
      return {
        // W&B has no deep link to a registry version's lineage: the source version's tab, else the registry page.
        lineage: lineagePage(app, subject) ?? registry,
        registry,
        producer: producer === null ? null : run(producer.entity, producer.project, producer.id),
      }
    },
  }
}

function lineagePage(app: string, { version }: LinkSubject): string | null {
  const source = version?.source ?? null
  if (version === null || source === null) return null
  const { entity, project, collection } = source
  return join(app, [entity, project, 'artifacts', version.artifactType, collection, source.version, 'lineage'])
}

function registryPage(app: string, subject: LinkSubject): string | null {
  const { registry, organization, collection, version } = subject
  const selection = encodeURIComponent(`${registry.entity}/${registry.project}/${collection}`)
  const query = `selectionPath=${selection}&view=membership${version === null ? '' : `&version=${version.version}`}`
  if (!registry.project.startsWith(REGISTRY_PREFIX)) {
    return `${join(app, [registry.entity, 'registry', 'model'])}?${query}`
  }
  if (organization === null) return null
  return `${join(app, ['orgs', organization, 'registry', registry.project.slice(REGISTRY_PREFIX.length)])}?${query}`
}

function join(app: string, parts: readonly string[]): string {
  return [app, ...parts.map(encodeURIComponent)].join('/')
}
