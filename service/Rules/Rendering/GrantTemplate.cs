using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <summary>A compiled grant: literals and keys are legal, every placeholder is known; what depends on the caller is checked when rendered.</summary>
internal sealed record GrantTemplate
{
    /// <summary>UTF-16 units of a rendered name.</summary>
    public const int MaxNameLength = 256;

    public required string RuleId { get; init; }

    /// <summary>Null for the default: the rule id, and each capture behind a colon.</summary>
    public BoundTemplate? Name { get; init; }

    public required RoleTemplate Role { get; init; }

    public required SessionNameTemplate SessionName { get; init; }

    public SessionNameTemplate? SourceIdentity { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>In ordinal order of their keys; at most 50.</summary>
    public required TagTemplate[] Tags { get; init; }

    /// <summary>Ordinal; each is the key of a tag that is never left out.</summary>
    public required IReadOnlyList<string> TransitiveTagKeys { get; init; }

    public int Priority { get; init; }

    public SessionLimitsTemplate Limits { get; init; } = SessionLimitsTemplate.None;

    public string? Region { get; init; }

    public SessionStrategy? Strategy { get; init; }

    /// <summary>What the caller's login must be like; null where the rule does not mind.</summary>
    public StepUp? Require { get; init; }

    public string? RenderName(CallerView caller, string?[] binding, out RenderFault? fault)
    {
        fault = null;
        if (Name is null)
        {
            return CheckName(DefaultName(binding), out fault);
        }

        return Name.Render(caller, binding, out fault) is { } name && fault is null ? CheckName(name, out fault) : null;
    }

    /// <param name="caller">Whose grant.</param>
    /// <param name="binding">Of the rule's captures.</param>
    /// <param name="name">Rendered.</param>
    /// <param name="role">Rendered, and denied by nobody.</param>
    /// <param name="fault">The first value that cannot be had, where the result is null.</param>
    public Grant? Render(CallerView caller, string?[] binding, string name, RoleArn role, out RenderFault? fault)
    {
        string? sourceIdentity = null;
        var sessionName = SessionName.Render(caller, binding, out fault);
        if (fault is null && SourceIdentity is not null)
        {
            sourceIdentity = SourceIdentity.Render(caller, binding, out fault);
        }

        var tags = fault is null ? RenderTags(caller, binding, out fault) : null;
        var limits = fault is null ? Limits.Render(caller, binding, role, out fault) : default;
        return fault is not null ? null : new Grant
        {
            IssuerId = caller.Caller.IssuerId,
            Subject = caller.Caller.Subject,
            Name = name,
            RuleId = RuleId,
            Role = role,
            SessionName = sessionName!,
            SourceIdentity = sourceIdentity,
            Duration = Duration,
            Tags = tags!,
            TransitiveTagKeys = TransitiveTagKeys,
            Priority = Priority,
            Policy = limits.Policy,
            PolicyArns = limits.PolicyArns,
            ExternalId = limits.ExternalId,
            Region = Region,
            Strategy = Strategy,
        };
    }

    private SessionTag[]? RenderTags(CallerView caller, string?[] binding, out RenderFault? fault)
    {
        fault = null;
        var tags = new SessionTag[Tags.Length];
        var count = 0;
        foreach (var tag in Tags)
        {
            if (tag.IsLeftOut(caller))
            {
                continue;
            }

            if (tag.Render(caller, binding, out fault) is not { } value)
            {
                return null;
            }

            tags[count++] = new SessionTag(tag.Key, value);
        }

        return count == tags.Length ? tags : tags[..count];
    }

    /// <returns>No name at all where a capture alone is longer than one, and would be copied for each binding that has it.</returns>
    private string DefaultName(string?[] binding)
    {
        foreach (var value in binding)
        {
            if (value?.Length > MaxNameLength)
            {
                return "";
            }
        }

        return binding.Length == 0 ? RuleId : $"{RuleId}:{string.Join(':', binding)}";
    }

    /// <summary>A name is typed, put into URLs and shown in lists, so nothing in it may be invisible.</summary>
    private static string? CheckName(string name, out RenderFault? fault)
    {
        var what = name.Length is 0 or > MaxNameLength ? $"is not 1 to {MaxNameLength} characters long" : null;
        what ??= Quoted.IsVisible(name) ? null : "holds an invisible character";

        fault = what is null ? null : new RenderFault(DenialReason.InvalidValue, "name", null, what);
        return fault is null ? name : null;
    }
}
