/// Holds back a commit that would delete suspiciously much (design I4): a wrong branch merged, a tree emptied by accident.
public struct DeletionGuard: Sendable, Hashable {
  /// More than this share of the objects that have a manifest is too much …
  public var shareMax: Double
  /// … from this many deletions on; small repositories may lose half of two objects.
  public var countMin: Int

  public init(shareMax: Double = 0.5, countMin: Int = 5) { (self.shareMax, self.countMin) = (shareMax, countMin) }

  /// The trailer in the newest commit's message that lets the deletions happen.
  public static let confirmation = "Kctl-Allow-Deletions: true"

  public enum Verdict: Sendable, Hashable {
    case proceed
    /// Says why, and how to confirm.
    case hold(String)
  }

  /// `before` objects have a manifest now; the commit would leave `after` and delete `deleted` of them.
  public func verdict(before: Int, after: Int, deleted: Int, message: String) -> Verdict {
    if message.split(separator: "\n").contains(where: { $0.trimmingSpaces.lowercased() == Self.confirmation.lowercased() }) { return .proceed }
    let advice = "to let it happen, commit with the trailer \"\(Self.confirmation)\" (git commit --allow-empty --trailer '\(Self.confirmation)')"
    if before > 0, after == 0 { return .hold("the tree has no readable manifest any more, which would delete all \(before) objects; \(advice)") }
    guard deleted >= countMin, Double(deleted) > shareMax * Double(before) else { return .proceed }
    return .hold("it would delete \(deleted) of \(before) objects; \(advice)")
  }
}

extension Substring {
  var trimmingSpaces: Substring {
    var result = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    while let last = result.last, last == " " || last == "\t" || last == "\r" { result.removeLast() }
    return result
  }
}
