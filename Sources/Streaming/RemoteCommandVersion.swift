/// The versions of Kubernetes' remote-command protocol, over SPDY streams or WebSocket channels.
///
/// Version 2 lets standard input end by itself; 3 has window sizes; 4 reports the command's end as a Status; 5 (WebSocket only,
/// KEP-4006) can close a channel.
public enum RemoteCommandVersion: Int, Sendable, Comparable {
  case v1 = 1, v2, v3, v4, v5

  public static func < (a: RemoteCommandVersion, b: RemoteCommandVersion) -> Bool { a.rawValue < b.rawValue }

  /// `channel.k8s.io` is version 1.
  public var name: String { self == .v1 ? "channel.k8s.io" : "v\(rawValue).channel.k8s.io" }

  public var hasSizes: Bool { self >= .v3 }
  public var reportsStatus: Bool { self >= .v4 }

  /// Over SPDY, the newest first.
  public static let spdy: [RemoteCommandVersion] = [.v4, .v3, .v2, .v1]

  /// The client's favourite among those that the server has too; nil when there is none.
  public static func negotiate(offered: [String], _ served: [RemoteCommandVersion] = spdy) -> RemoteCommandVersion? {
    for name in offered { if let version = served.first(where: { $0.name == name }) { return version } }
    return nil
  }
}
