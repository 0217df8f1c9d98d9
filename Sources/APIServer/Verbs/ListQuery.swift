import APIMachinery
import Client

/// The options of lists and watches (API reference: ListOptions), from the query or in process.
struct ListQuery: Sendable {
  var labelSelector = ""
  var fieldSelector = ""
  var resourceVersion = ""
  var resourceVersionMatch = ""
  var limit = 0
  var continueToken = ""
  var allowsBookmarks = false
  var sendsInitialEvents: Bool?
  var timeoutSeconds: Int?

  init(_ query: QueryParameters) throws(StatusError) {
    labelSelector = query["labelSelector"] ?? ""
    fieldSelector = query["fieldSelector"] ?? ""
    resourceVersion = query["resourceVersion"] ?? ""
    resourceVersionMatch = query["resourceVersionMatch"] ?? ""
    limit = try query.int("limit") ?? 0
    continueToken = query["continue"] ?? ""
    allowsBookmarks = query.bool("allowWatchBookmarks") ?? false
    sendsInitialEvents = query.bool("sendInitialEvents")
    timeoutSeconds = try query.int("timeoutSeconds")
  }

  init(_ options: ListOptions) {
    (labelSelector, fieldSelector) = (options.labelSelector, options.fieldSelector)
    (resourceVersion, resourceVersionMatch) = (options.resourceVersion, options.resourceVersionMatch)
    (limit, continueToken) = (options.limit, options.continueToken)
    (allowsBookmarks, sendsInitialEvents, timeoutSeconds) = (options.allowWatchBookmarks, options.sendInitialEvents, options.timeoutSeconds)
  }

  /// Combinations that mean nothing are refused (upstream's ValidateListOptions); all that is wrong is told at once.
  func validate(isWatch: Bool) throws(StatusError) {
    let errors = isWatch ? watchErrors : listErrors
    guard errors.isEmpty else {
      throw .invalid(GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "ListOptions"), "", errors)
    }
  }

  private static let matchField = "resourceVersionMatch"

  private var watchErrors: [FieldError] {
    let field = Self.matchField
    let isNewer = resourceVersionMatch == "NotOlderThan"
    var errors: [FieldError] = []
    if sendsInitialEvents != nil, !isNewer {
      errors.append(.forbidden(field, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
    }
    guard !resourceVersionMatch.isEmpty else { return errors }
    if sendsInitialEvents == nil {
      errors.append(.forbidden(field, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"))
    }
    if !isNewer { errors.append(.notSupported(field, .string(resourceVersionMatch), ["NotOlderThan"])) }
    if !continueToken.isEmpty { errors.append(.forbidden(field, "resourceVersionMatch is forbidden when continue is provided")) }
    return errors
  }

  private var listErrors: [FieldError] {
    let field = Self.matchField
    var errors: [FieldError] = []
    if sendsInitialEvents != nil { errors.append(.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list")) }
    guard !resourceVersionMatch.isEmpty else { return errors }
    if resourceVersion.isEmpty {
      errors.append(.forbidden(field, "resourceVersionMatch is forbidden unless resourceVersion is provided"))
    }
    if !continueToken.isEmpty { errors.append(.forbidden(field, "resourceVersionMatch is forbidden when continue is provided")) }
    if resourceVersionMatch != "Exact", resourceVersionMatch != "NotOlderThan" {
      errors.append(.notSupported(field, .string(resourceVersionMatch), ["Exact", "NotOlderThan", ""]))
    }
    if resourceVersionMatch == "Exact", resourceVersion == "0" {
      errors.append(.forbidden(field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""))
    }
    return errors
  }
}
