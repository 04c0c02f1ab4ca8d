/**
 * Address of the web app that belongs to an API base, for links that people open. W&B's public web app moved to
 * another host in 2026; the old form is kept, because it redirects and the new deep links are not documented.
 *
 * @param override what the user stated (`WANDB_APP_URL`); wins
 */
export function appUrlOf(base: string, override?: string): string {
  const stated = override?.trim().replace(/\/+$/, '') ?? ''
  if (/^https?:\/\//.test(stated)) return stated
  if (base === 'https://forge.coreweave.com/api/wandb' || base === 'https://api.forge.coreweave.com') {
    return 'https://forge.coreweave.com/wandb'
  }
  if (base.includes('://api.wandb.test')) return base.replace('://api.wandb.test', '://app.wandb.test')
  if (base.includes('://api.wandb.')) return base.replace('://api.wandb.', '://wandb.')
  return base.replace('://api.', '://app.')
}
