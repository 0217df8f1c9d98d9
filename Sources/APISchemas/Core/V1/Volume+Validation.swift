import APIMachinery

/// The rules of a pod's volumes.
enum VolumeValidation {
  static func validate(_ volumes: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var names: Set<String> = []
    for (position, volume) in volumes.enumerated() {
      let place = path.index(position)
      source(volume, place, &list)
      guard let name = list.requiredText(volume, "name", place) else { continue }
      list.check(NameFormat.dns1123Label(name), place.child("name"), name)
      if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
    }
  }

  private static func source(_ volume: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let given = (volume.object?.fieldNames ?? []).filter { $0 != "name" }
    guard let first = given.first else {
      list.required(path, "must specify a volume type")
      return
    }
    for other in given.dropFirst() { list.forbidden(path.child(other), "may not specify more than 1 volume type") }
    validate(volume[first] ?? [:], of: first, path.child(first), &list)
  }

  /// Also the rules of a persistent volume's source, where it is of the same form.
  static func validate(_ source: Value, of type: String, _ place: FieldPath, _ list: inout FieldErrorList) {
    switch type {
    case "emptyDir": sizeLimit(source, place, &list)
    case "hostPath": hostPath(source, place, &list)
    case "secret", "configMap": keys(source, type == "secret" ? "secretName" : "name", place, &list)
    case "downwardAPI":
      mode(source, "defaultMode", place, &list)
      downward(source.list("items"), place.child("items"), &list)
    case "projected": projected(source, place, &list)
    case "persistentVolumeClaim": _ = list.requiredText(source, "claimName", place)
    case "nfs":
      _ = list.requiredText(source, "server", place)
      if let directory = list.requiredText(source, "path", place), !directory.hasPrefix("/") {
        list.invalid(place.child("path"), .string(directory), "must be an absolute path")
      }
    case "csi":
      CSIDriverRules.driverName(source.text("driver"), place.child("driver"), &list)
      if let reference = source["nodePublishSecretRef"] { _ = list.requiredText(reference, "name", place.child("nodePublishSecretRef")) }
    case "ephemeral": claimTemplate(source["volumeClaimTemplate"], place.child("volumeClaimTemplate"), &list)
    case "image": list.oneOf(source, "pullPolicy", ["Always", "IfNotPresent", "Never"], at: place)
    default: VolumePluginValidation.validate(source, of: type, place, &list)
    }
  }

  /// The claim that lives with a pod; it gets its name from the pod.
  private static func claimTemplate(_ template: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let template else { return list.required(path) }
    let metadata = template["metadata"] ?? [:]
    LabelsValidation.validate(metadata["labels"], path.child("metadata").child("labels"), &list)
    for key in metadata.object?.fieldNames ?? [] where !["annotations", "creationTimestamp", "labels"].contains(key) {
      list.forbidden(path.child("metadata"), "only the labels and annotations fields are allowed")
    }
    PersistentVolumeClaimValidation.validate(template["spec"] ?? [:], path.child("spec"), &list)
  }

  private static func sizeLimit(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let limit = Quantity(source["sizeLimit"]), limit.isNegative {
      list.forbidden(path.child("sizeLimit"), "SizeLimit field must be a valid resource quantity")
    }
  }

  private static let hostPathTypes = [
    "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket",
  ]

  private static func hostPath(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let directory = list.requiredText(source, "path", path) { noBackSteps(directory, path.child("path"), &list) }
    list.oneOf(source, "type", hostPathTypes, at: path)
  }

  private static func keys(_ source: Value, _ nameKey: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    _ = list.requiredText(source, nameKey, path)
    mode(source, "defaultMode", path, &list)
    items(source, path, &list)
  }

  private static func items(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, item) in source.list("items").enumerated() {
      let place = path.child("items").index(position)
      _ = list.requiredText(item, "key", place)
      if let file = list.requiredText(item, "path", place) { relativePath(file, place.child("path"), &list) }
      mode(item, "mode", place, &list)
    }
  }

  private static func downward(_ items: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, item) in items.enumerated() {
      let place = path.index(position)
      if let file = list.requiredText(item, "path", place) { relativePath(file, place.child("path"), &list) }
      switch (item["fieldRef"], item["resourceFieldRef"]) {
      case (let field?, nil):
        EnvironmentValidation.fieldReference(field, EnvironmentValidation.volumeFields, place.child("fieldRef"), &list)
      case (nil, let resource?): EnvironmentValidation.resourceReference(resource, place.child("resourceFieldRef"), &list)
      case (.some, .some): list.invalid(place, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously")
      case (nil, nil): list.required(place, "one of fieldRef and resourceFieldRef is required")
      }
      mode(item, "mode", place, &list)
    }
  }

  private static let projections = [
    "secret", "downwardAPI", "configMap", "serviceAccountToken", "clusterTrustBundle", "podCertificate",
  ]

  private static func projected(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    mode(source, "defaultMode", path, &list)
    ProjectedVolumeValidation.files(source.list("sources"), path, &list)
    for (position, projection) in source.list("sources").enumerated() {
      let place = path.child("sources").index(position)
      let given = projections.filter { projection[$0] != nil }
      guard let kind = given.first else {
        list.required(place, "must specify a projected volume source")
        continue
      }
      for other in given.dropFirst() { list.forbidden(place.child(other), "may not specify more than 1 volume type") }
      let item = projection[kind] ?? [:]
      switch kind {
      case "secret", "configMap": keys(item, "name", place.child(kind), &list)
      case "downwardAPI": downward(item.list("items"), place.child(kind).child("items"), &list)
      case "serviceAccountToken": token(item, place.child(kind), &list)
      case "clusterTrustBundle": ProjectedVolumeValidation.trustBundle(item, place.child(kind), &list)
      default: ProjectedVolumeValidation.certificate(item, place.child(kind), &list)
      }
    }
  }

  private static func token(_ item: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let seconds = item["expirationSeconds"]?.int {
      if seconds < 600 {
        list.invalid(path.child("expirationSeconds"), .int(seconds), "may not specify a duration less than 10 minutes")
      } else if seconds > 1 << 32 {
        list.invalid(path.child("expirationSeconds"), .int(seconds), "may not specify a duration larger than 2^32 seconds")
      }
    }
    if item.isUnset("path") { list.required(path.child("path")) }
  }

  private static func mode(_ source: Value, _ key: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let mode = source[key]?.int, !(0...0o777).contains(mode) {
      list.invalid(path.child(key), .int(mode), "must be a number between 0 and 0777 (octal), both inclusive")
    }
  }

  static func relativePath(_ text: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if text.hasPrefix("/") { list.invalid(path, .string(text), "must be a relative path") }
    noBackSteps(text, path, &list)
  }

  private static func noBackSteps(_ text: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if text.split(separator: "/").contains("..") { list.invalid(path, .string(text), "must not contain '..'") }
  }
}

/// The rules of a container's mounts and devices.
enum VolumeMountValidation {
  static func validate(_ container: Value, _ volumes: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    let names = Set(volumes.map { $0.text("name") })
    let devices = container.list("volumeDevices")
    var places: Set<String> = []
    for (position, mount) in container.list("volumeMounts").enumerated() {
      let place = path.child("volumeMounts").index(position)
      if let name = list.requiredText(mount, "name", place), !names.contains(name) {
        list.notFound(place.child("name"), .string(name))
      }
      if let target = list.requiredText(mount, "mountPath", place), !places.insert(target).inserted {
        list.invalid(place.child("mountPath"), .string(target), "must be unique")
      }
      if devices.contains(where: { !mount.isUnset("name") && $0["name"] == mount["name"] }) {
        list.invalid(place.child("name"), mount["name"] ?? "", "must not already exist in volumeDevices")
      }
      if devices.contains(where: { !mount.isUnset("mountPath") && $0["devicePath"] == mount["mountPath"] }) {
        list.invalid(place.child("mountPath"), mount["mountPath"] ?? "", "must not already exist as a path in volumeDevices")
      }
      recursion(mount, place.child("recursiveReadOnly"), &list)
      if !mount.isUnset("subPath"), !mount.isUnset("subPathExpr") {
        list.invalid(place.child("subPathExpr"), mount["subPathExpr"] ?? "", "subPathExpr and subPath are mutually exclusive")
      }
      for key in ["subPath", "subPathExpr"] where !mount.isUnset(key) {
        VolumeValidation.relativePath(mount.text(key), place.child(key), &list)
      }
      list.oneOf(mount, "mountPropagation", ["Bidirectional", "HostToContainer", "None"], at: place)
      if mount["mountPropagation"] == "Bidirectional", container["securityContext"]?["privileged"]?.bool != true {
        list.forbidden(
          place.child("mountPropagation"), "Bidirectional mount propagation is available only to privileged containers")
      }
    }
    for (position, device) in devices.enumerated() {
      let place = path.child("volumeDevices").index(position)
      if let name = list.requiredText(device, "name", place) {
        let volume = volumes.first { $0.text("name") == name }
        if volume == nil { list.notFound(place.child("name"), .string(name)) }
        if let volume, volume["persistentVolumeClaim"] == nil, volume["ephemeral"] == nil {
          list.invalid(
            place.child("name"), .string(name),
            "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode")
        }
      }
      if device.text("devicePath").split(separator: "/").contains("..") {
        list.invalid(place.child("devicePath"), device["devicePath"] ?? "", "can not contain backsteps ('..')")
      }
      if let target = list.requiredText(device, "devicePath", place), !places.insert(target).inserted {
        list.invalid(place.child("devicePath"), .string(target), "must be unique")
      }
    }
  }

  /// A mount that is read-only all the way down is read-only itself, and nothing spreads from it.
  private static func recursion(_ mount: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let mode = mount.text("recursiveReadOnly")
    guard !mode.isEmpty, mode != "Disabled" else { return }
    guard ["Enabled", "IfPossible"].contains(mode) else {
      return list.notSupported(path, .string(mode), ["Disabled", "Enabled", "IfPossible"])
    }
    if mount["readOnly"]?.bool != true { list.forbidden(path, "may only be specified when readOnly is true") }
    if !["", "None"].contains(mount.text("mountPropagation")) {
      list.forbidden(path, "may only be specified when mountPropagation is None or not specified")
    }
  }
}
