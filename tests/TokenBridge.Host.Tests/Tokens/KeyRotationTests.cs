using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Tokens;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class KeyRotationTests : IAsyncLifetime
{
    private static readonly TestKey Next = TestKey.NewEllipticCurve("next");

    private FakeKeycloak _keycloak = null!;
    private FakeRealm _realm = null!;
    private TokenRoom _room = null!;

    public async Task InitializeAsync()
    {
        _keycloak = await FakeKeycloak.StartedAsync();
        _realm = _keycloak.Realm();
        _room = await TokenRoom.ReadyAsync(_realm.Options);
    }

    public async Task DisposeAsync()
    {
        await _room.DisposeAsync();
        await _keycloak.DisposeAsync();
    }

    [Fact]
    public async Task A_new_key_is_fetched_once_for_a_hundred_simultaneous_tokens()
    {
        _realm.Keys = [Next, TestKey.Rsa];
        var held = Hold(_realm.Keys);
        var verdicts = Enumerable.Range(0, 100).Select(i => _room.ValidateAsync(_realm.Token(claims => claims["n"] = i)).AsTask()).ToList();
        await held.Arrived;
        verdicts.ShouldAllBe(verdict => !verdict.IsCompleted);
        held.Release();

        (await Task.WhenAll(verdicts)).ShouldAllBe(verdict => verdict is TokenVerdict.Accepted);
        _realm.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task Tokens_of_the_old_key_are_accepted_while_the_new_one_is_fetched()
    {
        var old = _realm.Token();
        _realm.Keys = [Next, TestKey.Rsa];
        var held = Hold(_realm.Keys);
        var waiting = _room.ValidateAsync(_realm.Token()).AsTask();
        await held.Arrived;

        await _room.AcceptedAsync(old);

        held.Release();
        (await waiting).ShouldBeOfType<TokenVerdict.Accepted>();
    }

    [Fact]
    public async Task Unknown_kids_ask_the_issuer_once_in_the_interval()
    {
        for (var i = 0; i < 50; i++)
        {
            await _room.RejectedAsync(_realm.Token(key: Next.As(kid: $"random-{i}")), TokenRejection.UnknownKey);
        }

        _realm.KeyRequests.ShouldBe(2);
        _room.Clock.Advance(_realm.Options.UnknownKeyInterval);
        await _room.RejectedAsync(_realm.Token(key: Next), TokenRejection.UnknownKey);
        await _room.RejectedAsync(_realm.Token(key: Next), TokenRejection.UnknownKey);
        _realm.KeyRequests.ShouldBe(3);
    }

    [Fact]
    public async Task A_read_that_began_before_the_rotation_is_followed_by_another()
    {
        var held = Hold([TestKey.Rsa]);
        var background = _room.Ring.RefreshAsync();
        await held.Arrived;
        _realm.Keys = [Next];
        var waiting = _room.ValidateAsync(_realm.Token()).AsTask();
        _realm.Restore();
        held.Release();

        (await waiting).ShouldBeOfType<TokenVerdict.Accepted>();
        await background;
        _realm.KeyRequests.ShouldBe(3);
    }

    [Fact]
    public async Task A_request_waits_no_longer_than_its_deadline_and_the_read_goes_on()
    {
        _realm.Keys = [Next];
        var held = Hold(_realm.Keys);
        using var deadline = new CancellationTokenSource();
        var impatient = _room.ValidateAsync(_realm.Token(), deadline.Token).AsTask();
        var patient = _room.ValidateAsync(_realm.Token()).AsTask();
        await held.Arrived;
        await deadline.CancelAsync();

        (await impatient).ShouldBeOfType<TokenVerdict.KeysUnavailable>().IssuerId.ShouldBe("research");
        held.Release();
        (await patient).ShouldBeOfType<TokenVerdict.Accepted>();
        _realm.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task A_deadline_that_is_over_does_not_refuse_a_known_key()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        (await _room.ValidateAsync(_realm.Token(), over.Token)).ShouldBeOfType<TokenVerdict.Accepted>();
    }

    [Fact]
    public async Task A_realm_document_that_hangs_does_not_hold_up_a_new_key()
    {
        var held = new HeldAnswer();
        _keycloak.Answer(_realm.RealmPath, held.Before(context => context.Response.WriteAsync("{}")));
        _realm.Keys = [Next];

        await _room.AcceptedAsync(_realm.Token());
        held.Release();
    }

    [Fact]
    public async Task A_disabled_key_ends_with_the_next_read_even_for_tokens_seen_before()
    {
        var token = _realm.Token();
        await _room.AcceptedAsync(token);
        _realm.Keys = [Next];

        await _room.Ring.RefreshAsync();

        await _room.RejectedAsync(token, TokenRejection.UnknownKey);
    }

    [Fact]
    public async Task A_key_replaced_under_its_own_kid_no_longer_verifies()
    {
        var token = _realm.Token();
        await _room.AcceptedAsync(token);
        _realm.Keys = [TestKey.OtherRsa.As(kid: TestKey.Rsa.Kid)];

        await _room.Ring.RefreshAsync();

        await _room.RejectedAsync(token, TokenRejection.InvalidSignature);
        await _room.AcceptedAsync(_realm.Token());
    }

    [Fact]
    public async Task While_Keycloak_is_away_known_keys_serve_and_an_unknown_one_is_keys_unavailable()
    {
        await _keycloak.StopAsync();
        await _room.Ring.RefreshAsync();

        await _room.AcceptedAsync(_realm.Token());
        (await _room.ValidateAsync(_realm.Token(key: Next))).ShouldBeOfType<TokenVerdict.KeysUnavailable>();
        (await _room.ValidateAsync(_realm.Token(key: Next))).ShouldBeOfType<TokenVerdict.KeysUnavailable>();

        await _keycloak.StartAsync();
        _room.Clock.Advance(_realm.Options.UnknownKeyInterval);
        await _room.RejectedAsync(_realm.Token(key: Next), TokenRejection.UnknownKey);
        _room.Ring.LastFault.ShouldBeNull();
    }

    [Fact]
    public async Task A_kid_that_is_absent_or_absurd_or_of_a_key_left_aside_asks_nobody()
    {
        await _room.RejectedAsync(_realm.Token(header: header => header.Remove("kid")), TokenRejection.UnknownKey);
        await _room.RejectedAsync(_realm.Token(header: header => header["kid"] = new string('k', 257)), TokenRejection.UnknownKey);
        (await _room.RejectedAsync(_realm.Token(header: header => header["kid"] = "encryption"), TokenRejection.UnknownKey))
            .Detail.ShouldContain("not used");

        _realm.KeyRequests.ShouldBe(1);
    }

    [Fact]
    public async Task The_key_of_one_realm_does_not_verify_tokens_of_another()
    {
        var other = _keycloak.Realm("other", null, Next);
        await using var room = await TokenRoom.ReadyAsync(_realm.Options, other.Options with { Id = "other" });

        (await room.AcceptedAsync(other.Token())).IssuerId.ShouldBe("other");
        (await room.RejectedAsync(_realm.Token(key: Next), TokenRejection.UnknownKey)).IssuerId.ShouldBe("research");
        (await room.RejectedAsync(other.Token(key: TestKey.Rsa), TokenRejection.UnknownKey)).IssuerId.ShouldBe("other");
    }

    [Fact]
    public async Task Two_realms_may_use_one_kid_for_different_keys()
    {
        var other = _keycloak.Realm("other", null, TestKey.OtherRsa.As(kid: TestKey.Rsa.Kid));
        await using var room = await TokenRoom.ReadyAsync(_realm.Options, other.Options with { Id = "other" });

        await room.AcceptedAsync(_realm.Token());
        await room.AcceptedAsync(other.Token());
        await room.RejectedAsync(_realm.Token(key: other.Keys[0]), TokenRejection.InvalidSignature);
    }

    private HeldAnswer Hold(IEnumerable<TestKey> keys)
    {
        var held = new HeldAnswer();
        var document = FakeRealm.KeySet(keys.Select(key => key.Jwk)).ToJsonString();
        _keycloak.Answer(_realm.KeysPath, held.Before(context => context.Response.WriteAsync(document)));
        return held;
    }
}
