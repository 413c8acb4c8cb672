using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TokenBridge.Host.Tokens;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Tokens;

public sealed class SignatureTests(ReadyRealm ready) : IClassFixture<ReadyRealm>
{
    private readonly TokenRoom _room = ready.Room;

    [Fact]
    public async Task A_token_signed_by_another_key_is_invalid_signature() =>
        await _room.RejectedAsync(TestTokens.Create(TestKey.OtherRsa.As(kid: "rsa-1")), TokenRejection.InvalidSignature);

    [Fact]
    public async Task One_flipped_bit_in_any_segment_is_never_accepted()
    {
        var token = TestTokens.Create();
        for (var at = 0; at < token.Length; at += 7)
        {
            var forged = token.ToCharArray();
            forged[at] = forged[at] is 'A' ? 'B' : 'A';

            (await _room.ValidateAsync(new string(forged))).ShouldBeOfType<TokenVerdict.Rejected>();
        }
    }

    [Fact]
    public async Task Other_claims_under_a_valid_signature_are_invalid_signature()
    {
        var segments = TestTokens.Create().Split('.');
        var other = TestTokens.Create(claims: claims => claims["sub"] = "admin").Split('.');

        await _room.RejectedAsync($"{segments[0]}.{other[1]}.{segments[2]}", TokenRejection.InvalidSignature);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("HS512")]
    [InlineData("EdDSA")]
    [InlineData("RS1")]
    [InlineData("rs256")]
    [InlineData("ES256K")]
    [InlineData("")]
    public async Task Another_algorithm_is_not_allowed(string alg)
    {
        var token = TestTokens.Create(header: header => header["alg"] = alg);

        await _room.RejectedAsync(token, TokenRejection.AlgorithmNotAllowed);
        await _room.RejectedAsync(token[..(token.LastIndexOf('.') + 1)], TokenRejection.AlgorithmNotAllowed);
    }

    [Fact]
    public async Task A_header_without_alg_is_algorithm_not_allowed() =>
        await _room.RejectedAsync(TestTokens.Create(header: header => header.Remove("alg")), TokenRejection.AlgorithmNotAllowed);

    [Fact]
    public async Task The_public_key_taken_for_a_shared_secret_is_algorithm_not_allowed()
    {
        var token = TestTokens.Create(header: header => header["alg"] = "HS256");
        var input = token[..token.LastIndexOf('.')];
        var tag = HMACSHA256.HashData(Encoding.ASCII.GetBytes(TestKey.Rsa.PublicPem), Encoding.ASCII.GetBytes(input));

        await _room.RejectedAsync($"{input}.{Base64Url.EncodeToString(tag)}", TokenRejection.AlgorithmNotAllowed);
    }

    [Theory]
    [InlineData("RS256", "ec-1")]
    [InlineData("RS256", "pss-1")]
    [InlineData("PS256", "rsa-1")]
    [InlineData("ES256", "rsa-1")]
    public async Task An_algorithm_that_is_not_the_one_of_the_key_is_not_allowed(string alg, string kid) =>
        await _room.RejectedAsync(
            TestTokens.Create(header: header => (header["alg"], header["kid"]) = (alg, kid)), TokenRejection.AlgorithmNotAllowed);

    [Fact]
    public async Task The_right_key_used_with_another_algorithm_is_not_allowed() =>
        await _room.RejectedAsync(TestTokens.Create(TestKey.Rsa.As(alg: "PS256")), TokenRejection.AlgorithmNotAllowed);

    [Fact]
    public async Task An_algorithm_that_is_known_but_not_configured_is_not_allowed() =>
        (await _room.RejectedAsync(TestTokens.Create(TestKey.Rsa.As(alg: "RS512")), TokenRejection.AlgorithmNotAllowed)).IssuerId.ShouldBe("research");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(72)]
    [InlineData(256)]
    public async Task An_ES256_signature_that_is_not_64_bytes_is_invalid(int length) =>
        await _room.RejectedAsync(WithSignature(TestKey.EllipticCurve, new byte[length]), TokenRejection.InvalidSignature);

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    [InlineData(0x01)]
    public async Task An_ES256_signature_of_one_repeated_byte_is_invalid(int value) =>
        await _room.RejectedAsync(WithSignature(TestKey.EllipticCurve, [.. Enumerable.Repeat((byte)value, 64)]), TokenRejection.InvalidSignature);

    [Fact]
    public async Task An_ES256_signature_in_DER_is_invalid()
    {
        var token = TestTokens.Create(TestKey.EllipticCurve);
        var input = token[..token.LastIndexOf('.')];
        var raw = TestKey.EllipticCurve.Sign(Encoding.ASCII.GetBytes(input));

        // Two INTEGERs in a SEQUENCE, each with a leading zero: valid BER of the same numbers.
        byte[] der = [0x30, 0x46, 0x02, 0x21, 0, .. raw[..32], 0x02, 0x21, 0, .. raw[32..]];
        await _room.RejectedAsync($"{input}.{Base64Url.EncodeToString(der)}", TokenRejection.InvalidSignature);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(512)]
    public async Task An_RS256_signature_that_is_not_as_long_as_the_modulus_is_invalid(int length) =>
        await _room.RejectedAsync(WithSignature(TestKey.Rsa, new byte[length]), TokenRejection.InvalidSignature);

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x01)]
    [InlineData(0xFF)]
    public async Task An_RSA_signature_of_one_repeated_byte_is_invalid_even_above_the_modulus(int value)
    {
        byte[] signature = [.. Enumerable.Repeat((byte)value, 256)];

        await _room.RejectedAsync(WithSignature(TestKey.Rsa, signature), TokenRejection.InvalidSignature);
        await _room.RejectedAsync(WithSignature(TestKey.Pss, signature), TokenRejection.InvalidSignature);
    }

    [Fact]
    public async Task A_PSS_salt_that_is_not_as_long_as_the_hash_is_invalid()
    {
        await _room.AcceptedAsync(WithSalt(32));

        foreach (var salt in new[] { 0, 20, 31, 33, 64, 222 })
        {
            await _room.RejectedAsync(WithSalt(salt), TokenRejection.InvalidSignature);
        }
    }

    [Fact]
    public async Task PKCS1_padding_under_a_PS256_header_is_invalid() =>
        await _room.RejectedAsync(WithPadding(RSASignaturePadding.Pkcs1), TokenRejection.InvalidSignature);

    [Fact]
    public async Task Nothing_that_an_unsigned_payload_says_decides_but_the_issuer()
    {
        var forged = TestTokens.Create(
            TestKey.OtherRsa.As(kid: "rsa-1"), payloadJson: $$"""{"iss":"{{TestTokens.Issuer}}","exp":"soon","sub":"secret-subject"}""");

        var rejected = await _room.RejectedAsync(forged, TokenRejection.InvalidSignature);
        rejected.Detail.ShouldNotContain("secret-subject");
        rejected.IssuerId.ShouldBe("research");
    }

    private static string WithSignature(TestKey key, byte[] signature)
    {
        var token = TestTokens.Create(key);
        return token[..(token.LastIndexOf('.') + 1)] + Base64Url.EncodeToString(signature);
    }

    private static string WithPadding(RSASignaturePadding padding) => WithSignature(input => TestKey.Pss.Sign(input, padding));

    private static string WithSalt(int bytes) => WithSignature(input => PssSignature.Create(TestKey.Pss, input, bytes));

    private static string WithSignature(Func<byte[], byte[]> sign)
    {
        var token = TestTokens.Create(TestKey.Pss);
        var input = token[..token.LastIndexOf('.')];
        return $"{input}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)))}";
    }
}
