import APIMachinery
import Basics
import Client
import PKI

/// Asks the cluster for a certificate and waits until somebody has approved and signed it.
struct CertificateClient: Sendable {
  enum Purpose: Sendable {
    case kubeletClient, kubeletServing
    var signer: String {
      switch self {
      case .kubeletClient: "kubernetes.io/kube-apiserver-client-kubelet"
      case .kubeletServing: "kubernetes.io/kubelet-serving"
      }
    }
    var usage: String { self == .kubeletClient ? "client auth" : "server auth" }
  }

  struct Refused: Error, CustomStringConvertible { var description: String }

  /// For a person to approve; then the request is made again.
  static let patience = Duration.seconds(15 * 60)
  static let lookInterval = Duration.milliseconds(500)
  private static let requests = ResourcePath(
    GroupVersionResource(group: "certificates.k8s.io", version: "v1", resource: "certificatesigningrequests"))

  let client: any APIClient
  let clock: any WallClock

  /// The certificate and its new key. Throws `Refused` for a request that was denied, failed or forgotten.
  func request(_ names: CertificateNames, for purpose: Purpose) async throws -> Identity {
    let (request, privateKey) = try CertificateRequest.make(names)
    let object: Value = [
      "apiVersion": "certificates.k8s.io/v1", "kind": "CertificateSigningRequest",
      "metadata": ["generateName": purpose == .kubeletClient ? "node-csr-" : "node-serving-csr-"],
      "spec": [
        "request": .string(Base64.encode(request.utf8)), "signerName": .string(purpose.signer),
        "usages": ["digital signature", .string(purpose.usage)],
      ],
    ]
    let created = try await client.create(Self.requests, object, options: WriteOptions())
    let deadline = clock.now + Self.patience
    while clock.now < deadline {
      let current = try await client.get(Self.requests, name: created.name, options: GetOptions())
      guard current.uid == created.uid else { throw Refused(description: "the request \(created.name) is gone") }
      if let certificate = try certificate(current) { return Identity(certificate: certificate, privateKey: privateKey) }
      try await clock.sleep(for: Self.lookInterval)
    }
    throw Refused(description: "the request \(created.name) was not approved and signed in time")
  }

  private func certificate(_ object: Value) throws -> String? {
    for condition in object[path: "status", "conditions"]?.array ?? [] where ["Denied", "Failed"].contains(condition["type"]?.string ?? "") {
      throw Refused(
        description: "the request \(object.name) was not granted: \(condition["reason"]?.string ?? ""): \(condition["message"]?.string ?? "")")
    }
    guard let text = object[path: "status", "certificate"]?.string, !text.isEmpty, let bytes = Base64.decode(text) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
