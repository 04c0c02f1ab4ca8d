/** Looks of the pages: GitHub's colours of light and dark, by the reader's own setting. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --back: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --soft: #f6f8fa; --link: #0969da;
  --note: #0969da; --tip: #1a7f37; --important: #8250df; --warning: #9a6700; --caution: #d1242f; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --soft: #151b23; --link: #4493f8;
  --note: #4493f8; --tip: #3fb950; --important: #ab7df8; --warning: #d29922; --caution: #f85149; } }
body { margin: 0; padding: 24px; background: var(--back); color: var(--text); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; }
nav, main, footer { max-width: 880px; margin: 0 auto 16px; }
nav, footer { color: var(--quiet); }
nav h1 { color: var(--text); font-size: 20px; margin: 0 0 4px; }
.comment { border: 1px solid var(--line); border-radius: 6px; }
.comment > header { background: var(--soft); color: var(--quiet); border-bottom: 1px solid var(--line); padding: 8px 16px; border-radius: 6px 6px 0 0; }
.comment > header b { color: var(--text); }
.tag { border: 1px solid var(--line); border-radius: 10px; padding: 0 6px; font-size: 12px; }
.body { padding: 16px; overflow-wrap: break-word; }
.body > :first-child { margin-top: 0; } .body > :last-child { margin-bottom: 0; }
p, ul, pre, details, .wide, .alert, .lineage { margin: 0 0 16px; }
ul { padding-left: 2em; } li ul { margin: 0; } li + li { margin-top: 4px; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 24px 0 12px; font-weight: 600; }
h3 { font-size: 17.5px; } h4 { font-size: 14px; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
code, pre { font: 12px/1.5 ui-monospace, SFMono-Regular, "Liberation Mono", Menlo, monospace; }
code { background: color-mix(in srgb, var(--quiet) 18%, transparent); padding: .2em .4em; border-radius: 6px; }
pre { background: var(--soft); border-radius: 6px; padding: 16px; overflow: auto; } pre code { background: none; padding: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left; } th { font-weight: 600; }
tr:nth-child(2n) td, tr:nth-child(2n+3) td { background: var(--back); } tr:nth-child(2n+3) td { background: var(--soft); }
.right { text-align: right; }
summary { cursor: pointer; } details[open] > summary { margin-bottom: 12px; }
.alert { border-left: 4px solid var(--kind); padding: 8px 16px; } .alert > :last-child { margin-bottom: 0; }
.alert .title { color: var(--kind); font-weight: 500; margin-bottom: 4px; }
.note { --kind: var(--note); } .tip { --kind: var(--tip); } .important { --kind: var(--important); } .warning { --kind: var(--warning); } .caution { --kind: var(--caution); }
.lineage { border: 1px solid var(--line); border-radius: 6px; padding: 16px; text-align: center; }
svg { max-width: 100%; height: auto; } svg text { font-size: 13px; fill: var(--text); text-anchor: middle; }
svg rect { fill: var(--soft); stroke: var(--quiet); } svg .pill rect { stroke: var(--link); } svg marker path { fill: var(--quiet); }
svg .line, svg marker .line { fill: none; stroke: var(--quiet); stroke-width: 1.3; } svg .thick { stroke-width: 3; } svg .dashed, svg .crossed { stroke-dasharray: 4 4; }
svg .label { font-size: 12px; fill: var(--quiet); stroke: var(--back); stroke-width: 5px; paint-order: stroke; }
`
