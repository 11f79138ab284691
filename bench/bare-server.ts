/** The least that the same framework can do: a string of the asked size, compressed as our pages are, and nothing else. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'

const app = new Hono()
app.use(async (c, next) => {
  const startedAt = performance.now()
  await next()
  c.header('Server-Timing', `bare;dur=${(performance.now() - startedAt).toFixed(1)}`)
})
app.use(compress())
const line = '<p class="nhsuk-body">A line of a page that says nothing, so that it packs as well as a page does.</p>\n'
app.get('/sign-in', (c) => c.html('ready'))
app.get('/:bytes', (c) => c.html(line.repeat(Math.ceil(Number(c.req.param('bytes')) / line.length))))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) })
