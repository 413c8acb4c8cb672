using TokenBridge.Cli.Tests.Rules;

namespace TokenBridge.Cli.Tests.Provision;

/// <summary>What <c>mapper-config/keycloak</c> ships is what the shipped rules give. <c>TOKENBRIDGE_WRITE=1</c> writes it anew.</summary>
public sealed class ShippedProvisionTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("TOKENBRIDGE_WRITE") == "1";

    [Theory]
    [InlineData("tokenbridge", "json", "partial-import.json")]
    [InlineData("tokenbridge", "kcadm", "provision.sh")]
    [InlineData("tokenbridge", "terraform", "provision.tf")]
    [InlineData("aws-session-tags", "json", "aws-session-tags.json")]
    public async Task The_shipped_file_is_what_the_shipped_rules_give(string scope, string format, string file)
    {
        var run = await RulesOutputOf.RunAsync("provision", "keycloak", RulesOutputOf.Shipped, "--scope", scope, "--format", format);
        run.ExitCode.ShouldBe(0, run.Error);
        var path = Path.Combine(RulesOutputOf.Root, "mapper-config", "keycloak", file);
        if (Writes)
        {
            await File.WriteAllTextAsync(path, run.Output);
            return;
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(run.Output, "stale; run this test with TOKENBRIDGE_WRITE=1");
    }
}
