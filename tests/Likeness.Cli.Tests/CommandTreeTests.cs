using System.CommandLine;
using Likeness.Models;

namespace Likeness.Cli.Tests;

/// <summary>What a start makes: options cost time, and only a model that is named needs them.</summary>
public sealed class CommandTreeTests
{
    [Fact]
    public void AModelThatIsNotNamedHasNoOptions() =>
        Assert.All(Models(["--version"]), model => Assert.Empty(model.Options));

    [Fact]
    public void OnlyTheNamedModelHasOptions() =>
        Assert.All(
            ModelRegistry.All,
            named =>
                Assert.All(
                    Models(["train", named.Name, "--help"]),
                    model => Assert.Equal(model.Name == named.Name, model.Options.Count > 0)
                )
        );

    [Fact]
    public void AFileOfWordsMayNameAnyModel() =>
        Assert.All(Models(["train", "@words.txt"]), model => Assert.NotEmpty(model.Options));

    private static IEnumerable<Command> Models(string[] args)
    {
        var models = CommandTree.Build(args).Subcommands.Single(command => command.Name == "train").Subcommands;
        Assert.Equal(ModelRegistry.All.Select(model => model.Name).Distinct(), models.Select(model => model.Name));
        return models;
    }
}
