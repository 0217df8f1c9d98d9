import APIMachinery
import APISchemas
import AccessControl

/// PodSecurity: holds pods to the level that their namespace's labels ask for, and warns of templates that will make pods that aren't
/// (kubernetes.io, "Pod Security Standards").
struct PodSecurity: AdmissionPlugin {
  let configuration: PodSecurityConfiguration

  init(_ configuration: PodSecurityConfiguration = PodSecurityConfiguration()) { self.configuration = configuration }

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
      let subresource = attributes.request.subresource
      guard subresource.isEmpty || subresource == "ephemeralcontainers" || subresource == "resize", !isExempt(attributes),
        attributes.old.map({ Self.isSignificant(object, since: $0) }) ?? true
      else { return }
      return try judge(object, of: attributes, enforcing: true, in: &unit)
    }
    guard attributes.request.subresource.isEmpty, let path = Self.templates[resource], let template = object[path: path], !isExempt(attributes)
    else { return }
    try judge(template, of: attributes, enforcing: false, in: &unit)
  }

  /// Of all that may change in a pod, the checks are about its containers and their images: what was let in once may get labels,
  /// annotations and tolerations under any level.
  private static func isSignificant(_ pod: Value, since old: Value) -> Bool {
    for list in Value.containerLists {
      let (now, before) = (pod.containers(list), old.containers(list))
      if now.count != before.count { return true }
      if zip(now, before).contains(where: { $0["name"] != $1["name"] || $0["image"] != $1["image"] }) { return true }
    }
    return false
  }

  private func isExempt(_ attributes: AdmissionAttributes) -> Bool {
    let reason = configuration.exemptNamespaces.contains(attributes.request.namespace) ? "namespace"
      : configuration.exemptUsers.contains(attributes.request.caller.user.name) ? "user" : nil
    guard let reason else { return false }
    AuditTrail.current?.annotate("pod-security.kubernetes.io/exempt", reason)
    return true
  }

  private func isExempt(runtimeClassOf pod: Value) -> Bool {
    configuration.exemptRuntimeClasses.contains(pod[path: "spec", "runtimeClassName"]?.string ?? "")
  }

  private func judge(
    _ pod: Value, of attributes: AdmissionAttributes, enforcing: Bool, in unit: inout UnitOfWork
  ) throws(StatusError) {
    let namespace = unit.get(ObjectKey(NamespaceLifecycle.namespaces, name: attributes.request.namespace))
    let policy = PodSecurityPolicy(namespace?.labels ?? [:], defaults: configuration)
    if isExempt(runtimeClassOf: pod), !policy.isWhollyPrivileged {
      AuditTrail.current?.annotate("pod-security.kubernetes.io/exempt", "runtimeClass")
      return
    }
    if let trail = AuditTrail.current { Self.note(pod, policy, enforcing: enforcing, on: trail) }
    if enforcing, let problem = Self.problem(pod, policy.enforce) {
      throw .forbidden(
        attributes.request.groupResource, pod.name, "violates PodSecurity \"\(policy.enforce)\": \(problem)")
    }
    if enforcing, policy.warn == policy.enforce { return }
    if let problem = Self.problem(pod, policy.warn) {
      unit.warnings.append("would violate PodSecurity \"\(policy.warn)\": \(problem)")
    }
  }

  /// What the audit log says of the pod (kubernetes.io, "Pod Security Admission": audit annotations).
  private static func note(_ pod: Value, _ policy: PodSecurityPolicy, enforcing: Bool, on trail: AuditTrail) {
    if enforcing { trail.annotate("pod-security.kubernetes.io/enforce-policy", policy.enforce.description) }
    guard let problem = problem(pod, policy.audit) else { return }
    trail.annotate("pod-security.kubernetes.io/audit-violations", "would violate PodSecurity \"\(policy.audit)\": \(problem)")
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
    let policy = PodSecurityPolicy(object.labels, defaults: configuration)
    let was = attributes.old.map { PodSecurityPolicy($0.labels, defaults: configuration) }
    if let was {
      let isStricter = policy.enforce.minor != was.enforce.minor || policy.enforce.level > was.enforce.level
      guard policy.enforce.level != .privileged, isStricter else { return }
    }
    if configuration.exemptNamespaces.contains(object.name) {
      guard let told = policy.told(by: object.labels, defaults: configuration) else { return }
      return unit.warnings.append("namespace \"\(object.name)\" is exempt from Pod Security, and the policy (\(told)) will be ignored")
    }
    guard was != nil else { return }
    let pods = unit.list(AdmissionAttributes.pods, namespace: object.name).filter { !isExempt(runtimeClassOf: $0) }
    unit.warnings += PodSecuritySurvey(pods, policy.enforce).warnings(namespace: object.name)
  }
}
