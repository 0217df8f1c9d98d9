import APIMachinery
import AccessControl
import Basics

/// ServiceAccount: every pod runs as an account that is there, and finds a token of it, the cluster's certificate and its namespace
/// in its containers (kubernetes.io, "Configure Service Accounts for Pods").
struct ServiceAccountAdmission: AdmissionPlugin {
  static let mountPath = "/var/run/secrets/kubernetes.io/serviceaccount"
  static let volumePrefix = "kube-api-access-"
  private static let accounts = GroupResource(group: "", resource: "serviceaccounts")
  private static let mirrorAnnotation = "kubernetes.io/config.mirror"
  private static let enforceSecretsAnnotation = "kubernetes.io/enforce-mountable-secrets"
  /// What Go's strconv.ParseBool takes for true: upstream reads the annotation with it.
  private static let truths: Set<String> = ["1", "t", "T", "true", "True", "TRUE"]

  let random: any RandomSource

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    // The kubelet's static pods run without the API: they can refer to nothing of it.
    guard attributes.createsPod, object.annotations[Self.mirrorAnnotation] == nil else { return }
    if Self.accountName(object).isEmpty {
      object[path: "spec", "serviceAccountName"] = "default"
      object[path: "spec", "serviceAccount"] = "default"
    }
    let account = try account(of: object, attributes, in: unit)
    if Self.mountsToken(account, object) { mountToken(&object) }
    if object[path: "spec", "imagePullSecrets"]?.array?.isEmpty ?? true, let secrets = account["imagePullSecrets"]?.array, !secrets.isEmpty {
      object[path: "spec", "imagePullSecrets"] = .array(secrets)
    }
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.createsPod || attributes.addsEphemeralContainers else { return }
    if attributes.createsPod, object.annotations[Self.mirrorAnnotation] != nil { return try checkMirror(object, attributes) }
    let account = try account(of: object, attributes, in: unit)
    guard Self.truths.contains(account.annotations[Self.enforceSecretsAnnotation] ?? "") else { return }
    try checkSecrets(attributes.createsPod ? object : Self.ephemeralContainersAlone(of: object), account, attributes)
  }

  /// What was let in with the pod isn't asked about again when a container comes to it.
  private static func ephemeralContainersAlone(of pod: Value) -> Value {
    ["metadata": pod["metadata"] ?? [:], "spec": ["ephemeralContainers": .array(pod.containers("ephemeralContainers"))]]
  }

  private static func accountName(_ pod: Value) -> String { pod[path: "spec", "serviceAccountName"]?.string ?? "" }

  private func account(of pod: Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError) -> Value {
    let (namespace, name) = (attributes.request.namespace, Self.accountName(pod))
    guard let account = unit.get(ObjectKey(Self.accounts, namespace: namespace, name: name)) else {
      throw attributes.forbidden(pod, "error looking up service account \(namespace)/\(name): serviceaccount \"\(name)\" not found")
    }
    return account
  }

  /// The pod's word goes before the account's; without any, it does.
  private static func mountsToken(_ account: Value, _ pod: Value) -> Bool {
    pod[path: "spec", "automountServiceAccountToken"]?.bool ?? account["automountServiceAccountToken"]?.bool ?? true
  }

  private func mountToken(_ pod: inout Value) {
    let volumes = pod[path: "spec", "volumes"]?.array ?? []
    let existing = volumes.compactMap { $0["name"]?.string }.first { $0.hasPrefix(Self.volumePrefix) }
    let name = existing ?? Self.volumePrefix + random.nameSuffix()
    var isUsed = false
    pod.editContainers(["initContainers", "containers"]) { container in
      var mounts = container["volumeMounts"]?.array ?? []
      guard !mounts.contains(where: { $0["mountPath"]?.string == Self.mountPath }) else { return }
      mounts.append(["name": .string(name), "readOnly": true, "mountPath": .string(Self.mountPath)])
      container["volumeMounts"] = .array(mounts)
      isUsed = true
    }
    guard isUsed, existing == nil else { return }
    pod[path: "spec", "volumes"] = .array(volumes + [Self.volume(name)])
  }

  private static func volume(_ name: String) -> Value {
    [
      "name": .string(name),
      "projected": [
        "defaultMode": 0o644,
        "sources": [
          ["serviceAccountToken": ["expirationSeconds": 3607, "path": "token"]],
          ["configMap": ["name": "kube-root-ca.crt", "items": [["key": "ca.crt", "path": "ca.crt"]]]],
          [
            "downwardAPI": [
              "items": [["path": "namespace", "fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.namespace"]]]
            ]
          ],
        ],
      ],
    ]
  }

  private func checkMirror(_ pod: Value, _ attributes: AdmissionAttributes) throws(StatusError) {
    if !Self.accountName(pod).isEmpty { throw attributes.forbidden(pod, "a mirror pod may not reference service accounts") }
    for volume in pod[path: "spec", "volumes"]?.array ?? [] {
      if volume["secret"] != nil { throw attributes.forbidden(pod, "a mirror pod may not reference secrets") }
      for source in volume["projected"]?["sources"]?.array ?? [] where source["serviceAccountToken"] != nil {
        throw attributes.forbidden(pod, "a mirror pod may not use ServiceAccountToken volume projections")
      }
    }
  }

  /// Secrets that the pod refers to anywhere, where its account may only use those that it lists itself.
  private func checkSecrets(_ pod: Value, _ account: Value, _ attributes: AdmissionAttributes) throws(StatusError) {
    func names(_ field: String) -> Set<String> { Set((account[field]?.array ?? []).compactMap { $0["name"]?.string }) }
    let pulling = names("imagePullSecrets")
    for (position, secret) in (pod[path: "spec", "imagePullSecrets"]?.array ?? []).enumerated() {
      guard let name = secret["name"]?.string, !pulling.contains(name) else { continue }
      throw attributes.forbidden(
        pod,
        "imagePullSecrets[\(position)].name=\"\(name)\" is not allowed because service account \(account.name) does not reference that imagePullSecret")
    }
    var mounting = pod
    mounting[path: "spec", "imagePullSecrets"] = nil
    let used = PodReferences.of(mounting).filter { $0.kind == .secret }.map(\.name)
    guard let secret = Set(used).subtracting(names("secrets")).min() else { return }
    throw attributes.forbidden(
      pod, "a reference to secret.secretName=\"\(secret)\" is not allowed because service account \(account.name) does not reference that secret")
  }
}
