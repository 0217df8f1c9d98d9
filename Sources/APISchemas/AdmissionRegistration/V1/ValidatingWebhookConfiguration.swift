extension SchemaText {
  static let admissionregistrationV1ValidatingWebhookConfiguration = SchemaText(
    group: "admissionregistration.k8s.io", version: "v1", package: "io.k8s.api.admissionregistration.v1",
    """
    resource validatingwebhookconfigurations ValidatingWebhookConfiguration categories=api-extensions
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Webhooks integer -- How many webhooks there are.
      column Age string -- How long ago the object was created.
    kind ValidatingWebhookConfiguration -- Webhooks that accept or refuse requests without changing them.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      webhooks [ValidatingWebhook] #2 map=name merge=name -- The webhooks.

    type ValidatingWebhook -- A webhook that accepts or refuses requests.
      admissionReviewVersions! [string] #8 -- The versions of AdmissionReview that it understands, the preferred one first.
      clientConfig! WebhookClientConfig #2 -- How it is reached.
      failurePolicy string? #4 enum=Fail|Ignore -- What happens when it can't be asked: Fail (the default) refuses, Ignore goes on.
      matchConditions [MatchCondition] #11 map=name merge=name -- CEL expressions that all must be true for the webhook to be asked; at most
        | 64.
      matchPolicy string? #9 enum=Equivalent|Exact -- Exact asks for the listed versions alone, Equivalent (the default) also for others of
        | the same resource.
      name! string #1 -- The webhook's name, a domain name of three parts at least.
      namespaceSelector meta.LabelSelector #5 -- Labels of the namespaces whose requests are sent; all by default.
      objectSelector meta.LabelSelector #10 -- Labels of the objects, old or new, whose requests are sent; all by default.
      rules [RuleWithOperations] #3 -- Which requests are sent; any of the rules is enough.
      sideEffects! string #6 enum=None|NoneOnDryRun|Some|Unknown -- Whether asking it does more than answer: None, or NoneOnDryRun when a
        | dry run doesn't.
      timeoutSeconds int32? #7 -- Seconds to wait for the answer, from 1 to 30; 10 by default.
    """)
}
