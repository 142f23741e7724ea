// Data files that the bundler and the test runner hand over as one string.
declare module '*.txt' {
  const text: string;
  export default text;
}
declare module '*.css' {
  const text: string;
  export default text;
}
