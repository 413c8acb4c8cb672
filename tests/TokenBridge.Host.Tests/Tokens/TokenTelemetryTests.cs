using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class TokenTelemetryTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();
    private readonly MeterListener _listener = new();
    private FakeKeycloak _keycloak = null!;
    private FakeRealm _realm = null!;
    private TokenRoom _room = null!;

    public async Task InitializeAsync()
    {
        _keycloak = await FakeKeycloak.StartedAsync();
        _realm = _keycloak.Realm();
        _room = TokenRoom.Idle(_realm.Options);

        // Other tests have meters of the same name at the same time; the factory tells whose this is.
        var meters = _room.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
        await _room.Ring.RefreshAsync();
    }

    public async Task DisposeAsync()
    {
        _listener.Dispose();
        await _room.DisposeAsync();
        await _keycloak.DisposeAsync();
    }

    [Fact]
    public async Task Validations_are_counted_by_issuer_outcome_and_reason()
    {
        var token = _realm.Token();
        await _room.AcceptedAsync(token);
        await _room.AcceptedAsync(token);
        await _room.RejectedAsync(_realm.Token(claims => claims["aud"] = "account"), TokenRejection.WrongAudience);
        await _room.RejectedAsync("garbage", TokenRejection.MalformedToken);

        Values("tokenbridge.token.validations").ShouldBe(
        [
            "1 issuer=research outcome=accepted reason=none",
            "1 issuer=research outcome=accepted reason=none",
            "1 issuer=research outcome=rejected reason=wrong_audience",
            "1 issuer=none outcome=rejected reason=malformed_token",
        ]);
        _measured.Where(m => m.Name == "tokenbridge.token.validation.duration").Select(m => m.Tags).ShouldBe(
            ["outcome=accepted cache=miss", "outcome=accepted cache=hit", "outcome=rejected cache=miss", "outcome=rejected cache=miss"]);
    }

    [Fact]
    public async Task Reads_of_keys_are_counted_and_the_last_good_one_is_dated()
    {
        _keycloak.Answer(_realm.KeysPath, "{}");
        _room.Clock.Advance(TimeSpan.FromMinutes(5));
        await _room.Ring.RefreshAsync();

        Values("tokenbridge.jwks.refreshes").ShouldBe(["1 issuer=research outcome=read", "1 issuer=research outcome=failed"]);
        var start = ManualClock.Start.ToUnixTimeSeconds();
        Values("tokenbridge.jwks.last_success").ShouldBe([$"{start} issuer=research", $"{start} issuer=research"]);
    }

    [Fact]
    public async Task A_span_tells_the_outcome_and_nothing_of_the_caller()
    {
        using var parent = new Activity("test").Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TokenTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == parent.TraceId)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        var token = _realm.Token();
        await _room.AcceptedAsync(token);
        await _room.AcceptedAsync(token);
        await _room.RejectedAsync(_realm.Token(key: TestKey.OtherRsa.As(kid: "rsa-1")), TokenRejection.InvalidSignature);

        Activity.Current.ShouldBeSameAs(parent);
        spans.Select(span => $"{span.OperationName}: {Text([.. span.TagObjects])}").ShouldBe(
        [
            "validate token: issuer=research outcome=accepted reason=none cache=miss",
            "validate token: issuer=research outcome=accepted reason=none cache=hit",
            "validate token: issuer=research outcome=rejected reason=invalid_signature cache=miss",
        ]);
    }

    [Fact]
    public void Every_reason_is_its_name_in_snake_case()
    {
        foreach (var rejection in Enum.GetValues<TokenRejection>())
        {
            var name = rejection.ToString();
            var snake = string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

            rejection.ToReason().ShouldBe(snake);
        }
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, Text(tags)));

    private IEnumerable<string> Values(string name) => _measured.Where(m => m.Name == name).Select(m => $"{m.Value} {m.Tags}");

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
