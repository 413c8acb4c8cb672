using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class KeyRotationTests : TokenRoomTest
{
    private static readonly TestKey Next = TestKey.NewEllipticCurve("next");

    [Fact]
    public async Task A_new_key_is_fetched_once_for_a_hundred_simultaneous_tokens()
    {
        Realm.Keys = [Next, TestKey.Rsa];
        var held = Hold(Realm.Keys);
        var verdicts = Enumerable.Range(0, 100).Select(i => Room.ValidateAsync(Realm.Token(claims => claims["n"] = i)).AsTask()).ToList();
        await held.Arrived;
        verdicts.ShouldAllBe(verdict => !verdict.IsCompleted);
        held.Release();

        (await Task.WhenAll(verdicts)).ShouldAllBe(verdict => verdict is TokenVerdict.Accepted);
        Realm.KeyRequests.ShouldBe(2);
    }

    /// <summary>As many ask as can, at every moment until the read has ended: none may fall between its end and the question whether one is under way.</summary>
    [Fact]
    public async Task A_new_key_is_found_whenever_it_is_asked_for_while_it_is_read()
    {
        for (var rotation = 0; rotation < 25; rotation++)
        {
            var next = Next.As(kid: $"next-{rotation}");
            Realm.Keys = [next, TestKey.Rsa];
            Room.Clock.Advance(Realm.Options.UnknownKeyInterval);
            var first = Room.Ring.FindAsync(next.Kid, default).AsTask();
            List<Task<KeyLookup>> asked = [first];
            while (!first.IsCompleted)
            {
                asked.Add(Task.Run(async () => await Room.Ring.FindAsync(next.Kid, default)));
            }

            (await Task.WhenAll(asked)).ShouldAllBe(lookup => lookup is KeyLookup.Found);
        }
    }

    [Fact]
    public async Task Tokens_of_the_old_key_are_accepted_while_the_new_one_is_fetched()
    {
        var old = Realm.Token();
        Realm.Keys = [Next, TestKey.Rsa];
        var held = Hold(Realm.Keys);
        var waiting = Room.ValidateAsync(Realm.Token()).AsTask();
        await held.Arrived;

        await Room.AcceptedAsync(old);

        held.Release();
        (await waiting).ShouldBeOfType<TokenVerdict.Accepted>();
    }

    [Fact]
    public async Task Unknown_kids_ask_the_issuer_once_in_the_interval()
    {
        for (var i = 0; i < 50; i++)
        {
            await Room.RejectedAsync(Realm.Token(key: Next.As(kid: $"random-{i}")), TokenRejection.UnknownKey);
        }

        Realm.KeyRequests.ShouldBe(2);
        Room.Clock.Advance(Realm.Options.UnknownKeyInterval);
        await Room.RejectedAsync(Realm.Token(key: Next), TokenRejection.UnknownKey);
        await Room.RejectedAsync(Realm.Token(key: Next), TokenRejection.UnknownKey);
        Realm.KeyRequests.ShouldBe(3);
    }

    [Fact]
    public async Task A_second_rotation_within_the_interval_is_told_to_ask_again_and_not_to_log_in()
    {
        (await Room.RejectedAsync(Realm.Token(key: Next), TokenRejection.UnknownKey)).Advice.ShouldBe(TokenAdvice.None);
        Realm.Keys = [Next, TestKey.Rsa];

        (await Room.RejectedAsync(Realm.Token(), TokenRejection.UnknownKey)).Advice.ShouldBe(TokenAdvice.KeyMayCome);

        Room.Clock.Advance(Realm.Options.UnknownKeyInterval);
        await Room.AcceptedAsync(Realm.Token());
    }

    [Fact]
    public async Task A_read_that_began_before_the_rotation_is_followed_by_another()
    {
        var held = Hold([TestKey.Rsa]);
        var background = Room.Ring.RefreshAsync();
        await held.Arrived;
        Realm.Keys = [Next];
        var waiting = Room.ValidateAsync(Realm.Token()).AsTask();
        Realm.Restore();
        held.Release();

        (await waiting).ShouldBeOfType<TokenVerdict.Accepted>();
        await background;
        Realm.KeyRequests.ShouldBe(3);
    }

    [Fact]
    public async Task A_request_waits_no_longer_than_its_deadline_and_the_read_goes_on()
    {
        Realm.Keys = [Next];
        var held = Hold(Realm.Keys);
        using var deadline = new CancellationTokenSource();
        var impatient = Room.ValidateAsync(Realm.Token(), deadline.Token).AsTask();
        var patient = Room.ValidateAsync(Realm.Token()).AsTask();
        await held.Arrived;
        await deadline.CancelAsync();

        (await impatient).ShouldBeOfType<TokenVerdict.KeysUnavailable>().IssuerId.ShouldBe("research");
        held.Release();
        (await patient).ShouldBeOfType<TokenVerdict.Accepted>();
        Realm.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task A_deadline_that_is_over_does_not_refuse_a_known_key()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        (await Room.ValidateAsync(Realm.Token(), over.Token)).ShouldBeOfType<TokenVerdict.Accepted>();
    }

    [Fact]
    public async Task A_realm_document_that_hangs_does_not_hold_up_a_new_key()
    {
        var held = new HeldAnswer();
        Keycloak.Answer(Realm.RealmPath, held.Before(context => context.Response.WriteAsync("{}")));
        Realm.Keys = [Next];

        await Room.AcceptedAsync(Realm.Token());
        held.Release();
    }

    [Fact]
    public async Task A_disabled_key_ends_with_the_next_read_even_for_tokens_seen_before()
    {
        var token = Realm.Token();
        await Room.AcceptedAsync(token);
        Realm.Keys = [Next];

        await Room.Ring.RefreshAsync();

        await Room.RejectedAsync(token, TokenRejection.UnknownKey);
    }

    [Fact]
    public async Task A_key_replaced_under_its_own_kid_no_longer_verifies()
    {
        var token = Realm.Token();
        await Room.AcceptedAsync(token);
        Realm.Keys = [TestKey.OtherRsa.As(kid: TestKey.Rsa.Kid)];

        await Room.Ring.RefreshAsync();

        await Room.RejectedAsync(token, TokenRejection.InvalidSignature);
        await Room.AcceptedAsync(Realm.Token());
    }

    [Fact]
    public async Task While_Keycloak_is_away_known_keys_serve_and_an_unknown_one_is_keys_unavailable()
    {
        await Keycloak.StopAsync();
        await Room.Ring.RefreshAsync();

        await Room.AcceptedAsync(Realm.Token());
        (await Room.ValidateAsync(Realm.Token(key: Next))).ShouldBeOfType<TokenVerdict.KeysUnavailable>();
        (await Room.ValidateAsync(Realm.Token(key: Next))).ShouldBeOfType<TokenVerdict.KeysUnavailable>();

        await Keycloak.StartAsync();
        Room.Clock.Advance(Realm.Options.UnknownKeyInterval);
        await Room.RejectedAsync(Realm.Token(key: Next), TokenRejection.UnknownKey);
        Room.Ring.LastFault.ShouldBeNull();
    }

    [Fact]
    public async Task A_kid_that_is_absent_or_absurd_or_of_a_key_left_aside_asks_nobody()
    {
        await Room.RejectedAsync(Realm.Token(header: header => header.Remove("kid")), TokenRejection.UnknownKey);
        await Room.RejectedAsync(Realm.Token(header: header => header["kid"] = new string('k', 257)), TokenRejection.UnknownKey);
        (await Room.RejectedAsync(Realm.Token(header: header => header["kid"] = "encryption"), TokenRejection.UnknownKey))
            .Detail.ShouldContain("not used");

        Realm.KeyRequests.ShouldBe(1);
    }

    [Fact]
    public async Task A_kid_of_256_characters_is_asked_for()
    {
        await Room.RejectedAsync(Realm.Token(header: header => header["kid"] = new string('k', 256)), TokenRejection.UnknownKey);

        Realm.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task The_key_of_one_realm_does_not_verify_tokens_of_another()
    {
        var other = Keycloak.Realm("other", null, Next);
        await using var room = await TokenRoom.ReadyAsync(Realm.Options, other.Options with { Id = "other" });

        (await room.AcceptedAsync(other.Token())).IssuerId.ShouldBe("other");
        (await room.RejectedAsync(Realm.Token(key: Next), TokenRejection.UnknownKey)).IssuerId.ShouldBe("research");
        (await room.RejectedAsync(other.Token(key: TestKey.Rsa), TokenRejection.UnknownKey)).IssuerId.ShouldBe("other");
    }

    [Fact]
    public async Task Two_realms_may_use_one_kid_for_different_keys()
    {
        var other = Keycloak.Realm("other", null, TestKey.OtherRsa.As(kid: TestKey.Rsa.Kid));
        await using var room = await TokenRoom.ReadyAsync(Realm.Options, other.Options with { Id = "other" });

        await room.AcceptedAsync(Realm.Token());
        await room.AcceptedAsync(other.Token());
        await room.RejectedAsync(Realm.Token(key: other.Keys[0]), TokenRejection.InvalidSignature);
    }

    private HeldAnswer Hold(IEnumerable<TestKey> keys)
    {
        var held = new HeldAnswer();
        var document = FakeRealm.KeySet(keys.Select(key => key.Jwk)).ToJsonString();
        Keycloak.Answer(Realm.KeysPath, held.Before(context => context.Response.WriteAsync(document)));
        return held;
    }
}
