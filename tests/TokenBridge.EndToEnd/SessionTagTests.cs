using TokenBridge.EndToEnd.Clients;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>The department of a Keycloak user decides what an unmodified AWS client may read.</summary>
public sealed class SessionTagTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    [EndToEndTheory]
    [InlineData("alice", "research", "external")]
    [InlineData("bob", "external", "research")]
    public Task A_person_reads_the_data_of_their_department_and_no_other(string user, string own, string other) => ProveAsync(async () =>
    {
        var token = await Parts.Keycloak.LogInAsync(user);

        var allowed = await AwsClients.DebianBoto3.ReadAsync(WayIn.Container, Parts.Service.Url, token, Parts.Gateway.Endpoint, $"{own}/greeting.txt");
        allowed.ExitCode.ShouldBe(0, allowed.Error);
        Say($"ALLOW  {user} (department={own}): {own}/greeting.txt");

        var denied = await AwsClients.DebianBoto3.ReadAsync(WayIn.Container, Parts.Service.Url, token, Parts.Gateway.Endpoint, $"{other}/greeting.txt");
        denied.ExitCode.ShouldNotBe(0, denied.Output);
        denied.Error.ShouldContain("AccessDenied");
        Say($"DENY   {user} (department={own}): {other}/greeting.txt: {denied.Error.Trim()}");
    });

    [EndToEndFact]
    public Task Only_administrators_edit_the_attributes_that_become_tags() => ProveAsync(async () =>
    {
        var profile = await Parts.Keycloak.UserProfileAsync();

        foreach (var name in new[] { "department", "employment", "cost_center", "projects" })
        {
            var attribute = profile.GetProperty("attributes").EnumerateArray().Single(attribute => attribute.GetProperty("name").GetString() == name);
            attribute.GetProperty("permissions").GetProperty("edit").EnumerateArray().Select(who => who.GetString()).ShouldBe(["admin"]);
        }

        profile.TryGetProperty("unmanagedAttributePolicy", out _).ShouldBeFalse();
    });
}
