using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenBridge.Benchmarks.Scene;
using TokenBridge.Tokens;

namespace TokenBridge.Benchmarks;

/// <summary>
/// A token that was never seen, signed by a known key: the price of one caller's first request. Read <c>Ratio</c>: 1.00 is the
/// platform's signature verify of the same bytes.
/// </summary>
/// <remarks>Every iteration brings each token once to a validator whose cache is new and empty, so that no token can be found in it.</remarks>
[BenchmarkCategory("cold")]
public class ColdValidation
{
    private const int Tokens = 2_000;

    private readonly JsonWebTokenHandler _handler = new();
    private RunningBridge _bridge = null!;
    private SignedToken[] _tokens = null!;
    private BareVerify _bare = null!;
    private TokenValidationParameters _parameters = null!;
    private TokenValidator _validator = null!;

    [Params("RS256", "ES256")]
    public string Algorithm { get; set; } = "";

    [GlobalSetup]
    public void Start()
    {
        _bridge = RunningBridge.StartAsync().GetAwaiter().GetResult();
        _tokens = [.. Enumerable.Range(0, Tokens).Select(_ => SignedToken.Of(_bridge.NewToken(Algorithm)))];
        var keys = new JsonWebKeySet(_bridge.Realm.Keys.ToJwks().ToJsonString()).Keys;
        _bare = new BareVerify(keys.Single(key => key.Alg == Algorithm));
        _parameters = new TokenValidationParameters
        {
            ValidIssuer = _bridge.Realm.Issuer,
            ValidAudience = "tokenbridge",
            ValidAlgorithms = ["RS256", "PS256", "ES256"],
            ValidTypes = ["JWT", "at+jwt"],
            ClockSkew = TimeSpan.FromSeconds(30),
            IssuerSigningKeys = [.. keys.Where(key => key.Use == "sig")],
        };
    }

    [GlobalCleanup]
    public void Stop()
    {
        _bare.Dispose();
        _bridge.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [IterationSetup]
    public void ForgetEveryToken()
    {
        var services = _bridge.Services;
        var time = services.GetRequiredService<TimeProvider>();
        _validator = new TokenValidator(
            services.GetServices<IssuerKeyRing>(), new ValidatedTokenCache(time), services.GetRequiredService<TokenMetrics>(), time);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Tokens, Description = "bare verify (platform)")]
    public void Bare()
    {
        foreach (var token in _tokens)
        {
            Expect(_bare.Verifies(token));
        }
    }

    [Benchmark(OperationsPerInvoke = Tokens, Description = "TokenValidator")]
    public async Task TokenBridge()
    {
        foreach (var token in _tokens)
        {
            Expect(await _validator.ValidateAsync(token.Text.AsMemory(), CancellationToken.None) is TokenVerdict.Accepted);
        }
    }

    [Benchmark(OperationsPerInvoke = Tokens, Description = "JsonWebTokenHandler")]
    public async Task Library()
    {
        foreach (var token in _tokens)
        {
            Expect((await _handler.ValidateTokenAsync(token.Text, _parameters)).IsValid);
        }
    }

    private static void Expect(bool accepted)
    {
        if (!accepted)
        {
            throw new InvalidOperationException("A token was refused: nothing was measured.");
        }
    }
}
