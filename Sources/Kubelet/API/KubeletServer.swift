import Basics
import Client

/// The kubelet's API for callers from outside: nothing is answered before it is known who asks and that they may.
///
/// The API server in the same process needs none of this: it has judged the request already, and asks the kubelet itself.
public struct KubeletServer: Sendable {
  private let kubelet: Kubelet
  private let access: KubeletAccess

  public init(_ kubelet: Kubelet) {
    self.kubelet = kubelet
    access = KubeletAccess(
      nodeName: kubelet.context.configuration.nodeName, client: kubelet.context.client, clock: kubelet.context.clock)
  }

  public func handle(_ request: HTTPRequest) async -> HTTPResponse {
    if let refusal = await access.refusal(request) { return refusal }
    return await kubelet.answer(request)
  }
}
