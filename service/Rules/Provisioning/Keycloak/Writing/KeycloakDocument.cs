namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>A document for Keycloak, or why there is none.</summary>
/// <param name="Text">Ends with a line break; empty where there is a fault.</param>
/// <param name="Notes">What a person has to do or to know.</param>
/// <param name="Gaps">What the rules say and the document cannot.</param>
/// <param name="Faults">Why there is no document.</param>
internal sealed record KeycloakDocument(string Text, IReadOnlyList<string> Notes, IReadOnlyList<string> Gaps, IReadOnlyList<string> Faults)
{
    /// <param name="provision">What is written.</param>
    /// <param name="format"><c>json</c>, <c>kcadm</c> or <c>terraform</c>.</param>
    public static KeycloakDocument Of(RealmProvision provision, string format) =>
        new(format switch
        {
            "kcadm" => KcadmScript.Of(provision),
            "terraform" => TerraformText.Of(provision),
            _ => $"{PartialImport.Write(provision)}\n",
        }, provision.Notes, [], []);

    /// <param name="scope">What is written.</param>
    /// <param name="format"><c>json</c>, <c>kcadm</c> or <c>terraform</c>.</param>
    public static KeycloakDocument OfTags(AwsTagScope scope, string format) =>
        scope.Mappers.Count == 0
            ? new("", [], scope.Gaps, ["no rule says anything that mappers of Keycloak can put into a token for AWS"])
            : new(format switch
            {
                "kcadm" => KcadmScript.OfScope(AwsTagScope.Name, AwsTagScope.Description, scope.Mappers),
                "terraform" => TerraformText.OfScope(AwsTagScope.Name, AwsTagScope.Description, scope.Mappers),
                _ => $"{ScopeJson.Write(AwsTagScope.Name, AwsTagScope.Description, scope.Mappers)}\n",
            }, scope.Notes, scope.Gaps, []);

    public static KeycloakDocument Refused(IReadOnlyList<string> faults) => new("", [], [], faults);
}
