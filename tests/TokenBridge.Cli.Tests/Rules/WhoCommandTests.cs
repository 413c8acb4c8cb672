using System.Text.Json;
using TokenBridge.Protocol.Terminal;

namespace TokenBridge.Cli.Tests.Rules;

public sealed class WhoCommandTests
{
    [Theory]
    [InlineData("prod-vision")]
    [InlineData("arn:aws:iam::999900001111:role/prod-vision")]
    public async Task A_role_is_read_backwards_to_its_groups_its_login_and_its_denies(string role)
    {
        var (code, page, _) = await RulesOutputOf.RunAsync("rules", "who", RulesOutputOf.Shipped, role);

        code.ShouldBe(ExitCode.Done);
        page.ShouldContain("granted by production-leads");
        page.ShouldContain("where             team = 'vision'\n");
        page.ShouldContain("group             '/ml/{team}/leads'\n");
        page.ShouldContain("login             acr 'gold', at most 900 s ago\n");
        page.ShouldContain("cut by contractors-stay-out-of-production");
        page.ShouldContain("cut by people-on-leave");
        page.ShouldNotContain("team-scientists");
    }

    [Fact]
    public async Task A_star_asks_for_every_role_of_an_account()
    {
        var (_, page, _) = await RulesOutputOf.RunAsync("rules", "who", RulesOutputOf.Shipped, "arn:aws:iam::999900001111:role/*");

        page.ShouldContain("granted by production-leads");
        page.ShouldContain("granted by break-glass");
        page.ShouldNotContain("granted by platform-admins");
    }

    [Fact]
    public async Task A_deny_of_another_account_does_not_cut()
    {
        var (_, page, _) = await RulesOutputOf.RunAsync("rules", "who", RulesOutputOf.Shipped, "ds-vision");

        page.ShouldContain("granted by team-scientists");
        page.ShouldNotContain("contractors-stay-out-of-production");
    }

    [Fact]
    public async Task A_role_that_no_rule_gives_is_a_failure_that_says_so()
    {
        var (code, page, _) = await RulesOutputOf.RunAsync("rules", "who", RulesOutputOf.Shipped, "root");

        code.ShouldBe(ExitCode.Failed);
        page.ShouldBe("No rule leads to 'root'.\n");
    }

    [Fact]
    public async Task Json_says_the_same_for_programs()
    {
        var (_, output, _) = await RulesOutputOf.RunAsync("rules", "who", RulesOutputOf.Shipped, "prod-vision", "--format", "json");

        var json = JsonDocument.Parse(output).RootElement;
        var route = json.GetProperty("granted_by").EnumerateArray().ShouldHaveSingleItem();
        route.GetProperty("rule").GetString().ShouldBe("production-leads");
        route.GetProperty("where").GetProperty("team").GetString().ShouldBe("vision");
        route.GetProperty("require").GetProperty("max_auth_age_seconds").GetInt64().ShouldBe(900);
        json.GetProperty("cut_by").EnumerateArray().Select(cut => cut.GetProperty("rule").GetString())
            .ShouldBe(["contractors-stay-out-of-production", "people-on-leave"]);
    }
}
