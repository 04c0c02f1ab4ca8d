import type { WorkflowArtifacts } from '../operations/workflow-artifact-port.ts'
import type { ArtifactOptions } from './workflow-artifacts.ts'

/** Few runs have a workflow artifact for evidence: what reads one is loaded, from a file of its own, when one is asked for. */
export function createLazyWorkflowArtifacts(options: ArtifactOptions): WorkflowArtifacts {
  const load = async () => (await import('./workflow-artifacts.ts')).createWorkflowArtifacts(options)
  return {
    run: async (...given) => (await load()).run(...given),
    contains: async (...given) => (await load()).contains(...given),
    artifacts: async (...given) => (await load()).artifacts(...given),
    download: async (...given) => (await load()).download(...given),
  }
}
