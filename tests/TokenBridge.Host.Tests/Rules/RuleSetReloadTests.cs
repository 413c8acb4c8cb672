using Microsoft.Extensions.DependencyInjection;
using TokenBridge.Host.Rules;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Rules;

public sealed class RuleSetReloadTests : IDisposable
{
    private const string Good = "version: 1\nrules:\n  - id: {0}\n    when: everyone\n    grant: {{ role: \"arn:aws:iam::111122223333:role/r\" }}\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-tests-");
    private readonly ServiceProvider _services;
    private readonly string _path;
    private int _writes;

    public RuleSetReloadTests()
    {
        _path = Path.Combine(_folder.FullName, "rules.yaml");
        Write("first");
        var options = new RulesOptions(_path, Reload: true);
        var admission = new RuleSetAdmission(options, new RuleSetContext(["research"]));
        var rules = admission.Load().Compilation.ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet;
        var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(new ManualClock());
        _services = services.AddRules(options, admission, rules).BuildServiceProvider();
    }

    private ActiveRuleSet Active => _services.GetRequiredService<ActiveRuleSet>();

    private RuleSetReload Reload => _services.GetRequiredService<RuleSetReload>();

    public void Dispose()
    {
        _services.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Changed_rules_are_in_force_once_they_have_stood_still()
    {
        Reload.Look();
        Write("second");

        Reload.Look();
        Rule().ShouldBe("first");
        Reload.Look();

        Rule().ShouldBe("second");
        Active.RefusedReload.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_is_still_being_written_is_not_taken()
    {
        Reload.Look();
        for (var piece = 0; piece < 5; piece++)
        {
            Write($"piece-{piece}");
            Reload.Look();
        }

        Rule().ShouldBe("first");
    }

    [Fact]
    public void Rules_with_a_fault_are_not_taken_and_the_last_good_ones_serve_on()
    {
        Reload.Look();
        File.WriteAllText(_path, "version: 1\nruls: []\n");
        Touch();
        Reload.Look();
        Reload.Look();

        Rule().ShouldBe("first");
        Active.RefusedReload!.ShouldContain("did you mean 'rules'?");
    }

    [Fact]
    public void Rules_whose_own_tests_fail_are_not_taken()
    {
        Reload.Look();
        File.WriteAllText(_path, Text("tested") + "tests:\n  - { name: nobody gets anything, token: { sub: u-1 }, expect: { denied: no_rule_matches } }\n");
        Touch();
        Reload.Look();
        Reload.Look();

        Rule().ShouldBe("first");
        Active.RefusedReload!.ShouldContain("the test 'nobody gets anything' fails");
    }

    [Fact]
    public void A_fault_that_is_mended_is_forgotten()
    {
        Rules_with_a_fault_are_not_taken_and_the_last_good_ones_serve_on();
        Write("third");
        Reload.Look();
        Reload.Look();

        Rule().ShouldBe("third");
        Active.RefusedReload.ShouldBeNull();
    }

    [Fact]
    public void Rules_that_vanish_are_a_fault_and_the_last_good_ones_serve_on()
    {
        Reload.Look();
        File.Delete(_path);
        Reload.Look();
        Reload.Look();

        Rule().ShouldBe("first");
        Active.RefusedReload.ShouldNotBeNull();
    }

    [Fact]
    public void A_symbolic_link_that_is_swapped_as_kubernetes_does_is_a_change()
    {
        var old = _folder.CreateSubdirectory("..old");
        var next = _folder.CreateSubdirectory("..new");
        File.WriteAllText(Path.Combine(old.FullName, "rules.yaml"), Text("first"));
        File.WriteAllText(Path.Combine(next.FullName, "rules.yaml"), Text("other"));
        var same = DateTime.UnixEpoch.AddYears(50);
        File.SetLastWriteTimeUtc(Path.Combine(old.FullName, "rules.yaml"), same);
        File.SetLastWriteTimeUtc(Path.Combine(next.FullName, "rules.yaml"), same);
        var data = Path.Combine(_folder.FullName, "..data");
        Directory.CreateSymbolicLink(data, old.FullName);
        File.Delete(_path);
        File.CreateSymbolicLink(_path, Path.Combine("..data", "rules.yaml"));
        Reload.Look();
        Reload.Look();

        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, next.FullName);
        Reload.Look();
        Reload.Look();

        Rule().ShouldBe("other");
    }

    [Fact]
    public void No_request_ever_sees_half_a_set()
    {
        var before = Active.Current;
        Write("second");
        Reload.Look();
        Reload.Look();

        before.Rules.ShouldHaveSingleItem().Id.ShouldBe("first");
        Active.Current.ShouldNotBeSameAs(before);
    }

    private string Rule() => Active.Current.Rules.ShouldHaveSingleItem().Id;

    private void Write(string id)
    {
        File.WriteAllText(_path, Text(id));
        Touch();
    }

    /// <summary>Two writes within one tick of the file system's clock must still differ.</summary>
    private void Touch() => File.SetLastWriteTimeUtc(_path, DateTime.UnixEpoch.AddYears(50).AddSeconds(++_writes));

    private static string Text(string id) => Good.Replace("{0}", id, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
}
