import APIMachinery

/// One path of the API with its operations, before it is written as OpenAPI of one version or the other.
struct APIPath {
  var path: String
  /// What every operation of the path takes: name, namespace, pretty.
  var parameters: [APIParameter]
  var operations: [APIOperation]
}

struct APIOperation {
  var method: String
  var id: String
  /// `x-kubernetes-action`.
  var action: String
  var description: String
  var kind: GroupVersionKind
  var tag: String
  var parameters: [APIParameter] = []
  /// The type of the request's body.
  var body: String?
  var isBodyRequired = false
  var consumes = ["*/*"]
  /// Status codes and the type answered with; nil for plain text.
  var responses: [(code: String, description: String, typeName: String?)] = []
}

struct APIParameter {
  enum Place: String { case query, path }
  var name: String
  var type: String
  var description: String
  var place = Place.query

  static let pretty = APIParameter(name: "pretty", type: "string", description: "If 'true', the output is indented.")
  static let dryRun = APIParameter(
    name: "dryRun", type: "string", description: "With All, every stage runs but nothing is stored.")
  static let fieldManager = APIParameter(
    name: "fieldManager", type: "string", description: "The name of who or what makes the changes; required for apply.")
  static let fieldValidation = APIParameter(
    name: "fieldValidation", type: "string",
    description: "What becomes of unknown and duplicate fields: Ignore, Warn (the default) or Strict.")
  static let force = APIParameter(
    name: "force", type: "boolean", description: "Apply takes fields over from other managers; only for apply patches.")
  static let name = APIParameter(name: "name", type: "string", description: "The name of the object.", place: .path)
  static let namespace = APIParameter(
    name: "namespace", type: "string", description: "The namespace of the objects.", place: .path)

  static let writing = [dryRun, fieldManager, fieldValidation]
  static let patching = writing + [force]

  static let deleting = [
    dryRun,
    APIParameter(
      name: "gracePeriodSeconds", type: "integer", description: "Seconds until the object is deleted; zero means at once."),
    APIParameter(
      name: "ignoreStoreReadErrorWithClusterBreakingPotential", type: "boolean",
      description: "Deletes an object that can't be read any more."),
    APIParameter(name: "orphanDependents", type: "boolean", description: "Deprecated: use propagationPolicy."),
    APIParameter(
      name: "propagationPolicy", type: "string",
      description: "What becomes of dependents: Orphan, Background or Foreground."),
  ]

  static let selecting = [
    APIParameter(name: "fieldSelector", type: "string", description: "Restricts the list of returned objects by their fields."),
    APIParameter(name: "labelSelector", type: "string", description: "Restricts the list of returned objects by their labels."),
    APIParameter(name: "limit", type: "integer", description: "The most objects to return in one answer."),
    APIParameter(name: "continue", type: "string", description: "Where to go on, as the answer before told."),
    APIParameter(name: "resourceVersion", type: "string", description: "Which state of the objects is asked for."),
    APIParameter(
      name: "resourceVersionMatch", type: "string", description: "How resourceVersion is meant: NotOlderThan or Exact."),
    APIParameter(name: "timeoutSeconds", type: "integer", description: "How long the call may take."),
    APIParameter(
      name: "sendInitialEvents", type: "boolean", description: "A watch begins with an event for each existing object."),
  ]

  static let listing = selecting + [
    APIParameter(name: "allowWatchBookmarks", type: "boolean", description: "A watch may send bookmark events."),
    APIParameter(name: "watch", type: "boolean", description: "Watch for changes to the described resources: the answer is a stream of events."),
  ]
}
