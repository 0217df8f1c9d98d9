import APIMachinery
import Client
import ControllerKit

/// Binds through the pod's `binding` subresource.
public struct DefaultBinder: BindPlugin {
  public let name = "DefaultBinder"
  public init() {}

  public func bind(_ pod: PodInfo, to node: String) -> Order? {
    let binding: Value = [
      "apiVersion": "v1", "kind": "Binding",
      "metadata": ["name": .string(pod.name), "namespace": .string(pod.namespace), "uid": .string(pod.uid)],
      "target": ["kind": "Node", "name": .string(node)],
    ]
    return .create(ResourcePath(WellKnown.pods, namespace: pod.namespace, subresource: "binding"), binding)
  }
}
