using System.Text.Json;
using System.Text.Json.Nodes;
using TokenBridge.Cli.Tests.Rules;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Provision;

public sealed class ProvisionDriftTests : IDisposable
{
    private const string ServiceRole = "arn:aws:iam::999988887777:role/tokenbridge";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_from_the_same_rules_has_no_differences_however_it_is_spelt()
    {
        var roles = await ProvisionedAsync();
        foreach (var role in roles)
        {
            Respell(Trust(role));
        }

        var (code, output, error) = await CompareAsync(State(roles));

        code.ShouldBe(ExitCode.Done, output + error);
        output.ShouldBe("no differences\n");
    }

    [Fact]
    public async Task Five_planted_differences_are_told_apart()
    {
        var roles = await ProvisionedAsync();
        var vision = Trust(Named(roles, "ds-vision"))["Statement"]!.AsArray();
        vision[0]!["Condition"]!["StringEquals"]!["aws:RequestTag/team"] = "speech";
        vision.RemoveAt(2);
        roles.Remove(Named(roles, "ds-speech"));
        Trust(Named(roles, "platform-admin"))["Statement"]!.AsArray().Add(JsonNode.Parse($$"""
            { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sts:AssumeRole" }
            """));
        var stray = Named(roles, "nightly-training").DeepClone().AsObject();
        stray["arn"] = "arn:aws:iam::111122223333:role/old-training";
        roles.Add(stray);

        var (code, output, _) = await CompareAsync(State(roles));

        code.ShouldBe(ExitCode.Failed);
        output.ShouldContain("""
            arn:aws:iam::111122223333:role/ds-speech
              role-missing          wanted: the role
                                    found:  none
            """.ReplaceLineEndings("\n"));
        output.ShouldContain("""
              condition-differs     wanted: [sts:assumerole] condition StringEquals aws:RequestTag/team [vision]
                                    found:  [speech]
            """.ReplaceLineEndings("\n"));
        output.ShouldContain("statement-missing     wanted: action [sts:setsourceidentity]");
        output.ShouldContain("found:  action [sts:assumerole] effect [Allow] principal AWS [arn:aws:iam::111122223333:root]");
        output.ShouldContain("role-of-no-rule");
        output.ShouldEndWith("5 differences\n");
    }

    [Fact]
    public async Task Programs_read_the_same_as_json()
    {
        var roles = await ProvisionedAsync();
        Named(roles, "ds-vision")["max_session_duration"] = 900;

        var (code, output, _) = await CompareAsync(State(roles), "--format", "json");

        code.ShouldBe(ExitCode.Failed);
        var difference = JsonDocument.Parse(output).RootElement.GetProperty("differences").EnumerateArray().ShouldHaveSingleItem();
        difference.GetProperty("where").GetString().ShouldBe("arn:aws:iam::111122223333:role/ds-vision");
        difference.GetProperty("code").GetString().ShouldBe("session-too-short");
        difference.GetProperty("wanted").GetString().ShouldBe("3600 s");
        difference.GetProperty("found").GetString().ShouldBe("900 s");
    }

    [Fact]
    public async Task Of_one_account_the_roles_of_the_others_are_nobodys_business()
    {
        var roles = await ProvisionedAsync();

        (await CompareAsync(State(roles), "--account", "999900001111")).ExitCode.ShouldBe(ExitCode.Done);

        roles.Remove(Named(roles, "break-glass"));
        roles.Remove(Named(roles, "ds-vision"));
        var (code, output, _) = await CompareAsync(State(roles), "--account", "999900001111");
        code.ShouldBe(ExitCode.Failed);
        output.ShouldContain("arn:aws:iam::999900001111:role/break-glass\n  role-missing");
        output.ShouldEndWith("1 difference\n");
    }

    [Fact]
    public async Task Roles_are_read_as_the_aws_command_prints_them_one_file_each()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "roles")).FullName;
        foreach (var role in await ProvisionedAsync())
        {
            var printed = new JsonObject
            {
                ["Role"] = new JsonObject { ["Arn"] = $"{role["arn"]}", ["AssumeRolePolicyDocument"] = Uri.EscapeDataString(Trust(role).ToJsonString()), ["MaxSessionDuration"] = 3600 },
            };
            await File.WriteAllTextAsync(Path.Combine(folder, $"{$"{role["arn"]}".Split('/')[1]}.json"), printed.ToJsonString());
        }

        var (code, output, error) = await CompareAsync(folder);

        code.ShouldBe(ExitCode.Done, output + error);
    }

    [Fact]
    public async Task The_real_external_id_stands_for_the_one_that_the_rules_do_not_know_and_its_absence_is_a_difference()
    {
        const string Condition = "sts:ExternalId";
        var roles = await ProvisionedAsync();
        foreach (var role in roles)
        {
            Trust(role)["Statement"]![0]!["Condition"]!["StringEquals"]![Condition] = "secret-external-id";
        }

        (await CompareAsync(State(roles))).ExitCode.ShouldBe(ExitCode.Done);

        Trust(Named(roles, "ds-vision"))["Statement"]![0]!["Condition"]!["StringEquals"]!.AsObject().Remove(Condition);
        var (code, output, _) = await CompareAsync(State(roles));
        code.ShouldBe(ExitCode.Failed);
        output.ShouldContain("condition StringEquals sts:ExternalId");
        output.ShouldContain("found:  absent");
    }

    [Fact]
    public async Task A_realm_is_compared_by_its_export()
    {
        var realm = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root(), "mapper-config", "keycloak", "realm.json")))!.AsObject();
        (await RealmAsync(realm)).ShouldBe((ExitCode.Done, "no differences\n"));

        realm["clientScopeMappings"] = null;
        var mappers = realm["clients"]!.AsArray().Single(client => $"{client!["clientId"]}" == "notebook")!["protocolMappers"]!.AsArray();
        mappers.Remove(mappers.Single(mapper => $"{mapper!["name"]}" == "department"));

        var (code, output) = await RealmAsync(realm);

        code.ShouldBe(ExitCode.Failed);
        output.ShouldContain("realm ml, claim department\n  claim-missing");
        output.ShouldContain("realm ml, role analyst of client warehouse\n  role-out-of-scope");
        output.ShouldEndWith("2 differences\n");
    }

    [Theory]
    [InlineData("{", "no strict JSON")]
    [InlineData("{}", "neither what aws iam get-role or list-roles print, nor a state of Terraform")]
    [InlineData("""{"Role": {"Arn": "arn:aws:iam::1:role/r", "AssumeRolePolicyDocument": "nonsense"}}""", "arn:aws:iam::1:role/r: the trust policy cannot be read")]
    public async Task A_file_that_holds_no_roles_is_bad_input(string text, string fault)
    {
        var (code, output, error) = await CompareAsync(_folder.Write("bad.json", text));

        code.ShouldBe(ExitCode.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain(fault);
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_nothing_to_compare_with_are_bad_input()
    {
        (await CompareAsync(Path.Combine(_folder.Path, "nowhere.json"))).ExitCode.ShouldBe(ExitCode.Usage);
        var (code, _, error) = await RulesOutputOf.RunAsync(["provision", "drift", RulesOutputOf.Shipped, "--settings", Settings]);
        code.ShouldBe(ExitCode.Usage);
        error.ShouldContain("--roles FOLDER|FILE, --realm-export FILE, or both");
    }

    private string Settings => _folder.Write("settings.json", """
        { "TokenBridge": {
            "Issuers": { "research": { "Issuer": "https://kc.example/realms/ml", "Audiences": ["tokenbridge"], "Clients": ["notebook", "nightly-training"] } },
            "Sts": { "Region": "eu-central-1", "ExternalId": "secret-external-id" } } }
        """);

    private async Task<List<JsonObject>> ProvisionedAsync()
    {
        var (code, output, error) = await RulesOutputOf.RunAsync(["provision", "aws", RulesOutputOf.Shipped, "--settings", Settings, "--service-role", ServiceRole, "--values", "team=vision,speech"]);
        code.ShouldBe(ExitCode.Done, error);
        return
        [
            .. JsonNode.Parse(output)!["roles"]!.AsArray().Select(role => new JsonObject
            {
                ["arn"] = $"{role!["arn"]}",
                ["assume_role_policy"] = role["trust_policy"]!.DeepClone(),
                ["max_session_duration"] = role["max_session_seconds"]!.DeepClone(),
            }),
        ];
    }

    /// <summary>Terraform keeps the policy as a text.</summary>
    private string State(IEnumerable<JsonObject> roles) => _folder.Write("terraform.tfstate", new JsonObject
    {
        ["version"] = 4,
        ["resources"] = new JsonArray([.. roles.Select(role =>
        {
            var attributes = role.DeepClone().AsObject();
            attributes["assume_role_policy"] = Trust(role).ToJsonString();
            return new JsonObject { ["mode"] = "managed", ["type"] = "aws_iam_role", ["instances"] = new JsonArray(new JsonObject { ["attributes"] = attributes }) };
        })]),
    }.ToJsonString());

    private Task<RulesOutputOf> CompareAsync(string roles, params string[] more) => RulesOutputOf.RunAsync(
        ["provision", "drift", RulesOutputOf.Shipped, "--settings", Settings, "--service-role", ServiceRole, "--values", "team=vision,speech", "--roles", roles, .. more]);

    private async Task<(int Code, string Output)> RealmAsync(JsonObject realm)
    {
        var (code, output, _) = await RulesOutputOf.RunAsync(
            ["provision", "drift", RulesOutputOf.Shipped, "--settings", Settings, "--realm-export", _folder.Write("realm.json", realm.ToJsonString())]);
        return (code, output);
    }

    private static JsonObject Trust(JsonObject role) => role["assume_role_policy"]!.AsObject();

    private static JsonObject Named(List<JsonObject> roles, string name) => roles.Single(role => $"{role["arn"]}".EndsWith($"/{name}", StringComparison.Ordinal));

    /// <summary>What AWS, Terraform and people do to a policy without changing what it says.</summary>
    private static void Respell(JsonObject policy)
    {
        var statements = policy["Statement"]!.AsArray();
        foreach (var statement in statements.Select(statement => statement!.AsObject()))
        {
            statement.Remove("Sid");
            statement["Action"] = new JsonArray($"{statement["Action"]}");
            foreach (var test in statement["Condition"]?.AsObject().ToList() ?? [])
            {
                foreach (var (key, value) in test.Value!.AsObject().ToList())
                {
                    test.Value[key] = value is JsonArray list ? new JsonArray([.. list.Reverse().Select(item => item!.DeepClone())]) : new JsonArray(value!.DeepClone());
                }
            }
        }

        policy["Statement"] = new JsonArray([.. statements.Reverse().Select(statement => statement!.DeepClone())]);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenBridge.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
