/// By what the elements of a list are told apart.
public enum ElementKey {
  private static let candidates = ["name", "type", "key", "uid", "ip", "mountPath", "containerPort", "port"]

  /// The first field that every element has and that no two have alike; nil for lists whose order is what they are.
  public static func key(_ lists: [Value]...) -> String? {
    guard lists.contains(where: { !$0.isEmpty }) else { return nil }
    return candidates.first { candidate in
      lists.allSatisfy { list in
        let names = list.map { text($0, candidate) }
        return !names.contains("") && Set(names).count == names.count
      }
    }
  }

  /// Empty when the element has no such field.
  public static func text(_ element: Value, _ key: String) -> String {
    switch element[key] {
    case .string(let text): text
    case .int(let number): String(number)
    default: ""
    }
  }
}
