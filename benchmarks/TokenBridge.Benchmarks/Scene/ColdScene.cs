using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenBridge.Host.Tokens;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Benchmarks.Scene;

/// <summary>Distinct tokens of one algorithm, and the three that check them. A token that is refused is an error: it would be measured for nothing.</summary>
internal sealed class ColdScene : IAsyncDisposable
{
    private readonly RunningBridge _bridge;
    private readonly BareVerify _bare;
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _parameters;
    private TokenValidator _validator;

    private ColdScene(RunningBridge bridge, string algorithm, int tokens)
    {
        _bridge = bridge;
        Tokens = [.. Enumerable.Range(0, tokens).Select(_ => SignedToken.Of(bridge.NewToken(algorithm)))];
        var keys = new JsonWebKeySet(bridge.Realm.Keys.ToJwks().ToJsonString()).Keys;
        _bare = new BareVerify(keys.Single(key => key.Alg == algorithm));
        _validator = NewValidator();
        _parameters = new TokenValidationParameters
        {
            ValidIssuer = bridge.Realm.Issuer,
            ValidAudience = "tokenbridge",
            ValidAlgorithms = ["RS256", "PS256", "ES256"],
            ValidTypes = ["JWT", "at+jwt"],
            ClockSkew = TimeSpan.FromSeconds(30),
            IssuerSigningKeys = [.. keys.Where(key => key.Use == "sig")],
        };
    }

    public IReadOnlyList<SignedToken> Tokens { get; }

    public static async Task<ColdScene> StartAsync(string algorithm, int tokens) => new(await RunningBridge.StartAsync(), algorithm, tokens);

    /// <summary>From here on <see cref="ValidateAsync"/> has seen no token yet: its cache is new and empty.</summary>
    public void ForgetEveryToken() => _validator = NewValidator();

    /// <summary>The platform alone.</summary>
    public void VerifyBare(SignedToken token) => Expect(_bare.Verifies(token));

    /// <summary>The service's validator.</summary>
    public async ValueTask ValidateAsync(SignedToken token) =>
        Expect(await _validator.ValidateAsync(token.Text.AsMemory(), CancellationToken.None) is TokenVerdict.Accepted);

    /// <summary>The library, asked for the same checks as far as it knows them.</summary>
    public async Task ValidateByLibraryAsync(SignedToken token) => Expect((await _handler.ValidateTokenAsync(token.Text, _parameters)).IsValid);

    public async ValueTask DisposeAsync()
    {
        _bare.Dispose();
        await _bridge.DisposeAsync();
    }

    private TokenValidator NewValidator()
    {
        var services = _bridge.Services;
        var time = services.GetRequiredService<TimeProvider>();
        return new TokenValidator(services.GetServices<IssuerKeyRing>(), new ValidatedTokenCache(time), services.GetRequiredService<TokenLimit>(), services.GetRequiredService<TokenMetrics>(), time);
    }

    private static void Expect(bool accepted)
    {
        if (!accepted)
        {
            throw new InvalidOperationException("A token was refused: nothing was measured.");
        }
    }
}
