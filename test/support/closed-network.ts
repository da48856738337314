// Tests talk to this machine only: any other address fails at once, with its name in the message.
import net from 'node:net';

const loopback = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = typeof first === 'object' && first !== null ? (first as { host?: string; path?: string }) : {};
  if (host.path === undefined && host.host !== undefined && !loopback.test(host.host)) {
    throw new Error(`A test tried to reach ${host.host}: the network is closed in tests.`);
  }
  return Reflect.apply(connect, this, args);
} as typeof connect;
