import APIMachinery
import Basics
import Client
import Logging

/// The node's heartbeat: a Lease in kube-node-lease, renewed every quarter of its duration.
struct NodeLease: Sendable {
  static let namespace = "kube-node-lease"

  var nodeName: String
  var durationSeconds: Int
  var client: any APIClient
  var clock: any WallClock
  var logger: Logger

  func run(nodeUID: @Sendable () -> String?) async {
    var lease: Value?
    while !Task.isCancelled {
      do {
        lease = try await renew(lease, nodeUID())
      } catch is CancellationError {
        return
      } catch {
        logger.warning("The node's lease was not renewed", metadata: ["error": "\(error)"])
        lease = nil
      }
      // A lease that couldn't be made is tried again soon: without it the node counts as lost.
      let pause = lease == nil ? Duration.seconds(1) : .seconds(max(1, durationSeconds / 4))
      do { try await clock.sleep(for: pause) } catch { return }
    }
  }

  private func renew(_ known: Value?, _ nodeUID: String?) async throws -> Value {
    let path = ResourcePath(Resources.leases, namespace: Self.namespace)
    var existing = known
    if existing == nil {
      do { existing = try await client.get(path, name: nodeName, options: GetOptions()) } catch let error as StatusError
        where error.code == 404
      {
        return try await client.create(path, renewed(nil, nodeUID), options: WriteOptions())
      }
    }
    return try await client.update(path, renewed(existing, nodeUID), options: WriteOptions())
  }

  func renewed(_ lease: Value?, _ nodeUID: String?) -> Value {
    var lease =
      lease ?? [
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
        "metadata": ["name": .string(nodeName), "namespace": .string(Self.namespace)]
      ]
    if let nodeUID, lease.metadata["ownerReferences"] == nil {
      lease[path: "metadata", "ownerReferences"] = [
        ["apiVersion": "v1", "kind": "Node", "name": .string(nodeName), "uid": .string(nodeUID)]
      ]
    }
    lease[path: "spec", "holderIdentity"] = .string(nodeName)
    lease[path: "spec", "leaseDurationSeconds"] = .int(Int64(durationSeconds))
    lease[path: "spec", "renewTime"] = .string(clock.now.rfc3339Micro)
    return lease
  }
}
