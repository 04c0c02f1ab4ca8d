import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const FOREIGN = ['node_modules', 'dist', 'lib', 'coverage', '.git', '.venv', '.tools', 'generated']

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Files below a folder of the repository, by ending; what is installed or generated is left out. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return FOREIGN.includes(entry.name) ? [] : filesBelow(path, ending)
      return entry.name.endsWith(ending) ? [relative('.', path)] : []
    })
    .sort()
}

/** The pages that people read. */
export function pages(): readonly string[] {
  const root = readdirSync(ROOT).filter((name) => name.endsWith('.md'))
  return [...root, ...filesBelow('docs', '.md')]
}

export interface CodeBlock {
  readonly language: string
  readonly text: string
}

export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^( *)```(\w*)[^\n]*\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', text = '']) => ({
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}
