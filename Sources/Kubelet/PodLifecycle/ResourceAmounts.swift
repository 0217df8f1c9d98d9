import APIMachinery

/// Quantities (API reference: resource.Quantity) as the integers that kernels and sums need.
enum ResourceAmount {
  /// In whole units, rounded up: bytes, pods. nil when the text is no quantity.
  static func value(_ quantity: Value?) -> Int64? { scaled(quantity, powerOfTen: 0) }
  /// In thousandths, rounded up: the millicores of a CPU quantity.
  static func milli(_ quantity: Value?) -> Int64? { scaled(quantity, powerOfTen: 3) }

  private static let binary: [String: Int] = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]
  private static let decimal: [String: Int] = ["n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18]

  private static func scaled(_ quantity: Value?, powerOfTen: Int) -> Int64? {
    switch quantity {
    case .int(let value)?: return value.multipliedSaturating(by: powerOfTen == 3 ? 1_000 : 1)
    case .double(let value)?: return scaled(.string(String(value)), powerOfTen: powerOfTen)
    case .string(let text)?: return parse(text, powerOfTen: powerOfTen)
    default: return nil
    }
  }

  private static func parse(_ text: String, powerOfTen: Int) -> Int64? {
    var digits = ""
    var exponent = powerOfTen
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    var hasPoint = false
    while let character = rest.first, character.isASCII && character.isNumber || character == "." && !hasPoint {
      if character == "." { hasPoint = true } else {
        digits.append(character)
        if hasPoint { exponent -= 1 }
      }
      rest = rest.dropFirst()
    }
    guard !digits.isEmpty, digits.count <= 36 else { return nil }
    var shift = 0
    if let bits = binary[String(rest)] {
      shift = bits
    } else if let power = decimal[String(rest)] {
      exponent += power
    } else if rest.first == "e" || rest.first == "E", let power = Int(rest.dropFirst()), abs(power) < 64 {
      exponent += power
    } else {
      return nil
    }
    guard let magnitude = magnitude(digits, exponent: exponent, shift: shift) else { return isNegative ? .min : .max }
    return isNegative ? -magnitude : magnitude
  }

  /// digits × 10^exponent × 2^shift, rounded up; nil on overflow.
  private static func magnitude(_ digits: String, exponent: Int, shift: Int) -> Int64? {
    guard var number = Int128(digits) else { return nil }
    for _ in 0..<shift {
      guard case (let doubled, false) = number.multipliedReportingOverflow(by: 2) else { return nil }
      number = doubled
    }
    for _ in 0..<max(0, exponent) {
      guard case (let product, false) = number.multipliedReportingOverflow(by: 10) else { return nil }
      number = product
    }
    var divisor: Int128 = 1
    for _ in 0..<max(0, min(-exponent, 37)) { divisor *= 10 }
    return Int64(exactly: (number + divisor - 1) / divisor)
  }
}

/// What a pod or container asks for or may use at most.
struct ResourceAmounts: Sendable, Equatable {
  var cpuMillis: Int64 = 0
  var memoryBytes: Int64 = 0
  var ephemeralStorageBytes: Int64 = 0

  init() {}

  /// Reads a ResourceList.
  init(_ list: Value?) {
    cpuMillis = ResourceAmount.milli(list?["cpu"]) ?? 0
    memoryBytes = ResourceAmount.value(list?["memory"]) ?? 0
    ephemeralStorageBytes = ResourceAmount.value(list?["ephemeral-storage"]) ?? 0
  }

  static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.cpuMillis = a.cpuMillis.addingSaturating(b.cpuMillis)
    sum.memoryBytes = a.memoryBytes.addingSaturating(b.memoryBytes)
    sum.ephemeralStorageBytes = a.ephemeralStorageBytes.addingSaturating(b.ephemeralStorageBytes)
    return sum
  }

  static func max(_ a: Self, _ b: Self) -> Self {
    var result = a
    result.cpuMillis = Swift.max(a.cpuMillis, b.cpuMillis)
    result.memoryBytes = Swift.max(a.memoryBytes, b.memoryBytes)
    result.ephemeralStorageBytes = Swift.max(a.ephemeralStorageBytes, b.ephemeralStorageBytes)
    return result
  }
}

extension Pod {
  /// What the pod needs of a node: its containers and sidecars together, or its largest init container with the sidecars before
  /// it, whichever is more, and the overhead (Pod overhead; KEP-753 for the sidecars).
  var requests: ResourceAmounts { total { ResourceAmounts($0.value["resources"]?["requests"]) } }
  var limits: ResourceAmounts { total { ResourceAmounts($0.value["resources"]?["limits"]) } }

  private func total(_ amounts: (ContainerSpec) -> ResourceAmounts) -> ResourceAmounts {
    var running = containers.reduce(ResourceAmounts()) { $0 + amounts($1) }
    var sidecars = ResourceAmounts()
    var starting = ResourceAmounts()
    for container in initContainers {
      if container.role == .sidecar {
        sidecars = sidecars + amounts(container)
        running = running + amounts(container)
        starting = .max(starting, sidecars)
      } else {
        starting = .max(starting, sidecars + amounts(container))
      }
    }
    return .max(running, starting) + ResourceAmounts(spec["overhead"])
  }
}
