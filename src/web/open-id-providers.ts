import { createOpenIdProvider, type OpenIdProvider } from '../platform/openid-connect/openid-connect.ts'
import type { Config } from '../platform/settings/config.ts'
import { pathTo } from '../routes.ts'

/** The providers of single sign-on that the settings name, each with its own address to come back to. */
export const openIdProviders = (config: Pick<Config, 'singleSignOn' | 'url'>): OpenIdProvider[] =>
  config.singleSignOn.map((settings) =>
    createOpenIdProvider(settings, `${config.url}${pathTo('singleSignOnAnswer', { provider: settings.key })}`),
  )
