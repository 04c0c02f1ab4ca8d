/** Fields of the events that are about a commit with a name: a release, a deployment. */
import { type Links, repoApiUrl, repoHtmlUrl, type Shape, userShape } from './rest-shapes.ts'
import type { Repo } from './state.ts'

export interface ReleaseOptions {
  readonly event: 'release'
  readonly action: 'published' | 'created' | 'released'
  readonly tag: string
  readonly sender: string
}

export interface DeploymentOptions {
  readonly event: 'deployment'
  readonly environment: string
  readonly ref: string
  readonly sender: string
}

export function releaseFields(world: Links, repo: Repo, { action, tag, sender }: ReleaseOptions): Shape {
  const url = `${repoApiUrl(world, repo)}/releases/${repo.id}`
  const release = {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${repoHtmlUrl(world, repo)}/releases/tag/${tag}`,
    id: repo.id,
    node_id: `RE_${repo.id}`,
    tag_name: tag,
    target_commitish: repo.defaultBranch,
    name: tag,
    draft: false,
    author: userShape(world, sender),
    prerelease: false,
    created_at: repo.createdAt,
    published_at: repo.createdAt,
    assets: [],
    tarball_url: `${repoApiUrl(world, repo)}/tarball/${tag}`,
    zipball_url: `${repoApiUrl(world, repo)}/zipball/${tag}`,
    body: null,
  }
  return { action, release, sender: userShape(world, sender) }
}

export function deploymentFields(world: Links, repo: Repo, { environment, ref, sender }: DeploymentOptions): Shape {
  const url = `${repoApiUrl(world, repo)}/deployments/${repo.id}`
  const deployment = {
    url,
    id: repo.id,
    node_id: `DE_${repo.id}`,
    sha: repo.branches[ref] ?? repo.branches[repo.defaultBranch],
    ref,
    task: 'deploy',
    payload: {},
    original_environment: environment,
    environment,
    description: null,
    creator: userShape(world, sender),
    created_at: repo.createdAt,
    updated_at: repo.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repoApiUrl(world, repo),
  }
  return { action: 'created', deployment, sender: userShape(world, sender) }
}
