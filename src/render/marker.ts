/**
 * First line of a comment, by which a later run finds it again (together with the comment's author). Names are
 * percent-encoded, so that no name can end the HTML comment or pass for another one.
 */
export function commentMarker(model: string, stage: string): string {
  return `<!-- model-promotion-gate model=${encoded(model)} stage=${encoded(stage)} -->`
}

/** Marker of the comment on a problem that belongs to no single promotion, such as an invalid gate config. */
export function runMarker(): string {
  return commentMarker('', '')
}

function encoded(name: string): string {
  // Names of that length never pass the gate config; the cut only bounds the comment.
  return encodeURIComponent(name.toWellFormed()).slice(0, 1_500)
}
