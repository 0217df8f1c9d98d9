import APIMachinery

/// Objects for tests, as a person would write them: only what matters, the rest is defaulted by the server.
public enum Build {
  public static func pod(_ name: String, namespace: String = "default", labels: [String: String] = [:], spec: Value = [:]) -> Value {
    var pod: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": metadata(name, namespace, labels),
      "spec": ["containers": [["name": "main", "image": "example.org/main:1"]]],
    ]
    for field in spec.object ?? Object() { pod[path: "spec", field.key] = field.value }
    return pod
  }

  /// Pods labelled `app: name`, one container of the given image.
  public static func deployment(
    _ name: String, namespace: String = "default", replicas: Int, image: String = "example.org/main:1", spec: Value = [:]
  ) -> Value {
    var deployment: Value = [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata(name, namespace),
      "spec": ["replicas": .int(Int64(replicas)), "selector": ["matchLabels": ["app": .string(name)]], "template": template(name, image)],
    ]
    for field in spec.object ?? Object() { deployment[path: "spec", field.key] = field.value }
    return deployment
  }

  public static func replicaSet(_ name: String, namespace: String = "default", replicas: Int) -> Value {
    [
      "apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": metadata(name, namespace),
      "spec": [
        "replicas": .int(Int64(replicas)), "selector": ["matchLabels": ["app": .string(name)]],
        "template": template(name, "example.org/main:1"),
      ],
    ]
  }

  public static func job(_ name: String, namespace: String = "default", spec: Value = [:]) -> Value {
    var pod: Value = ["spec": ["containers": [["name": "main", "image": "example.org/main:1"]], "restartPolicy": "Never"]]
    if let template = spec["template"] { pod = template }
    var job: Value = [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": metadata(name, namespace), "spec": ["template": pod],
    ]
    for field in spec.object ?? Object() { job[path: "spec", field.key] = field.value }
    return job
  }

  public static func statefulSet(_ name: String, namespace: String = "default", replicas: Int, spec: Value = [:]) -> Value {
    var set: Value = [
      "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": metadata(name, namespace),
      "spec": [
        "replicas": .int(Int64(replicas)), "serviceName": .string(name), "selector": ["matchLabels": ["app": .string(name)]],
        "template": template(name, "example.org/main:1"),
      ],
    ]
    for field in spec.object ?? Object() { set[path: "spec", field.key] = field.value }
    return set
  }

  public static func daemonSet(_ name: String, namespace: String = "default") -> Value {
    [
      "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": metadata(name, namespace),
      "spec": ["selector": ["matchLabels": ["app": .string(name)]], "template": template(name, "example.org/main:1")],
    ]
  }

  public static func cronJob(_ name: String, namespace: String = "default", schedule: String, spec: Value = [:]) -> Value {
    var cronJob: Value = [
      "apiVersion": "batch/v1", "kind": "CronJob", "metadata": metadata(name, namespace),
      "spec": ["schedule": .string(schedule), "jobTemplate": ["spec": job(name)["spec"] ?? [:]]],
    ]
    for field in spec.object ?? Object() { cronJob[path: "spec", field.key] = field.value }
    return cronJob
  }

  public static func service(_ name: String, namespace: String = "default", selecting labels: [String: String], port: Int = 80) -> Value {
    [
      "apiVersion": "v1", "kind": "Service", "metadata": metadata(name, namespace),
      "spec": ["selector": map(labels), "ports": [["port": .int(Int64(port))]]],
    ]
  }

  public static func namespace(_ name: String) -> Value {
    ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]]
  }

  /// A node that is ready, with room.
  public static func node(
    _ name: String, cpu: String = "4", memory: String = "8Gi", pods: Int = 110, labels: [String: String] = [:], taints: [Value] = []
  ) -> Value {
    var node: Value = [
      "apiVersion": "v1", "kind": "Node", "metadata": metadata(name, "", labels),
      "status": ["allocatable": ["cpu": .string(cpu), "memory": .string(memory), "pods": .string(String(pods))]],
    ]
    node[path: "status", "capacity"] = node["status"]?["allocatable"]
    node[path: "status", "conditions"] = [["type": "Ready", "status": "True", "reason": "KubeletReady"]]
    if !taints.isEmpty { node["spec"] = ["taints": .array(taints)] }
    return node
  }

  private static func template(_ app: String, _ image: String) -> Value {
    [
      "metadata": ["labels": ["app": .string(app)]],
      "spec": ["containers": [["name": "main", "image": .string(image)]]],
    ]
  }

  private static func metadata(_ name: String, _ namespace: String, _ labels: [String: String] = [:]) -> Value {
    var metadata: Value = ["name": .string(name)]
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    if !labels.isEmpty { metadata["labels"] = map(labels) }
    return metadata
  }

  private static func map(_ labels: [String: String]) -> Value {
    .object(Object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }
}
