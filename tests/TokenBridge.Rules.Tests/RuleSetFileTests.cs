using System.Text;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Testing;
using static TokenBridge.Testing.TestRules;

namespace TokenBridge.Rules.Tests;

public sealed class RuleSetFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenbridge-rules-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_one_rule_set_of_its_yaml_files()
    {
        Write("b.yaml", "version: 1\nclaims: { x: /b }\nrules: [{ id: b, when: { claims: { x: 1 } }, grant: { role: 'arn:aws:iam:::role/b' } }]\n");
        Write("a.yaml", "version: 1\nclaims: { x: /a }\nrules: [{ id: a, when: { claims: { x: 1 } }, grant: { role: 'arn:aws:iam:::role/a' } }]\n");
        Write("notes.txt", "not rules");
        Write(".hidden.yaml", "not rules");

        var rules = Load().ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet;

        rules.Rules.Select(rule => rule.Id).ShouldBe(["a", "b"]);
        rules.Evaluate(Caller("{\"a\": 1}")).Eligible.ShouldHaveSingleItem().RuleId.ShouldBe("a");
    }

    [Fact]
    public void The_hash_follows_the_text_and_not_the_path()
    {
        Write("a.yaml", "version: 1\n");
        var first = Load().ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet.Hash;
        File.Move(Path.Combine(_folder.FullName, "a.yaml"), Path.Combine(_folder.FullName, "b.yaml"));
        var moved = Load().ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet.Hash;
        Write("b.yaml", "version: 1 \n");

        moved.ShouldBe(first);
        first.Length.ShouldBe(64);
        Load().ShouldBeOfType<RuleSetCompilation.Compiled>().RuleSet.Hash.ShouldNotBe(first);
    }

    [Fact]
    public void A_missing_path_is_a_fault() =>
        Fault(Path.Combine(_folder.FullName, "none.yaml")).Message.ShouldContain("does not exist");

    [Fact]
    public void A_folder_without_rules_is_a_fault() => Fault(_folder.FullName).Message.ShouldContain("*.yaml");

    [Fact]
    public void A_file_that_would_be_overlooked_for_its_name_is_a_fault()
    {
        Write("a.yaml", "version: 1\n");
        Write("denies.yml", "version: 1\n");

        Fault(_folder.FullName).File.ShouldEndWith("denies.yml");
    }

    [Fact]
    public void Text_that_is_not_utf8_is_a_fault()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "a.yaml"), [.. Encoding.UTF8.GetBytes("version: 1 # "), 0xFF]);

        Fault(_folder.FullName).Message.ShouldContain("UTF-8");
    }

    [Fact]
    public void More_than_ten_mebibytes_in_all_are_a_fault()
    {
        Write("a.yaml", "version: 1\n#" + new string('x', 6 * 1024 * 1024));
        Write("b.yaml", "version: 1\n#" + new string('x', 6 * 1024 * 1024));

        Fault(_folder.FullName).File.ShouldEndWith("b.yaml");
    }

    [Fact]
    public void Faults_of_reading_and_of_compiling_are_told_together()
    {
        Write("a.yaml", "version: 2\n");
        Write("b.yml", "version: 1\n");

        Load().ShouldBeOfType<RuleSetCompilation.Refused>().Faults.Count.ShouldBe(2);
    }

    private RuleSetCompilation Load() => RuleSetCompiler.Load(_folder.FullName, Context());

    private static RuleFault Fault(string path) =>
        RuleSetCompiler.Load(path, Context()).ShouldBeOfType<RuleSetCompilation.Refused>().Faults.ShouldHaveSingleItem();

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
