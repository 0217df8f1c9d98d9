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

  /// Combinations that mean nothing are refused (upstream's ValidateListOptions).
  func validate(isWatch: Bool) throws(StatusError) {
    var errors: [FieldError] = []
    if let sendsInitialEvents {
      if !isWatch {
        errors.append(.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"))
      } else if resourceVersionMatch != "NotOlderThan", sendsInitialEvents || !resourceVersionMatch.isEmpty {
        errors.append(.forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
      }
      if sendsInitialEvents, !allowsBookmarks, isWatch {
        errors.append(.forbidden("allowWatchBookmarks", "sendInitialEvents requires setting allowWatchBookmarks to true"))
      }
    } else if isWatch, !resourceVersionMatch.isEmpty {
      errors.append(.forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"))
    }
    if !isWatch { errors += listErrors }
    guard errors.isEmpty else {
      throw .invalid(GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "ListOptions"), "", errors)
    }
  }

  private var listErrors: [FieldError] {
    guard !resourceVersionMatch.isEmpty else { return [] }
    let field = "resourceVersionMatch"
    if !continueToken.isEmpty { return [.forbidden(field, "resourceVersionMatch is forbidden when continue is provided")] }
    if resourceVersion.isEmpty { return [.forbidden(field, "resourceVersionMatch is forbidden unless resourceVersion is provided")] }
    if resourceVersionMatch != "Exact", resourceVersionMatch != "NotOlderThan" {
      return [.notSupported(field, .string(resourceVersionMatch), ["Exact", "NotOlderThan", ""])]
    }
    if resourceVersionMatch == "Exact", resourceVersion == "0" {
      return [.forbidden(field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")]
    }
    return []
  }
}
