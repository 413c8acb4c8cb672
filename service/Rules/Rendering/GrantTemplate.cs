using TokenBridge.Protocol;
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

    public Result<string, RenderFault> RenderName(CallerView caller, string?[] binding)
    {
        if (Name is null)
        {
            return CheckName(DefaultName(binding));
        }

        return Name.Render(caller, binding).TryGet(out var name, out var fault) ? CheckName(name) : fault;
    }

    /// <param name="caller">Whose grant.</param>
    /// <param name="binding">Of the rule's captures.</param>
    /// <param name="name">Rendered.</param>
    /// <param name="role">Rendered, and denied by nobody.</param>
    /// <returns>The grant, or the first value that cannot be had.</returns>
    public Result<Grant, RenderFault> Render(CallerView caller, string?[] binding, string name, RoleArn role)
    {
        if (!SessionName.Render(caller, binding).TryGet(out var sessionName, out var nameFault))
        {
            return nameFault;
        }

        var (sourceIdentity, identityFault) = ((string?)null, (RenderFault?)null);
        if (SourceIdentity is not null && !SourceIdentity.Render(caller, binding).TryGet(out sourceIdentity, out identityFault))
        {
            return identityFault;
        }

        if (!RenderTags(caller, binding).TryGet(out var tags, out var tagFault))
        {
            return tagFault;
        }

        if (!Limits.Render(caller, binding, role).TryGet(out var limits, out var limitFault))
        {
            return limitFault;
        }

        return new Grant
        {
            IssuerId = caller.Caller.IssuerId,
            Subject = caller.Caller.Subject,
            Name = name,
            RuleId = RuleId,
            Role = role,
            SessionName = sessionName,
            SourceIdentity = sourceIdentity,
            Duration = Duration,
            Tags = tags,
            TransitiveTagKeys = TransitiveTagKeys,
            Priority = Priority,
            Policy = limits.Policy,
            PolicyArns = limits.PolicyArns,
            ExternalId = limits.ExternalId,
            Region = Region,
            Strategy = Strategy,
        };
    }

    private Result<SessionTag[], RenderFault> RenderTags(CallerView caller, string?[] binding)
    {
        var tags = new SessionTag[Tags.Length];
        var count = 0;
        foreach (var tag in Tags)
        {
            if (tag.IsLeftOut(caller))
            {
                continue;
            }

            if (!tag.Render(caller, binding).TryGet(out var value, out var fault))
            {
                return fault;
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
    private static Result<string, RenderFault> CheckName(string name)
    {
        var what = name.Length is 0 or > MaxNameLength ? $"is not 1 to {MaxNameLength} characters long"
            : SafeText.IsVisible(name) ? null
            : "holds an invisible character";
        return what is null ? name : new RenderFault(DenialReason.InvalidValue, "name", null, what);
    }
}
