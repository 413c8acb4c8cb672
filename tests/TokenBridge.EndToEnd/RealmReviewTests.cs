using System.Text.Json;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary><c>doctor --realm</c> and <c>--export</c> on a real Keycloak whose administrator made mistakes.</summary>
public sealed class RealmReviewTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private static readonly string Folder = Path.Combine(Installation.RunFolder, "realm-review");

    private static readonly string SecretFile = Path.Combine(Folder, "doctor.secret");

    [EndToEndFact]
    public Task The_mistakes_of_an_administrator_are_found_over_the_admin_api_and_in_an_export_alike() => ProveAsync(async () =>
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(SecretFile, PlantedRealm.Secret);
        var realm = new PlantedRealm(Parts.Keycloak);
        await realm.MakeAsync();

        // Each role is missing in its turn, and is named.
        foreach (var role in (string[])["view-realm", "view-clients", "view-users"])
        {
            (await AskAsync()).ShouldHaveSingleItem().Remedy.ShouldStartWith($"give its service account the role {role} of realm-management");
            await realm.GiveReaderAsync(role);
        }

        var before = Found(await AskAsync());
        before.ShouldBe(["password-grant client notebook", "impersonation-unmarked client notebook", "offline-endless client notebook"]);

        await realm.PlantAsync();
        var asked = Found(await AskAsync());
        PlantedRealm.Mistakes.Except(asked).ShouldBeEmpty();
        asked.Except(before).Except(PlantedRealm.Mistakes).ShouldBeEmpty();
        Say($"FOUND  doctor --realm: {PlantedRealm.Mistakes.Length} planted mistakes of {PlantedRealm.Mistakes.Length}, and nothing else that was not there before");

        var export = Path.Combine(Folder, "realm.json");
        await File.WriteAllTextAsync(export, await realm.ExportAsync());
        Found(await RunAsync("--export", export)).ShouldBe(asked);
        Say("FOUND  doctor --export: the same in Keycloak's partial export");
    });

    private static IReadOnlyList<string> Found(IEnumerable<Row> rows) =>
        [.. rows.Where(row => row.State != "ok").Select(row => row.Seen.Split(": ")).Select(parts => $"{parts[0]} {parts[1]}")];

    private Task<IReadOnlyList<Row>> AskAsync() => RunAsync("--realm", "--realm-client", PlantedRealm.Client, "--realm-secret-file", SecretFile);

    private async Task<IReadOnlyList<Row>> RunAsync(params string[] words)
    {
        string[] settings =
        [
            "--TokenBridge:Issuers:planted:Issuer", $"{Parts.Keycloak.RealmOf(PlantedRealm.Name)}",
            "--TokenBridge:Issuers:planted:Audiences:0", "tokenbridge",
            "--TokenBridge:Issuers:planted:Clients:0", "notebook",
            "--TokenBridge:Issuers:planted:Clients:1", "nightly-training",
            "--TokenBridge:Rules:Path", Path.Combine(Installation.Root, "mapper-config", "rules.yaml"),
            "--TokenBridge:Sts:Region", "us-east-1",
            "--TokenBridge:Sts:Endpoint", Parts.Gateway.Endpoint.GetLeftPart(UriPartial.Authority),
        ];
        var said = (await Command.RunAsync(Installation.Service, ["doctor", .. settings, .. words, "--format", "json"])).Output;
        said.ShouldNotContain(PlantedRealm.Secret);
        return
        [
            .. JsonDocument.Parse(said).RootElement.GetProperty("checks").EnumerateArray()
                .Where(row => row.GetProperty("check").GetString()!.StartsWith("realm", StringComparison.Ordinal))
                .Select(row => new Row(row.GetProperty("state").GetString()!, row.GetProperty("seen").GetString()!, row.TryGetProperty("mend", out var remedy) ? remedy.GetString()! : "")),
        ];
    }

    private sealed record Row(string State, string Seen, string Remedy);
}
