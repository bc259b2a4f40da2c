// The fonts of nearly every first picture are read while the code is compiled. Otherwise they are asked
// for when it is laid out, which is then done in others, and once more in these.
//
// The faces and their files: ui/styles/fonts.css.
for (const font of ["1em Inter", "italic 1em Inter", '1em "JetBrains Mono"']) {
  // A letter in another face is still a letter.
  document.fonts.load(font).catch(() => {});
}
