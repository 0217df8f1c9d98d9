import Basics

/// How channels share a WebSocket: the first byte of a message is the channel's number; in the base64 forms the first character
/// is its digit, and the rest is base64.
public struct ChannelSubprotocol: Sendable, Hashable {
  /// As negotiated; empty when the client named none.
  public var name: String
  public var version: RemoteCommandVersion
  public var isBase64: Bool

  /// For remote commands, the newest first.
  public static let remoteCommand: [ChannelSubprotocol] = [
    .init(name: "v5.channel.k8s.io", version: .v5, isBase64: false), .init(name: "v4.channel.k8s.io", version: .v4, isBase64: false),
    .init(name: "v4.base64.channel.k8s.io", version: .v4, isBase64: true), .init(name: "channel.k8s.io", version: .v1, isBase64: false),
    .init(name: "base64.channel.k8s.io", version: .v1, isBase64: true),
  ]
  /// For port-forward without tunnelling.
  public static let portForward: [ChannelSubprotocol] = [
    .init(name: "v4.channel.k8s.io", version: .v4, isBase64: false), .init(name: "v4.base64.channel.k8s.io", version: .v4, isBase64: true),
    .init(name: "channel.k8s.io", version: .v1, isBase64: false), .init(name: "base64.channel.k8s.io", version: .v1, isBase64: true),
  ]
  static let unnamed = ChannelSubprotocol(name: "", version: .v1, isBase64: false)

  /// The newest that the client offers. One that offers nothing gets the oldest; nil when it offers only others.
  public static func negotiate(offered: [String], _ served: [ChannelSubprotocol]) -> ChannelSubprotocol? {
    offered.isEmpty ? unnamed : served.first { offered.contains($0.name) }
  }

  public func encode(channel: UInt8, _ bytes: some Collection<UInt8>) -> [UInt8] {
    isBase64 ? [UInt8(ascii: "0") + channel] + Array(Base64.encode(Array(bytes)).utf8) : [channel] + bytes
  }

  /// nil for a message that isn't one: empty, or not base64.
  public func decode(_ message: [UInt8]) -> (channel: UInt8, bytes: [UInt8])? {
    guard let first = message.first else { return nil }
    guard isBase64 else { return (first, Array(message.dropFirst())) }
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
    return Base64.decode(String(decoding: message.dropFirst(), as: UTF8.self)).map { (first - UInt8(ascii: "0"), $0) }
  }
}
