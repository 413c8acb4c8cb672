using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Sts.Calling;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

/// <summary>Tokens, secret keys and session tokens stand in no record, metric, trace or text.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task Nothing_secret_is_in_audit_metrics_traces_or_health()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("TokenBridge.", StringComparison.Ordinal),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var bridge = await Bridge.StartAsync("WebIdentity");
        var good = bridge.TokenOf("alice");
        var refused = bridge.TokenOf("dave");

        var credentials = await bridge.GetAsync("/v1/credentials", good).ShouldBeCredentialsAsync();
        await bridge.GetAsync("/v1/credentials", refused).ShouldBeRefusalAsync(403, "AccessDenied", "no_rule_matches");
        await bridge.GetAsync("/v1/credentials", $"{good}x").ShouldBeRefusalAsync(401, "InvalidIdentityToken", "malformed_token");
        await bridge.Audit.RecordAsync(3);

        var said = string.Join(
            '\n',
            bridge.Audit.Text,
            await bridge.Client.GetStringAsync("/metrics"),
            await bridge.Client.GetStringAsync("/health/ready"),
            string.Join('\n', spans.SelectMany(span => span.TagObjects.Select(tag => string.Create(CultureInfo.InvariantCulture, $"{span.DisplayName} {tag.Key}={tag.Value}")))));
        said.ShouldContain("tokenbridge_exchanges_total");
        foreach (var secret in new[] { good, refused, credentials.GetProperty("SecretAccessKey").GetString()!, credentials.GetProperty("Token").GetString()! })
        {
            foreach (var part in secret.Split('.').Where(part => part.Length >= 20))
            {
                said.ShouldNotContain(part);
            }
        }
    }

    [Fact]
    public async Task Nothing_secret_is_recorded_whatever_the_route_and_wherever_the_token_stands()
    {
        await using var bridge = await Bridge.StartAsync();
        var token = bridge.TokenOf("alice");
        var secrets = new HashSet<string>(token.Split('.'), StringComparer.Ordinal);
        foreach (var route in RouteCall.All)
        {
            var granted = await route.AskAsync(bridge, token, "ds-vision");
            secrets.UnionWith(System.Text.RegularExpressions.Regex.Matches(granted.Body, "[A-Za-z0-9+/=_-]{30,}", default, TimeSpan.FromSeconds(1)).Select(match => match.Value));
            await route.AskAsync(bridge, token, $" {token}");
            await route.AskAsync(bridge, $"{token}x", null);
        }

        foreach (var (path, form) in new[] { ("/oauth/token", RouteCall.TokenForm(token)), ("/sts", RouteCall.StsForm(token)) })
        {
            foreach (var name in new[] { "scope", "actor_token", "Policy", "DurationSeconds", "client_secret", token, $"{token}.member.1" })
            {
                using var content = new FormUrlEncodedContent(new Dictionary<string, string>(form, StringComparer.Ordinal) { [name] = token });
                using var response = await bridge.Client.PostAsync(path, content);
                (await response.Content.ReadAsStringAsync()).ShouldNotContain(token);
            }
        }

        await bridge.Audit.RecordAsync((3 * RouteCall.All.Count) + 14);
        var said = bridge.Audit.Text + await bridge.Client.GetStringAsync("/metrics");
        secrets.Count.ShouldBeGreaterThan(6);
        secrets.RemoveWhere(secret => secret.StartsWith("urn", StringComparison.Ordinal) || secret.StartsWith("AWS_", StringComparison.Ordinal) || secret.StartsWith("00000000-", StringComparison.Ordinal));
        secrets.Where(secret => said.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Types_that_carry_secrets_do_not_print_them()
    {
        var credentials = new AwsCredentials
        {
            AccessKeyId = "ASIAEXAMPLE",
            SecretAccessKey = "very-secret",
            SessionToken = "very-secret",
            Expiration = DateTimeOffset.UnixEpoch,
            IssuedAt = DateTimeOffset.UnixEpoch,
            Account = "111122223333",
            AssumedRoleArn = "arn:aws:sts::111122223333:assumed-role/r/s",
        };
        var grant = new Grant
        {
            IssuerId = "research",
            Subject = "s",
            Name = "n",
            RuleId = "r",
            Role = RoleArn.Parse("arn:aws:iam::111122223333:role/r"),
            SessionName = "s",
            Duration = TimeSpan.FromHours(1),
            Tags = [],
            TransitiveTagKeys = [],
        };

        credentials.ToString().ShouldNotContain("very-secret");
        new StsOutcome.Assumed(credentials, FromCache: true) { Duration = default }.ToString().ShouldNotContain("very-secret");
        new IssueResult.Issued("d", credentials, null, null!, null).ToString().ShouldNotContain("very-secret");
        new StsRequest(grant, default, default, "very-secret").ToString().ShouldNotContain("very-secret");
        new ExchangeRequest { Route = "container", Token = "very-secret".AsMemory() }.ToString().ShouldNotContain("very-secret");
    }
}
