using TokenBridge.Host.Exchange;

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

/// <summary>Reads <see cref="AnswerFormat"/> and names its wire format.</summary>
internal static class AnswerFormats
{
    private static readonly Refusal UnknownFormat = Refusals.Request("The format is not known; ask for format=container (the default), process or env, once.");
    private static readonly Refusal UnknownShell = Refusals.Request("The shell is not known; ask for shell=sh (also for bash and zsh), fish or powershell, once.");
    private static readonly Refusal ShellWithoutEnv = Refusals.Request("The parameter shell goes with format=env only.");

    public static (AnswerFormat Format, Refusal? Fault) Read(IQueryCollection query)
    {
        var formats = query["format"];
        var shells = query["shell"];
        if (formats.Count > 1)
        {
            return (default, UnknownFormat);
        }

        return (formats.Count == 0 ? "container" : formats[0]) switch
        {
            "env" => ReadShell(shells.Count switch { 0 => "sh", 1 => shells[0], _ => null }),
            _ when shells.Count > 0 => (default, ShellWithoutEnv),
            "container" => (AnswerFormat.Container, null),
            "process" => (AnswerFormat.Process, null),
            _ => (default, UnknownFormat),
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

    private static (AnswerFormat Format, Refusal? Fault) ReadShell(string? shell) => shell switch
    {
        "sh" => (AnswerFormat.EnvSh, null),
        "fish" => (AnswerFormat.EnvFish, null),
        "powershell" => (AnswerFormat.EnvPowerShell, null),
        _ => (AnswerFormat.EnvSh, UnknownShell),
    };
}
