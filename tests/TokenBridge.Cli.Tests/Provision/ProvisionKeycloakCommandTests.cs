using System.Text.Json;
using TokenBridge.Cli.Tests.Rules;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Provision;

public sealed class ProvisionKeycloakCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("json")]
    [InlineData("kcadm")]
    [InlineData("terraform")]
    public async Task The_same_rules_give_the_same_text(string format)
    {
        var first = await ProvisionAsync(RulesOutputOf.Shipped, "--format", format);

        first.ExitCode.ShouldBe(0);
        first.Output.ShouldBe((await ProvisionAsync(RulesOutputOf.Shipped, "--format", format)).Output);
        first.Output.ShouldContain("contractors-stay-out-of-production");
        first.Output.ShouldNotContain("secret\":");
    }

    [Fact]
    public async Task Rules_with_faults_print_the_faults_and_write_nothing()
    {
        var rules = _folder.Write("rules.yaml", "version: 1\nrules:\n  - id: x\n    when: everyone\n    grant: { role: nonsense }\n");
        var file = Path.Combine(_folder.Path, "out.json");

        var run = await ProvisionAsync(rules, "--out", file);

        (run.ExitCode, run.Output, File.Exists(file)).ShouldBe((1, "", false));
        run.Error.ShouldContain("rules.yaml:5:");
    }

    [Fact]
    public async Task A_file_is_replaced_only_with_force()
    {
        var file = _folder.Write("out.json", "mine");

        var refused = await ProvisionAsync(RulesOutputOf.Shipped, "--out", file);
        (refused.ExitCode, await File.ReadAllTextAsync(file)).ShouldBe((1, "mine"));
        refused.Error.ShouldContain("--force");

        (await ProvisionAsync(RulesOutputOf.Shipped, "--out", file, "--force")).ExitCode.ShouldBe(0);
        JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("ifResourceExists").GetString().ShouldBe("SKIP");
    }

    [Theory]
    [InlineData("--audience", "token bridge")]
    [InlineData("--audience", "token\nbridge")]
    [InlineData("--audience", "")]
    [InlineData("--client", "note\u001bbook")]
    [InlineData("--client", "$(id)")]
    [InlineData("--client", "tokenbridge")]
    [InlineData("--level", "gold")]
    [InlineData("--level", "gold=-1")]
    public async Task Names_that_nobody_means_are_refused_before_the_rules_are_read(string option, string value)
    {
        var run = await ProvisionAsync(RulesOutputOf.Shipped, option, value);

        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task What_mappers_cannot_express_is_said_rule_by_rule_and_is_an_error_when_strict()
    {
        var told = await ProvisionAsync(RulesOutputOf.Shipped, "--scope", "aws-session-tags");
        told.ExitCode.ShouldBe(0);
        told.Error.ShouldContain("warning: rule 'team-scientists': tag 'team' is the capture {team}");
        told.Error.ShouldContain("warning: rule 'people-on-leave': a deny cannot be expressed");

        var strict = await ProvisionAsync(RulesOutputOf.Shipped, "--scope", "aws-session-tags", "--strict");
        (strict.ExitCode, strict.Output).ShouldBe((1, ""));
        strict.Error.ShouldContain("error: rule 'team-scientists': tag 'projects' joins a list");
    }

    [Fact]
    public async Task A_word_that_is_not_known_is_named()
    {
        var run = await ProvisionAsync(RulesOutputOf.Shipped, "--froce");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--froce");
    }

    private static Task<RulesOutputOf> ProvisionAsync(params string[] arguments) => RulesOutputOf.RunAsync(["provision", "keycloak", .. arguments]);
}
