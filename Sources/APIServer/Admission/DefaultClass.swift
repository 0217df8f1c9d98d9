import APIMachinery
import Basics

/// The class of a kind that is marked as the default.
enum DefaultClass {
  /// Of several, the newest; of those, the first by name. nil when none is marked.
  static func find(_ resource: GroupResource, annotations: [String], in unit: UnitOfWork) -> Value? {
    unit.list(resource)
      .filter { candidate in annotations.contains { candidate.annotations[$0] == "true" } }
      .min { a, b in
        let (first, second) = (a.creationTimestamp, b.creationTimestamp)
        if first != second, let first, let second { return first > second }
        return a.name < b.name
      }
  }
}
