extension ParityTable {
  /// What the command lines are about.
  static let objects = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop, labels: {team: red}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, labels: {app: web, tier: front}, annotations: {note: "hello, world"}}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: httpd
            image: localhost/busybox:1
            ports: [{containerPort: 80, name: http}]
            env: [{name: A, value: b}, {name: C, valueFrom: {configMapKeyRef: {name: page, key: a}}}]
            resources: {limits: {cpu: 100m}}
          - {name: side, image: "localhost/side:1"}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: page, namespace: shop, labels: {app: web}}
    data: {a: "1", b: "two\\nlines\\n"}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: login, namespace: shop}
    stringData: {user: anna, password: hunter2}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec: {selector: {app: web}, ports: [{port: 80, targetPort: http, name: http}, {port: 443, targetPort: 8443, name: https}]}
    ---
    apiVersion: batch/v1
    kind: Job
    metadata: {name: once, namespace: shop}
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: j, image: "localhost/busybox:1"}]}}}
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: tick, namespace: shop, labels: {app: tick}, annotations: {x: "z"}}
    spec:
      schedule: "0 0 1 1 *"
      jobTemplate:
        metadata: {labels: {a: b}, annotations: {c: d}}
        spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: j, image: "localhost/busybox:1"}]}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: lone, namespace: shop, labels: {app: lone}}
    spec:
      nodeName: node-x
      containers: [{name: main, image: "localhost/busybox:1", command: [sh, -c, "sleep 5"], volumeMounts: [{name: v, mountPath: /v}]}]
      initContainers: [{name: prep, image: "localhost/busybox:1"}]
      volumes: [{name: v, emptyDir: {}}]
      tolerations: [{operator: Exists}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: reader, namespace: shop}
    rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: readers, namespace: shop}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
    subjects: [{kind: User, name: anna, apiGroup: rbac.authorization.k8s.io}]
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: node-x, labels: {zone: a}}
    ---
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web, namespace: shop}
    spec:
      rules: [{host: example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web, namespace: shop}
    spec:
      maxReplicas: 5
      minReplicas: 1
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
    ---
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web, namespace: shop}
    spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
    ---
    apiVersion: v1
    kind: ResourceQuota
    metadata: {name: q, namespace: shop}
    spec: {hard: {pods: "50", configmaps: "100"}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      replicas: 0
      serviceName: db
      selector: {matchLabels: {app: db}}
      template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "localhost/busybox:1"}]}}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: agent, namespace: shop}
    spec:
      selector: {matchLabels: {app: agent}}
      template:
        metadata: {labels: {app: agent}}
        spec: {containers: [{name: a, image: "localhost/busybox:1"}], nodeSelector: {none: such}}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, storageClassName: none}
    """
}
