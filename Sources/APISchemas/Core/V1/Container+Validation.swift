import APIMachinery

/// The rules of containers of all three sorts.
enum ContainerValidation {
  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let volumes = spec.list("volumes")
    let containers = spec.list("containers")
    if containers.isEmpty { list.required(path.child("containers")) }
    var names: Set<String> = []
    for (sort, items) in [("containers", containers), ("initContainers", spec.list("initContainers"))] {
      for (position, container) in items.enumerated() {
        let place = path.child(sort).index(position)
        common(container, spec, volumes, place, &list)
        if !container.isUnset("name"), !names.insert(container.text("name")).inserted {
          list.duplicate(place.child("name"), .string(container.text("name")))
        }
        ContainerRestartValidation.validate(container, place, &list)
        if sort == "containers" { probes(container, place, &list) } else { initContainer(container, place, &list) }
      }
      hostPorts(items, path.child(sort), &list)
    }
    ephemeral(spec, names, path.child("ephemeralContainers"), &list)
  }

  private static func common(
    _ container: Value, _ spec: Value, _ volumes: [Value], _ path: FieldPath, _ list: inout FieldErrorList
  ) {
    if let name = list.requiredText(container, "name", path) { list.check(NameFormat.dns1123Label(name), path.child("name"), name) }
    let image = container.text("image")
    if image.isEmpty {
      list.required(path.child("image"))
    } else if image != image.trimmed {
      list.invalid(path.child("image"), .string(image), "must not have leading or trailing whitespace")
    }
    list.oneOf(container, "terminationMessagePolicy", ["File", "FallbackToLogsOnError"], at: path, isRequired: true)
    ports(container, isOnHostNetwork: spec["hostNetwork"]?.bool ?? false, path.child("ports"), &list)
    EnvironmentValidation.validate(container, path, &list)
    VolumeMountValidation.validate(container, volumes, path, &list)
    list.oneOf(container, "imagePullPolicy", ["Always", "IfNotPresent", "Never"], at: path, isRequired: true)
    ResourceValidation.validate(container["resources"], path.child("resources"), &list)
    SecurityContextValidation.validate(container["securityContext"], path.child("securityContext"), &list)
    ContainerRestartValidation.resizePolicy(container, podPolicy: spec.text("restartPolicy"), path, &list)
  }

  private static func ports(_ container: Value, isOnHostNetwork: Bool, _ path: FieldPath, _ list: inout FieldErrorList) {
    var names: Set<String> = []
    for (position, port) in container.list("ports").enumerated() {
      let place = path.index(position)
      let name = port.text("name")
      if !name.isEmpty {
        list.check(NameFormat.portName(name), place.child("name"), name)
        if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
      }
      let number = port["containerPort"]?.int ?? 0
      if number == 0 { list.required(place.child("containerPort")) } else { list.port(number, place.child("containerPort")) }
      if let hostPort = port["hostPort"]?.int, hostPort != 0 {
        list.port(hostPort, place.child("hostPort"))
        if isOnHostNetwork, hostPort != number {
          list.invalid(place.child("containerPort"), .int(number), "must match `hostPort` when `hostNetwork` is true")
        }
      }
      list.oneOf(port, "protocol", ["TCP", "UDP", "SCTP"], at: place, isRequired: true)
    }
  }

  private static func hostPorts(_ containers: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var taken: Set<String> = []
    for (position, container) in containers.enumerated() {
      for (at, port) in container.list("ports").enumerated() {
        guard let number = port["hostPort"]?.int, number != 0 else { continue }
        let claim = "\(port.text("protocol"))/\(port.text("hostIP"))/\(number)"
        if !taken.insert(claim).inserted {
          list.duplicate(path.index(position).child("ports").index(at).child("hostPort"), .string(claim))
        }
      }
    }
  }

  private static func probes(_ container: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    ProbeValidation.lifecycle(container["lifecycle"], path.child("lifecycle"), &list)
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
      guard let probe = container[name] else { continue }
      ProbeValidation.validate(probe, path.child(name), &list)
      if name != "readinessProbe", let threshold = probe["successThreshold"]?.int, threshold != 1 {
        list.invalid(path.child(name).child("successThreshold"), .int(threshold), "must be 1")
      }
      if name == "readinessProbe", let seconds = probe["terminationGracePeriodSeconds"] {
        list.invalid(path.child(name).child("terminationGracePeriodSeconds"), seconds, "must not be set for readinessProbes")
      }
    }
  }

  /// An init container that restarts is a sidecar and may be probed; the others run once.
  private static func initContainer(_ container: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if container["restartPolicy"] == "Always" {
      probes(container, path, &list)
      return
    }
    for key in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] where container[key] != nil {
      list.forbidden(path.child(key), "may not be set for init containers without restartPolicy=Always")
    }
  }

  private static let ephemeralForbidden = [
    "ports", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "resizePolicy", "restartPolicy",
  ]

  private static func ephemeral(_ spec: Value, _ names: Set<String>, _ path: FieldPath, _ list: inout FieldErrorList) {
    var names = names
    let targets = Set((spec.list("containers") + spec.list("initContainers")).map { $0.text("name") })
    for (position, container) in spec.list("ephemeralContainers").enumerated() {
      let place = path.index(position)
      common(container, spec, spec.list("volumes"), place, &list)
      if !container.isUnset("name"), !names.insert(container.text("name")).inserted {
        list.duplicate(place.child("name"), .string(container.text("name")))
      }
      let target = container.text("targetContainerName")
      if !target.isEmpty, !targets.contains(target) { list.notFound(place.child("targetContainerName"), .string(target)) }
      for key in ephemeralForbidden where container[key] != nil {
        list.forbidden(place.child(key), "cannot be set for an Ephemeral Container")
      }
      if container["resources"]?.object?.isEmpty == false {
        list.forbidden(place.child("resources"), "cannot be set for an Ephemeral Container")
      }
    }
  }
}
