extension SchemaText {
  static let coreV1Environment = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type EnvVar -- An environment variable.
      name! string -- The name.
      value string -- The value; $(NAME) stands for a variable defined before. Empty by default.
      valueFrom EnvVarSource -- Where the value is taken from.

    type EnvVarSource -- Where the value of an environment variable comes from.
      configMapKeyRef ConfigMapKeySelector -- A key of a ConfigMap.
      fieldRef ObjectFieldSelector -- A field of the pod.
      fileKeyRef FileKeySelector -- A key of a file in a volume.
      resourceFieldRef ResourceFieldSelector -- A resource of a container.
      secretKeyRef SecretKeySelector -- A key of a Secret.

    type EnvFromSource -- A set of environment variables.
      configMapRef ConfigMapEnvSource -- The ConfigMap whose entries become variables.
      prefix string -- Put before each name.
      secretRef SecretEnvSource -- The Secret whose entries become variables.

    type ConfigMapEnvSource -- A ConfigMap whose entries become variables.
      name string default="" -- The ConfigMap's name.
      optional bool? -- Whether what is referred to may be missing.

    type SecretEnvSource -- A Secret whose entries become variables.
      name string default="" -- The Secret's name.
      optional bool? -- Whether what is referred to may be missing.

    type ConfigMapKeySelector atomic -- A key of a ConfigMap.
      key! string -- The key.
      name string default="" -- The ConfigMap's name.
      optional bool? -- Whether what is referred to may be missing.

    type SecretKeySelector atomic -- A key of a Secret.
      key! string -- The key.
      name string default="" -- The Secret's name.
      optional bool? -- Whether what is referred to may be missing.

    type ObjectFieldSelector atomic -- A field of the pod.
      apiVersion string -- The version the path is written for; v1 by default.
      fieldPath! string -- The path of the field.

    type ResourceFieldSelector atomic -- A resource of a container.
      containerName string -- The container; required in volumes.
      divisor quantity -- The unit of the output; 1 by default.
      resource! string -- The resource, such as limits.cpu.

    type FileKeySelector atomic -- A key of an environment file in a volume.
      key! string -- The key.
      optional bool? default=false -- Whether what is referred to may be missing.
      path! string -- The file's path in the volume.
      volumeName! string -- The volume.
    """)
}
