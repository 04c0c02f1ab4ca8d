/**
 * Whether a token may be sent there at all: https, or plain http to this very machine (a tunnel, a test server), and
 * never a link-local address, where clouds keep the credentials of their machines. Private addresses are allowed: that is
 * where Data Center lives, and the gate config, which names them, is read at a trusted commit only.
 */
export function isServiceAddress(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  if (isLinkLocal(host)) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(host))
}

/** As requests use it: paths are appended to it. */
export function plainAddress(text: string): string {
  return text.replace(/\/+$/, '')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** The URL parser has turned every other spelling of an IPv4 address into the dotted one. */
function isLinkLocal(host: string): boolean {
  return (
    /^169\.254\./.test(host) ||
    /^\[fe[89ab][0-9a-f]:/.test(host) ||
    // IPv4 written as IPv6: ::ffff:169.254.x.y
    /^\[::(?:ffff:)?a9fe:/.test(host) ||
    ['metadata', 'metadata.google.internal', '[fd00:ec2::254]'].includes(host)
  )
}
