using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TokenBridge.EndToEnd.Landscape;
using TokenBridge.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws;
using TokenBridge.Rules.Provisioning.Aws.Writing;
using TokenBridge.Rules.Provisioning.Keycloak;
using TokenBridge.Rules.Provisioning.Keycloak.Writing;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Tests.Naive;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>What <c>provision</c> writes for many rules: those that ship, those of the README and of this suite, odd ones, and random ones.</summary>
internal static class GeneratedFiles
{
    private const int RandomSets = 60;

    private const int Size = 50;

    /// <summary>Every text that another language could take for its own.</summary>
    private const string OddRules = """
        version: 1
        claims: { user: /preferred_username, department: /department }
        defaults: { session_name: "{user}", source_identity: "s-{sub}" }
        rules:
          - id: quotes
            description: "He said \"no\" to ${var.x}, %{ if true }, $${y}, a \\ and a \n# line; */ 😀 ${aws:PrincipalTag/x}"
            when: { claims: { department: ["a+b", "c@d", "R e", "zoë", "\U00020BB7", "$x", "%y"] } }
            grant:
              role: arn:aws:iam::111122223333:role/p/q/7+=,.@-_
              external_id: "literal:/id"
              tags: { "Cost Center": "{department}", "a/b:c=d+e-f@g": "1 2" }
              transitive_tags: ["Cost Center"]
          - { id: 7-digits, when: everyone, grant: { role: "arn:aws-cn:iam::222233334444:role/7", session_name: "x-{user}-y" } }
          - { id: gov, when: everyone, grant: { role: "arn:aws-us-gov:iam::333344445555:role/a/very/long/path/of/many/parts/r", duration: 12h } }
          - { id: open, when: { group: "/ml/{team}/{kind}" }, grant: { role: "arn:aws:iam::111122223333:role/{team}-{kind}", tags: { team: "{team}", who: "{user}" } } }
        """;

    private static readonly string[] Captured = ["t", "u", "x", "m", "acr", "team", "kind"];

    /// <returns>Each in a file below <paramref name="folder"/>.</returns>
    public static IReadOnlyList<string> CloudFormation(string folder) => Write(folder, "json", given =>
        given.Plan.Accounts.Select(account => PlanText.Of(CloudFormationTemplate.Of(given.Plan.Of(account), account, given.Rules.Hash))));

    /// <inheritdoc cref="CloudFormation"/>
    public static IReadOnlyList<string> Terraform(string folder) => Write(folder, "tf", given =>
    [
        .. new[] { given.Plan, given.Open }.SelectMany(plan => plan.Accounts.Select(account => TerraformFile.Write(plan.Of(account), account, given.Rules.Hash))),
        .. new[]
        {
            RealmProvisioning.Of(given.Rules, new RealmRequest("tokenbridge", "notebook", new Dictionary<string, int>(StringComparer.Ordinal) { ["silver"] = 2, ["gold"] = 3 }))
                .Match(realm => KeycloakDocument.Of(realm, "terraform"), KeycloakDocument.Refused).Text,
            KeycloakDocument.OfTags(AwsTagScope.Of(given.Rules), "terraform").Text,
        }.Where(text => text.Length > 0),
    ]);

    /// <param name="Rules">Any.</param>
    /// <param name="Plan">With values for every capture.</param>
    /// <param name="Open">With variables of Terraform for them.</param>
    private sealed record Given(RuleSet Rules, AwsPlan Plan, AwsPlan Open);

    private static List<string> Write(string folder, string extension, Func<Given, IEnumerable<string>> texts)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var text in All().SelectMany(texts))
        {
            files.Add(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{files.Count}.{extension}")));
            File.WriteAllText(files[^1], text);
        }

        return files;
    }

    private static IEnumerable<Given> All()
    {
        string[] written =
        [
            File.ReadAllText(Installation.ShippedRules),
            File.ReadAllText(Path.Combine(Installation.SuiteFolder, "rules.yaml")),
            .. ReadmeBlock.All().Where(block => block.Language == "yaml").Select(block => block.Text),
            OddRules,
        ];
        var settings = Enum.GetValues<SessionStrategy>().Select(strategy => new TrustSetting(strategy, HasTwoIssuers: false, HasExternalId: true, "{user}", "{sub}", HasTag: false));
        return
        [
            .. written.SelectMany(yaml => settings.Select(setting => Of(yaml, setting))),
            .. Gen.Sample(NaiveGenerators.Rules.Zip(TrustSetting.Any), RandomSets, new Rnd(15, 7), Size).Select(pair => Of(pair.Item2.Apply(pair.Item1.Yaml), pair.Item2)),
        ];
    }

    private static Given Of(string yaml, TrustSetting setting)
    {
        var rules = RuleSetCompiler.Compile([new RuleSetSource("rules.yaml", yaml)], new RuleSetContext([.. setting.Side.Issuers.Select(issuer => issuer.Id)]))
            .Match(rules => rules, faults => throw new InvalidOperationException($"{string.Join('\n', faults)}\n{yaml}"));
        var side = setting.Side with
        {
            SageMakerRole = "sagemaker-execution",
            Values = Captured.ToDictionary(name => name, IReadOnlyList<string> (_) => ["vision", "7", "a.b"], StringComparer.Ordinal),
        };
        return new Given(rules, AwsPlan.Of(rules, side), AwsPlan.Of(rules, side with { Values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), Variables = Captured }));
    }
}
