// The part of autocannon that the bench uses; the package brings no types of its own.
declare module 'autocannon' {
  type Request = { method: string; path: string; body?: string; headers?: Record<string, string> };
  type Options = {
    url: string;
    connections: number;
    duration: number;
    requests: (Request & { setupRequest(request: Request): Request })[];
  };
  type Result = { duration: number; errors: number; non2xx: number };
  interface Instance extends Promise<Result> {
    on(event: 'response', heard: (client: object, status: number, bytes: number, ms: number) => void): void;
  }
  function autocannon(options: Options): Instance;
  export = autocannon;
}
