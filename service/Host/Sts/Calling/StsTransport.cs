using Amazon.Runtime;

namespace TokenBridge.Host.Sts.Calling;

/// <summary>
/// The HTTP below the AWS SDK. A redirect is an answer like any other and never followed: it would carry a caller's token, or a call that
/// this service signed, to whoever the answer names. No answer is longer than <see cref="MostBytes"/>.
/// </summary>
internal sealed class StsTransport : HttpClientFactory
{
    /// <summary>Hundreds of times what STS sends.</summary>
    public const int MostBytes = 1024 * 1024;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };

        // StsCall ends every attempt.
        return new HttpClient(new BoundedAnswers { InnerHandler = sockets }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private sealed class BoundedAnswers : DelegatingHandler
    {
        /// <exception cref="HttpRequestException">The answer is longer than <see cref="MostBytes"/> (<see cref="HttpRequestError.ConfigurationLimitExceeded"/>).</exception>
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            try
            {
                // The SDK follows a 307 by itself, wherever it leads.
                response.Headers.Location = null;
                await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}
