using System.Text.Json;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>The script that <c>provision keycloak --format kcadm</c> writes, run by Keycloak's own command line, whose session the review then borrows.</summary>
public sealed class KcadmScriptTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private const string Realm = "scripted";

    private static readonly string Script = Path.Combine(Installation.Root, "mapper-config", "keycloak", "provision.sh");

    [EndToEndFact]
    public Task An_empty_realm_lacks_nothing_after_the_script_and_a_second_run_changes_nothing() => ProveAsync(async () =>
    {
        var realm = new BareRealm(Parts.Keycloak, Realm);
        await realm.CreateAsync();
        var kcadm = new Kcadm(Parts.Keycloak);
        await kcadm.LogInAsync();
        var doctor = new RealmDoctor(Parts, realm.Url);
        (await doctor.FindAsync("--realm", "--realm-session", Kcadm.SessionFile)).ShouldContain("audience-missing realm scripted");

        (await kcadm.RunScriptAsync(Script, Realm)).OrThrow("the script");

        var saved = RealmDoctor.File("scripted.json");
        File.Delete(saved);
        (await doctor.FindAsync("--realm", "--realm-session", Kcadm.SessionFile, "--save", saved)).ShouldBe(["impersonation-unmarked client notebook"]);
        (await doctor.FindAsync("--export", saved)).ShouldBe(["impersonation-unmarked client notebook"]);
        (await DriftAsync(realm.Url, saved)).OrThrow("provision drift").Trim().ShouldBe("no differences");
        Say("FOUND  an empty realm after the kcadm script: doctor --realm and provision drift find nothing lacking");

        var made = await realm.StateAsync();
        var again = await kcadm.RunScriptAsync(Script, Realm);
        again.OrThrow("the script's second run");
        again.Error.ShouldContain("the client scope tokenbridge is there already and stays as it is");
        (await realm.StateAsync()).ShouldBe(made);
        Say("FOUND  a second run of the kcadm script: nothing has changed");
    });

    private static async Task<CommandResult> DriftAsync(Uri realm, string saved)
    {
        var settings = RealmDoctor.File("settings.json");
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new
        {
            TokenBridge = new
            {
                Issuers = new { scripted = new { Issuer = $"{realm}", Audiences = new[] { "tokenbridge" }, Clients = new[] { "notebook", "nightly-training" } } },
                Sts = new { Region = "us-east-1" },
            },
        }));
        return await Command.RunAsync(Installation.Command, ["provision", "drift", Installation.ShippedRules, "--settings", settings, "--realm-export", saved]);
    }
}
