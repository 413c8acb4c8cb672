using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>What <c>provision</c> writes, read by the tools that its users have.</summary>
[Collection(ProvisionDefinition.Name)]
public sealed class GeneratedFilesTests(ITestOutputHelper output)
{
    private const int FewestFiles = 70;

    /// <summary>Every kind of resource that <c>provision</c> can write.</summary>
    private static readonly string[] Written =
    [
        "aws_iam_openid_connect_provider", "aws_iam_role", "aws_iam_role_policy", "aws_organizations_policy", "keycloak_generic_protocol_mapper", "keycloak_generic_role_mapper",
        "keycloak_openid_client", "keycloak_openid_client_default_scopes", "keycloak_openid_client_scope", "keycloak_realm_user_profile", "keycloak_role",
    ];

    [EndToEndFact]
    public async Task Cfn_lint_finds_nothing_in_any_template()
    {
        var files = GeneratedFiles.CloudFormation(Path.Combine(Installation.RunFolder, "cloudformation"));
        files.Count.ShouldBeGreaterThan(FewestFiles);

        (await ProvisionTools.LintAsync(files)).ShouldBeEmpty();

        Say($"LINT   {files.Count} CloudFormation templates: cfn-lint has nothing to say");
    }

    [EndToEndFact]
    public async Task Cfn_lint_would_find_something()
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Installation.RunFolder, "cloudformation-wrong")).FullName, "wrong.json");
        await File.WriteAllTextAsync(file, """
            { "AWSTemplateFormatVersion": "2010-09-09", "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "MaxSessionDuration": 99999,
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }] } } } } }
            """);

        (await ProvisionTools.LintAsync([file])).ShouldHaveSingleItem().ShouldContain("E3034");
    }

    [EndToEndFact]
    public async Task Terraforms_language_has_a_parser_that_reads_every_file()
    {
        var files = GeneratedFiles.Terraform(Path.Combine(Installation.RunFolder, "terraform"));
        files.Count.ShouldBeGreaterThan(FewestFiles);

        var parsed = await ProvisionTools.ParseTerraformAsync(files);

        parsed.Count.ShouldBe(files.Count);
        var resources = parsed.SelectMany(file => file.GetProperty("resource").EnumerateObject())
            .SelectMany(kind => kind.Value.EnumerateObject().Select(resource => (Kind: kind.Name, resource.Name, Count: resource.Value.GetArrayLength()))).ToList();
        // Two of one name in a file stand in one list.
        resources.Where(resource => resource.Count != 1).ShouldBeEmpty();
        parsed.Count(file => file.TryGetProperty("variable", out var variables) && variables.EnumerateObject().Any(variable => variable.Name == "tokenbridge_team")).ShouldBeGreaterThan(0);
        var kinds = resources.CountBy(resource => resource.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToList();
        kinds.Select(kind => kind.Key).ShouldBe(Written, ignoreOrder: true);
        Say($"LINT   {files.Count} Terraform files of provision aws and keycloak are read by @cdktf/hcl2json: {string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))}");
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        RunSummary.Add(line);
    }
}
