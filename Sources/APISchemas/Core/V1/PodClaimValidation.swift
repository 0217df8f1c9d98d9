import APIMachinery

/// The rules of the resource claims that a pod has and its containers use (KEP-4381).
enum PodClaimValidation {
  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    var names: Set<String> = []
    for (position, claim) in spec.list("resourceClaims").enumerated() {
      let place = path.child("resourceClaims").index(position)
      if let name = list.requiredText(claim, "name", place) {
        list.check(NameFormat.dns1123Label(name), place.child("name"), name)
        if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
      }
      source(claim, place, &list)
    }
    for kind in ["containers", "initContainers"] {
      for (position, container) in spec.list(kind).enumerated() {
        used(container, of: names, path.child(kind).index(position).child("resources").child("claims"), &list)
      }
    }
  }

  private static func source(_ claim: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let sources = ["resourceClaimName", "resourceClaimTemplateName"]
    let given = sources.filter { claim[$0] != nil }
    for key in given { list.check(NameFormat.dns1123Subdomain(claim.text(key)), path.child(key), claim.text(key)) }
    if given.count > 1 {
      list.invalid(path, claim, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified")
    } else if given.isEmpty {
      list.invalid(path, claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`")
    }
  }

  private static func used(_ container: Value, of names: Set<String>, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, claim) in (container["resources"]?.list("claims") ?? []).enumerated() {
      let name = claim.text("name")
      guard !name.isEmpty, !names.contains(name) else { continue }
      let detail = "must be one of the names in pod.spec.resourceClaims" + (names.isEmpty ? " which is empty" : "")
      list.add([FieldError(.notFound, path.index(position).description, .string(name), detail)])
    }
  }
}
