// Stands in for undici's index in the bundle; see scripts/package.mjs. Paths are inside the undici package.
const Dispatcher = require('./lib/dispatcher/dispatcher')

Object.assign(Dispatcher.prototype, require('./lib/api'))

module.exports.ProxyAgent = require('./lib/dispatcher/proxy-agent')
module.exports.EnvHttpProxyAgent = require('./lib/dispatcher/env-http-proxy-agent')
module.exports.errors = require('./lib/core/errors')
module.exports.request = (url, { dispatcher, ...options }) => {
  const { origin, pathname, search } = new URL(url)
  return dispatcher.request({ method: 'GET', ...options, origin, path: `${pathname}${search}` })
}
