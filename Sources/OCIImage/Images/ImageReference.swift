/// The name of an image, normalised as Docker and containerd do: `busybox` is `docker.io/library/busybox:latest`.
///
/// Grammar: github.com/distribution/reference.
public struct ImageReference: Hashable, Sendable, CustomStringConvertible {
  /// `docker.io`, `registry.example:5000`.
  public var registry: String
  /// `library/busybox`.
  public var repository: String
  public var tag: String?
  public var digest: Digest?

  public init(_ text: String) throws(ImageError) {
    let invalid = ImageError(.invalidReference, "invalid reference format: \"\(text)\"")
    var rest = text[...]
    if let at = rest.firstIndex(of: "@") {
      guard let digest = Digest(String(rest[rest.index(after: at)...])) else { throw invalid }
      self.digest = digest
      rest = rest[..<at]
    }
    // A colon behind the last slash starts the tag; before it, it belongs to the registry's port.
    let lastSlash = rest.lastIndex(of: "/") ?? rest.startIndex
    if let colon = rest[lastSlash...].lastIndex(of: ":") {
      let tag = String(rest[rest.index(after: colon)...])
      guard Self.isTag(tag) else { throw invalid }
      self.tag = tag
      rest = rest[..<colon]
    }
    (registry, repository) = Self.split(rest)
    if registry == "index.docker.io" { registry = "docker.io" }
    if registry == "docker.io", !repository.contains("/") { repository = "library/" + repository }
    if tag == nil, digest == nil { tag = "latest" }
    guard Self.isRepository(repository), Self.isRegistry(registry), repository.utf8.count + registry.utf8.count < 256 else {
      throw invalid
    }
  }

  // The first part is a registry only when it looks like a host: a dot, a port, `localhost`, or a capital.
  private static func split(_ name: Substring) -> (String, String) {
    guard let slash = name.firstIndex(of: "/") else { return ("docker.io", String(name)) }
    let first = name[..<slash]
    let isHost = first.contains(".") || first.contains(":") || first == "localhost" || first.contains { $0.isUppercase }
    return isHost ? (String(first), String(name[name.index(after: slash)...])) : ("docker.io", String(name))
  }

  private static func isTag(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 128, isWord(first) else { return false }
    return text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLowerAlphanumeric(byte) || (65...90).contains(byte) || byte == UInt8(ascii: "_")
  }
  private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }

  private static func isRegistry(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isWord($0) && $0 != UInt8(ascii: "_") || ".:-[]".utf8.contains($0) }
  }

  private static func isRepository(_ text: String) -> Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      guard let first = part.utf8.first, let last = part.utf8.last, isLowerAlphanumeric(first), isLowerAlphanumeric(last) else {
        return false
      }
      return part.utf8.allSatisfy { isLowerAlphanumeric($0) || "._-".utf8.contains($0) } && !part.contains("..")
    }
  }

  /// `docker.io/library/busybox`.
  public var name: String { registry + "/" + repository }
  public var description: String { name + (tag.map { ":" + $0 } ?? "") + (digest.map { "@\($0)" } ?? "") }
}
