import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commentPage, indexPage } from './markdown-page.ts'

/** The folder of pages that people open after the demo. It is emptied first. */
export class Gallery {
  private readonly folder: string
  private readonly shownAs: string
  private readonly pages: { readonly name: string; readonly title: string }[] = []

  constructor(folder: string, shownAs: string) {
    this.folder = folder
    this.shownAs = shownAs
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }

  /** Writes NAME.md and NAME.html; returns the path of the page, for people. */
  add(name: string, title: string, markdown: string): string {
    writeFileSync(join(this.folder, `${name}.md`), markdown)
    writeFileSync(join(this.folder, `${name}.html`), commentPage(title, markdown))
    this.pages.push({ name, title })
    return `${this.shownAs}/${name}.html`
  }

  /** Writes a page that is finished already. */
  addPage(name: string, title: string, html: string): string {
    writeFileSync(join(this.folder, `${name}.html`), html)
    this.pages.push({ name, title })
    return `${this.shownAs}/${name}.html`
  }

  /** Writes the table of contents; returns its path, for people. */
  finish(): string {
    writeFileSync(join(this.folder, 'index.html'), indexPage(this.pages))
    return `${this.shownAs}/index.html`
  }
}
