import APIMachinery

/// The defaults of every pod specification, in pods and in templates.
enum PodSpecDefaults {
  static let containerLists = ["initContainers", "containers", "ephemeralContainers"]

  static func apply(to spec: inout Value) {
    spec.setDefault("dnsPolicy", "ClusterFirst")
    spec.setDefault("restartPolicy", "Always")
    if spec["securityContext"] == nil { spec["securityContext"] = [:] }
    if spec["terminationGracePeriodSeconds"] == nil { spec["terminationGracePeriodSeconds"] = 30 }
    spec.setDefault("schedulerName", "default-scheduler")
    applyServiceAccount(to: &spec)
    for list in containerLists { spec.editEach(list) { ContainerDefaults.apply(to: &$0) } }
    spec.editEach("volumes") { VolumeDefaults.apply(to: &$0) }
    ContainerDefaults.applyToQuantities(of: &spec, "overhead")
  }

  /// Applies to `spec.template.spec` of a workload.
  static func applyToTemplate(of object: inout Value) {
    object.edit("spec") { spec in
      spec.edit("template") { template in
        template.edit("spec") { apply(to: &$0) }
      }
    }
  }

  /// `serviceAccount` is the deprecated name of `serviceAccountName`; the two are kept equal.
  private static func applyServiceAccount(to spec: inout Value) {
    if spec.isUnset("serviceAccountName"), !spec.isUnset("serviceAccount") { spec["serviceAccountName"] = spec["serviceAccount"] }
    if !spec.isUnset("serviceAccountName") { spec["serviceAccount"] = spec["serviceAccountName"] }
  }
}

enum ContainerDefaults {
  static func apply(to container: inout Value) {
    container.setDefault("imagePullPolicy", .string(pullPolicy(ofImage: container.text("image"))))
    container.setDefault("terminationMessagePath", "/dev/termination-log")
    container.setDefault("terminationMessagePolicy", "File")
    container.editEach("ports") { $0.setDefault("protocol", "TCP") }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] { container.edit(probe, applyToProbe) }
    container.edit("lifecycle") { lifecycle in
      for hook in ["postStart", "preStop"] { lifecycle.edit(hook) { $0.edit("httpGet", applyToHTTPGet) } }
    }
    container.editEach("env") { variable in
      variable.edit("valueFrom", applyToReferences)
    }
    container.edit("resources") { resources in
      applyToQuantities(of: &resources, "limits")
      applyToQuantities(of: &resources, "requests")
    }
    if container["resources"] == nil { container["resources"] = [:] }
  }

  /// A divisor of zero is how typed clients write one that is unset, so that is how it is kept.
  static func applyToReferences(_ source: inout Value) {
    source.edit("fieldRef") { $0.setDefault("apiVersion", "v1") }
    source.edit("resourceFieldRef") { $0.setDefault("divisor", "0") }
  }

  /// Quantities of resources are whole milli-units, rounded up.
  static func applyToQuantities(of object: inout Value, _ key: String) {
    object.edit(key) { list in
      for (name, quantity) in list.object ?? Object() {
        guard let amount = Quantity(quantity) else { continue }
        let rounded = Quantity(milli: amount.milliValue, format: amount.format)
        // An amount beyond the range of milli-units is a whole number anyway.
        if rounded != amount, amount.milliValue != .max { list[name] = .string(rounded.description) }
      }
    }
  }

  /// `Always` for the tag latest, also when it is only implied; an image by digest needn't be pulled again.
  static func pullPolicy(ofImage image: String) -> String {
    let parts = image.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let tag = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
    if image.isEmpty { return "IfNotPresent" }
    if let tag { return tag == "latest" ? "Always" : "IfNotPresent" }
    return parts.count > 1 ? "IfNotPresent" : "Always"
  }

  private static let probeDefaults: [(String, Value)] = [
    ("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3),
  ]

  private static func applyToProbe(_ probe: inout Value) {
    for (name, value) in probeDefaults where probe.isZero(name) { probe[name] = value }
    probe.edit("httpGet", applyToHTTPGet)
    probe.edit("grpc") { if $0["service"] == nil { $0["service"] = "" } }
  }

  private static func applyToHTTPGet(_ get: inout Value) {
    get.setDefault("path", "/")
    get.setDefault("scheme", "HTTP")
  }
}

enum VolumeDefaults {
  static func apply(to volume: inout Value) {
    let hasSource = volume.object?.contains { $0.key != "name" } ?? false
    if !hasSource { volume["emptyDir"] = [:] }
    for source in ["secret", "configMap", "downwardAPI", "projected"] {
      volume.edit(source) { source in
        if source["defaultMode"] == nil { source["defaultMode"] = 0o644 }
        source.editEach("items", ContainerDefaults.applyToReferences)
        source.editEach("sources", applyToProjection)
      }
    }
    volume.edit("hostPath") { if $0["type"] == nil { $0["type"] = "" } }
    volume.edit("image") { $0.setDefault("pullPolicy", .string(ContainerDefaults.pullPolicy(ofImage: $0.text("reference")))) }
    volume.edit("azureDisk") { disk in
      disk.setDefault("cachingMode", "ReadWrite")
      disk.setDefault("kind", "Shared")
    }
    volume.edit("ephemeral") { ephemeral in
      ephemeral.edit("volumeClaimTemplate") { $0.edit("spec") { $0.setDefault("volumeMode", "Filesystem") } }
    }
  }

  private static func applyToProjection(_ projection: inout Value) {
    projection.edit("serviceAccountToken") { if $0["expirationSeconds"] == nil { $0["expirationSeconds"] = 3600 } }
    projection.edit("downwardAPI") { $0.editEach("items", ContainerDefaults.applyToReferences) }
  }
}
