/** A small world to start from: one private repository, people of every role, a pull request that changes a pin. */
import { addRepo, addToken, commit } from './seed.ts'
import { openPullRequest } from './seed-pulls.ts'
import type { PullRequest, World } from './state.ts'

export const sampleRepo = 'acme/models'

/**
 * Fills an empty world. Tokens: `workflow` (the job's own) and one for each person, called as its login:
 * ana (admin), chi (maintain), bo and kim (write), tri (triage), eve (read), out (no role). Kim opens the pull request.
 */
export function fillSample(world: World): PullRequest {
  addRepo(world, {
    name: sampleRepo,
    collaborators: { ana: 'admin', chi: 'maintain', bo: 'write', kim: 'write', tri: 'triage', eve: 'read' },
    files: { 'README.md': '# models\n', 'model-pins.yml': 'support-llm: { production: v11 }\n' },
  })
  addToken(world, 'workflow', { login: 'github-actions[bot]', repositories: [sampleRepo] })
  for (const login of ['ana', 'chi', 'bo', 'kim', 'tri', 'eve', 'out']) addToken(world, login, { login })
  const files = { 'model-pins.yml': 'support-llm: { production: v12 }\n' }
  commit(world, sampleRepo, { branch: 'pin', files, author: 'kim', message: 'Promote support-llm v12' })
  return openPullRequest(world, sampleRepo, { head: 'pin', author: 'kim', title: 'Promote support-llm v12' })
}
