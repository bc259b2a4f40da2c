// The Latin fonts are read while the code is compiled. Otherwise the webview asks for a face where it is
// first shown: it lays out the first picture in another one and then once more, and the whole page
// while the first reply with code streams.
//
// The faces and their files: ui/styles/fonts.css.
for (const face of ["1em Inter", "italic 1em Inter", '1em "JetBrains Mono"']) {
  // A letter in another face is still a letter.
  document.fonts.load(face).catch(() => {});
}
