using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Tokens;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class RevocationTests : IAsyncLifetime
{
    private static readonly long IssuedAt = ManualClock.Start.ToUnixTimeSeconds();

    private FakeKeycloak _keycloak = null!;
    private FakeRealm _realm = null!;

    public async Task InitializeAsync()
    {
        _keycloak = await FakeKeycloak.StartedAsync();
        _realm = _keycloak.Realm();
    }

    public async Task DisposeAsync() => await _keycloak.DisposeAsync();

    [Fact]
    public async Task A_token_issued_before_the_realms_not_before_is_revoked_although_it_was_accepted_before()
    {
        await using var room = await TokenRoom.ReadyAsync(_realm.Options);
        var token = _realm.Token();
        await room.AcceptedAsync(token);

        _realm.NotBefore = IssuedAt + 1;
        await room.Ring.RefreshAsync();

        (await room.RejectedAsync(token, TokenRejection.Revoked)).IssuerId.ShouldBe("research");
        await room.AcceptedAsync(_realm.Token(issuedAt: ManualClock.Start.AddSeconds(1)));
    }

    [Fact]
    public async Task A_token_issued_at_the_very_second_is_not_revoked()
    {
        _realm.NotBefore = IssuedAt;
        await using var room = await TokenRoom.ReadyAsync(_realm.Options);

        await room.AcceptedAsync(_realm.Token());
    }

    [Fact]
    public async Task No_token_is_accepted_before_the_realm_was_asked_what_it_has_revoked()
    {
        _realm.NotBefore = IssuedAt + 1;
        var held = new HeldAnswer();
        _keycloak.Answer(_realm.RealmPath, held.Before(context => context.Response.WriteAsync($$"""{"tokens-not-before":{{IssuedAt + 1}}}""")));
        await using var room = TokenRoom.Idle(_realm.Options);
        var refresh = room.Ring.RefreshAsync();
        await held.Arrived;
        var waiting = room.ValidateAsync(_realm.Token()).AsTask();
        held.Release();
        await refresh;

        (await waiting).ShouldBeOfType<TokenVerdict.Rejected>().Reason.ShouldBe(TokenRejection.Revoked);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"tokens-not-before\":null}")]
    [InlineData("{\"tokens-not-before\":\"0\"}")]
    [InlineData("{\"tokens-not-before\":-1}")]
    [InlineData("{\"tokens-not-before\":0.5}")]
    [InlineData("{\"tokens-not-before\":99999999999999}")]
    [InlineData("{\"tokens-not-before\":0,\"tokens-not-before\":0}")]
    public async Task A_realm_document_of_the_wrong_shape_leaves_the_last_value_and_the_keys(string document)
    {
        _realm.NotBefore = IssuedAt + 1;
        await using var room = await TokenRoom.ReadyAsync(_realm.Options);
        _keycloak.Answer(_realm.RealmPath, document);

        await room.Ring.RefreshAsync();

        room.Ring.LastFault.ShouldBeNull();
        await room.RejectedAsync(_realm.Token(), TokenRejection.Revoked);
        await room.AcceptedAsync(_realm.Token(issuedAt: ManualClock.Start.AddSeconds(1)));
    }

    [Fact]
    public async Task A_realm_document_that_never_could_be_read_revokes_nothing_and_does_not_cost_the_keys()
    {
        _keycloak.Answer(_realm.RealmPath, context =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        await using var room = await TokenRoom.ReadyAsync(_realm.Options);

        await room.AcceptedAsync(_realm.Token());
    }

    [Fact]
    public async Task A_not_before_is_noticed_while_the_keys_cannot_be_read()
    {
        await using var room = await TokenRoom.ReadyAsync(_realm.Options);
        _keycloak.Answer(_realm.KeysPath, "{}");
        _realm.NotBefore = IssuedAt + 1;

        await room.Ring.RefreshAsync();

        room.Ring.LastFault.ShouldNotBeNull();
        await room.RejectedAsync(_realm.Token(), TokenRejection.Revoked);
    }

    [Fact]
    public async Task A_not_before_in_the_future_revokes_every_token()
    {
        _realm.NotBefore = IssuedAt + 100_000;
        await using var room = await TokenRoom.ReadyAsync(_realm.Options);

        await room.RejectedAsync(_realm.Token(), TokenRejection.Revoked);
    }
}
