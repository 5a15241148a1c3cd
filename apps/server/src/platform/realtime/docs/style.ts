/** One column to read, one to find. Calm in light and dark, and on paper. */
export const style = `
:root { --ink: #1c2430; --soft: #5b6675; --line: #e3e7ed; --paper: #fff; --side: #f6f8fa; --accent: #1668dc; --code: #f2f5f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #dfe5ee; --soft: #93a0b2; --line: #2a323d; --paper: #12161c; --side: #171c24; --accent: #6ba6ff; --code: #1d242e; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 24px; }
body { margin: 0; display: grid; grid-template-columns: 264px minmax(0, 1fr); color: var(--ink); background: var(--paper);
  font: 15px/1.65 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 24px 20px; background: var(--side); border-right: 1px solid var(--line); font-size: 13.5px; }
nav a { display: block; padding: 2px 0; color: var(--soft); }
nav a:hover { color: var(--accent); }
nav h4 { margin: 20px 0 6px; font-size: 13px; } nav h4 a { color: var(--ink); }
.brand { margin: 0; font-weight: 650; font-size: 16px; } .brand span { color: var(--soft); font-weight: 400; }
.names { display: flex; flex-wrap: wrap; gap: 0 10px; } .names a { font: 12.5px/1.7 ui-monospace, Menlo, Consolas, monospace; }
main { max-width: 860px; padding: 40px 48px 120px; }
h1 { font-size: 30px; line-height: 1.25; margin: 0 0 16px; letter-spacing: -.01em; }
h2 { font-size: 21px; margin: 56px 0 12px; padding-top: 20px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 0 0 4px; }
h2 a, h3 a { color: inherit; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
.rule { position: relative; } .rule strong a { color: var(--accent); }
.rule:target, .entry:target { outline: 2px solid var(--accent); outline-offset: 8px; border-radius: 4px; }
code { font: .88em ui-monospace, Menlo, Consolas, monospace; background: var(--code); padding: .12em .35em; border-radius: 4px; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; overflow-x: auto; line-height: 1.5; }
pre code { background: none; padding: 0; font-size: 12.5px; }
table { border-collapse: collapse; width: 100%; margin: 10px 0; font-size: 14px; }
th { text-align: left; font-weight: 550; color: var(--soft); } th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.fields td:first-child { white-space: nowrap; } .fields th:nth-child(2), .fields td:nth-child(2) { min-width: 180px; }
.optional { margin-left: 8px; color: var(--soft); font-size: 12px; }
.plain { color: var(--soft); margin: 4px 0; }
.entry { margin: 22px 0 30px; } .entry p { margin: 4px 0 8px; }
details { font-size: 13px; } summary { cursor: pointer; color: var(--soft); width: max-content; }
@media (max-width: 860px) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 24px 18px 80px; } .fields { display: block; overflow-x: auto; } }
@media print { nav { display: none; } body { display: block; } }
`
