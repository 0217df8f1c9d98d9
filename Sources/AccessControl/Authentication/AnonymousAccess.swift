/// Where a caller without credentials is let in, as `system:anonymous`; what it may do there is for authorization to say.
public enum AnonymousAccess: Hashable, Sendable {
  case everywhere
  case nowhere
  /// Only at these very paths.
  case paths(Set<String>)

  func allows(path: String) -> Bool {
    switch self {
    case .everywhere: true
    case .nowhere: false
    case .paths(let paths): paths.contains(path)
    }
  }
}
