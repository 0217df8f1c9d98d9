/// Where a field is, as people write it: `spec.template.spec.containers[name=web].image`.
public struct FieldLocation: Hashable, Sendable, CustomStringConvertible {
  public private(set) var description = ""

  public var isMetadata: Bool { description == "metadata" }

  public func field(_ name: String) -> FieldLocation {
    let isPlain = !name.isEmpty && !name.contains { ".[]".contains($0) }
    return FieldLocation(description + (isPlain ? (description.isEmpty ? name : "." + name) : "[\(name)]"))
  }

  public func element(_ index: Int) -> FieldLocation { FieldLocation("\(description)[\(index)]") }
  public func element(_ name: String, key: String) -> FieldLocation { FieldLocation("\(description)[\(key)=\(name)]") }

  public init() {}
  private init(_ description: String) { self.description = description }

  /// Whether the field is the one that `wanted` names, in it, or around it. `wanted` may leave the brackets out.
  public func concerns(_ wanted: String) -> Bool {
    func plain(_ text: String) -> [Substring] {
      var steps = ""
      var depth = 0
      for character in text {
        if character == "[" { depth += 1 }
        if depth == 0 { steps.append(character) }
        if character == "]" { depth = max(0, depth - 1) }
      }
      return steps.split(separator: ".")
    }
    let isExact = wanted.contains("[")
    if isExact { return description.hasPrefix(wanted) || wanted.hasPrefix(description) }
    let (own, other) = (plain(description), plain(wanted))
    return zip(own, other).allSatisfy { $0 == $1 }
  }

  /// Whether the field holds a Secret's value.
  public var isSecretData: Bool {
    description.hasPrefix("data") || description.hasPrefix("stringData") || description.contains(ServerSideApply.lastAppliedAnnotation)
  }
}
