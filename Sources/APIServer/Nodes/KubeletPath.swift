import Client
import Streaming

/// Paths and queries of the kubelet's API for what clients ask of a pod's subresources: the kubelet has other names for them.
enum KubeletPath {
  static func command(_ exec: ExecRequest, isExec: Bool, _ options: ExecOptions) -> (path: String, query: String) {
    var items = options.command.map { "command=" + PercentEncoding.encode($0) }
    if options.stdin { items.append("input=1") }
    if options.stdout { items.append("output=1") }
    if options.stderr { items.append("error=1") }
    if options.tty { items.append("tty=1") }
    let path = [isExec ? "exec" : "attach", exec.namespace, exec.pod, exec.container].map(PercentEncoding.encode).joined(separator: "/")
    return ("/" + path, items.joined(separator: "&"))
  }

  static func portForward(namespace: String, pod: String, _ query: QueryParameters) -> (path: String, query: String) {
    let ports = query.all("ports").map { "ports=" + PercentEncoding.encode($0) }
    return ("/portForward/\(PercentEncoding.encode(namespace))/\(PercentEncoding.encode(pod))", ports.joined(separator: "&"))
  }
}
