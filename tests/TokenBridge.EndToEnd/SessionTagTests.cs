using TokenBridge.EndToEnd.Clients;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>The department of a Keycloak user decides what an unmodified AWS client may read.</summary>
public sealed class SessionTagTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    [EndToEndTheory]
    [InlineData(SdkClient.Boto3, "alice", "research", "external")]
    [InlineData(SdkClient.Boto3, "bob", "external", "research")]
    [InlineData(SdkClient.AwsCli, "alice", "research", "external")]
    [InlineData(SdkClient.AwsCli, "bob", "external", "research")]
    [InlineData(SdkClient.Go, "alice", "research", "external")]
    [InlineData(SdkClient.Go, "bob", "external", "research")]
    public Task A_person_reads_the_data_of_their_department_and_no_other(string client, string user, string own, string other) => ProveAsync(async () =>
    {
        var token = await Parts.Keycloak.LogInAsync(user);

        var allowed = await SdkClient.ReadAsync(client, Parts.Service.Credentials, token, Parts.Gateway.Endpoint, $"{own}/greeting.txt");
        allowed.ExitCode.ShouldBe(0, allowed.Error);
        // The Go client tells the size, the others show the text.
        allowed.Output.ShouldContain(client == SdkClient.Go ? "\"bytes\":" : $"Data of {own}.");
        Say($"ALLOW  {user} (department={own}), {client}: {own}/greeting.txt");

        var denied = await SdkClient.ReadAsync(client, Parts.Service.Credentials, token, Parts.Gateway.Endpoint, $"{other}/greeting.txt");
        denied.ExitCode.ShouldNotBe(0, denied.Output);
        denied.Output.ShouldNotContain($"Data of {other}.");
        // The AWS CLI asks with HEAD first, whose refusal has a status and no code.
        denied.Error.ShouldContain(client == SdkClient.AwsCli ? "(403)" : "AccessDenied");
        Say($"DENY   {user} (department={own}), {client}: {other}/greeting.txt: {denied.Error.Trim().Split('\n')[^1]}");
    });

    [EndToEndFact]
    public Task Only_administrators_edit_the_attributes_that_become_tags() => ProveAsync(async () =>
    {
        var profile = await Parts.Keycloak.UserProfileAsync();

        foreach (var name in new[] { "department", "cost_center", "projects" })
        {
            var attribute = profile.GetProperty("attributes").EnumerateArray().Single(attribute => attribute.GetProperty("name").GetString() == name);
            attribute.GetProperty("permissions").GetProperty("edit").EnumerateArray().Select(who => who.GetString()).ShouldBe(["admin"]);
        }

        profile.TryGetProperty("unmanagedAttributePolicy", out _).ShouldBeFalse();
    });
}
