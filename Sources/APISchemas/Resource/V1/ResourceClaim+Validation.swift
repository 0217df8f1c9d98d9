import APIMachinery

extension ResourceClaimRules {
  private static let requestsMax = 32
  private static let constraintsMax = 32
  private static let subRequestsMax = 8

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    Self.validate(spec: object["spec"] ?? [:], "spec", &list)
    return list.errors
  }

  static func validate(spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let devices = spec["devices"] ?? [:]
    let place = path.child("devices")
    let requests = devices.list("requests")
    DeviceValidation.limit(requests, requestsMax, place.child("requests"), &list)
    var names = Set<String>()
    for (position, request) in requests.enumerated() {
      validate(request: request, place.child("requests").index(position), &names, &list)
    }
    let constraints = devices.list("constraints")
    DeviceValidation.limit(constraints, constraintsMax, place.child("constraints"), &list)
    for (position, constraint) in constraints.enumerated() {
      let spot = place.child("constraints").index(position)
      references(constraint.list("requests"), names, spot.child("requests"), &list)
      let attributes = ["matchAttribute", "distinctAttribute"].filter { constraint[$0] != nil }
      if attributes.isEmpty { list.required(spot, "exactly one of `matchAttribute` or `distinctAttribute` must be set") }
      for key in attributes { DeviceValidation.qualifiedName(constraint.text(key), spot.child(key), needsDomain: true, &list) }
    }
    let config = devices.list("config")
    DeviceValidation.limit(config, DeviceValidation.configMax, place.child("config"), &list)
    for (position, entry) in config.enumerated() {
      let spot = place.child("config").index(position)
      references(entry.list("requests"), names, spot.child("requests"), &list)
      DeviceValidation.opaque(entry["opaque"], spot, &list)
    }
  }

  /// References to requests, or to sub-requests as `MAIN/SUB`.
  private static func references(_ requests: [Value], _ names: Set<String>, _ path: FieldPath, _ list: inout FieldErrorList) {
    DeviceValidation.limit(requests, requestsMax, path, &list)
    var seen = Set<Value>()
    for (position, request) in requests.enumerated() {
      if !seen.insert(request).inserted { list.duplicate(path.index(position), request) }
      if !names.contains(request.string ?? "") {
        list.invalid(
          path.index(position), request,
          "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")
      }
    }
  }

  private static func validate(request: Value, _ path: FieldPath, _ names: inout Set<String>, _ list: inout FieldErrorList) {
    let name = request.text("name")
    DeviceValidation.label(name, path.child("name"), &list)
    if !name.isEmpty, !names.insert(name).inserted { list.duplicate(path.child("name"), .string(name)) }
    let alternatives = request.list("firstAvailable")
    switch (request["exactly"], alternatives.isEmpty) {
    case (nil, true): list.required(path, "exactly one of `exactly` or `firstAvailable` is required")
    case (let exactly?, true): validate(exact: exactly, path.child("exactly"), &list)
    case (nil, false):
      DeviceValidation.limit(alternatives, subRequestsMax, path.child("firstAvailable"), &list)
      var own = Set<String>()
      for (position, alternative) in alternatives.enumerated() {
        let place = path.child("firstAvailable").index(position)
        let subName = alternative.text("name")
        DeviceValidation.label(subName, place.child("name"), &list)
        if !subName.isEmpty, !own.insert(subName).inserted { list.duplicate(place.child("name"), .string(subName)) }
        names.insert(name + "/" + subName)
        validate(exact: alternative, place, &list)
      }
    case (_?, false): list.invalid(path, .null, "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set")
    }
  }

  private static func validate(exact request: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let name = list.requiredText(request, "deviceClassName", path) {
      list.check(NameFormat.dns1123Subdomain(name), path.child("deviceClassName"), name)
    }
    DeviceValidation.selectors(request.list("selectors"), path.child("selectors"), &list)
    let count = request["count"]?.int ?? 0
    switch request.text("allocationMode") {
    case "All": if count != 0 { list.invalid(path.child("count"), .int(count), "must not be specified when allocationMode is 'All'") }
    case "ExactCount": if count <= 0 { list.invalid(path.child("count"), .int(count), "must be greater than zero") }
    case let mode: list.notSupported(path.child("allocationMode"), .string(mode), ["All", "ExactCount"])
    }
    DeviceValidation.tolerations(request.list("tolerations"), path.child("tolerations"), &list)
    for amount in request["capacity"]?["requests"]?.object ?? Object() {
      DeviceValidation.qualifiedName(amount.key, path.child("capacity").child("requests").key(amount.key), &list)
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"], old["spec"], "spec")
    if subresource == "status" { status(object["status"] ?? [:], old["status"] ?? [:], isDeleted: object.isBeingDeleted, &list) }
    return list.errors
  }

  private func status(_ status: Value, _ old: Value, isDeleted: Bool, _ list: inout FieldErrorList) {
    let users = status.list("reservedFor")
    DeviceValidation.limit(users, 256, "status.reservedFor", &list)
    var seen = Set<String>()
    for (position, user) in users.enumerated() {
      let path = FieldPath("status.reservedFor").index(position)
      for key in ["resource", "name", "uid"] { _ = list.requiredText(user, key, path) }
      if !seen.insert(user.text("uid")).inserted { list.duplicate(path.child("uid"), .string(user.text("uid"))) }
    }
    if !users.isEmpty {
      if status["allocation"] == nil { list.forbidden("status.reservedFor", "may not be specified when `allocated` is not set") }
      if isDeleted, users.contains(where: { !old.list("reservedFor").contains($0) }) {
        list.forbidden("status.reservedFor", "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set")
      }
    }
    if let before = old["allocation"], let now = status["allocation"], before != now {
      list.invalid("status.allocation", now, "field is immutable")
    }
    allocated(status, &list)
  }

  private func allocated(_ status: Value, _ list: inout FieldErrorList) {
    func identity(_ device: Value) -> [String] { ["driver", "pool", "device", "shareID"].map { device.text($0) } }
    let results = status["allocation"]?["devices"]?.list("results") ?? []
    for (position, result) in results.enumerated() {
      let path = FieldPath("status.allocation.devices.results").index(position)
      _ = list.requiredText(result, "request", path)
      DeviceValidation.driver(result.text("driver"), path.child("driver"), &list)
      DeviceValidation.pool(result.text("pool"), path.child("pool"), &list)
      DeviceValidation.label(result.text("device"), path.child("device"), &list)
    }
    let known = Set(results.map(identity))
    for (position, device) in status.list("devices").enumerated() where !known.contains(identity(device)) {
      list.invalid(
        FieldPath("status.devices").index(position), .string(identity(device).prefix(3).joined(separator: "/")),
        "must be an allocated device in the claim")
    }
  }
}
