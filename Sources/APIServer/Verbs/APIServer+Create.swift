import APIMachinery
import APISchemas
import Store

extension APIServer {
  /// How often a name is made up again when the one before is taken.
  static let generatedNameAttemptsMax = 8

  func create(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    // A kind that can only be created is a question or an order, not something to keep.
    guard request.definition.verbs.contains("get") else { return try carryOut(request, body, parameters, in: &unit) }
    var object = try decodeStored(body, request, parameters, in: &unit)
    try place(&object, request)
    let intent = Intent(object: body.value, source: body.source, path: nil)
    let (key, created) = try insert(object, request, parameters, intent, in: &unit)
    return .object(key, created, status: 201)
  }

  /// Puts the object where the path says; an object that says otherwise is refused.
  func place(_ object: inout Value, _ request: ResourceRequest) throws(StatusError) {
    guard request.definition.isNamespaced else {
      if !object.namespace.isEmpty { object[path: "metadata", "namespace"] = nil }
      return
    }
    if object.namespace.isEmpty { object[path: "metadata", "namespace"] = .string(request.namespace) }
    guard object.namespace == request.namespace else {
      throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
    }
  }

  /// Everything between a decoded object and its place in the store: defaults, admission, system metadata, validation.
  /// `applying`: the configuration, in the version it was sent in, that the caller owns by server-side apply.
  func insert(
    _ object: Value, _ request: ResourceRequest, _ parameters: WriteParameters, _ intent: Intent,
    applying configuration: Value? = nil,
    in unit: inout UnitOfWork
  ) throws(StatusError) -> (ObjectKey, Value) {
    guard object.resourceVersion.isEmpty || object.resourceVersion == "0" else {
      throw StatusError(500, .unknown, "resourceVersion should not be set on objects to be created")
    }
    let definition = request.definition
    var object = scheme.withDefaults(object, of: definition.gvk)
    let makesUpName = object.name.isEmpty
    let attributes = AdmissionAttributes(request, .create, old: nil, options: parameters.options("CreateOptions"))
    let place = try admitMutating(&object, attributes, in: &unit)
    fillSystemMetadata(&object, request, in: unit)
    if let place { unit.conversation?.keepIdentity(of: &object, at: place) }
    object = scheme.prepareForCreate(object, of: definition)
    let writer = Ownership(request, parameters, unit.time)
    if let configuration {
      object = try ownership.applying(configuration, creating: object, writer)
    } else {
      object = ownership.recording(object, over: nil, writer)
    }
    object = withDefinitionStatus(object, request, in: unit)
    let errors = scheme.validateCreate(object, of: request.served) + definitionErrors(object, old: nil, request)
    guard errors.isEmpty else { throw .invalid(definition.gvk, object.name, errors) }
    unit.warnings += scheme.warnings(object, old: nil, of: definition)
    try admitValidating(object, attributes, in: &unit)
    let key = request.key(object.name)
    guard !unit.contains(key) else {
      throw makesUpName ? .noFreeName(request.groupResource, object.name) : .alreadyExists(request.groupResource, object.name)
    }
    if definition.gvk == ServiceAllocator.kind { try services.allocate(&object, old: nil, in: &unit) }
    let desired = desiredCreate(request, object, intent)
    unit.put(key, object, desired: desired)
    if request.groupResource == NamespaceLifecycle.namespaces { try giveDefaultAccount(namespace: object.name, in: &unit) }
    return (key, object)
  }

  private func fillSystemMetadata(_ object: inout Value, _ request: ResourceRequest, in unit: UnitOfWork) {
    var metadata = object["metadata"]?.object ?? Object()
    for field in ["resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields"] {
      metadata[field] = nil
    }
    if (metadata["name"]?.string ?? "").isEmpty, let prefix = metadata["generateName"]?.string, !prefix.isEmpty {
      metadata["name"] = .string(freeName(prefix, request, in: unit))
    }
    metadata["uid"] = .string(random.uuid())
    metadata["creationTimestamp"] = .string(unit.time.rfc3339)
    object["metadata"] = .object(metadata)
  }

  /// The prefix, cut to leave room, and five random characters.
  private func freeName(_ prefix: String, _ request: ResourceRequest, in unit: UnitOfWork) -> String {
    let base = String(prefix.prefix(58))
    var name = base + random.nameSuffix()
    for _ in 1..<Self.generatedNameAttemptsMax where unit.contains(request.key(name)) { name = base + random.nameSuffix() }
    return name
  }
}

extension StatusError {
  /// Names were made up, and all were taken: another try may find one that is free.
  static func noFreeName(_ resource: GroupResource, _ name: String) -> StatusError {
    var error = alreadyExists(resource, name)
    error.message += ", the server was not able to generate a unique name for the object"
    error.retryAfterSeconds = 1
    return error
  }
}
