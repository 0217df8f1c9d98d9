/// Manifests that the kubectl tests share, as short as they can be.
enum KubectlSamples {
  static func pod(_ name: String, label: String = "first", image: String = "localhost/box:1") -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), labels: {role: \(label)}}
    spec: {containers: [{name: main, image: "\(image)"}]}
    """
  }

  static func service(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), labels: {app: \(name)}}
    spec: {selector: {app: \(name)}, ports: [{port: 80}]}
    """
  }

  static func controller(_ name: String, replicas: Int = 1) -> String {
    """
    apiVersion: v1
    kind: ReplicationController
    metadata: {name: \(name), labels: {app: \(name)}}
    spec:
      replicas: \(replicas)
      selector: {app: \(name)}
      template:
        metadata: {labels: {app: \(name)}}
        spec: {containers: [{name: main, image: localhost/box:1, env: [{name: WHERE, value: here}], ports: [{containerPort: 80}]}]}
    """
  }
}
