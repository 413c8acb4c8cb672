using TokenBridge.Rules.Rendering;

namespace TokenBridge.Rules.Provisioning.Aws.Granting;

/// <summary>What a rule's templates can give once the role is known.</summary>
internal sealed class RenderedForms(CompiledRule rule, RoleBinding binding)
{
    /// <summary>Whole texts of one value; a placeholder that would make more is left open.</summary>
    private const int MostForms = 16;

    /// <summary>What a cut session name keeps, and the length of the hash behind it (<see cref="SessionNameText"/>).</summary>
    private const int KeptLength = 46;
    private const int HashLength = 16;

    /// <param name="Text">As sent.</param>
    /// <param name="Plain">Before any encoding.</param>
    private sealed record Form(string Text, string Plain);

    /// <returns>Empty where nobody can have the grant in this role.</returns>
    public TextPattern Of(BoundTemplate template) => TextPattern.Of(Expand(template, value => value).Select(form => form.Text));

    /// <summary>A session name or a source identity: values are encoded, and what is too long is cut.</summary>
    public TextPattern Of(SessionNameTemplate template) =>
        TextPattern.Of(Expand(template.Text, SessionNameText.Encode).Where(form => form.Text.Length > 0).SelectMany(Fit));

    /// <summary>Whether the value of a tag that may be left out is known to be there; null where that is open.</summary>
    public bool? Has(BoundPart part) =>
        binding.Values.TryGetValue(PlaceholderKey.Of(part), out var value) ? value is not null
        : ConditionValues.Of(rule.When, part.Source) is not null ? true
        : null;

    private List<Form> Expand(BoundTemplate template, Func<string, string> encode)
    {
        var forms = new List<Form> { new("", "") };
        foreach (var part in template.Parts)
        {
            var values = part.Name is null ? [new Form(part.Absent!, part.Absent!)] : Values(part, encode);
            if (values.Count > 1 && forms.Count * values.Count > MostForms)
            {
                values = [Open];
            }

            forms = [.. forms.SelectMany(form => values.Select(value => new Form(form.Text + value.Text, form.Plain + value.Plain)))];
        }

        return forms;
    }

    private static Form Open { get; } = new($"{TextPattern.Run}", $"{TextPattern.Run}");

    private List<Form> Values(BoundPart part, Func<string, string> encode)
    {
        if (binding.Values.TryGetValue(PlaceholderKey.Of(part), out var bound))
        {
            return (bound ?? part.Absent) is { } value ? [new Form(encode(value), value)] : [];
        }

        return ConditionValues.Of(rule.When, part.Source) is { } known ? [.. known.Where(SessionNameText.IsWellFormed).Select(value => new Form(encode(value), value))] : [Open];
    }

    private static IEnumerable<string> Fit(Form form)
    {
        if (!TextPattern.IsPattern(form.Text))
        {
            return [SessionNameText.Fit(form.Text, form.Plain)];
        }

        var forms = new List<string> { form.Text };
        var before = form.Text[..form.Text.IndexOf(TextPattern.Run, StringComparison.Ordinal)];
        var isPrefix = before.Length == form.Text.Length - 1;
        if (!isPrefix || before.Length > KeptLength)
        {
            var kept = before.Length >= KeptLength ? before[..KeptLength] : before + TextPattern.Run;
            forms.Add($"{kept}=.{new string(TextPattern.One, HashLength)}");
        }

        var shortest = form.Text.Replace($"{TextPattern.Run}", "", StringComparison.Ordinal);
        if (shortest.Length == 1 && !isPrefix)
        {
            forms.Add(SessionNameText.Fit(shortest, shortest));
        }

        return forms;
    }
}
