import APIMachinery
import APISchemas
import AccessControl

/// PodSecurity: holds pods to the level that their namespace's labels ask for, and warns of templates that will make pods that aren't
/// (kubernetes.io, "Pod Security Standards").
struct PodSecurity: AdmissionPlugin {
  /// Where the pod template of the kinds that make pods is.
  private static let templates: [GroupResource: [String]] = [
    GroupResource(group: "apps", resource: "deployments"): ["spec", "template"],
    GroupResource(group: "apps", resource: "replicasets"): ["spec", "template"],
    GroupResource(group: "apps", resource: "statefulsets"): ["spec", "template"],
    GroupResource(group: "apps", resource: "daemonsets"): ["spec", "template"],
    GroupResource(group: "batch", resource: "jobs"): ["spec", "template"],
    GroupResource(group: "batch", resource: "cronjobs"): ["spec", "jobTemplate", "spec", "template"],
    GroupResource(group: "", resource: "replicationcontrollers"): ["spec", "template"],
    GroupResource(group: "", resource: "podtemplates"): ["template"],
  ]

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.operation == .create || attributes.operation == .update else { return }
    let resource = attributes.request.groupResource
    if resource == NamespaceLifecycle.namespaces {
      guard attributes.request.subresource.isEmpty else { return }
      return try checkNamespace(object, attributes, in: &unit)
    }
    if resource == AdmissionAttributes.pods {
      guard isSecurityRelevant(object, attributes) else { return }
      return try judge(object, of: attributes, enforcing: true, in: &unit)
    }
    guard attributes.request.subresource.isEmpty, let path = Self.templates[resource], let template = object[path: path],
      attributes.old?[path: path] != template
    else { return }
    try judge(template, of: attributes, enforcing: false, in: &unit)
  }

  /// Updates of a pod's status, and of nothing that the checks look at, are let pass.
  private func isSecurityRelevant(_ pod: Value, _ attributes: AdmissionAttributes) -> Bool {
    let subresource = attributes.request.subresource
    guard subresource.isEmpty || subresource == "ephemeralcontainers" || subresource == "resize" else { return false }
    guard let old = attributes.old else { return true }
    return old["spec"] != pod["spec"] || old["metadata"]?["annotations"] != pod["metadata"]?["annotations"]
  }

  private func judge(
    _ pod: Value, of attributes: AdmissionAttributes, enforcing: Bool, in unit: inout UnitOfWork
  ) throws(StatusError) {
    let namespace = unit.get(ObjectKey(NamespaceLifecycle.namespaces, name: attributes.request.namespace))
    let policy = PodSecurityPolicy(namespace?.labels ?? [:])
    if let trail = AuditTrail.current { Self.note(pod, policy, enforcing: enforcing, on: trail) }
    if enforcing, let problem = Self.problem(pod, policy[.enforce]) {
      throw .forbidden(
        attributes.request.groupResource, pod.name, "violates PodSecurity \"\(policy[.enforce].text)\": \(problem)")
    }
    if enforcing, policy[.warn] == policy[.enforce] { return }
    if let problem = Self.problem(pod, policy[.warn]) {
      unit.warnings.append("would violate PodSecurity \"\(policy[.warn].text)\": \(problem)")
    }
  }

  /// What the audit log says of the pod (kubernetes.io, "Pod Security Admission": audit annotations).
  private static func note(_ pod: Value, _ policy: PodSecurityPolicy, enforcing: Bool, on trail: AuditTrail) {
    if enforcing { trail.annotate("pod-security.kubernetes.io/enforce-policy", policy[.enforce].text) }
    guard let problem = problem(pod, policy[.audit]) else { return }
    trail.annotate("pod-security.kubernetes.io/audit-violations", "would violate PodSecurity \"\(policy[.audit].text)\": \(problem)")
  }

  private static func problem(_ pod: Value, _ terms: PodSecurityPolicy.Terms) -> String? {
    let violations = PodSecurityChecks(pod, terms).violations
    return violations.isEmpty ? nil : violations.map(\.text).joined(separator: ", ")
  }

  /// Labels that make no sense are refused; pods that are there already and wouldn't be let in are named in warnings.
  private func checkNamespace(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    let errors = PodSecurityPolicy.errors(object.labels)
    let before = attributes.old.map { PodSecurityPolicy.errors($0.labels) } ?? []
    guard errors.isEmpty || errors == before else { throw .invalid(attributes.request.definition.gvk, object.name, errors) }
    guard attributes.operation == .update, let old = attributes.old else { return }
    let (was, now) = (PodSecurityPolicy(old.labels)[.enforce], PodSecurityPolicy(object.labels)[.enforce])
    guard was != now, now.level != .privileged else { return }
    var lines: [String] = []
    for pod in unit.list(AdmissionAttributes.pods, namespace: object.name).sorted(by: { $0.name < $1.name }) {
      let reasons = PodSecurityChecks(pod, now).violations.map(\.reason)
      if !reasons.isEmpty { lines.append("\(pod.name): \(reasons.joined(separator: ", "))") }
    }
    guard !lines.isEmpty else { return }
    unit.warnings.append("existing pods in namespace \"\(object.name)\" violate the new PodSecurity enforce level \"\(now.text)\"")
    unit.warnings += lines
  }
}
