import APIMachinery
import Basics
import Client

/// Tokens from the API server's TokenRequest subresource, bound to the pod that mounts them.
public struct APITokens: TokenSource {
  private let client: any APIClient
  private let clock: any WallClock

  public init(client: any APIClient, clock: any WallClock = SystemClock()) { (self.client, self.clock) = (client, clock) }

  public func token(_ request: TokenRequest) async throws -> BoundToken {
    let accounts = GroupVersionResource(group: "", version: "v1", resource: "serviceaccounts")
    let path = ResourcePath(accounts, namespace: request.namespace, subresource: "token")
    var spec: Value = [
      "expirationSeconds": .int(Int64(request.expirationSeconds)),
      "boundObjectRef": [
        "apiVersion": "v1", "kind": "Pod", "name": .string(request.podName), "uid": .string(request.podUID),
      ],
    ]
    spec["audiences"] = request.audience.isEmpty ? [] : [.string(request.audience)]
    let answer = try await client.create(
      path,
      [
        "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
        "metadata": ["name": .string(request.serviceAccount), "namespace": .string(request.namespace)], "spec": spec,
      ], options: WriteOptions())
    guard let token = answer["status"]?["token"]?.string, !token.isEmpty else { throw VolumeError("the API server issued an empty token") }
    let expires = answer["status"]?["expirationTimestamp"]?.timestamp ?? clock.now + .seconds(request.expirationSeconds)
    return BoundToken(token: token, expires: expires)
  }
}
