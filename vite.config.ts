import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

/**
 * Two builds: `vite build` makes the browser's scripts and style sheet with a manifest, `vite build --ssr` the server.
 * Every `*.browser.ts` in src is a browser entry; src/ui/browser/main.ts is on every page.
 */
const browserEntries = ['src/ui/browser/main.ts', ...browserScripts('src/features')]

export default defineConfig(({ isSsrBuild }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  // The server renders with Hono; the browser draws the same components with a tenth of the code.
  resolve: isSsrBuild
    ? {}
    : { alias: { 'hono/jsx/jsx-runtime': fileURLToPath(new URL('src/ui/browser/jsx-runtime.ts', import.meta.url)) } },
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ['node_modules'] } } },
  // The server's libraries are joined with it: a start reads a hundred files, and not nine hundred. Left out are those that look for
  // files of their own beside them, and what only some installations load.
  ssr: isSsrBuild
    ? { noExternal: true, external: ['@electric-sql/pglite', 'pino', 'pg', 'pg-boss', 'nodemailer'] }
    : {},
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        ssr: true,
        target: 'node26',
        copyPublicDir: false,
        // Names that stay, and nothing taken away first: `npm run dev` restarts the server from here while it is built.
        emptyOutDir: false,
        rolldownOptions: { input: 'src/main.ts', output: { entryFileNames: 'main.js', chunkFileNames: '[name].js' } },
      }
    : {
        outDir: 'dist/browser',
        manifest: 'manifest.json',
        modulePreload: { polyfill: false },
        rolldownOptions: { input: browserEntries },
      },
  plugins: isSsrBuild ? [] : [brotliBeside()],
}))

/** Each script and style sheet also as Brotli, made once here: a tenth to a fifth less to send than what gzip makes of it. */
function brotliBeside(): Plugin {
  return {
    name: 'brotli-beside',
    writeBundle({ dir = '' }, bundle) {
      for (const file of Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name)))
        writeFileSync(join(dir, `${file}.br`), brotliCompressSync(readFileSync(join(dir, file))))
    },
  }
}

function browserScripts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.browser.ts'))
    .map((name) => `${folder}/${name}`)
}
