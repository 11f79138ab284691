import type { PropsWithChildren } from 'hono/jsx'
import { type Content, classes } from '../markup.ts'

export type NotificationBannerProps = PropsWithChildren<{
  /** `success` says what has just been done, and is read out at once. */
  variant?: 'success' | undefined
  /** `status` where it waits until what is being read out has ended. */
  role?: 'status' | undefined
  title?: string | undefined
  /** The news in one line, when nothing more is to be said. */
  text?: Content | undefined
}>

export const NotificationBanner = ({ variant, role, title, text, children }: NotificationBannerProps) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is set below, to one that takes a label
  <div
    class={classes('nhsuk-notification-banner', variant && `nhsuk-notification-banner--${variant}`)}
    data-module="nhsuk-notification-banner"
    role={role ?? (variant === 'success' ? 'alert' : 'region')}
    aria-labelledby="nhsuk-notification-banner-title"
  >
    <div class="nhsuk-notification-banner__header">
      <h2 class="nhsuk-notification-banner__title" id="nhsuk-notification-banner-title">
        {title ?? (variant === 'success' ? 'Success' : 'Important')}
      </h2>
    </div>
    <div class="nhsuk-notification-banner__content">
      {text ? <p class="nhsuk-notification-banner__heading">{text}</p> : null}
      {children}
    </div>
  </div>
)
