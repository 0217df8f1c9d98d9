import Client

extension ChannelSubprotocol {
  /// Sends bytes on a channel; in the base64 forms as text, which is what scripts choose them for.
  func send(_ bytes: [UInt8], on channel: UInt8, through socket: any WebSocketConnection) async throws {
    let message = encode(channel: channel, bytes)
    if isBase64 { try await socket.send(text: message) } else { try await socket.send(message) }
  }
}
