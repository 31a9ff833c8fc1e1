/** electron-vite puts the file beside the result and gives its path. */
declare module '*?asset' {
  const path: string
  export default path
}

/** electron-vite bundles the module by itself and gives the path of the result. */
declare module '*?modulePath' {
  const path: string
  export default path
}
