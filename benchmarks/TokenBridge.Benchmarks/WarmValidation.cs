using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Benchmarks.Scene;
using TokenBridge.Host.Tokens;

namespace TokenBridge.Benchmarks;

/// <summary>The same token again, metrics as in production: what every further request of a caller pays. Aim: at most 1 µs and no allocation.</summary>
[BenchmarkCategory("warm")]
public class WarmValidation
{
    private RunningBridge _bridge = null!;
    private ReadOnlyMemory<char> _token;
    private TokenValidator _validator = null!;

    [GlobalSetup]
    public void Start()
    {
        _bridge = RunningBridge.StartAsync().GetAwaiter().GetResult();
        _token = _bridge.NewToken().AsMemory();
        _validator = _bridge.Services.GetRequiredService<TokenValidator>();
        if (!SameTokenAgain())
        {
            throw new InvalidOperationException("The token was refused: nothing was measured.");
        }
    }

    [GlobalCleanup]
    public void Stop() => _bridge.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Description = "the same token again")]
    public bool SameTokenAgain()
    {
        var verdict = _validator.ValidateAsync(_token, CancellationToken.None);
        return verdict.IsCompletedSuccessfully && verdict.Result is TokenVerdict.Accepted;
    }
}
