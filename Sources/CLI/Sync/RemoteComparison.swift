/// How `main` here and a branch elsewhere stand to each other, and what that calls for.
enum RemoteComparison: Equatable, Sendable {
  case same
  /// The remote has commits that we don't: take them in.
  case behind(Int)
  /// We have commits that the remote doesn't: give them.
  case ahead(Int)
  /// Both: only people can merge them.
  case diverged(here: Int, there: Int)

  /// From the two numbers that `git rev-list --left-right --count here...there` prints; nil for anything else.
  init?(counts text: String) {
    let numbers = text.split { $0 == "\t" || $0 == " " }.compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    switch (numbers[0], numbers[1]) {
    case (0, 0): self = .same
    case (0, let there): self = .behind(there)
    case (let here, 0): self = .ahead(here)
    case (let here, let there): self = .diverged(here: here, there: there)
    }
  }
}
