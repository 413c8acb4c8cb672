using BenchmarkDotNet.Attributes;
using TokenBridge.Benchmarks.Scene;

namespace TokenBridge.Benchmarks;

/// <summary>
/// A token that was never seen, signed by a known key: the price of one caller's first request. <c>Ratio</c> 1.00 is the platform's
/// signature verify of the same bytes. On a busy machine read <see cref="PairedColdValidation"/> instead.
/// </summary>
/// <remarks>Every iteration brings each token once to a validator whose cache is new and empty, so that no token can be found in it.</remarks>
[BenchmarkCategory("cold")]
[WarmupCount(30)]
public class ColdValidation
{
    private const int Tokens = 1_000;

    private ColdScene _scene = null!;

    [Params("RS256", "ES256")]
    public string Algorithm { get; set; } = "";

    [GlobalSetup]
    public void Start() => _scene = ColdScene.StartAsync(Algorithm, Tokens).GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Stop() => _scene.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [IterationSetup]
    public void ForgetEveryToken() => _scene.ForgetEveryToken();

    [Benchmark(Baseline = true, OperationsPerInvoke = Tokens, Description = "bare verify (platform)")]
    public void Bare()
    {
        foreach (var token in _scene.Tokens)
        {
            _scene.VerifyBare(token);
        }
    }

    [Benchmark(OperationsPerInvoke = Tokens, Description = "TokenValidator")]
    public async Task TokenBridge()
    {
        foreach (var token in _scene.Tokens)
        {
            await _scene.ValidateAsync(token);
        }
    }

    [Benchmark(OperationsPerInvoke = Tokens, Description = "JsonWebTokenHandler")]
    public async Task Library()
    {
        foreach (var token in _scene.Tokens)
        {
            await _scene.ValidateByLibraryAsync(token);
        }
    }
}
