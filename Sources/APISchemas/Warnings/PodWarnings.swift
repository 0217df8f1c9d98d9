import APIMachinery

/// What is allowed in a pod specification and still hardly meant.
enum PodWarnings {
  private static let deprecatedLabels = [
    "beta.kubernetes.io/arch": "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
    "beta.kubernetes.io/os": "deprecated since v1.14; use \"kubernetes.io/os\" instead",
    "failure-domain.beta.kubernetes.io/region": "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
    "failure-domain.beta.kubernetes.io/zone": "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
    "beta.kubernetes.io/instance-type": "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
  ]
  private static let deprecatedVolumes = [
    "cephfs": "deprecated in v1.28, non-functional in v1.31+", "gitRepo": "deprecated in v1.11, and disabled by default in v1.33+",
    "flocker": "deprecated in v1.22, non-functional in v1.25+", "glusterfs": "deprecated in v1.25, non-functional in v1.26+",
    "photonPersistentDisk": "deprecated in v1.11, non-functional in v1.16+", "quobyte": "deprecated in v1.22, non-functional in v1.25+",
    "rbd": "deprecated in v1.28, non-functional in v1.31+", "scaleIO": "deprecated in v1.16, non-functional in v1.22+",
    "storageos": "deprecated in v1.22, non-functional in v1.25+",
  ]
  private static let matchesNothing = "a null labelSelector results in matching no pod"

  /// `spec` is that of a pod or of a template.
  static func of(_ spec: Value, _ path: FieldPath) -> [String] {
    placement(spec, path) + volumes(spec, path) + pullSecrets(spec, path)
      + ["initContainers", "containers"].flatMap { key in
        spec.list(key).enumerated().flatMap { container($1, path.child(key).index($0)) }
      } + grace(spec, path)
  }

  /// The names of pods are host names too.
  static func name(_ name: String, of what: String) -> [String] {
    let problems = NameFormat.dns1123Label(name)
    if problems.isEmpty { return [] }
    return [
      "metadata.name: this is used in \(what), which can result in surprising behavior; a DNS label is recommended: "
        + "[\(problems.joined(separator: " "))]"
    ]
  }

  private static func placement(_ spec: Value, _ path: FieldPath) -> [String] {
    var warnings: [String] = []
    for (key, _) in spec["nodeSelector"]?.object ?? Object() {
      if let message = deprecatedLabels[key] { warnings.append("\(path.child("nodeSelector").key(key)): \(message)") }
    }
    for (position, constraint) in spec.list("topologySpreadConstraints").enumerated() {
      let place = path.child("topologySpreadConstraints").index(position)
      if let message = deprecatedLabels[constraint.text("topologyKey")] { warnings.append("\(place.child("topologyKey")): \(message)") }
      if constraint["labelSelector"] == nil { warnings.append("\(place.child("labelSelector")): \(matchesNothing)") }
    }
    for key in ["podAffinity", "podAntiAffinity"] {
      let place = path.child("affinity").child(key)
      for list in ["requiredDuringSchedulingIgnoredDuringExecution", "preferredDuringSchedulingIgnoredDuringExecution"] {
        for (position, term) in (spec["affinity"]?[key]?.list(list) ?? []).enumerated() {
          let isPreferred = list.hasPrefix("preferred")
          let spot = place.child(list).index(position)
          guard (isPreferred ? term["podAffinityTerm"]?["labelSelector"] : term["labelSelector"]) == nil else { continue }
          warnings.append("\((isPreferred ? spot.child("podAffinityTerm") : spot).child("labelSelector")): \(matchesNothing)")
        }
      }
    }
    return warnings
  }

  private static func volumes(_ spec: Value, _ path: FieldPath) -> [String] {
    spec.list("volumes").enumerated().flatMap { position, volume in
      (volume.object?.fieldNames ?? []).compactMap { key in
        deprecatedVolumes[key].map { "\(path.child("volumes").index(position).child(key)): \($0)" }
      }
    }
  }

  private static func pullSecrets(_ spec: Value, _ path: FieldPath) -> [String] {
    var names: Set<String> = []
    return spec.list("imagePullSecrets").enumerated().compactMap { position, secret in
      let place = path.child("imagePullSecrets").index(position).child("name")
      let name = secret.text("name")
      if name.isEmpty { return "\(place): invalid empty name \"\"" }
      return names.insert(name).inserted ? nil : "\(place): duplicate name \"\(name)\""
    }
  }

  private static func container(_ container: Value, _ path: FieldPath) -> [String] {
    var warnings: [String] = []
    var names: Set<String> = []
    for (position, variable) in container.list("env").enumerated() {
      let name = variable.text("name")
      if !names.insert(name).inserted {
        let place = path.child("env").index(position)
        warnings.append("\(place): hides previous definition of \"\(name)\", which may be dropped when using apply")
      }
    }
    for list in ["limits", "requests"] {
      for name in ["memory", "ephemeral-storage"] {
        let place = path.child("resources").child(list).key(name)
        warnings += fractionalBytes(container[path: "resources", list, name], place)
      }
    }
    var ports: [String: Int] = [:]
    for (position, port) in container.list("ports").enumerated() {
      let identity = "\(port["containerPort"]?.int ?? 0)/\(port.text("protocol"))/\(port["hostPort"]?.int ?? 0)/\(port.text("hostIP"))"
      let place = path.child("ports")
      if let first = ports[identity] {
        warnings.append("\(place.index(position)): duplicate port definition with \(place.index(first))")
      } else {
        ports[identity] = position
      }
    }
    return warnings
  }

  static func fractionalBytes(_ value: Value?, _ path: FieldPath) -> [String] {
    guard let amount = value.flatMap({ Quantity($0) }), Quantity(amount.value) != amount else { return [] }
    return ["\(path): fractional byte value \"\(amount)\" is invalid, must be an integer"]
  }

  private static func grace(_ spec: Value, _ path: FieldPath) -> [String] {
    guard let seconds = spec["terminationGracePeriodSeconds"]?.int, seconds < 0 else { return [] }
    return ["\(path.child("terminationGracePeriodSeconds")): must be >= 0; negative values are invalid and will be treated as 1"]
  }
}
