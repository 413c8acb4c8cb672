using TokenBridge.Host.Exchange;
using TokenBridge.Protocol;

namespace TokenBridge.Host.Endpoints.Credentials;

/// <summary>What <c>GET /v1/credentials</c> may be asked to answer with: <c>?format=</c>, and for <c>env</c> also <c>?shell=</c>.</summary>
internal enum AnswerFormat
{
    /// <summary>Container-credentials JSON; the default.</summary>
    Container,

    /// <summary>What a <c>credential_process</c> prints.</summary>
    Process,

    /// <summary>Lines for sh, bash and zsh.</summary>
    EnvSh,

    EnvFish,

    EnvPowerShell,
}

/// <summary>A format that cannot be read.</summary>
/// <param name="MeantFor">What the request is recorded as.</param>
/// <param name="Refusal">Why.</param>
internal sealed record AnswerFormatFault(AnswerFormat MeantFor, Refusal Refusal);

/// <summary>Reads <see cref="AnswerFormat"/> and names its wire format.</summary>
internal static class AnswerFormats
{
    private static readonly AnswerFormatFault UnknownFormat = new(
        AnswerFormat.Container, Refusals.Request("The format is not known; ask for format=container (the default), process or env, once."));

    private static readonly AnswerFormatFault UnknownShell = new(
        AnswerFormat.EnvSh, Refusals.Request("The shell is not known; ask for shell=sh (also for bash and zsh), fish or powershell, once."));

    private static readonly AnswerFormatFault ShellWithoutEnv = new(
        AnswerFormat.Container, Refusals.Request("The parameter shell goes with format=env only."));

    public static Result<AnswerFormat, AnswerFormatFault> Read(IQueryCollection query)
    {
        var formats = query["format"];
        var shells = query["shell"];
        if (formats.Count > 1)
        {
            return UnknownFormat;
        }

        return (formats.Count == 0 ? "container" : formats[0]) switch
        {
            "env" => ReadShell(shells.Count switch { 0 => "sh", 1 => shells[0], _ => null }),
            _ when shells.Count > 0 => ShellWithoutEnv,
            "container" => AnswerFormat.Container,
            "process" => AnswerFormat.Process,
            _ => UnknownFormat,
        };
    }

    /// <summary>For audit and metrics.</summary>
    public static string ToRoute(this AnswerFormat format) => format switch
    {
        AnswerFormat.Container => "container",
        AnswerFormat.Process => "process",
        AnswerFormat.EnvSh => "env",
        AnswerFormat.EnvFish => "env",
        AnswerFormat.EnvPowerShell => "env",
    };

    /// <summary>Somebody may evaluate the answer unseen.</summary>
    public static bool IsForShell(this AnswerFormat format) => format is AnswerFormat.EnvSh or AnswerFormat.EnvFish or AnswerFormat.EnvPowerShell;

    private static Result<AnswerFormat, AnswerFormatFault> ReadShell(string? shell) => shell switch
    {
        "sh" => AnswerFormat.EnvSh,
        "fish" => AnswerFormat.EnvFish,
        "powershell" => AnswerFormat.EnvPowerShell,
        _ => UnknownShell,
    };
}
