/// A reader of outside input, and what must hold of it whatever comes.
public protocol FuzzTarget: Sendable {
  /// Also the corpus' folder.
  var name: String { get }
  /// Inputs that are right, to begin with.
  var seeds: [[UInt8]] { get }
  /// Pieces that the format is made of: mutations put them in.
  var dictionary: [String] { get }
  /// Reads the input; true when it was accepted. Throws `Finding` when a promise doesn't hold; a crash is a finding of its own.
  func run(_ input: [UInt8]) async throws(Finding) -> Bool
}

/// A promise that an input broke.
public struct Finding: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

public enum FuzzTargets {
  public static let all: [any FuzzTarget] = [
    JSONTarget(), YAMLTarget(), ManifestTarget(), PatchTarget(), SelectorTarget(), ProtobufTarget(), ExpressionTarget(), PatternTarget(),
    RequestTarget(), GitObjectTarget(), HTTPHeadTarget(), WebSocketTarget(), SPDYTarget(), TokenTarget(), CertificateTarget(), PolicyTarget(),
    DNSTarget(),
  ]

  public static func named(_ name: String) -> (any FuzzTarget)? { all.first { $0.name == name } }
}
