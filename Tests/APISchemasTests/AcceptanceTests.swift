import APIMachinery
import Basics
import Testing

@testable import APISchemas

/// Objects as real clients send them: nothing in them may be called unknown or wrong.
@Suite struct AcceptanceTests {
  private func errors(_ yaml: String) throws -> [String] {
    let object = try YAML.decode(yaml)
    let kind = try #require(object.groupVersionKind)
    let resource = try Samples.resource(of: object)
    let decoded = try Samples.scheme.decode(object, as: kind)
    var value = Samples.scheme.withDefaults(decoded.object, of: kind)
    value[path: "metadata", "uid"] = "u"
    if resource.isNamespaced { value[path: "metadata", "namespace"] = "default" }
    let created = Samples.scheme.prepareForCreate(value, of: resource)
    return decoded.unknownFields + Samples.scheme.validateCreate(created, of: resource).map(\.description)
  }

  @Test func `a pod with nearly everything`() throws {
    let yaml = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: everything
        labels: {app.kubernetes.io/name: everything}
        annotations: {example.com/Note: anything at all}
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: rs, uid: u1, controller: true, blockOwnerDeletion: true}]
      spec:
        nodeSelector: {kubernetes.io/os: linux}
        serviceAccountName: robot
        imagePullSecrets: [{name: registry}]
        hostAliases: [{ip: 127.0.0.1, hostnames: [a.local]}]
        dnsPolicy: None
        dnsConfig: {nameservers: [10.0.0.10], searches: [svc.cluster.local.], options: [{name: ndots, value: "2"}]}
        securityContext: {runAsUser: 1000, runAsNonRoot: true, fsGroup: 2000, supplementalGroups: [3000], seccompProfile: {type: RuntimeDefault}}
        tolerations:
        - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
        - {operator: Exists}
        - {key: a, value: b, effect: NoSchedule}
        topologySpreadConstraints:
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {a: b}}}
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
              - matchExpressions: [{key: disk, operator: In, values: [ssd]}, {key: cores, operator: Gt, values: ["4"]}]
                matchFields: [{key: metadata.name, operator: In, values: [n1]}]
            preferredDuringSchedulingIgnoredDuringExecution:
            - {weight: 10, preference: {matchExpressions: [{key: x, operator: Exists}]}}
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm: {topologyKey: kubernetes.io/hostname, labelSelector: {matchExpressions: [{key: a, operator: NotIn, values: [b]}]}}
        initContainers:
        - {name: setup, image: busybox, command: [sh, -c, "true"], volumeMounts: [{name: work, mountPath: /work}]}
        - {name: sidecar, image: "proxy:1", restartPolicy: Always, startupProbe: {tcpSocket: {port: 8080}}}
        containers:
        - name: main
          image: registry.example.com:5000/team/app:v1.2@sha256:0123456789abcdef
          ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP, hostPort: 5353}]
          env:
          - {name: PLAIN, value: "x"}
          - {name: odd.name-1, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app.kubernetes.io/name']"}}}
          - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}
          - {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
          - {name: MAP, valueFrom: {configMapKeyRef: {name: c, key: k.txt}}}
          envFrom: [{prefix: P_, configMapRef: {name: c}}, {secretRef: {name: s}}]
          resources: {limits: {cpu: 1, memory: 1.5Gi, example.com/gpu: 1, hugepages-2Mi: 4Mi}, requests: {cpu: 0.5, memory: 100M}}
          livenessProbe: {httpGet: {path: /live, port: http, httpHeaders: [{name: X-Probe, value: probe}]}, initialDelaySeconds: 3}
          readinessProbe: {exec: {command: [cat, /ready]}, successThreshold: 2}
          startupProbe: {grpc: {port: 9090}}
          lifecycle: {preStop: {sleep: {seconds: 5}}, postStart: {exec: {command: ["true"]}}}
          securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true}
          volumeMounts:
          - {name: work, mountPath: /work, subPath: a/b}
          - {name: token, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}
        volumes:
        - {name: work, emptyDir: {medium: Memory, sizeLimit: 64Mi}}
        - {name: host, hostPath: {path: /var/log, type: DirectoryOrCreate}}
        - {name: claim, persistentVolumeClaim: {claimName: data}}
        - {name: cm, configMap: {name: c, items: [{key: k, path: dir/k, mode: 0400}]}}
        - name: token
          projected:
            sources:
            - serviceAccountToken: {path: token, expirationSeconds: 3607}
            - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
            - downwardAPI: {items: [{path: namespace, fieldRef: {apiVersion: v1, fieldPath: metadata.namespace}}]}
      """
    #expect(try errors(yaml) == [])
  }

  @Test func `a node as the kubelet registers it`() throws {
    let yaml = """
      apiVersion: v1
      kind: Node
      metadata:
        name: n1
        labels: {beta.kubernetes.io/arch: amd64, kubernetes.io/hostname: n1, node-role.kubernetes.io/control-plane: ""}
        annotations: {volumes.kubernetes.io/controller-managed-attach-detach: "true"}
      spec: {podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24], providerID: kctl://n1}
      status:
        addresses: [{type: InternalIP, address: 192.0.2.1}, {type: Hostname, address: n1}]
        capacity: {cpu: "4", memory: 8152316Ki, ephemeral-storage: 100Gi, hugepages-2Mi: 0, pods: 110}
        conditions: [{type: Ready, status: "False", reason: KubeletNotReady, lastHeartbeatTime: 2026-01-01T00:00:00Z}]
        nodeInfo: {architecture: amd64, bootID: b, containerRuntimeVersion: "crun://1.8", kernelVersion: "6.1", kubeProxyVersion: "",
          kubeletVersion: v1.36.0, machineID: m, operatingSystem: linux, osImage: Debian, systemUUID: s}
        daemonEndpoints: {kubeletEndpoint: {Port: 10250}}
      """
    #expect(try errors(yaml) == [])
  }

  @Test func `services of every type`() throws {
    let head = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: "
    for spec in [
      "{clusterIP: None, selector: {a: b}}",
      "{type: ExternalName, externalName: example.com}",
      "{type: NodePort, ports: [{port: 80, nodePort: 30080, targetPort: http}], externalTrafficPolicy: Local}",
      "{type: LoadBalancer, ports: [{name: a, port: 80}, {name: b, port: 80, protocol: UDP}], loadBalancerSourceRanges: [10.0.0.0/8]}",
      "{ports: [{port: 80, appProtocol: kubernetes.io/h2c}], externalIPs: [192.0.2.7], sessionAffinity: ClientIP}",
    ] {
      #expect(try errors(head + spec) == [], "\(spec)")
    }
  }

  @Test func `jobs beyond the simple one`() throws {
    let yaml = """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: indexed}
      spec:
        completions: 5
        parallelism: 2
        completionMode: Indexed
        backoffLimitPerIndex: 1
        ttlSecondsAfterFinished: 60
        podFailurePolicy:
          rules:
          - {action: FailJob, onExitCodes: {containerName: c, operator: In, values: [42]}}
          - {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}
      """
    #expect(try errors(yaml) == [])
  }

  @Test func `an event of the new group`() throws {
    let yaml = """
      apiVersion: events.k8s.io/v1
      kind: Event
      metadata: {name: web.1}
      eventTime: 2026-01-01T00:00:00.000000Z
      regarding: {kind: Pod, namespace: default, name: web}
      reportingController: default-scheduler
      reportingInstance: default-scheduler-1
      action: Binding
      reason: Scheduled
      note: assigned
      type: Normal
      """
    #expect(try errors(yaml) == [])
  }
}
