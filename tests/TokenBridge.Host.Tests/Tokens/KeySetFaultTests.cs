using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TokenBridge.Host.Tokens.Keys;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

/// <summary>Documents that are no good: each leaves the last good keys in place and says why.</summary>
public sealed class KeySetFaultTests : TokenRoomTest
{
    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"keys\":{}}")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[null,1,\"x\",[]]}")]
    [InlineData("{\"keys\":[],\"keys\":[]}")]
    public async Task A_key_set_that_is_empty_or_none_is_a_fault(string document)
    {
        Keycloak.Answer(Realm.KeysPath, document);
        await RefreshKeepsTheKeysAsync(Realm.KeysPath);
    }

    [Fact]
    public async Task Two_signing_keys_with_one_kid_are_a_fault()
    {
        Keycloak.Answer(Realm.KeysPath, FakeRealm.KeySet([TestKey.Rsa.Jwk, TestKey.EllipticCurve.As(kid: TestKey.Rsa.Kid).Jwk]).ToJsonString());
        await RefreshKeepsTheKeysAsync("two signing keys");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_a_fault_and_is_not_followed(int status)
    {
        Keycloak.Answer("/elsewhere", FakeRealm.KeySet([TestKey.OtherRsa.Jwk]).ToJsonString());
        Keycloak.Answer(Realm.KeysPath, context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });

        await RefreshKeepsTheKeysAsync($"answered {status}");
        Keycloak.Requests("/elsewhere").ShouldBe(0);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Another_status_than_200_is_a_fault(int status)
    {
        Keycloak.Answer(Realm.KeysPath, context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        await RefreshKeepsTheKeysAsync($"answered {status}");
    }

    [Fact]
    public async Task A_document_of_one_byte_above_1_MiB_is_a_fault_although_no_length_is_announced()
    {
        var document = FakeRealm.KeySet([TestKey.Rsa.Jwk]).ToJsonString();
        AnswerChunked(document.PadRight(IssuerDocuments.MaxBytes));
        await Room.Ring.RefreshAsync();
        Room.Ring.LastFault.ShouldBeNull();

        AnswerChunked(document.PadRight(IssuerDocuments.MaxBytes + 1));
        await RefreshKeepsTheKeysAsync("larger than");
    }

    [Fact]
    public async Task A_document_slower_than_5_s_is_a_fault()
    {
        var held = new HeldAnswer();
        Keycloak.Answer(Realm.KeysPath, held.Before(context => context.Response.WriteAsync("{}")));
        await SlowIsAFaultAsync(held);
    }

    [Fact]
    public async Task A_document_that_stops_in_the_middle_is_a_fault_after_5_s()
    {
        var held = new HeldAnswer();
        var hang = held.Before(context => context.Response.WriteAsync("]}"));
        Keycloak.Answer(Realm.KeysPath, async context =>
        {
            await context.Response.WriteAsync("{\"keys\":[");
            await context.Response.Body.FlushAsync();
            await hang(context);
        });
        await SlowIsAFaultAsync(held);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_is_a_fault()
    {
        Keycloak.Answer(Realm.KeysPath, async context =>
        {
            await context.Response.WriteAsync("{\"keys\":[");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await RefreshKeepsTheKeysAsync(Realm.KeysPath);
    }

    [Theory]
    [InlineData("issuer", "\"https://kc.example/realms/other\"")]
    [InlineData("issuer", "null")]
    [InlineData("issuer", "1")]
    [InlineData("jwks_uri", "\"http://192.0.2.1/keys\"")]
    [InlineData("jwks_uri", "\"ftp://127.0.0.1/keys\"")]
    [InlineData("jwks_uri", "\"file:///etc/passwd\"")]
    [InlineData("jwks_uri", "\"/realms/ml/protocol/openid-connect/certs\"")]
    [InlineData("jwks_uri", "\"\"")]
    [InlineData("jwks_uri", "null")]
    public async Task Discovery_of_another_issuer_or_without_a_safe_key_address_is_a_fault(string member, string value)
    {
        var discovery = Realm.Discovery();
        discovery[member] = JsonNode.Parse(value);
        Keycloak.Answer(Realm.DiscoveryPath, discovery.ToJsonString());

        await RefreshKeepsTheKeysAsync(Realm.DiscoveryPath);

        // Before the fault and after it is fixed, not with it.
        Realm.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task Metadata_over_http_that_is_not_on_loopback_is_never_asked()
    {
        await using var room = await TokenRoom.ReadyAsync(Realm.Options with { MetadataAddress = new Uri($"http://192.0.2.1{Realm.DiscoveryPath}") });

        room.Ring.HasKeys.ShouldBeFalse();
        room.Ring.LastFault.ShouldNotBeNull().ShouldContain("neither https nor http on loopback (TokenBridge:Issuers:research:AllowHttp lets");
    }

    [Fact]
    public void An_address_in_a_log_line_shows_no_password_and_no_line_break() =>
        IssuerDocuments.Name(new Uri("https://user:password@kc.example/a%0Ab?token=t#f")).ShouldBe("\"https://kc.example/a%0Ab\"");

    [Theory]
    [InlineData("https://kc.example/x", false, true)]
    [InlineData("http://localhost:8080/x", false, true)]
    [InlineData("http://127.8.9.1/x", false, true)]
    [InlineData("http://[::1]/x", false, true)]
    [InlineData("http://kc.example/x", false, false)]
    [InlineData("http://kc.example/x", true, true)]
    [InlineData("http://127.0.0.1.evil.example/x", false, false)]
    [InlineData("http://localhost.evil.example/x", false, false)]
    [InlineData("ftp://127.0.0.1/x", true, false)]
    [InlineData("file:///x", true, false)]
    public void Only_https_or_loopback_or_what_is_allowed_is_asked(string address, bool allowHttp, bool allowed) =>
        IssuerDocuments.IsAllowed(new Uri(address), allowHttp).ShouldBe(allowed);

    private async Task RefreshKeepsTheKeysAsync(string fault)
    {
        var before = Room.Ring.Current;
        var lastSuccess = Room.Ring.LastSuccess;
        Room.Clock.Advance(TimeSpan.FromSeconds(1));

        await Room.Ring.RefreshAsync();

        Room.Ring.LastFault.ShouldNotBeNull().ShouldContain(fault);
        Room.Ring.Current.ShouldBeSameAs(before);
        Room.Ring.LastSuccess.ShouldBe(lastSuccess);
        await Room.AcceptedAsync(Realm.Token());

        Realm.Restore();
        await Room.Ring.RefreshAsync();
        Room.Ring.LastFault.ShouldBeNull();
        Room.Ring.Current.ShouldBeSameAs(before);
    }

    private async Task SlowIsAFaultAsync(HeldAnswer held)
    {
        var before = Room.Ring.Current;
        var refresh = Room.Ring.RefreshAsync();
        await held.Arrived;
        Room.Clock.Advance(IssuerDocuments.MaxDuration);
        await refresh;

        Room.Ring.LastFault.ShouldNotBeNull().ShouldContain("within 5 s");
        Room.Ring.Current.ShouldBeSameAs(before);
    }

    private void AnswerChunked(string document) => Keycloak.Answer(Realm.KeysPath, async context =>
    {
        foreach (var chunk in document.Chunk(100_000))
        {
            await context.Response.WriteAsync(new string(chunk));
            await context.Response.Body.FlushAsync();
        }
    });
}
