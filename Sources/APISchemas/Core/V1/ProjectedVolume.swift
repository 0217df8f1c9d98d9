extension SchemaText {
  static let coreV1ProjectedVolume = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type ProjectedVolumeSource -- Several sources in one directory.
      defaultMode int32? -- Permissions of the files; 0644 by default.
      sources [VolumeProjection] -- The sources.

    type VolumeProjection -- One source of a projected volume; exactly one member is set.
      clusterTrustBundle ClusterTrustBundleProjection -- Trusted certificates.
      configMap ConfigMapProjection -- The entries of a ConfigMap.
      downwardAPI DownwardAPIProjection -- Facts about the pod.
      podCertificate PodCertificateProjection -- A certificate for the pod, kept fresh.
      secret SecretProjection -- The entries of a Secret.
      serviceAccountToken ServiceAccountTokenProjection -- A token of the pod's service account, kept fresh.

    type ClusterTrustBundleProjection -- Trusted certificates as a file.
      labelSelector meta.LabelSelector -- The bundles, by label; with signerName.
      name string? -- The bundle's name.
      optional bool? -- Whether what is referred to may be missing.
      path! string -- The relative path of the file.
      signerName string? -- The signer whose bundles are taken.

    type ConfigMapProjection -- The entries of a ConfigMap.
      items [KeyToPath] -- Which entries, and their paths; all by default.
      name string default="" -- The ConfigMap's name.
      optional bool? -- Whether what is referred to may be missing.

    type DownwardAPIProjection -- Facts about the pod.
      items [DownwardAPIVolumeFile] -- The files.

    type PodCertificateProjection -- A certificate for the pod as files.
      certificateChainPath string -- The relative path of the certificates' file.
      credentialBundlePath string -- The relative path of a file with key and certificates.
      keyPath string -- The relative path of the key's file.
      keyType! string -- The sort of key.
      maxExpirationSeconds int32? -- The longest a certificate may be valid.
      signerName! string -- Who signs.
      userAnnotations {string} -- Notes for the signer.

    type SecretProjection -- The entries of a Secret.
      items [KeyToPath] -- Which entries, and their paths; all by default.
      name string default="" -- The Secret's name.
      optional bool? -- Whether what is referred to may be missing.

    type ServiceAccountTokenProjection -- A token of the pod's service account as a file.
      audience string -- Who the token is for; the API server by default.
      expirationSeconds int64? -- How long a token is valid; one hour by default, at least ten minutes.
      path! string -- The relative path of the file.
    """)
}
