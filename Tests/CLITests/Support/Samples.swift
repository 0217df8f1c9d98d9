/// Objects that several tests use.
enum Samples {
  static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      namespace: default
      uid: d-1
      generation: 2
      creationTimestamp: "2025-12-31T23:50:00Z"
      labels: {app: web}
      annotations: {deployment.kubernetes.io/revision: "2"}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: httpd
            image: localhost/busybox:2
            ports: [{containerPort: 8080, protocol: TCP}]
            readinessProbe: {httpGet: {path: /, port: 8080, scheme: HTTP}, periodSeconds: 5}
            volumeMounts: [{name: page, mountPath: /www, readOnly: true}]
          volumes:
          - name: page
            configMap: {name: page}
    status:
      observedGeneration: 2
      replicas: 2
      updatedReplicas: 2
      readyReplicas: 2
      availableReplicas: 2
      conditions:
      - {type: Available, status: "True", reason: MinimumReplicasAvailable}
    """

  static let replicaSets = """
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: web-1
      namespace: default
      labels: {app: web, pod-template-hash: aaa}
      annotations: {deployment.kubernetes.io/revision: "1", kubernetes.io/change-cause: first}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: d-1, controller: true}]
    spec:
      replicas: 0
      template:
        metadata: {labels: {app: web, pod-template-hash: aaa}}
        spec: {containers: [{name: httpd, image: localhost/busybox:1}]}
    status: {replicas: 0}
    ---
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: web-2
      namespace: default
      labels: {app: web, pod-template-hash: bbb}
      annotations: {deployment.kubernetes.io/revision: "2"}
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: d-1, controller: true}]
    spec:
      replicas: 2
      template:
        metadata: {labels: {app: web, pod-template-hash: bbb}}
        spec: {containers: [{name: httpd, image: localhost/busybox:2}]}
    status: {replicas: 2}
    """

  static func pod(_ name: String, namespace: String = "default", phase: String = "Running", extra: String = "") -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(name)
      namespace: \(namespace)
      creationTimestamp: "2025-12-31T23:55:00Z"
      labels: {app: web}
    spec:
      nodeName: node-1
      containers:
      - {name: httpd, image: "localhost/busybox:2"}
    \(extra)
    status:
      phase: \(phase)
      podIP: 10.0.0.7
      conditions:
      - {type: Ready, status: "True"}
      containerStatuses:
      - {name: httpd, ready: true, restartCount: 1, state: {running: {startedAt: "2025-12-31T23:56:00Z"}}}
    """
  }
}
