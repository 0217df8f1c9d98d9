import APIMachinery

struct ReplicaSetRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ object: inout Value) { object["status"] = ["replicas": 0] }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { if $0["replicas"] == nil { $0["replicas"] = 1 } }
    PodSpecDefaults.applyToTemplate(of: &object)
  }
}
