extension SchemaText {
  /// Versions that have the form of the stored one: older names of resources that went GA unchanged, which old clients still
  /// use, and the beta names of today.
  static let sameVersions: [SchemaText] = [
    same("admissionregistration.k8s.io", "v1beta1", [
      "mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "mutatingwebhookconfigurations", "validatingadmissionpolicies",
      "validatingadmissionpolicybindings", "validatingwebhookconfigurations",
    ]),
    same("apiregistration.k8s.io", "v1beta1", ["apiservices"]),
    same("authentication.k8s.io", "v1beta1", ["selfsubjectreviews", "tokenreviews"]),
    same("authorization.k8s.io", "v1beta1", ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
    same("autoscaling", "v2beta2", of: "v2", ["horizontalpodautoscalers"]),
    same("batch", "v1beta1", ["cronjobs"]),
    same("certificates.k8s.io", "v1beta1", ["certificatesigningrequests"]),
    same("coordination.k8s.io", "v1beta1", ["leases"]),
    same("events.k8s.io", "v1beta1", ["events"]),
    // The first group of ingresses: kubectl 1.20 asks for it when it prunes.
    SchemaText(group: "extensions", version: "v1beta1", package: "", "same ingresses of networking.k8s.io/v1beta1"),
    same("flowcontrol.apiserver.k8s.io", "v1beta1", ["flowschemas"]),
    same("flowcontrol.apiserver.k8s.io", "v1beta2", ["flowschemas"]),
    same("flowcontrol.apiserver.k8s.io", "v1beta3", ["flowschemas", "prioritylevelconfigurations"]),
    same("networking.k8s.io", "v1beta1", ["ingressclasses", "ipaddresses", "servicecidrs"]),
    same("node.k8s.io", "v1beta1", ["runtimeclasses"]),
    same("policy", "v1beta1", ["poddisruptionbudgets", "Eviction"]),
    same("rbac.authorization.k8s.io", "v1beta1", ["clusterrolebindings", "clusterroles", "rolebindings", "roles"]),
    same("resource.k8s.io", "v1beta1", ["deviceclasses"]),
    same("resource.k8s.io", "v1beta2", ["deviceclasses", "resourceclaims", "resourceclaimtemplates", "resourceslices"]),
    same("scheduling.k8s.io", "v1beta1", ["priorityclasses"]),
    same("storage.k8s.io", "v1beta1", [
      "csidrivers", "csinodes", "csistoragecapacities", "storageclasses", "volumeattachments", "volumeattributesclasses",
    ]),
  ]

  private static func same(_ group: String, _ version: String, of stored: String = "v1", _ names: [String]) -> SchemaText {
    SchemaText(
      group: group, version: version, package: "", names.map { "same \($0) of \(group)/\(stored)" }.joined(separator: "\n"))
  }
}
