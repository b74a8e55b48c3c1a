using System.CommandLine;
using System.CommandLine.Parsing;
using Likeness.Cli.Errors;
using Likeness.Cli.Options;
using Likeness.Models;
using Likeness.Testing;
using Xunit.Abstractions;

namespace Likeness.Cli.Tests.Documents;

/// <summary>Every command in README.md and docs/ is one that the program understands, and works on small files.</summary>
public sealed class DocumentedCommandTests(PageFolder folder, ITestOutputHelper output) : IClassFixture<PageFolder>
{
    private static readonly HashSet<string> SamplingOptions =
    [
        .. ModelRegistry
            .All.SelectMany(model => new ModelOptionSet(model).Sampling(ModelUses.All))
            .Select(option => option.Name),
    ];

    public static TheoryData<string> Pages => [.. DocumentedCommand.All.Select(command => command.Page).Distinct()];

    public static TheoryData<string, string> Exceptions
    {
        get
        {
            var exceptions = new TheoryData<string, string>();
            foreach (var command in DocumentedCommand.All)
            {
                if (NotRun.For(command) is { } exception)
                {
                    exceptions.Add(command.ToString(), exception.Because);
                }
            }

            return exceptions;
        }
    }

    [Fact]
    public void AreUnderstood()
    {
        folder.Begin("README.md");
        var wrong =
            from command in DocumentedCommand.All
            where !command.Text.Contains('…') && !PageFolder.Added.ContainsKey(command.Page)
            let problem = command.IsName ? ProblemOfName(command.Words) : Problem(command.Words, folder.FullPath)
            where problem is not null
            select $"{command}\n    {problem}";
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("train realnvp --hiden 3", "--hiden")]
    [InlineData("train realnpv", "realnpv")]
    [InlineData("train --data customers.csv --bugdet 3s", "--bugdet")]
    [InlineData("smaple runs/mine", "smaple")]
    [InlineData("compare --models trees,tree", "tree")]
    [InlineData("sample runs/mine --temprature 2", "--temprature")]
    public void AWrongOneIsFound(string text, string part)
    {
        folder.Begin("README.md");
        Assert.Contains(
            part,
            Problem(new DocumentedCommand("docs/page.md", 1, text).Words, folder.FullPath),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AreFoundInBlocksAndSentences()
    {
        const string Page =
            "    ./likeness train --data \"a b.csv\"   # a comment\nUse `likeness models ae`, not `likely`.\n```\nlikeness runs\n```\n";
        Assert.Equal(
            [(1, "train|--data|a b.csv"), (2, "models|ae"), (4, "runs")],
            DocumentedCommand
                .Find("docs/page.md", Page)
                .Select(command => (command.Line, string.Join('|', command.Words)))
        );
    }

    [SkippableTheory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Pages))]
    public async Task Work(string page)
    {
        LongTest.Require();
        folder.Begin(page);
        var failed = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var command in DocumentedCommand.All.Where(one =>
                one.Page == page && !one.IsName && NotRun.For(one) is null
            )
        )
        {
            if (!done.Add(string.Join('\n', command.Words)))
            {
                continue;
            }

            long start = Environment.TickCount64;
            var result = await folder.RunAsync(command);
            output.WriteLine($"{command}: exit code {result.ExitCode}, {Environment.TickCount64 - start} ms");
            if (result.ExitCode != 0)
            {
                failed.Add($"{command}: exit code {result.ExitCode}: {result.Error}");
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    [SkippableTheory]
    [MemberData(nameof(Exceptions))]
    public void IsNotRun(string command, string because) => Skip.If(true, $"{command} is not run: it {because}");

    [Fact]
    public void EveryExceptionIsNeeded() =>
        Assert.All(NotRun.All, one => Assert.Contains(DocumentedCommand.All, command => NotRun.For(command) == one));

    private static string? ProblemOfName(string[] words) =>
        words is [var name, ..] && CommandTree.Build([]).Subcommands.All(command => command.Name != name)
            ? $"'{name}' is not a command"
            : null;

    // What is wrong with a command line; null if nothing is.
    private static string? Problem(string[] words, string folder)
    {
        words = SmallForm.WithFiles(words);
        try
        {
            words = SmallForm.Complete(words, folder);
        }
        catch (LikenessException error)
        {
            return error.CommandLineMessage;
        }

        // The options of a run's model are there only with the run.
        words = words is ["train" or "compare", ..]
            ? words
            :
            [
                .. words.Where(
                    (word, i) => !SamplingOptions.Contains(word) && (i == 0 || !SamplingOptions.Contains(words[i - 1]))
                ),
            ];
        var parsed = CommandTree.Build(words).Parse(words);
        if (ParseErrors.Describe(parsed, isModelChosen: false) is { } wrong)
        {
            return wrong.CommandLineMessage;
        }

        // An option that takes several values takes an unknown option as one.
        var known = Options(parsed.CommandResult).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet();
        if (
            words.FirstOrDefault(word =>
                word.StartsWith("--", StringComparison.Ordinal) && !known.Contains(ModelChoice.NameOf(word))
            ) is
            { } unknown
        )
        {
            return $"{unknown} is not an option of '{parsed.CommandResult.Command.Name}'";
        }

        int models = Array.IndexOf(words, "--models") + 1;
        return models == 0
            ? null
            : words[models]
                .Split(',')
                .Select(name => name.Split(':')[0])
                .Where(name => name != "all" && ModelRegistry.All.All(model => model.Name != name))
                .Select(name => $"'{name}' is not a model")
                .FirstOrDefault();
    }

    private static IEnumerable<Option> Options(SymbolResult? result) =>
        result is null
            ? []
            : (result is CommandResult { Command: var command } ? command.Options : []).Concat(Options(result.Parent));
}
