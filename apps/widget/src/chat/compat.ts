/** Preact schedules with `queueMicrotask`, which Chrome has since 71 and Safari since 12.1. Imported before Preact. */
if (typeof queueMicrotask !== 'function') {
  const settled = Promise.resolve()
  Object.assign(window, {
    queueMicrotask: (work: () => void) => {
      settled.then(work).catch((error) =>
        setTimeout(() => {
          throw error
        }),
      )
    },
  })
}
