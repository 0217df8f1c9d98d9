/// The plugins that are here, in the order in which they are asked: upstream's.
enum AdmissionPluginName: String, CaseIterable {
  case namespaceLifecycle = "NamespaceLifecycle"
  case limitRanger = "LimitRanger"
  case serviceAccount = "ServiceAccount"
  case nodeRestriction = "NodeRestriction"
  case taintNodesByCondition = "TaintNodesByCondition"
  case alwaysPullImages = "AlwaysPullImages"
  case podSecurity = "PodSecurity"
  case priority = "Priority"
  case defaultTolerationSeconds = "DefaultTolerationSeconds"
  case eventRateLimit = "EventRateLimit"
  case defaultStorageClass = "DefaultStorageClass"
  case storageObjectInUseProtection = "StorageObjectInUseProtection"
  case ownerReferencesPermissionEnforcement = "OwnerReferencesPermissionEnforcement"
  case persistentVolumeClaimResize = "PersistentVolumeClaimResize"
  case runtimeClass = "RuntimeClass"
  case certificateApproval = "CertificateApproval"
  case certificateSigning = "CertificateSigning"
  case certificateSubjectRestriction = "CertificateSubjectRestriction"
  case defaultIngressClass = "DefaultIngressClass"
  case mutatingAdmissionPolicy = "MutatingAdmissionPolicy"
  case mutatingAdmissionWebhook = "MutatingAdmissionWebhook"
  case validatingAdmissionPolicy = "ValidatingAdmissionPolicy"
  case validatingAdmissionWebhook = "ValidatingAdmissionWebhook"
  case resourceQuota = "ResourceQuota"

  var isDefault: Bool {
    switch self {
    case .alwaysPullImages, .ownerReferencesPermissionEnforcement, .eventRateLimit: false
    default: true
    }
  }

  /// Plugins of upstream's that aren't here: they can be left out, not asked for.
  private static let others: Set<String> = [
    "AlwaysAdmit", "AlwaysDeny", "ClusterTrustBundleAttest", "DenyServiceExternalIPs",
    "ExtendedResourceToleration", "ImagePolicyWebhook", "LimitPodHardAntiAffinityTopology",
    "NamespaceAutoProvision", "NamespaceExists", "PodNodeSelector", "PodTolerationRestriction", "PodTopologyLabels",
  ]

  static func isKnown(_ name: String) -> Bool { AdmissionPluginName(rawValue: name) != nil || others.contains(name) }

  /// nil for those that go by what is configured through the API (`DynamicAdmission`).
  func plugin(_ surroundings: AdmissionSelection.Surroundings) -> (any AdmissionPlugin)? {
    switch self {
    case .namespaceLifecycle: NamespaceLifecycle()
    case .limitRanger: LimitRanger()
    case .serviceAccount: ServiceAccountAdmission(random: surroundings.random)
    case .nodeRestriction: NodeRestriction()
    case .taintNodesByCondition: TaintNodesByCondition()
    case .alwaysPullImages: AlwaysPullImages()
    case .podSecurity: PodSecurity(surroundings.configuration.podSecurity)
    case .priority: PriorityAdmission()
    case .defaultTolerationSeconds: DefaultTolerationSeconds()
    // Without limits there is nothing to hold Events to.
    case .eventRateLimit: surroundings.configuration.eventRateLimit.map { EventRateLimit($0) }
    case .defaultStorageClass: DefaultStorageClass()
    case .storageObjectInUseProtection: StorageObjectInUseProtection()
    case .ownerReferencesPermissionEnforcement: OwnerReferencesPermissionEnforcement(authorizer: surroundings.authorizer, served: surroundings.served)
    case .persistentVolumeClaimResize: PersistentVolumeClaimResize()
    case .runtimeClass: RuntimeClassAdmission()
    case .certificateApproval: CertificateApproval(authorizer: surroundings.authorizer)
    case .certificateSigning: CertificateSigning(authorizer: surroundings.authorizer)
    case .certificateSubjectRestriction: CertificateSubjectRestriction()
    case .defaultIngressClass: DefaultIngressClass()
    case .mutatingAdmissionPolicy, .mutatingAdmissionWebhook, .validatingAdmissionPolicy, .validatingAdmissionWebhook: nil
    case .resourceQuota: ResourceQuotaAdmission(limited: surroundings.configuration.resourceQuota.limitedResources)
    }
  }
}
