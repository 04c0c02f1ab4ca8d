import { InputError } from '../errors.ts'

/**
 * Checks that a path names a file inside the repository, as git writes it: relative, with forward slashes and without
 * empty, `.` or `..` parts. Throws InputError.
 */
export function repositoryPath(path: string): string {
  const parts = path.split('/')
  const odd = parts.some((part) => part === '' || part === '.' || part === '..')
  if (odd || /[\\\p{Cc}]/u.test(path)) {
    const message = `${JSON.stringify(path)} is not a path inside the repository.`
    throw new InputError(message, { hint: 'Write it from the root of the repository, e.g. `config/model-gates.yml`.' })
  }
  return path
}

/** Variables `path0`, `path1`, … for the aliases `file0`, `file1`, … */
export function pathValues(paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path, index) => [`path${index}`, repositoryPath(path)]))
}
