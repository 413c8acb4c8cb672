using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TokenBridge.Development.Realm;
using TokenBridge.Development.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Benchmarks.Load;

/// <summary>What a service process under load needs around it: a realm, an STS, a token, and its own configuration as environment variables.</summary>
internal static class LoadEnvironment
{
    private const int Forgeries = 2_000;

    /// <summary>Runs until standard input ends, so that it never outlives the script that started it.</summary>
    /// <param name="folder">Gets <c>token</c> and <c>service.env</c>, lines for a shell; and <c>tokens</c>, one a line, where some are asked for,
    /// with <c>forged</c>, which nobody signed.</param>
    /// <param name="tokens">How many distinct tokens; each takes about a millisecond to sign.</param>
    /// <param name="people">Whose they are, in turn.</param>
    /// <param name="stsTakes">How long STS takes for each call.</param>
    /// <param name="output">Gets one line, <c>ready</c>.</param>
    public static async Task RunAsync(string folder, int tokens, int people, TimeSpan stsTakes, Stream output)
    {
        await using var realm = await EmbeddedRealm.StartAsync();
        await using var sts = await EmbeddedSts.StartAsync();
        sts.Disturbances.Delay = stsTakes;
        var user = sts.AddUser("111122223333", "tokenbridge");
        sts.Add(new EmbeddedRole(RoleArn.Parse("arn:aws:iam::111122223333:role/ds-vision")) { TrustedPrincipals = [user.Arn] });

        await File.WriteAllTextAsync(Path.Combine(folder, "token"), Token(realm, DemoUser.Named("alice").Subject));
        if (tokens > 0)
        {
            await File.WriteAllLinesAsync(Path.Combine(folder, "forged"), Enumerable.Range(0, Forgeries).Select(number => Forged(realm, number)));
            await File.WriteAllLinesAsync(Path.Combine(folder, "tokens"), ParallelEnumerable.Range(0, tokens).Select(number => Token(realm, Person(number % people))));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "service.env"), $"""
            export Urls=http://127.0.0.1:0
            export Logging__LogLevel__Default=Warning
            export TokenBridge__Issuers__research__Issuer={realm.Issuer}
            export TokenBridge__Issuers__research__Audiences__0=tokenbridge
            export TokenBridge__Rules__Path={Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml")}
            export TokenBridge__Sts__Strategy=AssumeRole
            export TokenBridge__Sts__Region=eu-central-1
            export TokenBridge__Sts__Endpoint={sts.Endpoint}
            export TokenBridge__RateLimits__PerSubjectPerMinute=0
            export TokenBridge__RateLimits__FailedPerAddressPerMinute=0
            export AWS_ACCESS_KEY_ID={user.AccessKeyId}
            export AWS_SECRET_ACCESS_KEY={user.SecretAccessKey}

            """);
        await output.WriteAsync(Encoding.UTF8.GetBytes("ready\n"));
        await Task.Run(WaitForEndOfInput);
    }

    /// <summary>As long as that of a real person.</summary>
    private static string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-9000-{number:D12}");

    /// <summary>An hour, because a load run outlasts the five minutes that a realm gives.</summary>
    private static string Token(EmbeddedRealm realm, string subject) => realm.AccessToken(DemoUser.Named("alice"), change: claims =>
    {
        claims["sub"] = subject;
        claims["exp"] = claims["iat"]!.GetValue<long>() + 3600;
    });

    /// <summary>
    /// Half of them name the realm's key, so that a signature is verified; the others name keys that nobody has, so that the realm might be asked.
    /// </summary>
    private static string Forged(EmbeddedRealm realm, int number)
    {
        var segments = Token(realm, Person(number)).Split('.');
        var header = number % 2 == 0 ? segments[0] : Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"RS256","typ":"JWT","kid":"nobody-{{number}}"}"""));
        return $"{header}.{segments[1]}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(256))}";
    }

    private static void WaitForEndOfInput()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }
    }
}
