import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { filesBelow, ROOT, read } from './repository.ts'
import type { Room } from './rooms.ts'
import { LOOSE, ROOMS } from './rooms.ts'

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

/** Static, dynamic and re-exporting imports. */
function importsOf(source: string): readonly Import[] {
  const code = withoutComments(source)
  const named = [...code.matchAll(/^(import|export)\s+(type\s)?[^'"()]*?from\s+'([^']+)'/gm)].map(
    ([, , type, specifier = '']) => ({ specifier, typeOnly: type !== undefined }),
  )
  const bare = [...code.matchAll(/\bimport\s*\(?\s*(?:'([^']+)'|"([^"]+)")/g)].map(([, one, two]) => ({
    specifier: one ?? two ?? '',
    typeOnly: false,
  }))
  return [...named, ...bare]
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
}

/** Room or loose file that a relative import leads to, from `src/`. */
function target(from: string, specifier: string): string {
  return join(from, '..', specifier)
    .replace(/^src\//, '')
    .replace(/\.ts$/, '')
}

function forbidden(path: string, room: Room, own: string | null): readonly string[] {
  return importsOf(read(path))
    .filter(({ specifier, typeOnly }) => {
      if (!specifier.startsWith('.')) return !room.packages.includes(specifier)
      const to = target(path, specifier)
      if (own !== null && to.startsWith(`${own}/`)) return false
      const allowed = [to, to.split('/')[0] ?? '']
      return !room.rooms.some(
        (entry) => allowed.includes(entry.replace(/:types$/, '')) && (typeOnly || !entry.endsWith(':types')),
      )
    })
    .map(({ specifier }) => `${path} imports ${specifier}`)
}

describe('the import table', () => {
  it('knows every room and every loose file of src', () => {
    const entries = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    expect(
      entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    ).toEqual(Object.keys(ROOMS).sort())
    const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
    expect(files.sort()).toEqual([...Object.keys(LOOSE), 'main.ts'].sort())
  })

  it.each(Object.entries(ROOMS))('%s knows only whom it may know', (name, room) => {
    const files = filesBelow(`src/${name}`, '.ts')
    expect(files.length).toBeGreaterThan(0)
    expect(files.flatMap((path) => forbidden(path, room, name))).toEqual([])
  })

  it.each(Object.entries(LOOSE))('%s knows only whom it may know', (name, room) => {
    expect(forbidden(`src/${name}`, room, null)).toEqual([])
  })

  it('sees every form of import', () => {
    const source = `import type { A } from './a.ts'
import { b, type B } from "./b.ts"
import {
  c,
} from './c.ts'
export { d } from './d.ts'
import './e.ts'
const f = await import('./f.ts')
// import './g.ts'
`.replaceAll('"', "'")
    expect(
      importsOf(source)
        .map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? ' type' : ''}`)
        .sort(),
    ).toEqual(['./a.ts type', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts'])
  })
})

describe('the pure rooms', () => {
  const pure = Object.entries(ROOMS).filter(([, room]) => room.pure === true)

  it.each(pure)('%s takes nothing from clock, chance, environment or network', (name) => {
    const edges =
      /\b(?:Date\.now|new Date\(\)|performance\.|process\.|globalThis|Math\.random|fetch\(|setTimeout|setInterval|console\.)/
    const found = filesBelow(`src/${name}`, '.ts').filter((path) => edges.test(withoutComments(read(path))))
    expect(found).toEqual([])
  })
})
