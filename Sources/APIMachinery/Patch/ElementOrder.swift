/// The order of a merged list: the elements that the patch orders stand in its order, the others keep their places relative to
/// those neighbours that the server had.
struct ElementOrder {
  /// Identities in the order asked for, and in the order the server has.
  let wanted: [Value]
  let server: [Value]

  func sorted<Element>(_ elements: [Element], identity: (Element) -> Value) -> [Element] {
    let wantedRank = Dictionary(wanted.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let serverRank = Dictionary(server.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var ordered: [(rank: Int, serverRank: Int?, element: Element)] = []
    var others: [(serverRank: Int, element: Element)] = []
    for element in elements {
      let key = identity(element)
      if let rank = wantedRank[key] {
        ordered.append((rank, serverRank[key], element))
      } else {
        others.append((serverRank[key] ?? .max, element))
      }
    }
    ordered.sort { $0.rank < $1.rank }
    others.sort { $0.serverRank < $1.serverRank }
    var result: [Element] = []
    var next = 0
    for item in ordered {
      while next < others.count, let rank = item.serverRank, others[next].serverRank < rank {
        result.append(others[next].element)
        next += 1
      }
      result.append(item.element)
    }
    return result + others[next...].map(\.element)
  }
}
