using System.CommandLine;
using Likeness.Models;

namespace Likeness.Cli.Tests;

/// <summary>Startup creates few options: they cost time, and only the named model needs its own.</summary>
public sealed class CommandTreeTests
{
    [Fact]
    public void ACommandThatIsNotNamedHasNoOptions() =>
        Assert.All(
            CommandTree.Build(["--version"]).Subcommands,
            command =>
            {
                Assert.Empty(command.Options);
                Assert.Empty(command.Subcommands);
                Assert.NotEmpty(command.Description!);
            }
        );

    [Fact]
    public void OnlyTheNamedCommandIsMadeInFull()
    {
        foreach (Command named in CommandTree.Build([]).Subcommands)
        {
            Assert.All(
                CommandTree.Build(["--json", named.Name]).Subcommands,
                command => Assert.Equal(command.Name == named.Name, command.Action is not null)
            );
        }
    }

    [Fact]
    public void AModelThatIsNotNamedHasNoOptions() =>
        Assert.All(Models(["train", "--resume", "runs/mine"]), model => Assert.Empty(model.Options));

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
