/** Style of the evidence page: readable on a screen, light or dark, and on paper. No font, image or script is fetched. */
export const PACK_STYLE = `
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--text:#1c2128;--quiet:#59636e;--line:#d5dae0;--code:#eef0f3;--ok:#116329;--ok-back:#dafbe1;--note:#7d4e00;--note-back:#fff3d1;--bad:#a40e26;--bad-back:#ffe5e3;--link:#0550ae}
@media (prefers-color-scheme:dark){:root{--page:#0d1117;--card:#151b23;--text:#e6edf3;--quiet:#9198a1;--line:#30363d;--code:#212830;--ok:#6fdd8b;--ok-back:#12261e;--note:#eac55f;--note-back:#272115;--bad:#ff9a94;--bad-back:#2d1418;--link:#71b7ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:68rem;margin:0 auto;padding:2rem 1.25rem 4rem}
header{margin-bottom:1.5rem}
h1{margin:.15rem 0 .5rem;font-size:1.7rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:0 0 .8rem;font-size:1.1rem}
h3{margin:1.2rem 0 .4rem;font-size:.95rem}
p{margin:.4rem 0}
a{color:var(--link)}
.kind,.quiet,dt,.none{color:var(--quiet)}
.kind{margin:0;font-size:.8rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase}
section>:last-child{margin-bottom:0}
section{margin:0 0 1rem;padding:1.1rem 1.25rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:.7rem 1.5rem;margin:0}
dt{font-size:.8rem}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .9rem .4rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{color:var(--quiet);font-size:.8rem;font-weight:600;white-space:nowrap}
tbody tr:last-child td{border-bottom:0}
code,pre{font:.85em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
code{overflow-wrap:anywhere}
pre{margin:.5rem 0 0;padding:.8rem 1rem;max-height:30rem;overflow:auto;background:var(--code);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
.mark{display:inline-block;padding:.05rem .5rem;border-radius:1rem;font-size:.8rem;font-weight:600;white-space:nowrap}
.ok{color:var(--ok);background:var(--ok-back)}
.note{color:var(--note);background:var(--note-back)}
.bad{color:var(--bad);background:var(--bad-back)}
.tree,.tree ul{margin:0;padding:0;list-style:none}
.tree ul{margin-left:.55rem;padding-left:1rem;border-left:1px solid var(--line)}
.tree li{padding:.22rem 0;overflow-wrap:anywhere}
.here td{font-weight:600}
.short{white-space:nowrap}
summary{cursor:pointer}
details{margin:.6rem 0}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--text:#000;--quiet:#444;--line:#bbb;--code:#f4f4f4;--ok:#116329;--ok-back:#fff;--note:#7d4e00;--note-back:#fff;--bad:#a40e26;--bad-back:#fff;--link:#000}body{font-size:10pt}main{max-width:none;padding:0}section{padding:.6rem 0;border:0;border-top:1px solid var(--line);border-radius:0}h2,h3{break-after:avoid}tr,dl div{break-inside:avoid}.scroll{overflow:visible}pre{max-height:none;overflow:visible}.mark{border:1px solid currentcolor}.printed::details-content{content-visibility:visible;block-size:auto}}
`.trim()
