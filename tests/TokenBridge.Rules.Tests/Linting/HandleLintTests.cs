using TokenBridge.Rules.Reading.Faults;
using static TokenBridge.Rules.Tests.Linting.TestLint;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests.Linting;

/// <summary>By what a person's sessions could be cut off before they end.</summary>
public sealed class HandleLintTests
{
    [Theory]
    [InlineData("")] // the session's name is then the sub
    [InlineData(", session_name: \"s-{sub}\"")]
    [InlineData(", session_name: \"{login}\"")]
    [InlineData(", session_name: job, source_identity: \"{sub}\"")]
    [InlineData(", session_name: job, tags: { owner: \"{sub}\" }")]
    [InlineData(", session_name: job, tags: { session: \"{sid}\" }")]
    [InlineData(", session_name: job, tags: { User: \"{number}\" }")]
    public void What_tells_whose_a_session_is_is_a_handle(string more) => Codes(Granting(more)).ShouldNotContain(LintCode.NoHandle);

    [Theory]
    [InlineData(", session_name: job, tags: { number: \"{number}\", name: \"{login=x}\" }", "{ number: /number, login: /department }")]
    [InlineData(", session_name: job, tags: { number: \"{number}\" }")]
    [InlineData(", session_name: \"{client}\"")]
    [InlineData(", session_name: job, tags: { user: everybody }")]
    public void Sessions_that_do_not_tell_are_warned_of(string more, string claims = "{ number: /employee_number, login: /preferred_username }") =>
        Codes(Granting(more, claims)).ShouldContain(LintCode.NoHandle);

    [Fact]
    public void A_default_is_a_handle_until_a_grant_drops_it()
    {
        Codes(Defaults("")).ShouldNotContain(LintCode.NoHandle);
        Codes(Defaults(", source_identity: null")).ShouldContain(LintCode.NoHandle);

        static string Defaults(string more) => $$"""
            version: 1
            defaults: { session_name: job, source_identity: "{sub}" }
            rules: [{ id: r, when: { group: /a }, grant: { role: "{{Role}}"{{more}} } }]
            """;
    }

    private static string Granting(string more, string claims = "{ number: /employee_number, login: /preferred_username }") => $$"""
        version: 1
        claims: {{claims}}
        rules: [{ id: r, when: { group: /a }, grant: { role: "{{Role}}"{{more}} } }]
        """;
}
