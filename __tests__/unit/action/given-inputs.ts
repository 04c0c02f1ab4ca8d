/** Sets inputs as the runner does, runs, and takes them away again. */
export function withInputs<T>(inputs: Readonly<Record<string, string>>, run: () => T): T {
  const names = Object.keys(inputs).map((name) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`)
  Object.assign(process.env, Object.fromEntries(Object.values(inputs).map((value, index) => [names[index], value])))
  try {
    return run()
  } finally {
    for (const name of names) delete process.env[name]
  }
}
