import AccessControl
import Synchronization

/// How many requests are worked on at once where there is no fairness: those that change something, and the others; beyond that they
/// are refused. Administrators always get an answer.
final class FlightLimit: Sendable {
  private let counts = Mutex<(reading: Int, mutating: Int)>((0, 0))
  private let readingMax: Int
  private let mutatingMax: Int

  /// 0: no limit.
  init(reading: Int, mutating: Int) { (readingMax, mutatingMax) = (reading, mutating) }

  private static let readingVerbs: Set<String> = ["get", "list", "watch", "head"]

  /// False when there are too many already.
  func begin(_ attributes: AuthorizationAttributes) -> Bool {
    let isReading = Self.readingVerbs.contains(attributes.verb)
    let isPrivileged = attributes.user.groups.contains("system:masters")
    return counts.withLock { counts in
      let (now, limit) = isReading ? (counts.reading, readingMax) : (counts.mutating, mutatingMax)
      guard limit == 0 || now < limit || isPrivileged else { return false }
      if isReading { counts.reading += 1 } else { counts.mutating += 1 }
      return true
    }
  }

  func end(_ attributes: AuthorizationAttributes) {
    let isReading = Self.readingVerbs.contains(attributes.verb)
    counts.withLock { counts in
      if isReading { counts.reading -= 1 } else { counts.mutating -= 1 }
    }
  }
}
