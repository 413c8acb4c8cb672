using System.Globalization;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Compiling;

/// <summary><see cref="GrantDocument"/>, defaults already merged in -> <see cref="GrantTemplate"/>.</summary>
internal sealed class GrantCompiler(NameScope scope, Written rule, RuleSetContext context)
{
    private const int MaxPriority = 1_000_000;

    private static readonly Func<TemplatePart, string?> Anything = _ => null;

    /// <returns>Null after a fault.</returns>
    public GrantTemplate? Compile(GrantDocument grant, ClaimSource subject, StepUp? require)
    {
        if (grant is { Role: null, NamesRole: false })
        {
            scope.Faults.Add(grant.At, FaultCode.MissingKey, "a grant needs 'role'; write role: arn:aws:iam::<12-digit account>:role/<name>");
        }

        var role = grant.Role is { } arn ? CompileRole(arn) : null;
        var name = grant.Name is { } given ? CompileName(given) : null;
        var sessionName = grant.SessionName is { } session
            ? CompileSessionName(session, "session_name")
            : new SessionNameTemplate(new BoundTemplate("session_name", [new BoundPart("sub", -1, subject, PlaceholderMode.Required, null)]));
        var sourceIdentity = grant.SourceIdentity is { } identity ? CompileSessionName(identity, "source_identity") : null;
        var duration = CompileDuration(grant.Duration);
        var tags = new TagCompiler(scope, rule).Compile(grant);
        var priority = CompilePriority(grant.Priority);
        var (strategy, region) = new StsParametersCompiler(context, scope.Faults).Compile(grant);
        var limits = new SessionLimitsCompiler(scope, rule).Compile(grant, role);
        return role is null || sessionName is null || tags is null ? null : new GrantTemplate
        {
            RuleId = rule.Text,
            Name = name,
            Role = role,
            SessionName = sessionName,
            SourceIdentity = sourceIdentity,
            Duration = duration,
            Tags = [.. tags],
            TransitiveTagKeys = [.. (grant.TransitiveTags ?? []).Select(key => key.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Priority = priority,
            Limits = limits,
            Strategy = strategy,
            Region = region,
            Require = require,
        };
    }

    private BoundTemplate? CompileName(Written text)
    {
        var name = scope.Bind(text, "name", rule.Text, Anything, FaultCode.Template);
        if (name?.Literal is { Length: 0 or > GrantTemplate.MaxNameLength } || text.Text.AsSpan().ContainsAny('\n', '\t'))
        {
            scope.Faults.Add(text.At, FaultCode.Template, $"name is not one line of 1 to {GrantTemplate.MaxNameLength} characters");
        }

        return name;
    }

    private RoleTemplate? CompileRole(Written text)
    {
        var role = scope.Bind(text, "role", rule.Text, ArnTemplate.CheckLiteral, FaultCode.RoleArn);
        if (role is null)
        {
            return null;
        }

        if (RoleArn.Read(ArnTemplate.Sample(role)).TryGet(out var sample, out var wrong))
        {
            return new RoleTemplate(role, role.Literal is null ? null : sample);
        }

        scope.Faults.Add(text.At, FaultCode.RoleArn, $"role {SafeText.Quote(text.Text)} {wrong}");
        return null;
    }

    private SessionNameTemplate? CompileSessionName(Written text, string field)
    {
        var name = scope.Bind(
            text,
            field,
            rule.Text,
            part => part.Name is not null || SessionNameText.IsLegal(part.Text) ? null : "is not legal here; literals take A-Z a-z 0-9 _ + = , . @ - (only values are encoded)",
            FaultCode.SessionName);
        if (text.Text.Length == 0)
        {
            scope.Faults.Add(text.At, FaultCode.SessionName, $"{field} is empty; write \"{{sub}}\"");
        }

        return name is null ? null : new SessionNameTemplate(name);
    }

    private TimeSpan CompileDuration(Written? text)
    {
        if (text is null)
        {
            return SessionDuration.Default;
        }

        if (SessionDuration.Read(text.Text).TryGet(out var duration, out var wrong))
        {
            return duration;
        }

        scope.Faults.Add(text.At, FaultCode.Duration, $"duration {SafeText.Quote(text.Text)} {wrong}");
        return default;
    }

    private int CompilePriority(Written? text)
    {
        var priority = 0;
        if (text is null || (int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out priority) && priority is >= -MaxPriority and <= MaxPriority))
        {
            return priority;
        }

        scope.Faults.Add(text.At, FaultCode.Priority, $"priority {SafeText.Quote(text.Text)} is no whole number from -{MaxPriority} to {MaxPriority}");
        return 0;
    }
}
