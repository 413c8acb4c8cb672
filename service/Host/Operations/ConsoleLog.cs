using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Console;

namespace TokenBridge.Host.Operations;

/// <summary>
/// The log, on standard error: standard output belongs to the audit log. One line each, with the time in UTC, unless <c>Logging:Console</c> says
/// otherwise (<c>FormatterName</c> json or systemd, and <c>FormatterOptions</c>).
/// </summary>
internal static class ConsoleLog
{
    private const string Section = "Logging:Console";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(Section);
        builder.Logging.AddConsole();
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;

            // The host's own set-up names the simple one, whatever the configuration says.
            console.FormatterName = section["FormatterName"] is { Length: > 0 } name ? name : ConsoleFormatterNames.Simple;
        });
        builder.Services.Configure<SimpleConsoleFormatterOptions>(options =>
        {
            AddTime(options, section, $"{Time} ");
            options.SingleLine = section["FormatterOptions:SingleLine"] is null || options.SingleLine;
        });
        builder.Services.Configure<JsonConsoleFormatterOptions>(options => AddTime(options, section, Time));
    }

    private static void AddTime(ConsoleFormatterOptions options, IConfigurationSection section, [StringSyntax(StringSyntaxAttribute.DateTimeFormat)] string form)
    {
        if (section["FormatterOptions:TimestampFormat"] is null)
        {
            (options.TimestampFormat, options.UseUtcTimestamp) = (form, true);
        }
    }
}
