using System.Globalization;
using Microsoft.Extensions.Primitives;
using TokenBridge.Host.Endpoints.Forms;
using TokenBridge.Host.Exchange;
using TokenBridge.Protocol.Jose;
using TokenBridge.Protocol.Sts;
using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Endpoints.Sts;

/// <summary>
/// The parameters of <c>AssumeRoleWithWebIdentity</c>. The role is what is asked for, the session name of an SDK is made up and ignored, and what
/// would change the session and is not done here is refused.
/// </summary>
internal static class StsParameters
{
    /// <summary>SDKs cannot leave the role out; this one names none, in whatever partition.</summary>
    public const string NoRole = "arn:aws:iam::000000000000:role/default";

    private const int LeastSeconds = 900;
    private const int MostSeconds = 43200;

    private static readonly QueryFault BadDuration = QueryFault.Invalid($"DurationSeconds must be a whole number from {LeastSeconds} to {MostSeconds}.");

    /// <summary>Which operation, each parameter once.</summary>
    public static QueryFault? CheckAction(FormBody form, string version) =>
        form.Names.FirstOrDefault(name => form.All(name).Count > 1) is { } repeated ? QueryFault.Invalid($"The parameter {ParameterName.Shown(repeated)} stands more than once.")
        : form["Version"] == version && form["Action"] is "AssumeRoleWithWebIdentity" or "GetCallerIdentity" ? null
        : new QueryFault(400, "InvalidAction", $"Here are only AssumeRoleWithWebIdentity and GetCallerIdentity, Version {version}. For anything else ask AWS itself: unset AWS_ENDPOINT_URL_STS for that call.");

    public static QueryFault? Check(FormBody form, StringValues authorization)
    {
        if (form.Names.FirstOrDefault(name => name is not ("Action" or "Version" or "RoleArn" or "RoleSessionName" or "WebIdentityToken" or "DurationSeconds")) is { } other)
        {
            return QueryFault.Invalid(
                other is "Policy" || other.StartsWith("PolicyArns", StringComparison.Ordinal)
                    ? "Session policies come from the rules: leave Policy and PolicyArns out."
                    : $"The parameter {ParameterName.Shown(other)} is not known here: leave it out.");
        }

        if (form["RoleArn"] is not { Length: > 0 } role)
        {
            return QueryFault.Invalid($"RoleArn is missing; {NoRole} asks for your only role.");
        }

        if (form["DurationSeconds"] is { } text && !TryReadSeconds(text, out _))
        {
            return BadDuration;
        }

        return RequestedRole.CheckNoToken(role) is { } token ? QueryFault.Invalid(token.Message) : CheckAuthorization(authorization, Token(form));
    }

    /// <param name="request">Source and user agent.</param>
    /// <param name="form">Whatever could be read.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="isBroken">Whether it is wrong on the wire.</param>
    public static ExchangeRequest Read(HttpRequest request, FormBody form, QueryFault? fault, bool isBroken) => new()
    {
        Route = "sts",
        Token = Token(form),
        Role = form["RoleArn"] is { Length: > 0 } role && !IsNoRole(role) && RequestedRole.CheckNoToken(role) is null ? role : null,
        LongestSession = form["DurationSeconds"] is { } text && TryReadSeconds(text, out var seconds) ? TimeSpan.FromSeconds(seconds) : null,
        Fault = fault is null ? null : Refusals.Request(fault.Message) with { Status = fault.Status, ProtocolCode = fault.Code, CountsAgainstAddress = isBroken },
        Source = request.HttpContext.Connection.RemoteIpAddress,
        UserAgent = request.Headers.UserAgent,
    };

    private static bool IsNoRole(string role) =>
        RoleArn.Read(role).TryGet(out var arn, out _) && arn is { Account: "000000000000", Path: "/", Name: "default" };

    /// <summary>SDKs send the final newline of the token file.</summary>
    private static ReadOnlyMemory<char> Token(FormBody form) => BearerToken.Trim((form["WebIdentityToken"] ?? "").AsMemory());

    /// <summary>The operation is not signed and needs no header; a token there must be the same one.</summary>
    private static QueryFault? CheckAuthorization(StringValues authorization, ReadOnlyMemory<char> token)
    {
        if (authorization is [{ } signed] && signed.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
        {
            return null;
        }

        return AuthorizationHeader.Read(authorization).TryGet(out var bearer, out _) && (bearer.IsEmpty || bearer.Span.SequenceEqual(token.Span))
            ? null
            : QueryFault.Invalid("Authorization names another token than WebIdentityToken: leave the header out.");
    }

    private static bool TryReadSeconds(string text, out int seconds) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds is >= LeastSeconds and <= MostSeconds;
}
