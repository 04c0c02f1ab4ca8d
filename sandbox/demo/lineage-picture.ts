import { escapeHtml } from './markdown-inline.ts'

type Shape = 'box' | 'round' | 'pill' | 'store'

interface Node {
  readonly label: string
  readonly shape: Shape
}

interface Edge {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly style: 'thin' | 'thick' | 'dashed' | 'crossed'
}

interface Chart {
  readonly nodes: ReadonlyMap<string, Node>
  readonly edges: readonly Edge[]
}

interface Placed extends Node {
  readonly x: number
  readonly y: number
  readonly width: number
}

const HEIGHT = 40
const ROW = 64
const GAP = 96
const LETTER = 7.4

const NODE = /^(\w+)(\[\(|\(\[|\[|\()"([^"]*)"(?:\)\]|\]\)|\]|\))$/u
const EDGE = /^(\w+) (-->|==>|-\.->|-\.-x)(?:\|"?([^|"]*)"?\|)? (\w+)$/u
const SHAPES: Readonly<Record<string, Shape>> = { '[': 'box', '(': 'round', '([': 'pill', '[(': 'store' }
const STYLES: Readonly<Record<string, Edge['style']>> = {
  '-->': 'thin',
  '==>': 'thick',
  '-.->': 'dashed',
  '-.-x': 'crossed',
}

/** The lineage flowchart as a picture that needs no script; null when it holds more than such charts do. */
export function lineagePicture(mermaid: string): string | null {
  const chart = parse(mermaid)
  if (chart === null) return null
  const placed = place(chart)
  const right = Math.max(...[...placed.values()].map((node) => node.x + node.width)) + 2
  const bottom = Math.max(...[...placed.values()].map((node) => node.y)) + HEIGHT + 2
  const parts = [
    ...chart.edges.map((edge) => drawEdge(edge, { placed, landing: landing(edge, chart.edges) })),
    ...[...placed.values()].map(drawNode),
  ]
  const said = chart.edges.map(({ from, to }) => `${placed.get(from)?.label} to ${placed.get(to)?.label}`).join(', ')
  return `<div class="lineage"><svg viewBox="0 0 ${right} ${bottom}" width="${right}" role="img" aria-label="Lineage: ${escapeHtml(said)}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>
<marker id="cross" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="line" d="M1 1 7 7M7 1 1 7"/></marker></defs>
${parts.join('\n')}
</svg></div>`
}

function parse(mermaid: string): Chart | null {
  const [first, ...lines] = mermaid
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (first !== 'flowchart LR') return null
  const nodes = new Map<string, Node>()
  const edges: Edge[] = []
  for (const line of lines) {
    const [, id, bracket = '', label = ''] = NODE.exec(line) ?? []
    const [, from, arrow = '', text = '', to] = EDGE.exec(line) ?? []
    if (id !== undefined) nodes.set(id, { label, shape: SHAPES[bracket] ?? 'box' })
    else if (from !== undefined && to !== undefined)
      edges.push({ from, to, label: text, style: STYLES[arrow] ?? 'thin' })
    else return null
  }
  const known = edges.every(({ from, to }) => nodes.has(from) && nodes.has(to))
  return known && nodes.size > 0 && isAcyclic(edges, nodes) ? { nodes, edges } : null
}

/** A chart with a circle has no left and right. */
function isAcyclic(edges: readonly Edge[], nodes: ReadonlyMap<string, Node>): boolean {
  const left = new Set(nodes.keys())
  for (const _ of nodes) {
    for (const id of [...left]) if (!edges.some(({ from, to }) => to === id && left.has(from))) left.delete(id)
  }
  return left.size === 0
}

/** Columns by distance from the right end, so that whatever points to a node stands directly before it. */
function place({ nodes, edges }: Chart): ReadonlyMap<string, Placed> {
  const distance = (id: string): number =>
    Math.max(0, ...edges.filter(({ from }) => from === id).map(({ to }) => distance(to) + 1))
  const columns = Map.groupBy(nodes.keys(), distance)
  const placed = new Map<string, Placed>()
  const tallest = Math.max(...[...columns.values()].map((ids) => ids.length))
  let x = 2
  for (const [, ids] of [...columns].sort(([one], [other]) => other - one)) {
    const width = Math.max(...ids.map((id) => (nodes.get(id)?.label.length ?? 0) * LETTER + 28))
    const top = 2 + ((tallest - ids.length) * ROW) / 2
    for (const [row, id] of ids.entries())
      placed.set(id, { ...(nodes.get(id) ?? NOTHING), x, y: top + row * ROW, width })
    x += width + GAP
  }
  return placed
}

const NOTHING: Node = { label: '', shape: 'box' }

function drawNode({ label, shape, x, y, width }: Placed): string {
  const radius = { box: 3, round: 10, pill: HEIGHT / 2, store: 3 }[shape]
  const rim = shape === 'store' ? `<path class="line" d="M${x} ${y + 7}h${width}"/>` : ''
  return `<g class="${shape}"><rect x="${x}" y="${y}" width="${width}" height="${HEIGHT}" rx="${radius}"/>${rim}<text x="${x + width / 2}" y="${y + HEIGHT / 2 + 5}">${escapeHtml(label)}</text></g>`
}

/** Arrows to one node land side by side: distance from its middle. */
function landing(edge: Edge, edges: readonly Edge[]): number {
  const arriving = edges.filter(({ to }) => to === edge.to)
  return (arriving.indexOf(edge) - (arriving.length - 1) / 2) * 14
}

interface Layout {
  readonly placed: ReadonlyMap<string, Placed>
  readonly landing: number
}

function drawEdge({ from, to, label, style }: Edge, { placed, landing }: Layout): string {
  const start = placed.get(from)
  const end = placed.get(to)
  if (start === undefined || end === undefined) return ''
  const [x1, y1, x2, y2] = [start.x + start.width, start.y + HEIGHT / 2, end.x - 3, end.y + HEIGHT / 2 + landing]
  const middle = (x1 + x2) / 2
  const mark = style === 'crossed' ? 'cross' : 'arrow'
  const text =
    label === ''
      ? ''
      : `<text class="label" x="${middle}" y="${(y1 + y2) / 2 - (y1 === y2 ? 7 : 0)}">${escapeHtml(label)}</text>`
  return `<path class="line ${style}" marker-end="url(#${mark})" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>${text}`
}
