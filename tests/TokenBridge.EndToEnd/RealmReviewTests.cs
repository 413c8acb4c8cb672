using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary><c>doctor --realm</c> and <c>--export</c> on a real Keycloak whose administrator made mistakes.</summary>
public sealed class RealmReviewTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    private static readonly string SecretFile = RealmDoctor.File("doctor.secret");

    [EndToEndFact]
    public Task The_mistakes_of_an_administrator_are_found_over_the_admin_api_and_in_an_export_alike() => ProveAsync(async () =>
    {
        await File.WriteAllTextAsync(SecretFile, PlantedRealm.Secret);
        var realm = new PlantedRealm(Parts.Keycloak);
        await realm.MakeAsync();
        var doctor = new RealmDoctor(Parts, Parts.Keycloak.RealmOf(PlantedRealm.Name));
        string[] ask = ["--realm", "--realm-client", PlantedRealm.Client, "--realm-secret-file", SecretFile];

        // Each role is missing in its turn, and is named.
        foreach (var role in (string[])["view-realm", "view-clients", "view-users"])
        {
            (await doctor.RunAsync(ask)).ShouldHaveSingleItem().Remedy.ShouldStartWith($"give its service account the role {role} of realm-management");
            await realm.GiveReaderAsync(role);
        }

        var before = await doctor.FindAsync(ask);
        before.ShouldBe(["password-grant client notebook", "impersonation-unmarked client notebook", "offline-endless client notebook"]);

        await realm.PlantAsync();
        var asked = await doctor.FindAsync(ask);
        PlantedRealm.Mistakes.Except(asked).ShouldBeEmpty();
        asked.Except(before).Except(PlantedRealm.Mistakes).ShouldBeEmpty();
        Say($"FOUND  doctor --realm: {PlantedRealm.Mistakes.Length} planted mistakes of {PlantedRealm.Mistakes.Length}, and nothing else that was not there before");

        var export = RealmDoctor.File("realm.json");
        await File.WriteAllTextAsync(export, await realm.ExportAsync());
        (await doctor.FindAsync("--export", export)).ShouldBe(asked);
        Say("FOUND  doctor --export: the same in Keycloak's partial export");
    });
}
