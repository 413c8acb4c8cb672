using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Benchmarks.Scene;
using TokenBridge.Host.Exchange;

namespace TokenBridge.Benchmarks;

/// <summary>
/// A whole exchange without HTTP: the known token validated, the rules evaluated, the cached session found, the audit record written
/// (as JSON, to nowhere), everything counted. Allocations are those of the request and of its audit record.
/// </summary>
[BenchmarkCategory("issue")]
public class WarmIssue
{
    private RunningBridge _bridge = null!;
    private CredentialIssuer _issuer = null!;
    private ExchangeRequest _request;

    [GlobalSetup]
    public void Start()
    {
        _bridge = RunningBridge.StartAsync().GetAwaiter().GetResult();
        _issuer = _bridge.Services.GetRequiredService<CredentialIssuer>();
        _request = new ExchangeRequest
        {
            Route = "container",
            Token = _bridge.NewToken().AsMemory(),
            Source = IPAddress.Loopback,
            UserAgent = "Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux lang/python#3.13.5",
        };
        if (!CachedSession().GetAwaiter().GetResult())
        {
            throw new InvalidOperationException("The exchange was refused: nothing was measured.");
        }
    }

    [GlobalCleanup]
    public void Stop() => _bridge.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Description = "exchange, session cached")]
    public async Task<bool> CachedSession() => await _issuer.IssueAsync(_request) is IssueResult.Issued;
}
