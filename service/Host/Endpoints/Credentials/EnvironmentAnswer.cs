using System.Globalization;
using System.Text;
using TokenBridge.Host.Endpoints.Answers;
using TokenBridge.Host.Exchange;
using TokenBridge.Host.Sts;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>
/// Lines that a shell evaluates, with the variables that <c>aws configure export-credentials --format env</c> sets. Every value is one
/// literal of that shell: nothing in it can end the quotes or be expanded.
/// </summary>
internal static class EnvironmentAnswer
{
    public static Task WriteAsync(HttpResponse response, IssueResult.Issued issued, AnswerFormat format)
    {
        var lines = Encoding.UTF8.GetBytes(Lines(issued.Credentials, format));
        IssuedHeaders.Write(response, issued);
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = lines.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(lines).AsTask();
    }

    /// <summary>Ends each line with a semicolon too, so that <c>eval $(…)</c> without quotes, which joins the lines, says the same.</summary>
    public static string Lines(AwsCredentials credentials, AnswerFormat format)
    {
        var lines = new StringBuilder();
        foreach (var (name, value) in new[]
        {
            ("AWS_ACCESS_KEY_ID", credentials.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", credentials.SecretAccessKey),
            ("AWS_SESSION_TOKEN", credentials.SessionToken),
            ("AWS_CREDENTIAL_EXPIRATION", WholeSeconds.Of(credentials.Expiration).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        })
        {
            lines.Append(Line(name, value, format)).Append('\n');
        }

        return lines.ToString();
    }

    private static string Line(string name, string value, AnswerFormat format) => format switch
    {
        AnswerFormat.EnvFish => $"set -gx {name} '{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}';",
        AnswerFormat.EnvPowerShell => $"$env:{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}';",
        AnswerFormat.EnvSh => $"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}';",
        AnswerFormat.Container => throw new ArgumentException("no shell", nameof(format)),
        AnswerFormat.Process => throw new ArgumentException("no shell", nameof(format)),
    };
}
