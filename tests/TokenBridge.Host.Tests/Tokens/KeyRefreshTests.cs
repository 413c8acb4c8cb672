using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class KeyRefreshTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task With_Keycloak_down_the_room_starts_says_why_and_becomes_ready_by_itself()
    {
        await using var keycloak = await FakeKeycloak.StoppedAsync();
        var realm = keycloak.Realm();
        await using var room = TokenRoom.Idle(realm.Options);
        await room.StartRefreshAsync();
        await room.Clock.TimerAsync(due => due <= TimeSpan.FromSeconds(1));

        room.Ring.HasKeys.ShouldBeFalse();
        room.Ring.LastSuccess.ShouldBeNull();
        room.Ring.LastFault.ShouldNotBeNull().ShouldContain(realm.DiscoveryPath);
        var unavailable = (await room.ValidateAsync(realm.Token())).ShouldBeOfType<TokenVerdict.KeysUnavailable>();
        unavailable.IssuerId.ShouldBe("research");

        await keycloak.StartAsync();
        room.Clock.Advance(TimeSpan.FromSeconds(1));
        await room.Clock.TimerAsync(due => due > TimeSpan.FromMinutes(4));

        room.Ring.HasKeys.ShouldBeTrue();
        room.Ring.LastFault.ShouldBeNull();
        room.Ring.LastSuccess.ShouldNotBeNull();
        await room.AcceptedAsync(realm.Token());
    }

    [Fact]
    public async Task Without_keys_requests_ask_nobody_themselves()
    {
        await using var keycloak = await FakeKeycloak.StartedAsync();
        var realm = keycloak.Realm();
        await using var room = TokenRoom.Idle(realm.Options);

        (await room.ValidateAsync(realm.Token())).ShouldBeOfType<TokenVerdict.KeysUnavailable>().Detail.ShouldContain("not read yet");
        keycloak.Requests(realm.DiscoveryPath).ShouldBe(0);
    }

    [Fact]
    public async Task A_token_that_comes_while_the_very_first_keys_are_fetched_waits_for_them()
    {
        await using var keycloak = await FakeKeycloak.StartedAsync();
        var realm = keycloak.Realm();
        var held = new HeldAnswer();
        keycloak.Answer(realm.DiscoveryPath, held.Before(context => context.Response.WriteAsync(realm.Discovery().ToJsonString())));
        await using var room = TokenRoom.Idle(realm.Options);
        await room.StartRefreshAsync();
        await held.Arrived;
        var waiting = room.ValidateAsync(realm.Token()).AsTask();
        held.Release();

        (await waiting).ShouldBeOfType<TokenVerdict.Accepted>();
    }

    [Fact]
    public async Task While_there_are_no_keys_the_pauses_grow_to_half_a_minute()
    {
        await using var keycloak = await FakeKeycloak.StoppedAsync();
        await using var room = TokenRoom.Idle(keycloak.Realm().Options);
        await room.StartRefreshAsync();
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            // Not the time cap of a document that is being fetched.
            await room.Clock.TimerAsync(due =>
                due >= TimeSpan.FromSeconds(seconds / 2.0) && due <= TimeSpan.FromSeconds(seconds) && due != IssuerDocuments.MaxDuration);
            room.Clock.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public async Task Keys_are_read_again_at_every_interval_and_the_same_content_keeps_the_same_set()
    {
        await using var keycloak = await FakeKeycloak.StartedAsync();
        var realm = keycloak.Realm("ml", null, TestKey.Rsa, TestKey.EllipticCurve);
        await using var room = TokenRoom.Idle(realm.Options);
        await room.StartRefreshAsync();
        await room.Clock.TimerAsync(IsTheInterval);
        var first = room.Ring.Current.ShouldNotBeNull();

        realm.Keys = [TestKey.EllipticCurve, TestKey.Rsa];
        room.Clock.Advance(Interval);
        await room.Clock.TimerAsync(IsTheInterval);

        realm.KeyRequests.ShouldBe(2);
        room.Ring.Current.ShouldBeSameAs(first);
        realm.Keys = [TestKey.EllipticCurve];
        room.Clock.Advance(Interval);
        await room.Clock.TimerAsync(IsTheInterval);
        room.Ring.Current!.Count.ShouldBe(1);
        room.Ring.Current.Find(TestKey.EllipticCurve.Kid).ShouldBeSameAs(first.Find(TestKey.EllipticCurve.Kid));
    }

    [Fact]
    public async Task One_realm_that_is_away_does_not_hold_up_another()
    {
        await using var away = await FakeKeycloak.StoppedAsync();
        await using var keycloak = await FakeKeycloak.StartedAsync();
        var realm = keycloak.Realm();
        await using var room = TokenRoom.Idle(away.Realm().Options with { Id = "away" }, realm.Options);
        await room.StartRefreshAsync();
        await room.Clock.TimerAsync(IsTheInterval);

        room.Rings.Select(ring => (ring.Id, ring.HasKeys)).ShouldBe([("away", false), ("research", true)]);
        await room.AcceptedAsync(realm.Token());
    }

    [Fact]
    public async Task Two_issuers_of_one_name_cannot_be_built()
    {
        await using var keycloak = await FakeKeycloak.StartedAsync();
        var options = keycloak.Realm().Options;

        Should.Throw<ArgumentException>(() => TokenRoom.Idle(options, options with { Id = "twin" }));
    }

    private static bool IsTheInterval(TimeSpan due) => due >= Interval * 0.9 && due <= Interval;
}
