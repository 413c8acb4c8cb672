using System.Net;
using TokenBridge.EndToEnd.Landscape;
using Xunit.Abstractions;

namespace TokenBridge.EndToEnd;

/// <summary>Keycloak changes its signing key without announcement; nobody who logs in meanwhile notices.</summary>
public sealed class KeyRotationTests(RealParts parts, ITestOutputHelper output) : EndToEndTest(parts, output)
{
    /// <summary>Logins of each person after the rotation.</summary>
    private const int LoginsAfter = 5;

    /// <summary>Below the limit of one subject's requests in a minute.</summary>
    private const int MaxRequests = 100;

    [EndToEndFact]
    public Task A_key_rotation_goes_through_without_one_failed_request() => ProveAsync(async () =>
    {
        var oldKey = JwtPart.KeyOf(await Parts.Keycloak.LogInAsync("alice"));
        var rotation = RotateAsync(oldKey);

        var people = new[] { "alice", "bob" }.Select(user => KeepAskingAsync(user, rotation)).ToArray();

        var answers = (await Task.WhenAll(people)).SelectMany(answers => answers).ToList();
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.ShouldContain(answer => answer.Key == oldKey);
        answers.ShouldContain(answer => answer.Key != oldKey);
        Say($"ROTATE {answers.Count} requests, {answers.Count(answer => answer.Key != oldKey)} of them with the new key, 0 failed");
    });

    private async Task RotateAsync(string oldKey)
    {
        await Parts.Keycloak.AddSigningKeyAsync(priority: 500);
        await Parts.Keycloak.PassivateSigningKeyAsync(oldKey);
    }

    /// <summary>Asks with each new login and again with the first one, whose key must outlive the rotation.</summary>
    private async Task<List<(string Key, HttpStatusCode Status)>> KeepAskingAsync(string user, Task rotation)
    {
        var answers = new List<(string Key, HttpStatusCode Status)>();
        var first = await Parts.Keycloak.LogInAsync(user);
        for (var after = 0; after < LoginsAfter; after += rotation.IsCompleted ? 1 : 0)
        {
            foreach (var token in new[] { first, await Parts.Keycloak.LogInAsync(user) })
            {
                answers.Add((JwtPart.KeyOf(token), (await Parts.Service.AskAsync("/v1/credentials", $"Bearer {token}")).Status));
            }

            answers.Count.ShouldBeLessThan(MaxRequests, "the rotation does not end");
        }

        await rotation;
        return answers;
    }
}
