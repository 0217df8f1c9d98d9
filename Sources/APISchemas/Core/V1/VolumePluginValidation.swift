import APIMachinery

/// The rules of the volume sources that belong to a storage system each, in pods and in persistent volumes.
enum VolumePluginValidation {
  private static let required: [String: [String]] = [
    "awsElasticBlockStore": ["volumeID"], "azureDisk": ["diskName", "diskURI"], "azureFile": ["secretName", "shareName"],
    "cinder": ["volumeID"], "flexVolume": ["driver"], "gcePersistentDisk": ["pdName"], "gitRepo": ["repository"],
    "glusterfs": ["endpoints", "path"], "iscsi": ["targetPortal", "iqn"], "photonPersistentDisk": ["pdID"],
    "portworxVolume": ["volumeID"], "quobyte": ["volume"], "rbd": ["image"], "scaleIO": ["gateway", "system", "volumeName"],
    "vsphereVolume": ["volumePath"],
  ]

  static func validate(_ source: Value, of type: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    for key in required[type] ?? [] { _ = list.requiredText(source, key, path) }
    switch type {
    case "awsElasticBlockStore", "gcePersistentDisk": byte(source, "partition", path, &list)
    case "cephfs", "rbd": if source.list("monitors").isEmpty { list.required(path.child("monitors")) }
    case "fc": fibreChannel(source, path, &list)
    case "flocker": flocker(source, path, &list)
    case "gitRepo":
      if !source.isUnset("directory") { VolumeValidation.relativePath(source.text("directory"), path.child("directory"), &list) }
    case "iscsi": iscsi(source, path, &list)
    case "quobyte":
      let detail = "must be a host:port pair or multiple pairs separated by commas"
      let pairs = source.text("registry").split(separator: ",", omittingEmptySubsequences: false)
      if source.isUnset("registry") {
        list.required(path.child("registry"), detail)
      } else if !pairs.allSatisfy({ $0.split(separator: ":").count == 2 }) {
        list.invalid(path.child("registry"), .string(source.text("registry")), detail)
      }
    default: break
    }
  }

  private static func byte(_ source: Value, _ key: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let number = source[key]?.int, !(0...255).contains(number) {
      list.invalid(path.child(key), .int(number), "must be between 0 and 255, inclusive")
    }
  }

  private static func fibreChannel(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let (targets, ids) = (source.list("targetWWNs"), source.list("wwids"))
    switch (targets.isEmpty, ids.isEmpty) {
    case (true, true): list.required(path.child("targetWWNs"), "must specify either targetWWNs or wwids, but not both")
    case (false, false):
      list.invalid(path.child("targetWWNs"), .array(targets), "targetWWNs and wwids can not be specified simultaneously")
    default: break
    }
    guard !targets.isEmpty else { return }
    if source["lun"] == nil { list.required(path.child("lun"), "lun is required if targetWWNs is specified") }
    byte(source, "lun", path, &list)
  }

  private static func flocker(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch (source.isUnset("datasetName"), source.isUnset("datasetUUID")) {
    case (true, true): list.required(path, "one of datasetName and datasetUUID is required")
    case (false, false): list.invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously")
    default: break
    }
    if source.text("datasetName").contains("/") { list.invalid(path.child("datasetName"), source["datasetName"] ?? "", "must not contain '/'") }
  }

  private static func iscsi(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let name = source.text("iqn")
    if !name.isEmpty, !["iqn", "eui", "naa"].contains(where: { name.hasPrefix($0) }) {
      list.invalid(path.child("iqn"), .string(name), "must be valid format")
    }
    byte(source, "lun", path, &list)
    let asks = ["chapAuthDiscovery", "chapAuthSession"].contains { source[$0]?.bool == true }
    if asks, source["secretRef"] == nil { list.required(path.child("secretRef")) }
  }
}
