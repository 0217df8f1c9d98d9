extension Expression {
  var children: [Expression] { Self.children(of: kind) }

  static func children(of kind: Kind) -> [Expression] {
    switch kind {
    case .literal, .identifier: []
    case .select(let operand, _, _, _): [operand]
    case .call(_, let arguments, _): arguments
    case .list(let elements, _): elements
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .message(_, let fields): fields.map(\.value)
    case .fold(let fold): [fold.range] + (fold.condition.map { [$0] } ?? []) + [fold.body]
    case .bind(_, let value, let body): [value, body]
    }
  }
}
