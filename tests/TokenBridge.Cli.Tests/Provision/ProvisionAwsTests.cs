using System.Text.Json;
using TokenBridge.Cli.Tests.Rules;
using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Provision;

public sealed class ProvisionAwsTests : IDisposable
{
    private const string ServiceRole = "arn:aws:iam::999988887777:role/tokenbridge";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_role_gets_exactly_the_tags_that_its_rule_sets()
    {
        var (code, output, error) = await RunAsync(RulesOutputOf.Shipped, AssumeRole, "--service-role", ServiceRole, "--values", "team=vision,speech");

        code.ShouldBe(ExitCode.Done, error);
        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("arn").GetString()!.Split('/')[1])
            .ShouldBe(["ds-speech", "ds-vision", "nightly-training", "platform-admin", "warehouse-analyst", "break-glass", "prod-speech", "prod-vision"]);
        var statements = Trust(json, "ds-vision");
        statements.Select(statement => statement.GetProperty("Action").GetString()).ShouldBe(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]);
        statements[0].GetProperty("Principal").GetRawText().ShouldContain(ServiceRole);
        var conditions = statements[0].GetProperty("Condition");
        conditions.GetProperty("ForAllValues:StringEquals").GetProperty("aws:TagKeys").EnumerateArray().Select(key => key.GetString())
            .ShouldBe(["cost_center", "department", "projects", "team"]);
        conditions.GetProperty("ForAllValues:StringEquals").GetProperty("sts:TransitiveTagKeys").GetString().ShouldBe("team");
        conditions.GetProperty("StringEquals").GetProperty("aws:RequestTag/team").GetString().ShouldBe("vision");
        conditions.GetProperty("StringEquals").GetProperty("aws:RequestTag/department").EnumerateArray().Select(value => value.GetString()).ShouldBe(["ml-platform", "research"]);
        conditions.GetProperty("Null").GetProperty("aws:RequestTag/projects").GetString().ShouldBe("false");
    }

    [Fact]
    public async Task What_cannot_be_known_is_named_with_what_to_pass_and_nothing_is_written()
    {
        var target = Path.Combine(_folder.Path, "aws.json");

        var (code, output, error) = await RunAsync(RulesOutputOf.Shipped, AssumeRole, "--out", target);

        code.ShouldBe(ExitCode.Failed);
        output.ShouldBeEmpty();
        error.ShouldContain("rule team-scientists: the role arn:aws:iam::111122223333:role/ds-{team} depends on {team}; pass --values team=");
        error.ShouldContain("pass --service-role");
        File.Exists(target).ShouldBeFalse();
    }

    [Theory]
    [InlineData("json")]
    [InlineData("terraform")]
    [InlineData("cloudformation")]
    public async Task The_external_id_of_the_settings_is_in_no_output(string format)
    {
        var (code, output, error) = await RunAsync(
            RulesOutputOf.Shipped, AssumeRole, "--service-role", ServiceRole, "--values", "team=vision", "--format", format, "--account", "111122223333");

        code.ShouldBe(ExitCode.Done, error);
        (output + error).ShouldNotContain("secret-external-id");
        output.ShouldContain(format switch { "json" => "<TokenBridge:Sts:ExternalId>", "terraform" => "\"sts:ExternalId\" = var.tokenbridge_external_id", _ => "\"Ref\": \"TokenBridgeExternalId\"" });
    }

    [Fact]
    public async Task With_web_identity_the_provider_its_audience_and_the_roles_claim_are_asked_for()
    {
        var (_, output, error) = await RunAsync(Rules("role: arn:aws:iam::111122223333:role/r, tags: { Team: ml }"), WebIdentity);

        error.ShouldBeEmpty();
        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("oidc_providers")[0].GetProperty("url").GetString().ShouldBe("https://tokenbridge.example");
        json.TryGetProperty("service_role", out _).ShouldBeFalse();
        var statement = Trust(json, "r")[0];
        statement.GetProperty("Principal").GetProperty("Federated").GetString().ShouldBe("arn:aws:iam::111122223333:oidc-provider/tokenbridge.example");
        statement.GetProperty("Action").GetString().ShouldBe("sts:AssumeRoleWithWebIdentity");
        var conditions = statement.GetProperty("Condition");
        conditions.GetProperty("StringEquals").GetProperty("tokenbridge.example:aud").GetString().ShouldBe("sts.amazonaws.com");
        conditions.GetProperty("Bool").GetProperty("sts:RoleAuthorizedByIdp").GetString().ShouldBe("true");
        conditions.GetProperty("ForAllValues:StringEquals").GetProperty("aws:TagKeys").GetString().ShouldBe("Team");
    }

    [Fact]
    public async Task A_capture_can_be_a_variable_of_terraform_and_each_of_its_values_gives_what_passing_it_gives()
    {
        string[] options = [AssumeRole, "--service-role", "arn:aws:iam::111122223333:role/tokenbridge", "--format", "terraform", "--account", "111122223333"];

        var (code, variable, error) = await RunAsync(RulesOutputOf.Shipped, [.. options, "--variable", "team"]);

        code.ShouldBe(ExitCode.Done, error);
        var (_, vision, _) = await RunAsync(RulesOutputOf.Shipped, [.. options, "--values", "team=vision"]);
        var role = Block(variable, "resource \"aws_iam_role\" \"ds-team_");
        role.ShouldContain("  for_each             = var.tokenbridge_team\n");
        Lines(role, 2).ShouldBe(Lines(Block(vision, "resource \"aws_iam_role\" \"ds-vision\""), 1));
        Block(variable, "variable \"tokenbridge_team\"").ShouldContain("type = set(string)");
        variable.ShouldContain("[for value in var.tokenbridge_team : \"arn:aws:iam::111122223333:role/ds-${value}\"],");
        variable.ShouldContain("[for value in var.tokenbridge_team : \"arn:aws:iam::999900001111:role/prod-${value}\"],");
        variable.ShouldContain("Resource\" = flatten([");

        string Block(string text, string start) => text[text.IndexOf(start, StringComparison.Ordinal)..] is var rest ? rest[..rest.IndexOf("\n}", StringComparison.Ordinal)] : "";
        string[] Lines(string block, int from) => block.Replace("${each.value}", "vision", StringComparison.Ordinal).Split('\n')[from..];
    }

    [Theory]
    [InlineData("role: \"arn:aws:iam::111122223333:role/{sub}\", session_name: \"x-{sub}\"", "terraform", "sub", ExitCode.Failed, "rule r: {sub} stands in an account, a session name")]
    [InlineData("role: \"arn:aws:iam::{sub}:role/x\"", "terraform", "sub", ExitCode.Failed, "pass --values sub=")]
    [InlineData("role: \"arn:aws:iam::111122223333:role/{sub}\"", "json", "sub", ExitCode.Usage, "--variable goes with --format terraform only")]
    [InlineData("role: \"arn:aws:iam::111122223333:role/{sub}\"", "terraform", "a b", ExitCode.Usage, "is no name of a capture or claim")]
    [InlineData("role: \"arn:aws:iam::111122223333:role/{sub}\"", "terraform", "other", ExitCode.Failed, "pass --values sub=")]
    public async Task A_variable_that_terraform_cannot_have_is_named(string grant, string format, string variable, int expected, string told)
    {
        var (code, output, error) = await RunAsync(Rules(grant), WebIdentity, "--format", format, "--variable", variable);

        (code, output).ShouldBe((expected, ""), error);
        error.ShouldContain(told, Case.Insensitive);
    }

    [Fact]
    public async Task With_pass_through_it_is_said_that_aws_asks_for_less_than_the_rules()
    {
        var settings = _folder.Write("pass-through.json", """
            { "TokenBridge": { "Sts": { "Strategy": "PassThrough" }, "Issuers": { "r": { "Issuer": "https://kc.example/realms/ml", "Clients": ["notebook"] } } } }
            """);

        var (code, output, error) = await RunAsync(Rules("role: arn:aws:iam::111122223333:role/r"), settings);

        code.ShouldBe(ExitCode.Done, error);
        error.ShouldStartWith("note: strategy PassThrough: whoever has a token of these clients can bring it to STS without TokenBridge");
        error.ShouldEndWith(": rule r\n");
        Trust(JsonDocument.Parse(output).RootElement, "r")[0].GetProperty("Condition").GetProperty("StringEquals").GetProperty("kc.example/realms/ml:aud").GetString().ShouldBe("notebook");
    }

    [Fact]
    public async Task A_file_that_is_there_stays_without_force()
    {
        var target = _folder.Write("aws.json", "mine");
        string[] arguments = [WebIdentity, "--out", target];

        var (code, _, error) = await RunAsync(Rules("role: arn:aws:iam::111122223333:role/r"), arguments);

        code.ShouldBe(ExitCode.Failed);
        error.ShouldContain("--force");
        (await File.ReadAllTextAsync(target)).ShouldBe("mine");
        (await RunAsync(Rules("role: arn:aws:iam::111122223333:role/r"), [.. arguments, "--force"])).ExitCode.ShouldBe(ExitCode.Done);
        (await File.ReadAllTextAsync(target)).ShouldContain("role/r");
    }

    [Fact]
    public async Task Rules_with_faults_print_them_and_give_nothing()
    {
        var (code, output, error) = await RunAsync(Rules("role: \"arn:aws:iam::111122223333:role/{nobody}\""), WebIdentity);

        code.ShouldBe(ExitCode.Failed);
        output.ShouldBeEmpty();
        error.ShouldContain("TB117");
    }

    [Theory]
    [InlineData("{ }", "no section TokenBridge")]
    [InlineData("{ \"TokenBridge\": { \"Sts\": { \"Strategy\": \"Magic\" } } }", "write AssumeRole, WebIdentity or PassThrough")]
    [InlineData("{ \"TokenBridge\": {", "is no JSON")]
    [InlineData("{ \"TokenBridge\": { \"Sts\": { \"Strategy\": \"WebIdentity\" } } }", "TokenBridge:WebIdentity:Issuer is not in the settings")]
    [InlineData("{ \"TokenBridge\": { \"Sts\": { \"Strategy\": \"PassThrough\" }, \"Issuers\": { \"r\": { \"Issuer\": \"https://kc.example/realms/ml\" } } } }", "write TokenBridge:Issuers:r:Clients")]
    public async Task Settings_that_do_not_do_are_named(string settings, string expected)
    {
        var (code, output, error) = await RunAsync(Rules("role: arn:aws:iam::111122223333:role/r"), _folder.Write("other.json", settings));

        code.ShouldBe(ExitCode.Failed);
        output.ShouldBeEmpty();
        error.ShouldContain(expected);
    }

    private string AssumeRole => _folder.Write("assume-role.json", """
        { "TokenBridge": { // the service's own
            "Issuers": { "research": { "Issuer": "https://kc.example/realms/ml", "Audiences": ["tokenbridge"] } },
            "Sts": { "Region": "eu-central-1", "ExternalId": "secret-external-id" }, } }
        """);

    private string WebIdentity => _folder.Write("web-identity.json", """
        { "TokenBridge": { "Sts": { "Strategy": "WebIdentity" }, "WebIdentity": { "Issuer": "https://tokenbridge.example" } } }
        """);

    private string Rules(string grant) => _folder.Write("rules.yaml", $$"""
        version: 1
        rules:
          - { id: r, when: everyone, grant: { {{grant}} } }
        """);

    private static Task<RulesOutputOf> RunAsync(string rules, string settings, params string[] more) => RulesOutputOf.RunAsync(["provision", "aws", rules, "--settings", settings, .. more]);

    private static Task<RulesOutputOf> RunAsync(string rules, string[] more) => RunAsync(rules, more[0], more[1..]);

    private static List<JsonElement> Trust(JsonElement json, string role) =>
        [.. json.GetProperty("roles").EnumerateArray().Single(one => one.GetProperty("arn").GetString()!.EndsWith($"/{role}", StringComparison.Ordinal))
            .GetProperty("trust_policy").GetProperty("Statement").EnumerateArray()];
}
