/// A binary heap in the order of a given comparison.
struct Heap<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private let precedes: @Sendable (Element, Element) -> Bool

  init(_ precedes: @escaping @Sendable (Element, Element) -> Bool) { self.precedes = precedes }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, precedes(elements[child], elements[(child - 1) / 2]) {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if elements.isEmpty { return first }
    elements[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count && precedes(elements[child], elements[least]) {
        least = child
      }
      if least == parent { return first }
      elements.swapAt(parent, least)
      parent = least
    }
  }
}
