import APIMachinery

/// A query under construction, percent-encoded.
struct URLQuery {
  private(set) var text = ""

  init() {}

  init(_ options: ListOptions) {
    add("labelSelector", options.labelSelector)
    add("fieldSelector", options.fieldSelector)
    add("resourceVersion", options.resourceVersion)
    add("resourceVersionMatch", options.resourceVersionMatch)
    if options.limit > 0 { add("limit", String(options.limit)) }
    add("continue", options.continueToken)
    if options.allowWatchBookmarks { add("allowWatchBookmarks", "true") }
    if let sends = options.sendInitialEvents { add("sendInitialEvents", String(sends)) }
    if let seconds = options.timeoutSeconds { add("timeoutSeconds", String(seconds)) }
  }

  init(_ options: WriteOptions) {
    if options.dryRun { add("dryRun", "All") }
    add("fieldManager", options.fieldManager)
    add("fieldValidation", options.fieldValidation)
  }

  /// Empty values are left out.
  mutating func add(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    if !text.isEmpty { text += "&" }
    text += name + "=" + Self.encode(value)
  }

  /// Everything but unreserved characters (RFC 3986) becomes an escape.
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ResourcePath {
  /// The URL path, with names (RBAC's may hold colons, anybody's anything) escaped.
  func encodedPath(name: String? = nil) -> String {
    var path = self
    path.namespace = namespace.map(URLQuery.encode)
    return path.urlPath(name: name.map(URLQuery.encode))
  }
}

extension DeleteOptions {
  /// The wire form (API reference: DeleteOptions).
  var value: Value {
    var value: Value = ["kind": "DeleteOptions", "apiVersion": "v1"]
    if let gracePeriodSeconds { value["gracePeriodSeconds"] = .int(Int64(gracePeriodSeconds)) }
    if let propagation { value["propagationPolicy"] = .string(propagation.rawValue) }
    if let uid { value[path: "preconditions", "uid"] = .string(uid) }
    if let resourceVersion { value[path: "preconditions", "resourceVersion"] = .string(resourceVersion) }
    if dryRun { value["dryRun"] = ["All"] }
    return value
  }
}
