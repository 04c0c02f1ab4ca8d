/** REST bodies of accounts, repositories and commits. */
import { legacyPermission } from './access.ts'
import { treeOid } from './git-objects.ts'
import {
  type Commit,
  findUser,
  fullNameOf,
  type Repo,
  type Role,
  type Signature,
  type User,
  type World,
} from './state.ts'

export type Shape = Readonly<Record<string, unknown>>

/** What the shapes need to write links. */
export interface Links extends World {
  readonly apiUrl: string
}

/** GitHub's `simple-user`; null for a deleted account. */
export function userShape(links: Links, login: string | null): Shape | null {
  const user = login === null ? undefined : findUser(links.state, login)
  return user === undefined ? null : accountShape(links, user)
}

export function accountShape(links: Links, user: User): Shape {
  const url = `${links.apiUrl}/users/${encodeURIComponent(user.login)}`
  return {
    login: user.login,
    id: user.id,
    node_id: `${user.type === 'Bot' ? 'BOT' : 'U'}_${user.id}`,
    avatar_url: `${links.serverUrl}/${user.login}.png`,
    gravatar_id: '',
    url,
    html_url: `${links.serverUrl}/${user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

/** The answer of `GET /user`. */
export function ownAccountShape(links: Links, user: User): Shape {
  const empty = { bio: null, blog: '', company: null, hireable: null, location: null }
  const counts = { followers: 0, following: 0, public_gists: 0, public_repos: 0 }
  const created = { created_at: '2020-01-01T00:00:00Z', updated_at: '2020-01-01T00:00:00Z' }
  return { ...accountShape(links, user), name: user.name, email: user.email, ...empty, ...counts, ...created }
}

export function repoApiUrl(links: Links, repo: Repo): string {
  return `${links.apiUrl}/repos/${fullNameOf(repo)}`
}

export function repoHtmlUrl(links: Links, repo: Repo): string {
  return `${links.serverUrl}/${fullNameOf(repo)}`
}

const linkSuffixes: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
}

/** A repository as it stands in other bodies and, with more than anybody asked for, alone. */
export function repoShape(links: Links, repo: Repo, viewer?: Role): Shape {
  const url = repoApiUrl(links, repo)
  const html = repoHtmlUrl(links, repo)
  const urls = Object.entries(linkSuffixes).map(([name, suffix]) => [`${name}_url`, url + suffix])
  return {
    id: repo.id,
    node_id: `R_${repo.id}`,
    name: repo.name,
    full_name: fullNameOf(repo),
    private: repo.visibility === 'private',
    visibility: repo.visibility,
    owner: userShape(links, repo.owner),
    html_url: html,
    url,
    ...Object.fromEntries(urls),
    description: null,
    fork: repo.parent !== null,
    created_at: repo.createdAt,
    updated_at: repo.createdAt,
    pushed_at: repo.createdAt,
    clone_url: `${html}.git`,
    git_url: `git://${html.replace(/^\w+:\/\//, '')}.git`,
    ssh_url: `git@${html.replace(/^\w+:\/\//, '').replace('/', ':')}.git`,
    svn_url: html,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    default_branch: repo.defaultBranch,
    ...{ archived: false, disabled: false, has_issues: true, has_projects: false, has_wiki: false, has_pages: false },
    ...{ has_downloads: true, has_discussions: false, is_template: false, allow_forking: true, topics: [] },
    ...{ web_commit_signoff_required: false, size: 1, open_issues: 0, open_issues_count: 0, forks: 0, forks_count: 0 },
    ...{ stargazers_count: 0, watchers: 0, watchers_count: 0, custom_properties: {} },
    ...(viewer === undefined ? {} : { permissions: permissionFlags(viewer) }),
  }
}

/** The old flags of a role; each includes the lower ones. */
export function permissionFlags(role: Role | undefined): Readonly<Record<string, boolean>> {
  const order: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin']
  const rank = role === undefined ? -1 : order.indexOf(role)
  return { admin: rank >= 4, maintain: rank >= 3, push: rank >= 2, triage: rank >= 1, pull: rank >= 0 }
}

/** The answer of the collaborator permission endpoint. */
export function permissionShape(links: Links, user: User, role: Role | undefined): Shape {
  const permission = legacyPermission(role)
  const role_name = role ?? 'none'
  return {
    permission,
    role_name,
    user: { ...accountShape(links, user), permissions: permissionFlags(role), role_name },
  }
}

/** A commit, without its statistics and files. */
export function commitShape(links: Links, repo: Repo, commit: Commit): Shape {
  const url = `${repoApiUrl(links, repo)}/commits/${commit.oid}`
  const html = `${repoHtmlUrl(links, repo)}/commit/${commit.oid}`
  const git = `${repoApiUrl(links, repo)}/git`
  return {
    url,
    sha: commit.oid,
    node_id: `C_${commit.oid}`,
    html_url: html,
    comments_url: `${url}/comments`,
    commit: {
      url: `${git}/commits/${commit.oid}`,
      author: personShape(commit.author),
      committer: personShape(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: treeOid(commit.tree), url: `${git}/trees/${treeOid(commit.tree)}` },
      verification: { verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null },
    },
    author: userShape(links, commit.author.login),
    committer: userShape(links, commit.committer.login),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repoApiUrl(links, repo)}/commits/${sha}`,
      html_url: `${repoHtmlUrl(links, repo)}/commit/${sha}`,
    })),
  }
}

function personShape(who: Signature): Shape {
  return { name: who.name, email: who.email, date: who.date }
}
