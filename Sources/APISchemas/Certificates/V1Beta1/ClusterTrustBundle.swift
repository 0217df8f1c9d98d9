extension SchemaText {
  static let certificatesV1Beta1ClusterTrustBundle = SchemaText(
    group: "certificates.k8s.io", version: "v1beta1", package: "io.k8s.api.certificates.v1beta1",
    """
    resource clustertrustbundles ClusterTrustBundle singular=clustertrustbundle
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column SignerName string -- The signer whose roots they are.
      label spec.signerName
    kind ClusterTrustBundle -- Root certificates for pods to trust, from a signer or anybody.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! ClusterTrustBundleSpec #2 -- What is wanted.

    type ClusterTrustBundleSpec -- Root certificates.
      signerName string #1 -- The signer whose roots they are; the name then starts with it, its slash as a colon. Can't be changed.
      trustBundle! string #2 -- X.509 certificates in PEM form, without headers; the order means nothing.
    """)
}
