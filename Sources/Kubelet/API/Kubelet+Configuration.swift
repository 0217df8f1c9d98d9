import APIMachinery

extension Kubelet {
  /// `/configz`: what this kubelet goes by, in the terms of upstream's KubeletConfiguration.
  func configuration() -> Value {
    let own = context.configuration
    var configuration: Value = [
      "kind": "KubeletConfiguration", "apiVersion": "kubelet.config.k8s.io/v1beta1",
      "syncFrequency": .string("\(own.syncFallbackSeconds)s"), "nodeStatusUpdateFrequency": .string("\(own.nodeStatusUpdateSeconds)s"),
      "nodeStatusReportFrequency": .string("\(own.nodeStatusReportSeconds)s"), "nodeLeaseDurationSeconds": .int(Int64(own.leaseDurationSeconds)),
      "port": .int(Int64(own.apiPort)), "readOnlyPort": 0,
      "authentication": [
        "anonymous": ["enabled": false], "webhook": ["enabled": true, "cacheTTL": .string("\(KubeletAccess.authenticationLife.components.seconds)s")],
      ],
      "authorization": [
        "mode": "Webhook",
        "webhook": [
          "cacheAuthorizedTTL": .string("\(KubeletAccess.allowedLife.components.seconds)s"),
          "cacheUnauthorizedTTL": .string("\(KubeletAccess.deniedLife.components.seconds)s"),
        ],
      ],
      "clusterDomain": .string(own.clusterDomain), "clusterDNS": .array(own.clusterDNS.map { .string($0) }),
      "containerLogMaxSize": .string(String(own.containerLogMaxBytes)), "containerLogMaxFiles": .int(Int64(own.containerLogMaxFiles)),
      "imageGCHighThresholdPercent": .int(Int64(own.imageGCHighPercent)), "imageGCLowThresholdPercent": .int(Int64(own.imageGCLowPercent)),
      "podPidsLimit": .int(own.podPidsLimit == 0 ? -1 : own.podPidsLimit), "enableServer": .bool(own.apiPort != 0),
      "enableDebuggingHandlers": true, "serverTLSBootstrap": true, "rotateCertificates": true,
      "allowedUnsafeSysctls": .array(own.allowedUnsafeSysctls.map { .string($0) }),
    ]
    if let directory = own.staticPodDirectory { configuration["staticPodPath"] = .string(directory) }
    return ["kubeletconfig": configuration]
  }
}
