// The bundle holds style sheets as text, because a page may forbid any other way of bringing them.
declare module '*.css' {
  export const css: string;
}
