import APIMachinery
import APISchemas

/// One item of a LimitRange against the requests and limits of one object, in upstream's words.
struct LimitCheck {
  private let item: Value
  private let type: String

  init(_ item: Value, _ type: String) { (self.item, self.type) = (item, type) }

  func problems(requests: QuotaUsage.Amounts, limits: QuotaUsage.Amounts) -> [String] {
    each("min") { minimum($0, $1, requests[$0], limits[$0]) }
      + each("max") { maximum($0, $1, requests[$0], limits[$0]) }
      + each("maxLimitRequestRatio") { ratio($0, $1, requests[$0], limits[$0]) }
  }

  /// A claim only has requests.
  func problems(ofClaim requests: QuotaUsage.Amounts) -> [String] {
    each("min") { minimum($0, $1, requests[$0], nil) }
      + each("max") { name, bound in
        guard let request = requests[name] else { return "maximum \(name) usage per \(type) is \(bound).  No request is specified" }
        return request > bound ? "maximum \(name) usage per \(type) is \(bound), but request is \(request)" : nil
      }
  }

  private func each(_ key: String, _ check: (String, Quantity) -> String?) -> [String] {
    PodResources.amounts(item[key]).sorted { $0.key < $1.key }.compactMap { check($0.key, $0.value) }
  }

  private func minimum(_ name: String, _ bound: Quantity, _ request: Quantity?, _ limit: Quantity?) -> String? {
    let start = "minimum \(name) usage per \(type) is \(bound)"
    guard let request else { return start + ".  No request is specified" }
    if request < bound { return start + ", but request is \(request)" }
    if let limit, limit < bound { return start + ", but limit is \(limit)" }
    return nil
  }

  private func maximum(_ name: String, _ bound: Quantity, _ request: Quantity?, _ limit: Quantity?) -> String? {
    let start = "maximum \(name) usage per \(type) is \(bound)"
    guard let limit else { return start + ".  No limit is specified" }
    if limit > bound { return start + ", but limit is \(limit)" }
    if let request, request > bound { return start + ", but request is \(request)" }
    return nil
  }

  private func ratio(_ name: String, _ bound: Quantity, _ request: Quantity?, _ limit: Quantity?) -> String? {
    let start = "\(name) max limit to request ratio per \(type) is \(bound)"
    let zero = Quantity(0)
    guard let request, request > zero else { return start + ", but no request is specified or request is 0" }
    guard let limit, limit > zero else { return start + ", but no limit is specified or limit is 0" }
    // Amounts are small beside what a Double holds exactly enough for a ratio.
    let given = limit.double / request.double
    let most = bound.double
    guard given > most else { return nil }
    let millionths = Int64(min((given * 1_000_000).rounded(), 9e18))
    let fraction = String(millionths % 1_000_000)
    return start + ", but provided ratio is \(millionths / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }
}
