using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using TokenBridge.Host.Sts;
using TokenBridge.Host.Tokens;
using TokenBridge.Rules.Model;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class TokenTelemetryTests : IAsyncLifetime
{
    private FakeKeycloak _keycloak = null!;
    private FakeRealm _realm = null!;
    private TokenRoom _room = null!;
    private MetricCollector<long> _validations = null!;
    private MetricCollector<double> _durations = null!;
    private MetricCollector<long> _refreshes = null!;
    private MetricCollector<double> _lastSuccess = null!;

    public async Task InitializeAsync()
    {
        _keycloak = await FakeKeycloak.StartedAsync();
        _realm = _keycloak.Realm();
        _room = TokenRoom.Idle(_realm.Options);

        // Other tests have meters of the same name at the same time; the factory tells whose this is.
        var meters = _room.Services.GetRequiredService<IMeterFactory>();
        _validations = new(meters, TokenTelemetry.Name, "tokenbridge.token.validations");
        _durations = new(meters, TokenTelemetry.Name, "tokenbridge.token.validation.duration");
        _refreshes = new(meters, TokenTelemetry.Name, "tokenbridge.jwks.refreshes");
        _lastSuccess = new(meters, TokenTelemetry.Name, "tokenbridge.jwks.last_success");
        await _room.Ring.RefreshAsync();
    }

    public async Task DisposeAsync()
    {
        _validations.Dispose();
        _durations.Dispose();
        _refreshes.Dispose();
        _lastSuccess.Dispose();
        await _room.DisposeAsync();
        await _keycloak.DisposeAsync();
    }

    [Fact]
    public async Task Validations_are_counted_by_issuer_outcome_and_reason()
    {
        var token = _realm.Token();
        await _room.AcceptedAsync(token);
        await _room.ValidateAsync(token);
        await _room.RejectedAsync(_realm.Token(claims => claims["aud"] = "account"), TokenRejection.WrongAudience);
        await _room.RejectedAsync("garbage", TokenRejection.MalformedToken);

        Values(_validations).ShouldBe(
        [
            "1 issuer=research outcome=accepted reason=none",
            "1 issuer=research outcome=accepted reason=none",
            "1 issuer=research outcome=accepted reason=none",
            "1 issuer=research outcome=rejected reason=wrong_audience",
            "1 issuer=none outcome=rejected reason=malformed_token",
        ]);
        _durations.GetMeasurementSnapshot().Select(measured => Text(measured.Tags)).ShouldBe(
            ["cache=miss outcome=accepted", "cache=miss outcome=accepted", "cache=hit outcome=accepted", "cache=miss outcome=rejected", "cache=miss outcome=rejected"]);
    }

    [Fact]
    public async Task Reads_of_keys_are_counted_and_the_last_good_one_is_dated()
    {
        _keycloak.Answer(_realm.KeysPath, "{}");
        _room.Clock.Advance(TimeSpan.FromMinutes(5));
        await _room.Ring.RefreshAsync();

        Values(_refreshes).ShouldBe(["1 issuer=research outcome=read", "1 issuer=research outcome=failed"]);
        var start = ManualClock.Start.ToUnixTimeSeconds();
        Values(_lastSuccess).ShouldBe([$"{start} issuer=research", $"{start} issuer=research"]);
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
        await _room.ValidateAsync(token);
        await _room.RejectedAsync(_realm.Token(key: TestKey.OtherRsa.As(kid: "rsa-1")), TokenRejection.InvalidSignature);

        Activity.Current.ShouldBeSameAs(parent);
        spans.Select(span => $"{span.OperationName}: {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}").ShouldBe(
        [
            "validate token: issuer=research outcome=accepted reason=none cache=miss",
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

    private static IEnumerable<string> Values<T>(MetricCollector<T> collector)
        where T : struct =>
        collector.GetMeasurementSnapshot().Select(measured => $"{measured.Value} {Text(measured.Tags)}");

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
}
