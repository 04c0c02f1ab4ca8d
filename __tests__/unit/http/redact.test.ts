import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { excerpt, redact } from '../../../src/http/redact.ts'

describe('redact', () => {
  it('takes out every secret, also percent-encoded, the longest first', () => {
    const secrets = ['abcd', 'abcd+/efgh=']
    expect(redact('a=abcd+/efgh= b=abcd%2B%2Fefgh%3D c=abcd', secrets)).toBe('a=*** b=*** c=***')
  })

  it('leaves no secret in any text', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{4,40}$/)
    fc.assert(
      fc.property(
        fc.string(),
        secret,
        fc.string(),
        fc.array(secret, { maxLength: 4 }),
        (before, hidden, after, others) => {
          return !redact(`${before}${hidden}${after}`, [...others, hidden]).includes(hidden)
        },
      ),
    )
  })

  it('leaves text alone that only looks short', () => {
    expect(redact('api: not found', ['api', ''])).toBe('api: not found')
  })
})

describe('excerpt', () => {
  it.each([
    ['plain text', 'upstream timed out\nsecond line', 'upstream timed out'],
    ['a page', '<html><head><title>502 Bad Gateway</title></head><body>x</body></html>', '502 Bad Gateway'],
    ['a page with a script', '<script>var a = "<p>no</p>"</script><style>p{}</style><p>yes</p>', 'yes'],
    ['control characters', '\u001b[31mred\u0000\u0007', '[31mred'],
    ['nothing', '<p> </p>\n', ''],
  ])('shows the first words of %s', (_case, body, expected) => {
    expect(excerpt(body, [])).toBe(expected)
  })

  it('is one line of 200 characters at most, without secrets, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (body) => {
        const shown = excerpt(`${body} s3cr3t-key`, ['s3cr3t-key'])
        return shown.length <= 200 && !/[\r\n]/.test(shown) && !shown.includes('s3cr3t-key')
      }),
    )
    expect(excerpt('x'.repeat(300), [])).toHaveLength(200)
  })
})
