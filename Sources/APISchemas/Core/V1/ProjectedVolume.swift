extension SchemaText {
  static let coreV1ProjectedVolume = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type ProjectedVolumeSource -- Several sources in one directory.
      defaultMode int32? #2 -- Permissions of the files; 0644 by default.
      sources [VolumeProjection] #1 -- The sources.

    type VolumeProjection -- One source of a projected volume; exactly one member is set.
      clusterTrustBundle ClusterTrustBundleProjection #5 -- Trusted certificates.
      configMap ConfigMapProjection #3 -- The entries of a ConfigMap.
      downwardAPI DownwardAPIProjection #2 -- Facts about the pod.
      podCertificate PodCertificateProjection #6 -- A certificate for the pod, kept fresh.
      secret SecretProjection #1 -- The entries of a Secret.
      serviceAccountToken ServiceAccountTokenProjection #4 -- A token of the pod's service account, kept fresh.

    type ClusterTrustBundleProjection -- Trusted certificates as a file.
      labelSelector meta.LabelSelector #3 -- The bundles, by label; with signerName.
      name string? #1 -- The bundle's name.
      optional bool? #5 -- Whether what is referred to may be missing.
      path! string #4 -- The relative path of the file.
      signerName string? #2 -- The signer whose bundles are taken.

    type ConfigMapProjection -- The entries of a ConfigMap.
      items [KeyToPath] #2 -- Which entries, and their paths; all by default.
      name string #1.1 default="" -- The ConfigMap's name.
      optional bool? #4 -- Whether what is referred to may be missing.

    type DownwardAPIProjection -- Facts about the pod.
      items [DownwardAPIVolumeFile] #1 -- The files.

    type PodCertificateProjection -- A certificate for the pod as files.
      certificateChainPath string #6 -- The relative path of the certificates' file.
      credentialBundlePath string #4 -- The relative path of a file with key and certificates.
      keyPath string #5 -- The relative path of the key's file.
      keyType! string #2 -- The sort of key.
      maxExpirationSeconds int32? #3 -- The longest a certificate may be valid.
      signerName! string #1 -- Who signs.
      userAnnotations {string} #7 -- Notes for the signer.

    type SecretProjection -- The entries of a Secret.
      items [KeyToPath] #2 -- Which entries, and their paths; all by default.
      name string #1.1 default="" -- The Secret's name.
      optional bool? #4 -- Whether what is referred to may be missing.

    type ServiceAccountTokenProjection -- A token of the pod's service account as a file.
      audience string #1 -- Who the token is for; the API server by default.
      expirationSeconds int64? #2 -- How long a token is valid; one hour by default, at least ten minutes.
      path! string #3 -- The relative path of the file.
    """)
}
