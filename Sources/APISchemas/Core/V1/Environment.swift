extension SchemaText {
  static let coreV1Environment = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type EnvVar -- An environment variable.
      name! string #1 -- The name.
      value string #2 -- The value; $(NAME) stands for a variable defined before. Empty by default.
      valueFrom EnvVarSource #3 -- Where the value is taken from.

    type EnvVarSource -- Where the value of an environment variable comes from.
      configMapKeyRef ConfigMapKeySelector #3 -- A key of a ConfigMap.
      fieldRef ObjectFieldSelector #1 -- A field of the pod.
      fileKeyRef FileKeySelector #5 -- A key of a file in a volume.
      resourceFieldRef ResourceFieldSelector #2 -- A resource of a container.
      secretKeyRef SecretKeySelector #4 -- A key of a Secret.

    type EnvFromSource -- A set of environment variables.
      configMapRef ConfigMapEnvSource #2 -- The ConfigMap whose entries become variables.
      prefix string #1 -- Put before each name.
      secretRef SecretEnvSource #3 -- The Secret whose entries become variables.

    type ConfigMapEnvSource -- A ConfigMap whose entries become variables.
      name string #1.1 default="" -- The ConfigMap's name.
      optional bool? #2 -- Whether what is referred to may be missing.

    type SecretEnvSource -- A Secret whose entries become variables.
      name string #1.1 default="" -- The Secret's name.
      optional bool? #2 -- Whether what is referred to may be missing.

    type ConfigMapKeySelector atomic -- A key of a ConfigMap.
      key! string #2 -- The key.
      name string #1.1 default="" -- The ConfigMap's name.
      optional bool? #3 -- Whether what is referred to may be missing.

    type SecretKeySelector atomic -- A key of a Secret.
      key! string #2 -- The key.
      name string #1.1 default="" -- The Secret's name.
      optional bool? #3 -- Whether what is referred to may be missing.

    type ObjectFieldSelector atomic -- A field of the pod.
      apiVersion string #1 -- The version the path is written for; v1 by default.
      fieldPath! string #2 -- The path of the field.

    type ResourceFieldSelector atomic -- A resource of a container.
      containerName string #1 -- The container; required in volumes.
      divisor quantity #3 -- The unit of the output; 1 by default.
      resource! string #2 -- The resource, such as limits.cpu.

    type FileKeySelector atomic -- A key of an environment file in a volume.
      key! string #3 -- The key.
      optional bool? #4 default=false -- Whether what is referred to may be missing.
      path! string #2 -- The file's path in the volume.
      volumeName! string #1 -- The volume.
    """)
}
