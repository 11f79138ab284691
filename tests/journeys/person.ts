/** Somebody at a browser, in the words of what they do. Names of fields, buttons and links are those on the screen. */
import { expect, type Locator, type Page, type Response } from '@playwright/test'
import { lookOver } from './look-over.ts'

/** How long anything may take, in milliseconds. */
const PATIENCE = 15_000

export class Person {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
    page.setDefaultTimeout(PATIENCE)
  }

  /** Goes to an address; answers with what the server said. */
  async opens(path: string): Promise<Response> {
    const response = await this.page.goto(path)
    await lookOver(this.page)
    if (!response) throw new Error(`no answer from ${path}`)
    return response
  }

  async follows(link: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    // A link that looks like a button says that it is one.
    const asButton = within.getByRole('button', { name: link }).and(this.page.locator('a'))
    await this.#goesWith(within.getByRole('link', { name: link }).or(asButton).first())
  }

  /** Presses a button that leads to another page. */
  async presses(button: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await this.#goesWith(within.getByRole('button', { name: button }).first())
  }

  async fillsIn(answers: Record<string, string>): Promise<void> {
    for (const [label, answer] of Object.entries(answers)) {
      const field = this.page.getByLabel(label, { exact: true })
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: answer })
      else await field.fill(answer)
    }
  }

  /** Ticks a box or chooses one of several; `of` is the question it belongs to. */
  async chooses(answer: string, of?: string): Promise<void> {
    const among = of ? this.page.getByRole('group', { name: of, exact: true }) : this.page
    await among.getByLabel(answer, { exact: true }).filter({ visible: true }).check()
  }

  async sees(...words: (string | RegExp)[]): Promise<void> {
    for (const each of words) await expect(this.page.getByText(each).filter({ visible: true }).first()).toBeVisible()
  }

  async doesNotSee(...words: (string | RegExp)[]): Promise<void> {
    for (const each of words) await expect(this.page.getByText(each).filter({ visible: true })).toHaveCount(0)
  }

  async isAt(heading: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }

  /** Sends a form of the product's own without its page, as somebody might who means harm. */
  async sends(path: string, form: Record<string, string>) {
    return this.page.request.post(path, {
      form,
      headers: { origin: new URL(this.page.url()).origin, 'sec-fetch-site': 'same-origin' },
      maxRedirects: 0,
    })
  }

  async #goesWith(target: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('domcontentloaded'), target.click()])
    await lookOver(this.page)
  }
}
