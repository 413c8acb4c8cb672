using System.Net;
using System.Text.Json;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>Keycloak changes its signing key without announcement; nobody who logs in meanwhile notices.</summary>
public sealed class KeyRotationTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    /// <summary>Logins with the new key that each person makes before the test ends.</summary>
    private const int LoginsAfter = 5;

    [EndToEndFact]
    public Task A_key_rotation_goes_through_without_one_failed_request() => ProveAsync(async () =>
    {
        var oldKey = KeyOf(await Parts.Keycloak.LogInAsync("alice"));
        using var finish = new CancellationTokenSource();
        // Every token is asked with until the end: those of the old key must outlive the rotation.
        var people = new[] { "alice", "bob" }.Select(user => KeepAskingAsync(user, oldKey)).ToArray();

        await Parts.Keycloak.AddSigningKeyAsync(priority: 500);

        var answers = (await Task.WhenAll(people)).SelectMany(answers => answers).ToList();
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.ShouldContain(answer => answer.Key == oldKey);
        answers.ShouldContain(answer => answer.Key != oldKey);
        Say($"ROTATE {answers.Count} requests, {answers.Count(answer => answer.Key != oldKey)} of them with the new key, 0 failed");
    });

    private async Task<List<(string Key, HttpStatusCode Status)>> KeepAskingAsync(string user, string oldKey)
    {
        var answers = new List<(string Key, HttpStatusCode Status)>();
        var first = await Parts.Keycloak.LogInAsync(user);
        while (answers.Count(answer => answer.Key != oldKey) < LoginsAfter)
        {
            foreach (var token in new[] { first, await Parts.Keycloak.LogInAsync(user) })
            {
                answers.Add((KeyOf(token), (await Parts.Service.AskAsync("/v1/credentials", $"Bearer {token}")).Status));
            }

            answers.Count.ShouldBeLessThan(100, "the new key never signed");
        }

        return answers;
    }

    private static string KeyOf(string token)
    {
        var header = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.Split('.')[0]);
        return JsonDocument.Parse(header).RootElement.GetProperty("kid").GetString()!;
    }
}
