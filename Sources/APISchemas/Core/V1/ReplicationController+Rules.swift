import APIMachinery
import Basics

struct ReplicationControllerRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ object: inout Value) { object["status"] = ["replicas": 0] }

  func applyDefaults(to object: inout Value) {
    if let labels = object[path: "spec", "template", "metadata", "labels"], labels.object?.isEmpty == false {
      if object[path: "spec", "selector"]?.object?.isEmpty ?? true { object[path: "spec", "selector"] = labels }
      if object.labels.isEmpty { object[path: "metadata", "labels"] = labels }
    }
    PodSpecDefaults.applyToTemplate(of: &object)
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    list.nonNegative(spec, "minReadySeconds", at: "spec")
    let selector = spec["selector"]?.stringMap ?? [:]
    if selector.isEmpty { list.required("spec.selector") }
    if spec["replicas"] == nil { list.required("spec.replicas") }
    list.nonNegative(spec, "replicas", at: "spec")
    guard let template = spec["template"] else {
      list.required("spec.template")
      return list.errors
    }
    let path: FieldPath = "spec.template"
    let labels = template["metadata"]?["labels"]
    let map = labels?.stringMap ?? [:]
    if !selector.allSatisfy({ map[$0.key] == $0.value }) {
      list.invalid(path.child("metadata").child("labels"), labels ?? [:], "`selector` does not match template `labels`")
    }
    PodSpecValidation.validateTemplate(template, path, &list)
    WorkloadValidation.runsForever(template, path, of: "ReplicationController", &list)
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" { WorkloadValidation.replicaStatus(object["status"] ?? [:], &list) }
    return list.errors
  }

  func selectableFields(_ object: Value) -> [String: String] {
    ["status.replicas": String(object["status"]?["replicas"]?.int ?? 0)]
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [
      .string(object.name), Cell.int(object["spec"]?["replicas"]), Cell.int(object["status"]?["replicas"]),
      Cell.int(object["status"]?["readyReplicas"]), Cell.age(object, now),
    ] + Cell.containers(object[path: "spec", "template", "spec"]) + [Cell.labels(object["spec"]?["selector"])]
  }
}

struct PodTemplateRules: KindRules {
  var tracksGeneration: Bool { true }

  func changesDesiredState(_ new: Value, old: Value) -> Bool { new["template"] != old["template"] }

  func applyDefaults(to object: inout Value) {
    object.edit("template") { template in template.edit("spec") { PodSpecDefaults.apply(to: &$0) } }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    PodSpecValidation.validateTemplate(object["template"] ?? [:], "template", &list)
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name)] + Cell.containers(object[path: "template", "spec"])
      + [Cell.labels(object[path: "template", "metadata", "labels"])]
  }
}
