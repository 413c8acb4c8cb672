using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace TokenBridge.Benchmarks.Load;

/// <summary>
/// Kestrel and nothing else: no routing, no middleware, no token. Answers every request with one recorded answer, status, headers and
/// body alike: what no service in ASP.NET Core can be faster than.
/// </summary>
internal static class BareEndpoint
{
    /// <param name="address">Loopback; port 0 takes a free one, which is printed.</param>
    /// <param name="recorded">A whole answer as <c>curl --include</c> writes it.</param>
    /// <param name="output">Gets one line, <c>listening on http://…</c>.</param>
    public static async Task RunAsync(string address, string recorded, Stream output)
    {
        var (headers, body) = Parse(await File.ReadAllTextAsync(recorded));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var application = builder.Build();
        application.Run(context => AnswerAsync(context.Response, headers, body));
        await application.StartAsync();
        await output.WriteAsync(Encoding.UTF8.GetBytes($"listening on {application.Urls.Single()}\n"));
        await application.WaitForShutdownAsync();
    }

    private static Task AnswerAsync(HttpResponse response, KeyValuePair<string, StringValues>[] headers, byte[] body)
    {
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }

    /// <summary>Without Date, which Kestrel writes for both, and the length, which is that of the body.</summary>
    private static (KeyValuePair<string, StringValues>[] Headers, byte[] Body) Parse(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = answer[..end].Split("\r\n");
        if (!lines[0].StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The recorded answer is not 200: {lines[0]}"));
        }

        var headers = lines[1..]
            .Select(line => line.Split(": ", 2))
            .Where(parts => parts[0] is not ("Date" or "Content-Length"))
            .Select(parts => KeyValuePair.Create(parts[0], new StringValues(parts[1])));
        return ([.. headers], Encoding.UTF8.GetBytes(answer[(end + 4)..]));
    }
}
