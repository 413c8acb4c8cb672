using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Development.Realm;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Rules;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Rules;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Exchange;

/// <summary>One service and what happens to it. Each exchange's record is held against a validator that knows no token and rules that are evaluated anew.</summary>
internal sealed class ExchangeHistory : IAsyncDisposable
{
    public const int Tokens = 4;

    private static readonly string[] Subjects = ["alice", "erin", "bob", "alice"];

    private readonly Bridge _bridge;
    private readonly ManualClock _clock;
    private readonly string[] _tokens = new string[Tokens];
    private readonly Dictionary<string, string> _sessions = new(StringComparer.Ordinal);
    private HistoryStep.Ask _last = new(0, 0, 0);
    private int _records;

    private ExchangeHistory(Bridge bridge, ManualClock clock) => (_bridge, _clock) = (bridge, clock);

    public static IReadOnlyList<string?> Roles { get; } = [null, "ds-vision", "vpn-vision", "scientists", "fresh", "arn:aws:iam::111122223333:role/ds-speech", "none"];

    public static IReadOnlyList<IPAddress?> Addresses { get; } = [IPAddress.Parse("10.1.2.3"), IPAddress.Parse("10.1.2.4"), IPAddress.Parse("192.0.2.1"), IPAddress.Parse("::ffff:10.1.2.3"), null];

    /// <summary>Some look at addresses, some at times, some at neither; the last differ by a tag alone.</summary>
    public static IReadOnlyList<string> RuleSets { get; } =
    [
        Rules("none", ""),
        Rules("none", """  - { id: home, when: { not: { source_ip: 10.0.0.0/8 } }, deny: { roles: ["*ds-vision"] } }"""),
        Rules("none", """  - { id: vpn, when: { group: "/ml/{team}/scientists", source_ip: [10.1.2.3, 2001:db8::/32] }, grant: { name: "vpn-{team}", priority: 5, role: "arn:aws:iam::111122223333:role/ds-{team}" } }"""),
        Rules("none", """  - { id: fresh, when: { group: "/ml/{team}/scientists" }, require: { max_auth_age: 2m }, grant: { name: fresh, priority: 9, role: "arn:aws:iam::111122223333:role/ds-{team}" } }"""),
        Rules("some", ""),
    ];

    /// <summary>How many exchanges found a decision that answered.</summary>
    public int Remembered { get; private set; }

    public int Anew { get; private set; }

    public int Refused { get; private set; }

    public static async Task<ExchangeHistory> BeginAsync()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        return new ExchangeHistory(await Bridge.StartAsync(clock: clock), clock);
    }

    public async Task RunAsync(IEnumerable<HistoryStep> steps)
    {
        SignTokens();
        foreach (var step in steps)
        {
            await (step switch
            {
                HistoryStep.Ask ask => AskAsync(ask),
                HistoryStep.AskAgain => AskAsync(_last),
                HistoryStep.NameRole other => AskAsync(_last with { Role = other.Role }),
                HistoryStep.Move other => AskAsync(_last with { Address = other.Address }),
                var change => ChangeAsync(change),
            });
        }
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    private async Task ChangeAsync(HistoryStep change)
    {
        switch (change)
        {
            case HistoryStep.Reload reload:
                _bridge.Services.GetRequiredService<ActiveRuleSet>().Replace(TestRules.Compile(RuleSets[reload.Rules]));
                break;
            case HistoryStep.Wait wait:
                _clock.Advance(TimeSpan.FromSeconds(wait.Seconds));
                break;
            case HistoryStep.Revoke:
                _bridge.Realm.NotBefore = _clock.GetUtcNow();
                await _bridge.RefreshKeysAsync();
                break;
            case HistoryStep.RotateKeys:
                _bridge.Realm.Keys.Rotate();
                _bridge.Realm.Keys.RetireOldKeys();
                await _bridge.RefreshKeysAsync();
                break;
            default:
                throw new InvalidOperationException($"nobody knows how to {change}");
        }
    }

    private async Task AskAsync(HistoryStep.Ask ask)
    {
        _last = ask;
        var request = new ExchangeRequest { Route = "container", Token = _tokens[ask.Token].AsMemory(), Role = Roles[ask.Role], Source = Addresses[ask.Address] };
        await CountAsync(request);
        var expected = await AnewAsync(request);

        await _bridge.Services.GetRequiredService<CredentialIssuer>().IssueAsync(request);

        var record = await _bridge.Audit.RecordAsync(++_records);
        Text(record).ShouldBe(expected);
        if (record.TryGetProperty("access_key_id", out var key))
        {
            // A session is one decision's for ever.
            var session = $"{record.GetProperty("sub")} {record.GetProperty("role")} {record.GetProperty("session_name")} {record.GetProperty("tags")}";
            _sessions.TryAdd(key.GetString()!, session);
            _sessions[key.GetString()!].ShouldBe(session);
        }
        else
        {
            Refused++;
        }
    }

    /// <summary>By the very parts of the service, but a cache that holds nothing.</summary>
    private async Task<string> AnewAsync(ExchangeRequest request)
    {
        var services = _bridge.Services;
        var validator = new TokenValidator(services.GetServices<IssuerKeyRing>(), new ValidatedTokenCache(_clock), services.GetRequiredService<TokenLimit>(), services.GetRequiredService<TokenMetrics>(), _clock);
        return (await validator.ValidateAsync(request.Token, default)).Match(
            (services.GetRequiredService<ActiveRuleSet>().Current, request, _clock),
            static (state, accepted) => Text(accepted.Caller, state.Current, state.request, state._clock.GetUtcNow()),
            static (_, rejected) => rejected.Reason.ToReason(),
            static (_, _) => "keys_unavailable");
    }

    private static string Text(CallerIdentity caller, RuleSet rules, ExchangeRequest request, DateTimeOffset now) =>
        rules.Evaluate(caller, new RequestContext(request.Source, now)).Select(request.Role) switch
        {
            RuleDecision.Granted { Grant: var grant } => string.Join(
                ' ', caller.Subject, caller.TokenId, rules.Hash, grant.RuleId, grant.Name, grant.Role, grant.SessionName, grant.SourceIdentity, string.Join(',', grant.Tags.Select(tag => $"{tag.Key}={tag.Value}"))),
            RuleDecision.Denied denied => $"{caller.Subject} {caller.TokenId} {rules.Hash} {denied.Reason.ToReason()} {denied.Detail}",
            var other => throw new InvalidOperationException($"unknown decision {other}"),
        };

    /// <summary>The same of what was recorded.</summary>
    private static string Text(JsonElement record)
    {
        if (!record.TryGetProperty("jti", out var token))
        {
            return record.GetProperty("reason").GetString()!;
        }

        var caller = $"{record.GetProperty("sub")} {token} {record.GetProperty("rules_hash")}";
        return record.TryGetProperty("reason", out var reason)
            ? $"{caller} {reason} {record.GetProperty("detail")}"
            : string.Join(
                ' ', caller, record.GetProperty("rule"), record.GetProperty("grant"), record.GetProperty("role"), record.GetProperty("session_name"), record.GetProperty("source_identity"), string.Join(',', record.GetProperty("tags").EnumerateObject().Select(tag => $"{tag.Name}={tag.Value}")));
    }

    /// <summary>Validating it changes nothing: the exchange would do just that.</summary>
    private async Task CountAsync(ExchangeRequest request)
    {
        var rules = _bridge.Services.GetRequiredService<ActiveRuleSet>().Current;
        var answers = await _bridge.Services.GetRequiredService<TokenValidator>().ValidateAsync(request.Token, default) is TokenVerdict.Accepted { Memory: ExchangeMemory memory } accepted
            && memory.Decision.AnswersFor(accepted.Caller, rules, new RequestContext(request.Source, _clock.GetUtcNow()), request.Role);
        (Remembered, Anew) = answers ? (Remembered + 1, Anew) : (Remembered, Anew + 1);
    }

    private void SignTokens()
    {
        for (var index = 0; index < Tokens; index++)
        {
            var login = index % 2 * 90;
            _tokens[index] = _bridge.Realm.AccessToken(DemoUser.Named(Subjects[index]), change: claims =>
            {
                var now = _clock.GetUtcNow().ToUnixTimeSeconds();
                (claims["iat"], claims["exp"], claims["auth_time"]) = (now, now + 300, now - login);
            });
        }
    }

    private static string Rules(string department, string more) => $$"""
        version: 1
        claims: { user: /preferred_username, department: { from: /department, default: none } }
        defaults: { session_name: "{user}", source_identity: "{sub}", tags: { user: "{sub}" } }
        rules:
          - { id: scientists, when: { group: "/ml/{team}/scientists" }, grant: { name: "ds-{team}", role: "arn:aws:iam::111122223333:role/ds-{team}", tags: { team: "{team}", by: {{department}} } } }
        {{more}}
        """;
}
