// SPDX-License-Identifier: Apache-2.0
// The server's half of RFC 6455, as much as the fixture needs: unmasked frames out, small text frames in.
import { createHash } from "node:crypto";

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** @param {Buffer} payload @param {1 | 2 | 8} opcode */
function frame(payload, opcode) {
  const { length } = payload;
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

export class Socket {
  /** @param {import("node:stream").Duplex} stream */
  constructor(stream) {
    this.stream = stream;
    /** @type {() => void} */
    this.onClose = () => {};
    stream.on("close", () => this.onClose());
    stream.on("error", () => stream.destroy());
    // A close frame is the only one the fixture acts on.
    stream.on("data", (data) => (data[0] & 0x0f) === 8 && stream.end(frame(Buffer.alloc(0), 8)));
  }

  /** @param {unknown} message */
  sendJson(message) {
    this.stream.write(frame(Buffer.from(JSON.stringify(message)), 1));
  }

  /** @param {Buffer} data */
  sendBinary(data) {
    this.stream.write(frame(data, 2));
  }
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:stream").Duplex} stream
 */
export function acceptSocket(request, stream) {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${guid}`).digest("base64");
  stream.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  return new Socket(stream);
}
