using System.Buffers.Text;
using System.Text.Json.Nodes;
using TokenBridge.Host.Tokens;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

/// <summary>Which keys of a JWKS are used. The others are left aside, and say so when a token names one.</summary>
public sealed class SigningKeyTests : IAsyncLifetime
{
    private FakeKeycloak _keycloak = null!;

    public async Task InitializeAsync() => _keycloak = await FakeKeycloak.StartedAsync();

    public async Task DisposeAsync() => await _keycloak.DisposeAsync();

    [Theory]
    [InlineData("use", "\"enc\"")]
    [InlineData("use", "\"SIG\"")]
    [InlineData("use", "null")]
    [InlineData("use", "[\"sig\"]")]
    [InlineData("key_ops", "[\"sign\"]")]
    [InlineData("key_ops", "[]")]
    [InlineData("key_ops", "\"verify\"")]
    [InlineData("key_ops", "[\"verify\",1]")]
    [InlineData("alg", "\"RSA-OAEP\"")]
    [InlineData("alg", "\"RS384\"")]
    [InlineData("alg", "\"EdDSA\"")]
    [InlineData("alg", "null")]
    [InlineData("kty", "\"EC\"")]
    [InlineData("kty", "\"oct\"")]
    [InlineData("e", "\"AQ\"")]
    [InlineData("e", "\"Ag\"")]
    [InlineData("e", "\"AAEAAQ\"")]
    [InlineData("e", "\"AQAC\"")] // 65,538, an even number
    [InlineData("e", "\"AQAAAAE\"")] // of five bytes
    [InlineData("e", "\"AQAB==\"")]
    [InlineData("e", "\"\"")]
    [InlineData("n", "\"AQAB\"")]
    [InlineData("n", "null")]
    public async Task An_RSA_key_with_this_member_is_left_aside(string member, string value) => await ShouldBeIgnoredAsync(TestKey.OtherRsa, member, value);

    [Theory]
    [InlineData("alg", "\"ES384\"")]
    [InlineData("alg", "\"RS256\"")]
    [InlineData("crv", "\"P-384\"")]
    [InlineData("crv", "\"secp256k1\"")]
    [InlineData("kty", "\"RSA\"")]
    [InlineData("x", "\"AAAA\"")]
    [InlineData("y", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")]
    public async Task An_elliptic_curve_key_with_this_member_is_left_aside(string member, string value) =>
        await ShouldBeIgnoredAsync(TestKey.EllipticCurve, member, value);

    [Theory]
    [InlineData("use")]
    [InlineData("key_ops")]
    public async Task A_key_without_that_member_is_used(string member)
    {
        var jwk = TestKey.OtherRsa.Jwk.DeepClone().AsObject();
        jwk.Remove(member);
        await using var room = await ReadAsync(jwk, "RS256");

        room.Ring.Current!.Find(TestKey.OtherRsa.Kid).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_key_whose_operations_hold_verify_is_used()
    {
        var jwk = TestKey.OtherRsa.Jwk.DeepClone().AsObject();
        jwk["key_ops"] = new JsonArray("sign", "verify");
        await using var room = await ReadAsync(jwk, "RS256");

        room.Ring.Current!.Find(TestKey.OtherRsa.Kid).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_RSA_key_below_2048_bits_is_left_aside()
    {
        var weak = TestKey.NewRsa("weak", bits: 2040);
        await using var room = await ReadAsync(weak.Jwk, "RS256");

        var rejected = await room.RejectedAsync(TestTokens.Create(weak), TokenRejection.UnknownKey);
        rejected.Detail.ShouldContain("2040 bits");
    }

    [Theory]
    [InlineData(1_024, 0x80, null)] // 8,192 bits
    [InlineData(1_025, 0x01, "8193 bits")]
    [InlineData(256, 0x80, null)] // 2,048 bits
    [InlineData(256, 0x7F, "2047 bits")]
    [InlineData(256, 0x00, "not one of an RSA key")]
    public async Task An_RSA_modulus_has_2048_to_8192_bits(int bytes, byte first, string? why)
    {
        var modulus = Enumerable.Repeat((byte)0xA5, bytes).ToArray();
        modulus[0] = first;
        var jwk = TestKey.OtherRsa.Jwk.DeepClone().AsObject();
        jwk["n"] = Base64Url.EncodeToString(modulus);
        await using var room = await ReadAsync(jwk, "RS256");

        if (why is null)
        {
            room.Ring.Current!.Find(TestKey.OtherRsa.Kid).ShouldNotBeNull();
        }
        else
        {
            room.Ring.Current!.Ignored(TestKey.OtherRsa.Kid).ShouldNotBeNull().ShouldContain(why);
        }
    }

    [Theory]
    [InlineData("Aw")] // 3
    [InlineData("AQAAAQ")] // of four bytes
    public async Task An_odd_RSA_exponent_from_3_on_is_used(string exponent)
    {
        var jwk = TestKey.OtherRsa.Jwk.DeepClone().AsObject();
        jwk["e"] = exponent;
        await using var room = await ReadAsync(jwk, "RS256");

        room.Ring.Current!.Find(TestKey.OtherRsa.Kid).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Every_curve_verifies_its_algorithm(string alg)
    {
        var key = TestKey.NewEllipticCurve("curve", alg);
        await using var room = await ReadAsync(key.Jwk, alg);

        await room.AcceptedAsync(TestTokens.Create(key));
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task Every_RSA_algorithm_verifies(string alg)
    {
        var key = TestKey.OtherRsa.As(alg: alg);
        await using var room = await ReadAsync(key.Jwk, alg);

        await room.AcceptedAsync(TestTokens.Create(key));
    }

    private async Task ShouldBeIgnoredAsync(TestKey key, string member, string value)
    {
        var jwk = key.Jwk.DeepClone().AsObject();
        jwk[member] = JsonNode.Parse(value);
        await using var room = await ReadAsync(jwk, "ES256");

        room.Ring.LastFault.ShouldBeNull();
        room.Ring.Current!.Count.ShouldBe(1);
        room.Ring.Current.Ignored(key.Kid).ShouldNotBeNull();
        await room.RejectedAsync(TestTokens.Create(key), TokenRejection.UnknownKey);
    }

    // Beside a healthy key, so that the set as a whole is good.
    private async Task<TokenRoom> ReadAsync(JsonObject jwk, string alg)
    {
        var realm = _keycloak.Realm("ml", TestTokens.Issuer);
        _keycloak.Answer(realm.KeysPath, FakeRealm.KeySet([TestKey.Rsa.Jwk, jwk]).ToJsonString());
        return await TokenRoom.ReadyAsync(realm.Options with { Algorithms = ["RS256", alg] });
    }
}
