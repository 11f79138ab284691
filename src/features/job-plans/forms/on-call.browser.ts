// The result beside the on-call and activity forms, as one types. Without it the result is there once the form is saved.
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { pathTo } from '../../../routes.ts'
import { activityResult, rotaResult } from './live-result.ts'

const result = document.getElementById('form-result')
const planId = /^\/plans\/(\d+)\//.exec(location.pathname)?.[1]
const form = document.querySelector<HTMLFormElement>('form:has([name=oneIn]), form:has([name=when])')

if (result && planId && form) followForm(form, result, planId)

async function followForm(form: HTMLFormElement, result: HTMLElement, planId: string): Promise<void> {
  const resultOf = form.elements.namedItem('oneIn') ? rotaResult : activityResult
  const response = await fetch(pathTo('planDocument', { planId })).catch(() => undefined)
  if (!response?.ok || response.redirected) return
  const plan: JobPlanDocument = await response.json()
  const show = () => {
    const words = resultOf(plan, new FormData(form)) ?? ''
    if (result.textContent === words) return
    const strong = document.createElement('strong')
    strong.textContent = words
    result.replaceChildren(strong)
  }
  form.addEventListener('input', show)
  show()
}
